"""The stages after a crime, from before a report to release from prison."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from services_directory import fields
from services_directory.service import CONFIDENCE


@dataclass(frozen=True, slots=True)
class SpecialCase:
    case: str
    text: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what happens, who gets in touch, and what the person can do."""

    id: str
    number: int
    title: str
    summary: str
    what_happens: str
    who_contacts_you: str
    how_long: str | None
    you_can: tuple[str, ...]
    rights: tuple[str, ...]
    services: tuple[str, ...]
    next: tuple[str, ...]
    special: tuple[SpecialCase, ...]
    source: str
    confidence: str
    checked_on: date | None


_some = fields.maybe
STAGE_SHAPE = fields.record(
    required={
        "id": fields.identifier,
        "number": fields.whole_number,
        "title": fields.text,
        "summary": fields.text,
        "what_happens": fields.text,
        "who_contacts_you": fields.text,
        "you_can": fields.list_of(fields.text),
        "rights": fields.list_of(fields.identifier),
        "services": fields.list_of(fields.identifier),
        "next": fields.list_of(fields.identifier),
        "source": fields.text,
        "confidence": fields.one_of(CONFIDENCE),
        "checked_on": _some(fields.day),
    },
    optional={
        "how_long": _some(fields.text),
        "notes": _some(fields.text),
        "special": fields.list_of(fields.record(required={"case": fields.text, "text": fields.text})),
    },
)


def stage_from(raw: dict[str, Any]) -> Stage:
    """A Stage from a record that STAGE_SHAPE has passed."""
    return Stage(
        id=raw["id"],
        number=raw["number"],
        title=raw["title"],
        summary=raw["summary"],
        what_happens=raw["what_happens"],
        who_contacts_you=raw["who_contacts_you"],
        how_long=raw.get("how_long"),
        you_can=tuple(raw["you_can"]),
        rights=tuple(raw["rights"]),
        services=tuple(raw["services"]),
        next=tuple(raw["next"]),
        special=tuple(SpecialCase(**entry) for entry in raw.get("special", ())),
        source=raw["source"],
        confidence=raw["confidence"],
        checked_on=raw["checked_on"],
    )
