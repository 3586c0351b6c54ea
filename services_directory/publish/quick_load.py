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
from functools import cached_property
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import msgpack
import yaml

from services_directory.problems import Problems
from services_directory.publish.fast_yaml import fast_read_yaml
from services_directory.publish.forked import spread
from services_directory.retired import RetiredList, retired_from
from services_directory.service import Service, service_from, service_shape
from services_directory.service_rules import service_faults
from services_directory.vocabulary import load_vocabulary
from services_directory.yaml_files import read_yaml

if TYPE_CHECKING:
    from services_directory import Directory

READING_WORTH_IT = 3000  # files: reading is quick, and for fewer a second process costs more than it saves
TOO_FRESH_NS = 1_000_000_000  # a file this young may still change within one tick of the file system's clock
CODE = Path(__file__).parents[1]
_values_of = attrgetter(*Service.__slots__)

Signature = list[int]


def quick_load(records: Path, today: date, cache_dir: Path, checked: CheckedServices | None = None) -> Directory:
    """What `load(records, today=today)` gives, sooner. `checked` is for a caller that has it already.

    Raises:
        BadRecords: something is wrong with the records.
    """
    from services_directory import load  # after one change nobody asks for all, and its modules stay away

    checked = checked or CheckedServices(records, today, cache_dir)
    services = checked.read(sorted(checked.files))
    if services is None:
        return load(records, today=today)
    directory = load(records, today=today, services={service.id: service for service in services})
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
        self._fresh: dict[str, bytes] = {}

    def read(self, names: Sequence[str]) -> list[Service] | None:
        """The services of these files; None when any has a fault."""
        words = load_vocabulary(self._records / "vocabulary.yml", Problems())
        check, never_shown = service_shape(words), retired_from(read_yaml(self._records / "retired.yml"))

        folder = self._records / "services"

        def read_some(some: Sequence[str]) -> list[bytes | None]:
            return [_read(f"{folder}/{name}.yml", name, check, never_shown) for name in some]

        unknown = [name for name in names if not self._is_known(name)]
        self._fresh.update(zip(unknown, spread(read_some, unknown, READING_WORTH_IT), strict=True))
        packed = [self._known[name][1] if name not in self._fresh else self._fresh[name] for name in names]
        if None in packed:
            return None
        services = [Service(*pickle.loads(one)) for one in packed]  # noqa: S301 - our own, from a moment ago or from build/cache
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
        self._fresh, self._known = {}, {}  # the services live in the directory now

    def _is_known(self, name: str) -> bool:
        return name in self._known and self.files[name] is not None and self._known[name][0] == self.files[name]

    @cached_property
    def _known(self) -> dict[str, tuple[Signature, bytes]]:
        try:
            held = msgpack.unpackb(self._cache.read_bytes())
            return held["services"] if held["rules"] == self._rules else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}


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


def _read(path: str, name: str, check, never_shown: RetiredList) -> bytes | None:
    """One service, by the checks of a full load, packed; None when there is anything to complain of."""
    try:
        raw = fast_read_yaml(path)
    except (OSError, ValueError, yaml.YAMLError):
        return None
    if check(raw):
        return None
    service = service_from(raw)
    if service.id != name or service_faults(service, raw, never_shown):
        return None
    return pickle.dumps(_values_of(service), protocol=pickle.HIGHEST_PROTOCOL)


def _rules_digest(records: Path) -> str:
    """Changes with anything that could change the verdict on a record, or the shape of a Service."""
    hashed = blake2b(f"{sys.version} {yaml.__version__}".encode(), digest_size=12)
    readers = (Path(__file__).with_name(name) for name in ("quick_load.py", "fast_yaml.py", "plain_yaml.py"))
    for path in (
        *sorted(CODE.glob("*.py")),
        *sorted((CODE / "days").glob("*.py")),
        *readers,
        records / "vocabulary.yml",
        records / "retired.yml",
    ):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()
