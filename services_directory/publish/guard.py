"""The last thing every build does: no confidential address stands in anything that was written.

The build never receives one (docs/decisions/0010), so this should find nothing. It is for the day when somebody types an
address into a page of words as well, or a change makes the build read what it should not.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from services_directory.confidential import addresses_in


class AddressPublished(Exception):
    """A confidential address was written. The files that held it are gone; the text says which, and whose it was."""


def refuse_confidential(site_dir: Path, records: Path, cache_dir: Path, among: Iterable[str] | None = None) -> None:
    """Look for each confidential address in every file of the site that is new since the last look.

    Costs nothing while no record holds an address.

    Args:
        among: ids of the services whose records say that there is one, where the caller knows; else all are asked.

    Raises:
        AddressPublished: one was found. The files were removed first.
    """
    finders = [(service_id, address.finder()) for service_id, address in addresses_in(records, among)]
    if not finders:
        return
    note = cache_dir / f"guard-{blake2b(str(site_dir.resolve()).encode(), digest_size=8).hexdigest()}.json"
    asked = _signature(records, [service_id for service_id, _ in finders])
    last_look = _last_look(note, asked)
    newest, found = last_look, []
    for path, changed in _files(site_dir):
        if changed < last_look:  # of the same tick counts as new
            continue
        newest = max(newest, changed)
        content = _opened(path)
        for service_id, is_in in finders:
            if is_in(content):
                found.append(f"{path.relative_to(site_dir)} held the confidential address of {service_id}")
                path.unlink(missing_ok=True)
    if found:
        note.unlink(missing_ok=True)
        raise AddressPublished("\n".join(found))
    note.write_text(json.dumps({"asked": asked, "newest": newest}), "utf-8")


def _files(site_dir: Path) -> Iterator[tuple[Path, int]]:
    """Every file with the time of its last change; a link made anew counts as a change."""
    for folder, _, names in os.walk(site_dir):
        for name in names:
            path = Path(folder, name)
            status = path.stat()
            yield path, max(status.st_mtime_ns, status.st_ctime_ns)


def _opened(path: Path) -> bytes:
    """What is in a file; the fragments of the search index are packed. PDFs are opened by the tests."""
    content = path.read_bytes()
    try:
        return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    except (OSError, EOFError, zlib.error):
        return content


def _signature(records: Path, ids: list[str]) -> str:
    """Changes when one of the records does. Never made from an address: a digest of one could be guessed at."""
    files = [(name, (records / "services" / f"{name}.yml").stat()) for name in ids]
    parts = [f"{name} {status.st_size} {status.st_mtime_ns} {status.st_ino}" for name, status in files]
    return blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


def _last_look(note: Path, asked: str) -> int:
    try:
        known = json.loads(note.read_text("utf-8"))
        return known["newest"] if known["asked"] == asked else 0
    except (OSError, ValueError, KeyError):
        return 0
