"""A full load that checks only the service files that changed, on every core.

A service that passed its checks is remembered beside what could change the verdict: its file's size, times and number,
the rules (our code and the records they read) and the Python that ran them. The links between records are checked anew
each time. Whenever anything is wrong, the plain load is asked, which names every problem with its file and line.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path

import msgpack
import yaml

from services_directory import loading
from services_directory.directory import Directory
from services_directory.problems import Problems
from services_directory.publish.fast_yaml import fast_read_yaml
from services_directory.publish.forked import spread
from services_directory.retired import RetiredList, retired_from
from services_directory.service import Service, service_from, service_shape
from services_directory.service_rules import service_faults
from services_directory.vocabulary import Vocabulary, load_vocabulary
from services_directory.yaml_files import read_yaml

TOO_FRESH_NS = 1_000_000_000  # a file this young may still change within one tick of the file system's clock
CODE = Path(loading.__file__).parent

Signature = list[int]


def quick_load(records: Path, today: date, cache_dir: Path) -> Directory:
    """What `load(records, today=today)` gives, sooner.

    Raises:
        BadRecords: something is wrong with the records.
    """
    checked = CheckedServices(records, today, cache_dir)
    services = checked.read(sorted(checked.files))
    if services is None:
        return loading.load(records, today=today)
    directory = _ServicesRead(records, today, {service.id: service for service in services}).directory()
    checked.remember()
    return directory


class CheckedServices:
    """The services of a records folder, each checked alone; checks that need not be done again are not.

    Attributes:
        files: every service file by name, with its signature; None when it is too young to be known by that.
    """

    def __init__(self, records: Path, today: date, cache_dir: Path) -> None:
        self._records, self._today = records, today
        cache_dir.mkdir(parents=True, exist_ok=True)
        self.files = signatures(records / "services", cache_dir)
        self._cache = cache_dir / f"services-{blake2b(str(records.resolve()).encode(), digest_size=8).hexdigest()}.msgpack"
        self._rules = _rules_digest(records)
        self._known: dict[str, tuple[Signature, bytes]] = self._remembered()
        self._fresh: dict[str, bytes] = {}

    def read(self, names: Sequence[str]) -> list[Service] | None:
        """The services of these files; None when any has a fault."""
        words = load_vocabulary(self._records / "vocabulary.yml", Problems())
        check, never_shown = service_shape(words), retired_from(read_yaml(self._records / "retired.yml"))

        def read_some(some: Sequence[str]) -> list[bytes | None]:
            return [_read(self._records / "services" / f"{name}.yml", check, never_shown) for name in some]

        unknown = [name for name in names if not self._is_known(name)]
        self._fresh.update(zip(unknown, spread(read_some, unknown), strict=True))
        packed = [self._known[name][1] if name not in self._fresh else self._fresh[name] for name in names]
        if None in packed:
            return None
        services = [pickle.loads(one) for one in packed]  # noqa: S301 - our own, from a moment ago or from build/cache
        in_future = any(service.checked_on and service.checked_on > self._today for service in services)
        return None if in_future else services

    def remember(self) -> None:
        """Keep what was read for the next time. Files too young to be trusted are left out."""
        keep = {
            name: [signature, self._fresh.get(name) or self._known[name][1]]
            for name, signature in self.files.items()
            if signature is not None and (name in self._fresh or name in self._known)
        }
        half_written = self._cache.with_suffix(".new")
        half_written.write_bytes(msgpack.packb({"rules": self._rules, "services": keep}))
        half_written.replace(self._cache)

    def _is_known(self, name: str) -> bool:
        return name in self._known and self.files[name] is not None and self._known[name][0] == self.files[name]

    def _remembered(self) -> dict[str, tuple[Signature, bytes]]:
        try:
            held = msgpack.unpackb(self._cache.read_bytes())
            return held["services"] if held["rules"] == self._rules else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}


class _ServicesRead(loading._Loading):
    """A load that is handed its services, each already checked alone; the links between records are checked here."""

    def __init__(self, records: Path, today: date, services: dict[str, Service]) -> None:
        super().__init__(records, today, read_yaml)
        self._handed = services

    def _services(self, words: Vocabulary, never_shown: RetiredList) -> dict[str, Service]:
        return self._handed


def signatures(folder: Path, cache_dir: Path) -> dict[str, Signature | None]:
    """Of each record file: size, times and number. None when it is too young to be known by them."""
    probe = cache_dir / "clock"  # the file system's own clock, which need not be the machine's
    probe.touch()
    too_fresh = probe.stat().st_mtime_ns - TOO_FRESH_NS
    found: dict[str, Signature | None] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".yml"):
                status = entry.stat()
                signature = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
                young = max(status.st_mtime_ns, status.st_ctime_ns) >= too_fresh
                found[entry.name.removesuffix(".yml")] = None if young else signature
    return found


def _read(path: Path, check, never_shown: RetiredList) -> bytes | None:
    """One service, by the checks of a full load, packed; None when there is anything to complain of."""
    try:
        raw = fast_read_yaml(path)
    except (OSError, ValueError, yaml.YAMLError):
        return None
    if check(raw):
        return None
    service = service_from(raw)
    if service.id != path.stem or service_faults(service, raw, never_shown):
        return None
    return pickle.dumps(service, protocol=pickle.HIGHEST_PROTOCOL)


def _rules_digest(records: Path) -> str:
    """Changes with anything that could change the verdict on a record, or the shape of a Service."""
    hashed = blake2b(f"{sys.version} {yaml.__version__}".encode(), digest_size=12)
    for path in (*sorted(CODE.glob("*.py")), Path(__file__), records / "vocabulary.yml", records / "retired.yml"):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()
