"""Which council a postcode lies in, where that is sure; otherwise the person is asked. Nothing leaves the machine.

`records/postcodes.yml` is written by `python -m services_directory import-postcodes` from the national postcode file. The
backend reads it here; pages carry it as `as_code` writes it, and site/scripts/guide.js reads that in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services_directory import fields

ELSEWHERE = "elsewhere"  # part of the district or sector lies outside our councils
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d)[A-Z]{2}")
_DISTRICT = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(?: \d)?")


def _district(value: Any) -> fields.Fault:
    if isinstance(value, str) and _DISTRICT.fullmatch(value):
        return None
    return f"{value!r} is not the first part of a postcode such as 'CB1' or 'CB1 2'"


POSTCODES_SHAPE = fields.record(
    required={
        "source": fields.maybe(fields.text),
        "edition": fields.maybe(fields.text),
        "districts": fields.mapping_of(_district, fields.list_of(fields.identifier, at_least=1)),
    }
)


@dataclass(frozen=True, slots=True)
class PostcodeAnswer:
    """What we know. kind: "sure" (one area), "unsure" (several, or one and elsewhere: ask), "unknown" (ask),
    "not-a-postcode" (say so)."""

    kind: str
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Postcodes:
    """The areas of each postcode district ("CB1") or sector ("CB1 2"); a sector wins over its district.

    Attributes:
        areas: our councils, and "elsewhere" where some of it lies outside them.
        source, edition: the file that it comes from, and its date in words; None while there is none.
    """

    areas: dict[str, tuple[str, ...]]
    source: str | None = None
    edition: str | None = None

    def areas_for(self, typed: str) -> PostcodeAnswer:
        found = split_postcode(typed)
        if not found:
            return PostcodeAnswer("not-a-postcode")
        district, sector = found
        held = self.areas.get(sector) or self.areas.get(district) or ()
        areas = tuple(area for area in held if area != ELSEWHERE)
        if not areas:
            return PostcodeAnswer("unknown")
        return PostcodeAnswer("sure" if len(held) == 1 else "unsure", areas)

    def as_code(self) -> str:
        """For a page: "cambridge elsewhere fenland|CB1:ac CB1.2:a ...", a letter for each area; "" while there is no list."""
        if not self.areas:
            return ""
        names = sorted({area for areas in self.areas.values() for area in areas})
        letters = {area: chr(ord("a") + position) for position, area in enumerate(names)}
        rows = (
            f"{district.replace(' ', '.')}:{''.join(letters[area] for area in areas)}" for district, areas in self.areas.items()
        )
        return f"{' '.join(names)}|{' '.join(rows)}"


def split_postcode(typed: str) -> tuple[str, str] | None:
    """("CB1", "CB1 2") of a whole postcode, however it is spaced; None when it is not one."""
    found = _POSTCODE.fullmatch(re.sub(r"[^A-Z0-9]", "", typed.upper()))
    return (found[1], f"{found[1]} {found[2]}") if found else None


def compact(sectors: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """The areas of every sector in as few entries as say the same.

    Args:
        sectors: the areas of each sector ("CB1 2"), "elsewhere" among them.

    Returns:
        An entry for each district that touches us, with every area in it; and one for each of its sectors that differs.
        Districts that lie wholly elsewhere are left out: nobody is told anything about those.
    """
    by_district: dict[str, dict[str, frozenset[str]]] = {}
    for sector, areas in sectors.items():
        by_district.setdefault(sector.rpartition(" ")[0], {})[sector] = areas
    kept: dict[str, tuple[str, ...]] = {}
    for district, own in sorted(by_district.items(), key=lambda item: _in_order(item[0])):
        together = frozenset().union(*own.values())
        if together == {ELSEWHERE}:
            continue
        kept[district] = _listed(together)
        kept |= {sector: _listed(areas) for sector, areas in sorted(own.items()) if areas != together}
    return kept


def postcodes_faults(raw: dict[str, Any], areas: dict[str, Any]) -> list[tuple[tuple, str]]:
    faults: list[tuple[tuple, str]] = [
        (("districts", district, position), f"{area!r} is not an area")
        for district, held in raw["districts"].items()
        for position, area in enumerate(held)
        if area not in areas and area != ELSEWHERE
    ]
    if raw["districts"] and not (raw["source"] and raw["edition"]):
        faults.append((("source",), "a list of postcodes needs its source and its edition"))
    return faults


def postcodes_from(raw: dict[str, Any]) -> Postcodes:
    return Postcodes({district: tuple(areas) for district, areas in raw["districts"].items()}, raw["source"], raw["edition"])


def _listed(areas: frozenset[str]) -> tuple[str, ...]:
    """By name, and elsewhere last."""
    return tuple(sorted(areas, key=lambda area: (area == ELSEWHERE, area)))


def _in_order(district: str) -> tuple[str, int, str]:
    """CB2 before CB10."""
    letters, number, rest = re.fullmatch(r"([A-Z]+)(\d+)([A-Z]?)", district).groups()
    return letters, int(number), rest
