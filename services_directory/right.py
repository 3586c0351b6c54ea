"""The twelve rights of the Victims' Code, each with who must do what by when, and each in its editions.

A right may have several editions side by side, each in force for a run of days. The page of today shows the one in force;
nothing may be in force twice, and there is no gap between one edition and the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from services_directory import fields
from services_directory.days.limits import Limit, limit_check, limit_from
from services_directory.service import CONFIDENCE


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing a body must do.

    `standard` and `enhanced` are its limits in words, None where the Code sets none; where `limit` holds the numbers, the
    words come from it. `id` is there when another duty is counted from this one.
    """

    who: str
    what: str
    standard: str | None
    enhanced: str | None
    note: str | None
    confidence: str
    source: str
    id: str | None = None
    limit: Limit | None = None


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
        "confidence": fields.one_of(CONFIDENCE),
        "source": fields.text,
    },
    optional={
        "note": _some(fields.text),
        "id": fields.identifier,
        "limit": limit_check,
        "standard": _some(fields.text),
        "enhanced": _some(fields.text),
    },
)
RIGHT_SHAPE = fields.record(
    required={
        "id": fields.identifier,
        "number": fields.whole_number,
        "title": fields.text,
        "official_title": fields.text,
        "code_edition": fields.identifier,  # it is part of an address
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


def right_faults(raw: dict[str, Any]) -> list[tuple[tuple, str]]:
    """What the shape alone cannot see: a limit in words or in numbers and never both, and chains that lead somewhere."""
    duties = raw["duties"]
    by_id = {duty["id"]: duty for duty in duties if "id" in duty}
    faults: list[tuple[tuple, str]] = []
    for at, duty in enumerate(duties):
        in_words = {"standard", "enhanced"} & duty.keys()
        if "limit" in duty and in_words:
            faults.append((("duties", at, "limit"), f"the words come from the limit: take out {', '.join(sorted(in_words))}"))
        if "limit" not in duty and len(in_words) < 2:
            faults.append((("duties", at), "needs a limit, or both 'standard' and 'enhanced' in words"))
        if "id" in duty and by_id[duty["id"]] is not duty:
            faults.append((("duties", at, "id"), f"{duty['id']!r} is here twice"))
        limit = duty.get("limit", {})
        if (after := limit.get("after")) is None:
            continue
        first = by_id.get(after, {}).get("limit")
        if first is None or "after" in first or "working_days" not in first:
            faults.append((("duties", at, "limit", "after"), f"no duty here with a limit in working days has the id {after!r}"))
        elif not set(first["counted_from"]) & set(limit["counted_from"]):
            faults.append((("duties", at, "limit", "after"), f"{after!r} is counted from none of the same moments"))
    return faults


def edition_faults(editions: Sequence[Right]) -> list[tuple[Right, str]]:
    """Editions of one right, oldest first, must follow one another day by day. Each fault names the edition at fault."""
    faults = []
    for before, after in zip(editions, editions[1:], strict=False):
        if before.valid_to is None or before.valid_to >= after.valid_from:
            faults.append((after, f"dates overlap: edition {before.code_edition} is still in force on {after.valid_from}"))
        elif before.valid_to + timedelta(days=1) < after.valid_from:
            faults.append((after, f"gap in the dates: nothing after {before.valid_to} until {after.valid_from}"))
    return faults + [(one, "ends before it starts") for one in editions if one.valid_to and one.valid_to < one.valid_from]


def in_force(editions: Sequence[Right], day: date | None) -> Right | None:
    """The edition in force on a day, None when there is none; without a day, the newest."""
    if day is None:
        return editions[-1]
    return next((one for one in editions if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)), None)


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
        duties=tuple(_duty_from(duty) for duty in raw["duties"]),
        not_covered=raw.get("not_covered"),
        what_to_say=tuple(raw.get("what_to_say", ())),
        if_not_kept=raw.get("if_not_kept"),
        services=tuple(raw["services"]),
        stages=tuple(raw["stages"]),
        source=raw["source"],
        confidence=raw["confidence"],
        checked_on=raw["checked_on"],
    )


def _duty_from(raw: dict[str, Any]) -> Duty:
    limit = limit_from(raw["limit"]) if "limit" in raw else None
    words = (limit.standard_words, limit.enhanced_words) if limit else (raw["standard"], raw["enhanced"])
    return Duty(
        who=raw["who"],
        what=raw["what"],
        standard=words[0],
        enhanced=words[1],
        note=raw.get("note"),
        confidence=raw["confidence"],
        source=raw["source"],
        id=raw.get("id"),
        limit=limit,
    )
