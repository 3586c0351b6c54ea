"""The embedded default: everything on one machine, set up by `make run`, with its files in one folder.

The first start makes keys, secrets, the database and the first staff accounts; later starts find them. Nothing is ever overwritten.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import waitress

from forms_backend import create_app, migrations, timekeeping
from forms_backend.database import current_session, make_engine, prepare_sqlite
from forms_backend.sealing import Keyring
from forms_backend.settings import Settings, load_settings
from forms_backend.settling import settle
from forms_backend.staff.access import HUB, Role
from forms_backend.staff.accounts import add_account
from forms_backend.staff.models import StaffMember
from services_directory import Directory, load

WEB_THREADS = 4


def environment_for(folder: Path, port: int) -> dict[str, str]:
    """The settings of the embedded default; whatever is set outside wins."""
    default = {
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "PORTAL_SECRET_KEY_FILE": str(folder / "secret"),
        "PORTAL_DESK_SECRET_KEY_FILE": str(folder / "desk-secret"),
        "PORTAL_KEYS_DIR": str(folder / "keys"),
        "PORTAL_MAIL_URL": f"folder:{folder / 'outbox'}",
        "PORTAL_MAIL_FROM": "no-reply@example.org",
        "PORTAL_PRINT_DIR": str(folder / "print"),
        "PORTAL_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PORTAL_SERVE_SITE": "yes",
    }
    return default | {name: value for name, value in os.environ.items() if name in default or name.startswith("PORTAL_")}


def run(folder: Path, port: int) -> int:
    """Set up what is missing, then serve portal, forms and desk, with the worker beside them. Returns the exit code."""
    settings, directory, environment = prepare(folder, port)
    return _serve(settings, directory, {**os.environ, **environment}, port)


def prepare(
    folder: Path, port: int, check: Callable[[Settings], None] = lambda _settings: None
) -> tuple[Settings, Directory, dict[str, str]]:
    """Set up what is missing in the folder and print the first accounts, once. `check` may refuse the settings before that.

    Raises:
        BadSettings: a setting is missing or wrong, or `check` said so.
    """
    folder = folder.resolve()
    environment = environment_for(folder, port)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("PORTAL_SECRET_KEY_FILE", "PORTAL_DESK_SECRET_KEY_FILE"):
        _make_secret(Path(environment[name]))
    settings = load_settings(environment)
    check(settings)
    directory = load()
    accounts = set_up(settings, directory)
    for email, password in accounts:
        print(f"  staff account: {email}   first password: {password}", flush=True)
    if accounts:
        print("  These passwords are shown once. Each person sets up a second factor at the first sign-in.", flush=True)
    return settings, directory, environment


def set_up(settings: Settings, directory: Directory) -> list[tuple[str, str]]:
    """Keys, tables and, when there are none, the first staff accounts. Returns their addresses and first passwords."""
    keyring = Keyring(settings.keys_dir)
    for controller in (HUB, *directory.areas):
        if controller not in keyring.controllers():
            keyring.create(controller, timekeeping.today().isoformat())
    engine = make_engine(settings.database_url)
    prepare_sqlite(engine)
    migrations.upgrade(engine)
    engine.dispose()
    app = create_app(settings, directory)
    with app.app_context():
        session = current_session()
        if session.query(StaffMember.id).first() is not None:
            return []
        first_area = "south-cambridgeshire"
        accounts = []
        for local_part, name, role, controller in (
            ("hub.coordinator", "First co-ordinator", Role.HUB_COORDINATOR, HUB),
            ("hub.supervisor", "First supervisor", Role.HUB_SUPERVISOR, HUB),
            (f"spoc.{first_area}", "First SPOC", Role.COUNCIL_SPOC, first_area),
        ):
            email = f"{local_part}@example.org"
            password = add_account(
                session, email=email, name=name, role=role, controller=controller,
                controllers=keyring.controllers(), at=timekeeping.now_utc(),
            )  # fmt: skip
            accounts.append((email, password))
        session.commit()
    app.extensions["database"].engine.dispose()
    return accounts


def _serve(settings: Settings, directory: Directory, environment: dict[str, str], port: int) -> int:
    app = create_app(settings, directory)
    settle()
    worker = subprocess.Popen([sys.executable, "-m", "forms_backend", "worker"], env=environment)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"  The portal is at {settings.public_url}   (staff: {settings.public_url}/desk/)   stop with Ctrl-C", flush=True)
    try:
        waitress.serve(app, host="127.0.0.1", port=port, threads=WEB_THREADS, ident=None, **proxy_options(settings))
    except OSError as error:
        print(f"Port {port} cannot be used ({error.strerror}): stop what uses it, or run `make run PORT=8001`.", file=sys.stderr)
        return 1
    finally:
        worker.terminate()
        worker.wait(timeout=30)
    return 0


def proxy_options(settings: Settings) -> dict[str, Any]:
    """What waitress must know of the web server in front. Without it everyone would seem to come from that server's address, and
    share one limit; with none in front, what a browser says about its own address is thrown away."""
    options: dict[str, Any] = {"clear_untrusted_proxy_headers": True}
    if settings.trusted_proxies:
        options |= {
            "trusted_proxy": "127.0.0.1", "trusted_proxy_count": settings.trusted_proxies,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }  # fmt: skip
    return options


def _make_secret(path: Path) -> None:
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
