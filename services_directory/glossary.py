"""Words and short forms that people meet, each in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from services_directory import fields

FOR_WHOM = ("everyone", "staff")


@dataclass(frozen=True, slots=True)
class Term:
    """One term.

    `long` is what a short form stands for; `also` are other spellings; `audience` says where it shows; `explain` lists the
    forms, letter by letter, that pages explain where they stand.
    """

    term: str
    long: str | None
    meaning: str
    also: tuple[str, ...]
    audience: str
    source: str | None
    explain: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Its place on the page of words: 'special-measures'."""
        return re.sub(r"[^a-z0-9]+", "-", self.term.lower()).strip("-")

    @property
    def full_name(self) -> str:
        return f"{self.term} ({self.long})" if self.long else self.term


GLOSSARY_SHAPE = fields.list_of(
    fields.record(
        required={"term": fields.text, "meaning": fields.text},
        optional={
            "long": fields.maybe(fields.text),
            "also": fields.list_of(fields.text),
            "audience": fields.one_of(FOR_WHOM),
            "source": fields.maybe(fields.text),
            "explain": fields.list_of(fields.text, at_least=1),
        },
    ),
    at_least=1,
)


def glossary_faults(raw: list[dict[str, Any]]) -> list[tuple[tuple, str]]:
    names = [entry["term"].casefold() for entry in raw]
    faults: list[tuple[tuple, str]] = [
        ((position, "term"), f"{raw[position]['term']!r} is here twice")
        for position, name in enumerate(names)
        if names.index(name) != position
    ]
    explained: dict[str, str] = {}
    for position, entry in enumerate(raw):
        for at, form in enumerate(entry.get("explain", ())):
            if entry.get("audience") == "staff":
                faults.append(((position, "explain", at), "a term for staff is not explained to everyone"))
            if form.casefold() in explained:
                other = explained[form.casefold()]
                faults.append(((position, "explain", at), f"{form!r} is explained by {other!r} already"))
            explained[form.casefold()] = entry["term"]
    return faults


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
            tuple(entry.get("explain", ())),
        )
        for entry in raw
    )
    return tuple(sorted(terms, key=lambda term: term.term.casefold()))
