"""The moments from which people count: an arrest, a hearing, a sentence, a request for a case review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services_directory import fields

GROUPS = {
    "police": "The police",
    "court": "The court",
    "after": "After the case",
    "you": "Something you did, or the crime itself",
    "case-review": "An ASB Case Review",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment. `what` is how a reader would say it; `date_of` says which day to give; `hint` how to find it out."""

    id: str
    group: str
    what: str
    date_of: str
    hint: str | None


MOMENTS_SHAPE = fields.list_of(
    fields.record(
        required={
            "id": fields.identifier,
            "group": fields.one_of(GROUPS),
            "what": fields.text,
            "date_of": fields.text,
        },
        optional={"hint": fields.text},
    ),
    at_least=1,
)


def moments_faults(raw: list[dict[str, Any]]) -> list[tuple[tuple, str]]:
    ids = [entry["id"] for entry in raw]
    return [((at, "id"), f"{name!r} is here twice") for at, name in enumerate(ids) if ids.index(name) != at]


def moments_from(raw: list[dict[str, Any]]) -> dict[str, Moment]:
    """The moments by id, in the order of the file, group by group."""
    found = [Moment(entry["id"], entry["group"], entry["what"], entry["date_of"], entry.get("hint")) for entry in raw]
    order = list(GROUPS)
    return {moment.id: moment for moment in sorted(found, key=lambda moment: order.index(moment.group))}
