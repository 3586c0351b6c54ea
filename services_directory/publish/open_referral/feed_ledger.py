"""What the last build wrote into the feed, so that the next one writes only what changed."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgpack

from services_directory.publish.ledger import Stamp, written_whole


class Row(NamedTuple):
    """One service in the feed.

    Attributes:
        made_from: changes with anything that its page or its entry shows.
        stamp: of its own file.
        in_lists: how many bytes of its file a list shows.
        place: UUID and stamp of its file under service_at_locations; None without one.
    """

    made_from: str
    uuid: str
    stamp: Stamp
    in_lists: int
    provider: str
    place: tuple[str, Stamp] | None


@dataclass(slots=True)
class FeedLedger:
    """The state after one build.

    Attributes:
        rows: every service, sorted by id.
        files: stamps of all files but those that a row names, by path.
        lists: what each page of a list was made from, by path.
        base: what everything that is not a service was made from.
        lengths: bytes of each service in each download, by the download's path and then by id.
    """

    rows: dict[str, Row] = field(default_factory=dict)
    files: dict[str, Stamp] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    lengths: dict[str, dict[str, int]] = field(default_factory=dict)
    base: str = ""

    @classmethod
    def read(cls, path: Path) -> FeedLedger:
        """The last one; an empty one when there is none that we can use, and then everything is written."""
        try:
            raw = msgpack.unpackb(path.read_bytes(), use_list=False)
            rows = {name: Row(*row) for name, row in raw["rows"].items()}
            return cls(rows, raw["files"], raw["lists"], raw["lengths"], raw["base"])
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def write(self, path: Path) -> None:
        half_written = path.with_suffix(".new")
        half_written.write_bytes(msgpack.packb({one.name: getattr(self, one.name) for one in fields(self)}))
        half_written.replace(path)


def digest_of(*parts: bytes) -> str:
    return blake2b(b"\0".join(parts), digest_size=12).hexdigest()


def write_file(path: str, content: bytes, known: Stamp | None) -> Stamp:
    """Write a file whole or not at all; leave it when it stands and says this already.

    Harvesters ask what changed since they last came, so a file that says the same keeps its time.
    """
    made = digest_of(content)
    if known and known[0] == made and stands(path, known):
        return known
    half_written = f"{path}.new"
    stamp = written_whole(os.open(half_written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), content, made)
    os.replace(half_written, path)  # noqa: PTH105 - plain calls: this runs once a service
    return stamp


def stands(path: str, stamp: Stamp | None) -> bool:
    """Whether the file is there exactly as we wrote it."""
    try:
        found = os.stat(path)  # noqa: PTH116 - once a service, on every build
    except OSError:
        return False
    return stamp is not None and found.st_size == stamp[1] and found.st_mtime_ns == stamp[2]
