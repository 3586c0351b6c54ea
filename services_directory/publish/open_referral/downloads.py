"""The whole directory in one file: a table (CSV) for people with a spreadsheet, and the same rows as JSON.

After a change to one service its row is put between the rows that stand; nothing else is made again.
"""

from __future__ import annotations

import csv
import io
import mmap
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha1
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from services_directory.publish.open_referral.feed_ledger import FeedLedger, Stamp, stands
from services_directory.publish.open_referral.identifiers import feed_id
from services_directory.service import Service

COLUMNS = (
    "id", "open_referral_id", "name", "provider", "summary", "phones", "hours", "hours_confirmed", "text", "email", "url", "webchat",
    "address", "what_happened", "what_would_help", "where", "who_for", "who_for_in_words", "languages", "languages_note", "cost",
    "self_referral", "how_to_ask", "accessibility", "paid_for_by_commissioner", "last_checked_on", "last_checked_by_role",
    "last_checked_how", "tried_by_a_person", "confidence", "source", "source_date",
)  # fmt: skip
FORMULA_STARTS = frozenset("=+-@\t\r")  # a spreadsheet would run these


def values_of(service: Service) -> tuple[Any, ...]:
    """One row, in the order of COLUMNS. Lists are lists; what is not known is None."""
    return (
        service.id, feed_id("service", service.id), service.name, service.provider, service.summary,
        [phone.number for phone in service.phones], service.phone_hours, service.hours_confirmed, service.text, service.email,
        service.url, service.webchat, service.address, service.crime_types, service.needs, service.areas_covered, service.audiences,
        service.audience, service.languages, service.languages_note, service.cost, service.self_referral, service.referral_route,
        service.accessibility, service.funded_by_pcc, service.checked_on, service.checked_by, service.checked_how, service.rung,
        service.confidence, service.source, service.source_date,
    )  # fmt: skip


def csv_row(service: Service) -> bytes:
    return _line([_cell(value) for value in values_of(service)])


def json_row(service: Service) -> bytes:
    """An object on a line of its own. What is not known is left out."""
    known = {name: value for name, value in zip(COLUMNS, values_of(service), strict=True) if value not in (None, (), [])}
    return b",\n" + orjson.dumps(known)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = value if isinstance(value, str) else "; ".join(value) if isinstance(value, list | tuple) else value.isoformat()
    return f"'{text}" if text[:1] in FORMULA_STARTS else text


def _line(cells: Sequence[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()


class Download(NamedTuple):
    """One file: what stands before and after the rows, and how a row is made."""

    path: str
    head: bytes
    row: Callable[[Service], bytes]
    foot: bytes


# The mark at the start tells spreadsheets that this is UTF-8. An empty object keeps the commas of the JSON rows simple.
DOWNLOADS = (
    Download("download/services.csv", b"\xef\xbb\xbf" + _line(COLUMNS), csv_row, b""),
    Download("download/services.json", b'[\n{"columns":' + orjson.dumps(COLUMNS) + b"}", json_row, b"\n]\n"),
)


def write_download(
    download: Download, folder: str, ids: Sequence[str], changed: Mapping[str, Service], before: FeedLedger
) -> tuple[Stamp, dict[str, int]]:
    """One download with the services `ids`, in that order; its stamp and the bytes of each service in it.

    Rows of services that are not in `changed` are taken from the file as it stands.

    Raises:
        LookupError: the file does not stand, and `changed` does not hold every service.
    """
    path, lengths = f"{folder}/{download.path}", before.lengths.get(download.path, {})
    known = before.files.get(download.path)
    is_there = stands(path, known)
    if known and is_there and not changed and list(lengths) == list(ids):
        return known, lengths
    if not is_there and len(changed) < len(ids):
        raise LookupError(download.path)
    hashed, size, now = sha1(usedforsecurity=False), 0, {}
    half_written = Path(f"{path}.new")
    with half_written.open("wb") as file:
        for part, new in _parts(download, path if is_there else None, ids, changed, lengths):
            file.write(part)
            hashed.update(part)
            size += len(part)
            now |= new
        file.flush()
        stamp = (hashed.hexdigest(), size, os.fstat(file.fileno()).st_mtime_ns)
    if is_there and known and stamp[0] == known[0]:
        half_written.unlink()  # it says the same: whoever asks for what is new need not fetch it again
        return known, now
    half_written.replace(path)
    return stamp, now


def _parts(
    download: Download, old_path: str | None, ids: Sequence[str], changed: Mapping[str, Service], lengths: Mapping[str, int]
) -> Iterator[tuple[bytes | memoryview, dict[str, int]]]:
    """Pieces of the file in order, each with the lengths of the services in it. Rows that stand together stay together."""
    yield download.head, {}
    starts, at = {}, len(download.head)
    for name, length in lengths.items():
        starts[name] = at
        at += length
    old = _Old(old_path)
    try:
        run: dict[str, int] = {}
        start = end = 0
        for name in ids:
            if name not in changed and starts[name] == end:
                end += lengths[name]
                run[name] = lengths[name]
                continue
            yield old.part(start, end), run
            run = {}
            if name in changed:
                row = download.row(changed[name])
                yield row, {name: len(row)}
                start = end = starts.get(name, end) + lengths.get(name, 0)
            else:
                start, end, run = starts[name], starts[name] + lengths[name], {name: lengths[name]}
        yield old.part(start, end), run
    finally:
        old.close()
    yield download.foot, {}


class _Old:
    """The file as it stands, without reading all of it at once."""

    def __init__(self, path: str | None) -> None:
        self._map = None
        if path:
            with Path(path).open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def part(self, start: int, end: int) -> bytes:
        return self._map[start:end] if self._map and end > start else b""

    def close(self) -> None:
        if self._map:
            self._map.close()
