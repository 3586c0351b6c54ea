"""Which council a postcode lies in, where that is sure; otherwise the person is asked. Nothing leaves the machine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from services_directory import fields

_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d)[A-Z]{2}")
_DISTRICT = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(?: \d)?")


def _district(value: Any) -> fields.Fault:
    if isinstance(value, str) and _DISTRICT.fullmatch(value):
        return None
    return f"{value!r} is not the first part of a postcode such as 'CB1' or 'CB1 2'"


POSTCODES_SHAPE = fields.mapping_of(
    _district,
    fields.record(
        required={
            "areas": fields.list_of(fields.identifier, at_least=1),
            "source": fields.text,
        }
    ),
)


@dataclass(frozen=True, slots=True)
class PostcodeAnswer:
    """What we know. kind: "sure" (one area), "unsure" (several: ask), "unknown" (ask), "not-a-postcode" (say so)."""

    kind: str
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Postcodes:
    """The areas of each postcode district ("CB1") or sector ("CB1 2"); a sector wins over its district."""

    areas: dict[str, tuple[str, ...]]

    def areas_for(self, typed: str) -> PostcodeAnswer:
        found = _POSTCODE.fullmatch(re.sub(r"[^A-Z0-9]", "", typed.upper()))
        if not found:
            return PostcodeAnswer("not-a-postcode")
        district, sector = found[1], f"{found[1]} {found[2]}"
        areas = self.areas.get(sector) or self.areas.get(district) or ()
        return PostcodeAnswer({0: "unknown", 1: "sure"}.get(len(areas), "unsure"), areas)


def postcodes_faults(raw: dict[str, Any], areas: dict[str, Any]) -> list[tuple[tuple, str]]:
    return [
        ((district, "areas", position), f"{area!r} is not an area")
        for district, entry in raw.items()
        for position, area in enumerate(entry["areas"])
        if area not in areas
    ]


def postcodes_from(raw: dict[str, Any]) -> Postcodes:
    return Postcodes({district: tuple(entry["areas"]) for district, entry in raw.items()})
