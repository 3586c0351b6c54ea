"""The twelve rights of the Victims' Code, each with who must do what by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from services_directory import fields
from services_directory.service import CONFIDENCE


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing a body must do. `standard` and `enhanced` are limits in words, None where the Code sets none."""

    who: str
    what: str
    standard: str | None
    enhanced: str | None
    note: str | None
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class Right:
    id: str
    number: int
    title: str
    official_title: str
    code_edition: str
    valid_from: date
    valid_to: date | None
    needs_report: bool
    summary: str
    means: str
    duties: tuple[Duty, ...]
    not_covered: str | None
    what_to_say: tuple[str, ...]
    if_not_kept: str | None
    services: tuple[str, ...]
    stages: tuple[str, ...]
    source: str
    confidence: str
    checked_on: date | None


_some = fields.maybe
_DUTY = fields.record(
    required={
        "who": fields.text,
        "what": fields.text,
        "standard": _some(fields.text),
        "enhanced": _some(fields.text),
        "confidence": fields.one_of(CONFIDENCE),
        "source": fields.text,
    },
    optional={"note": _some(fields.text)},
)
RIGHT_SHAPE = fields.record(
    required={
        "id": fields.identifier,
        "number": fields.whole_number,
        "title": fields.text,
        "official_title": fields.text,
        "code_edition": fields.text,
        "valid_from": fields.day,
        "needs_report": fields.flag,
        "summary": fields.text,
        "means": fields.text,
        "duties": fields.list_of(_DUTY),
        "services": fields.list_of(fields.identifier),
        "stages": fields.list_of(fields.identifier),
        "source": fields.text,
        "confidence": fields.one_of(CONFIDENCE),
        "checked_on": _some(fields.day),
    },
    optional={
        "valid_to": _some(fields.day),
        "not_covered": _some(fields.text),
        "what_to_say": fields.list_of(fields.text),
        "if_not_kept": _some(fields.text),
        "notes": _some(fields.text),
    },
)


def right_from(raw: dict[str, Any]) -> Right:
    """A Right from a record that RIGHT_SHAPE has passed."""
    return Right(
        id=raw["id"],
        number=raw["number"],
        title=raw["title"],
        official_title=raw["official_title"],
        code_edition=raw["code_edition"],
        valid_from=raw["valid_from"],
        valid_to=raw.get("valid_to"),
        needs_report=raw["needs_report"],
        summary=raw["summary"],
        means=raw["means"],
        duties=tuple(Duty(**{"note": None, **duty}) for duty in raw["duties"]),
        not_covered=raw.get("not_covered"),
        what_to_say=tuple(raw.get("what_to_say", ())),
        if_not_kept=raw.get("if_not_kept"),
        services=tuple(raw["services"]),
        stages=tuple(raw["stages"]),
        source=raw["source"],
        confidence=raw["confidence"],
        checked_on=raw["checked_on"],
    )
