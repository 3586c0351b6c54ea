"""One line that says how far the histories reach, to be kept away from the database.

A chain alone cannot show that its end was taken off, nor that all of it was written anew. A later look at the database against a line
that was kept elsewhere does: everything that stood then must still stand.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import astuple, dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forms_backend.history import AccessEntry, CaseEvent

TABLES: dict[str, type[CaseEvent] | type[AccessEntry]] = {"case_events": CaseEvent, "access_log": AccessEntry}
_LINE = re.compile(
    r"case_events last=(\d+) count=(\d+) head=([0-9a-f]{64}) access_log last=(\d+) count=(\d+) head=([0-9a-f]{64})"
)


class BadHead(Exception):
    """The file holds no line of `verify-history`; the text says so."""


@dataclass(frozen=True)
class Head:
    """How far one table reaches: its last row's id, how many rows there are, and a digest over all of them in their order."""

    last: int
    count: int
    digest: str


def heads(session: Session) -> dict[str, Head]:
    """How far each table reaches now."""
    if session.get_bind().dialect.name == "postgresql":  # a row that is being written would take a number below the last one
        session.execute(sa.text("LOCK TABLE case_events, access_log IN SHARE MODE"))
    return {name: _head(session, model) for name, model in TABLES.items()}


def to_line(found: dict[str, Head]) -> str:
    return " ".join(f"{name} last={one.last} count={one.count} head={one.digest}" for name, one in found.items())


def from_text(text: str) -> dict[str, Head]:
    """The last such line of a text, such as the kept output of `verify-history`.

    Raises:
        BadHead: there is none.
    """
    found = _LINE.findall(text)
    if not found:
        raise BadHead("The file to compare with holds no line of verify-history: give the one that was kept the last time.")
    parts = found[-1]
    return {
        name: Head(int(last), int(count), digest)
        for name, (last, count, digest) in zip(TABLES, (parts[:3], parts[3:]), strict=True)
    }


def missing_since(session: Session, kept: dict[str, Head]) -> list[str]:
    """What stood at the kept line and does not stand now, in words; empty when all of it does."""
    problems = []
    for name, then in kept.items():
        now = _head(session, TABLES[name], up_to=then.last)
        if astuple(now) != astuple(then):
            problems.append(
                f"{name} had {then.count} rows up to number {then.last}; of these {now.count} are there, or they differ"
            )
    return problems


def _head(session: Session, model: type[CaseEvent] | type[AccessEntry], up_to: int | None = None) -> Head:
    asked = sa.select(model.id, model.reference, model.hash).order_by(model.id)
    last, count, digest = 0, 0, hashlib.sha256()
    for row in session.execute(asked if up_to is None else asked.where(model.id <= up_to)):
        last, count = row.id, count + 1
        digest.update(f"{row.id} {row.reference} {row.hash}\n".encode())
    return Head(last, count, digest.hexdigest())
