"""Words and short forms that people meet, each in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services_directory import fields

FOR_WHOM = ("everyone", "staff")


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `long` is what a short form stands for; `also` are other spellings; `audience` says where it shows."""

    term: str
    long: str | None
    meaning: str
    also: tuple[str, ...]
    audience: str
    source: str | None


GLOSSARY_SHAPE = fields.list_of(
    fields.record(
        required={"term": fields.text, "meaning": fields.text},
        optional={
            "long": fields.maybe(fields.text),
            "also": fields.list_of(fields.text),
            "audience": fields.one_of(FOR_WHOM),
            "source": fields.maybe(fields.text),
        },
    ),
    at_least=1,
)


def glossary_faults(raw: list[dict[str, Any]]) -> list[tuple[tuple, str]]:
    names = [entry["term"].casefold() for entry in raw]
    return [
        ((position, "term"), f"{raw[position]['term']!r} is here twice")
        for position, name in enumerate(names)
        if names.index(name) != position
    ]


def glossary_from(raw: list[dict[str, Any]]) -> tuple[Term, ...]:
    """The terms in the order of the alphabet."""
    terms = (
        Term(
            entry["term"],
            entry.get("long"),
            entry["meaning"],
            tuple(entry.get("also", ())),
            entry.get("audience", "everyone"),
            entry.get("source"),
        )
        for entry in raw
    )
    return tuple(sorted(terms, key=lambda term: term.term.casefold()))
