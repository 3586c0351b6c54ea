"""From the national postcode file to records/postcodes.yml.

    python -m services_directory import-postcodes ONSPD.csv --names "LA names and codes.csv" --edition "May 2026"

Reads the layout of the ONS Postcode Directory and of the National Statistics Postcode Lookup, which name the council of
each postcode by a code. What a code means comes from the list of names that lies beside it in the same download, so that
no code is typed by us. Only districts and sectors are kept: nobody's whole postcode is in our files.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from services_directory.area import Area
from services_directory.postcodes import ELSEWHERE, compact, split_postcode

# Recent editions say pcds and lad25cd; earlier ones pcd and oslaua, laua or ladcd.
_POSTCODE_COLUMNS = ("pcds", "pcd", "pcd8", "pcd7", "pcd2", "postcode")
_COUNCIL_COLUMN = re.compile(r"oslaua|laua|lad(?:\d\d)?cd|ltla(?:\d\d)?cd")
_ENDED_COLUMN = "doterm"
_NAME_COLUMN = re.compile(r"(?:lad|laua|ltla)(?:\d\d)?nm")
_CODE = re.compile(r"[A-Z]\d{8}")
# The Channel Islands and the Isle of Man have a made-up code in the file and no line in the list of names.
_NO_COUNCIL = frozenset({"", "L99999999", "M99999999"})


class BadPostcodeFile(Exception):
    """The file cannot be used. Its text names file and line."""


def import_postcodes(postcodes: Path, names: Path, areas: Mapping[str, Area]) -> tuple[dict[str, tuple[str, ...]], int]:
    """The areas of every district and sector that touches us.

    Args:
        postcodes: the national file, as CSV.
        names: the names and codes of local authorities from the same download, as CSV.
        areas: our councils by id; they are found in `names` by their own names.

    Returns:
        Entries as `records/postcodes.yml` holds them, and how many live postcodes of ours they stand for.

    Raises:
        BadPostcodeFile: a column is missing, a row is broken, or one of our councils is not in the list of names.
    """
    area_of = _areas_by_code(names, areas)
    sectors: dict[str, set[str]] = {}
    ours = 0
    with postcodes.open(encoding="utf-8-sig", newline="") as file:
        columns, rows = _table(file, postcodes)
        postcode_at = _column(columns, _POSTCODE_COLUMNS, postcodes, "a postcode column (pcds)")
        council_at = _column(columns, _COUNCIL_COLUMN, postcodes, "a column of council codes (lad25cd, oslaua)")
        ended_at = columns.index(_ENDED_COLUMN) if _ENDED_COLUMN in columns else None
        for line, row in rows:
            if len(row) != len(columns):
                raise BadPostcodeFile(f"{postcodes}:{line}: {len(row)} values, but the heading has {len(columns)}")
            if ended_at is not None and row[ended_at].strip():
                continue  # no longer in use
            found = split_postcode(row[postcode_at])
            if not found:
                raise BadPostcodeFile(f"{postcodes}:{line}: {row[postcode_at]!r} is not a postcode")
            code = row[council_at].strip()
            if code not in area_of and code not in _NO_COUNCIL:
                raise BadPostcodeFile(f"{postcodes}:{line}: the council {code!r} is not in {names.name}")
            area = area_of.get(code, ELSEWHERE)
            sectors.setdefault(found[1], set()).add(area)
            ours += area != ELSEWHERE
    if not ours:
        raise BadPostcodeFile(f"{postcodes}:1: no postcode in use lies in any of our councils")
    return compact({sector: frozenset(held) for sector, held in sectors.items()}), ours


def as_yaml(districts: Mapping[str, tuple[str, ...]], source: str, edition: str) -> str:
    """The record file."""
    rows = [f"  {district}: [{', '.join(areas)}]" for district, areas in districts.items()]
    return "\n".join(
        [
            "# Which council a postcode lies in. Written by `python -m services_directory import-postcodes`; do not edit.",
            '# One area means sure. Several, or one and "elsewhere", mean that the person is asked.',
            f"source: {_quoted(source)}",
            f"edition: {_quoted(edition)}",
            "districts:",
            *rows,
            "",
        ]
    )


def _areas_by_code(names: Path, areas: Mapping[str, Area]) -> dict[str, str]:
    """Our area, or "elsewhere", for every code in the list of names."""
    by_name = {area.name.casefold(): area.id for area in areas.values()}
    found: dict[str, str] = {}
    with names.open(encoding="utf-8-sig", newline="") as file:
        columns, rows = _table(file, names)
        code_at = _column(columns, _COUNCIL_COLUMN, names, "a column of council codes (LAD25CD)")
        name_at = _column(columns, _NAME_COLUMN, names, "a column of council names (LAD25NM)")
        for line, row in rows:
            if len(row) <= max(code_at, name_at) or not _CODE.fullmatch(row[code_at].strip()):
                raise BadPostcodeFile(f"{names}:{line}: no council code such as one letter and eight digits")
            found[row[code_at].strip()] = by_name.get(row[name_at].strip().casefold(), ELSEWHERE)
    missing = sorted(area.name for area in areas.values() if area.id not in found.values())
    if missing:
        raise BadPostcodeFile(f"{names}:1: no council is called {', '.join(missing)}")
    return found


def _table(file: TextIO, path: Path) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The names of the columns in small letters, and the rows below them."""
    rows = _rows(file, path)
    _, header = next(rows, (1, []))
    return [name.strip().lower() for name in header], rows


def _rows(file: TextIO, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with its line."""
    reader = csv.reader(file, strict=True)
    try:
        for row in reader:
            if any(value.strip() for value in row):
                yield reader.line_num, row
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadPostcodeFile(f"{path}:{reader.line_num + 1}: not CSV in UTF-8: {error}") from error


def _column(columns: list[str], wanted: tuple[str, ...] | re.Pattern[str], path: Path, what: str) -> int:
    if isinstance(wanted, tuple):
        found = [columns.index(name) for name in wanted if name in columns]
    else:
        found = [position for position, name in enumerate(columns) if wanted.fullmatch(name)]
    if not found:
        raise BadPostcodeFile(f"{path}:1: {what} is missing; there are {', '.join(columns) or 'none'}")
    return found[0]


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "/").replace('"', "'") + '"'
