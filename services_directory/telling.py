"""What happens when somebody tells us something: for each fact that the forms ask for, who sees it and who may be told.

The rules are those of records/telling.yml; what nobody has confirmed is said to be so, and a local rule that is not set yet
(`local.disclosure_rule`) is not made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services_directory import fields
from services_directory.service import CONFIDENCE


@dataclass(frozen=True, slots=True)
class OnForm:
    """What one form does with a fact.

    Attributes:
        pages: the pages of the form (their addresses) that ask for it.
        who_sees: who reads it.
        police: whether the police are told without the person's consent, and when.
    """

    pages: tuple[str, ...]
    who_sees: str
    police: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One fact. `hub` or `case_review` is None where that form does not ask for it."""

    id: str
    fact: str
    hub: OnForm | None
    case_review: OnForm | None
    note: str | None
    source: str
    confidence: str


_ON_FORM = fields.record(required={"pages": fields.list_of(fields.identifier), "who_sees": fields.text, "police": fields.text})
TELLING_SHAPE = fields.list_of(
    fields.record(
        required={
            "id": fields.identifier,
            "fact": fields.text,
            "source": fields.text,
            "confidence": fields.one_of(CONFIDENCE),
        },
        optional={"hub": _ON_FORM, "case_review": _ON_FORM, "note": fields.text},
    ),
    at_least=1,
)


def telling_faults(raw: list[dict[str, Any]]) -> list[tuple[tuple, str]]:
    """The same fact twice, or a page of a form named under two facts."""
    faults: list[tuple[tuple, str]] = []
    seen: dict[tuple[str, str], str] = {}
    for at, entry in enumerate(raw):
        for form in ("hub", "case_review"):
            for position, page in enumerate(entry.get(form, {}).get("pages", ())):
                if (form, page) in seen:
                    faults.append(((at, form, "pages", position), f"{page!r} is under {seen[form, page]!r} already"))
                seen[form, page] = entry["id"]
        if entry["id"] in [other["id"] for other in raw[:at]]:
            faults.append(((at, "id"), f"{entry['id']!r} is here twice"))
        if "hub" not in entry and "case_review" not in entry:
            faults.append(((at,), "needs hub, case_review or both"))
    return faults


def telling_from(raw: list[dict[str, Any]]) -> tuple[Telling, ...]:
    """The facts in the order of the file."""
    return tuple(
        Telling(
            id=entry["id"],
            fact=entry["fact"],
            hub=_on_form(entry.get("hub")),
            case_review=_on_form(entry.get("case_review")),
            note=entry.get("note"),
            source=entry["source"],
            confidence=entry["confidence"],
        )
        for entry in raw
    )


def _on_form(raw: dict[str, Any] | None) -> OnForm | None:
    return OnForm(tuple(raw["pages"]), raw["who_sees"], raw["police"]) if raw else None
