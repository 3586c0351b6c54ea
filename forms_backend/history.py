"""Append-only history of cases, and the log of who looked at what. Both are hash-chained and nothing rewrites them.

Each row carries the hash of the row before it (of the same case; the access log is one chain), so `python -m forms_backend
verify-history` shows a row that was changed, or taken out of the middle. The hashes have no key: whoever can write to the database
can take rows off the end, or write a whole chain anew. That shows only against a line kept elsewhere (history_heads.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_backend import sealing
from forms_backend.database import Base, Moment
from forms_backend.sealing import CaseKeys

GENESIS = "0" * 64
APPLICANT, SYSTEM = "applicant", "system"


class CaseEvent(Base):
    """One thing that happened to a case. `name` is past tense; `actor` is a staff id, "applicant" or "system", never a name."""

    __tablename__ = "case_events"
    __table_args__ = (sa.UniqueConstraint("reference", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(sa.String(16), index=True)
    number: Mapped[int]
    at_utc: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(sa.String(64))
    name: Mapped[str] = mapped_column(sa.String(60))
    from_status: Mapped[str | None] = mapped_column(sa.String(40))
    to_status: Mapped[str | None] = mapped_column(sa.String(40))
    sealed_detail: Mapped[bytes | None]
    previous_hash: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))


_ADD_EVENT = sa.insert(CaseEvent.__table__)  # a plain insert: sending a form is the dearest thing a visitor can ask for


class AccessEntry(Base):
    """One look at a case by a member of staff."""

    __tablename__ = "access_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at_utc: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(sa.String(64), index=True)
    reference: Mapped[str] = mapped_column(sa.String(16), index=True)
    what: Mapped[str] = mapped_column(sa.String(60))
    previous_hash: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))


def record(
    session: Session,
    reference: str,
    name: str,
    *,
    at: datetime,
    actor: str,
    keys: CaseKeys | None = None,
    detail: dict[str, Any] | None = None,
    from_status: str | None = None,
    to_status: str | None = None,
    is_first: bool = False,
) -> None:
    """Append one event, in the caller's transaction.

    Args:
        detail: reasons and notes; sealed with the case's key, so `keys` is required with it.
        is_first: the case was made in this transaction, so there is nothing before it to look for.
    """
    number, previous = (0, GENESIS) if is_first else _end_of_case(session, reference)
    event = {
        "reference": reference, "number": number + 1, "at_utc": at, "actor": actor, "name": name, "from_status": from_status,
        "to_status": to_status, "previous_hash": previous, "sealed_detail": _seal_detail(keys, detail, reference, number + 1),
    }  # fmt: skip
    session.connection().execute(_ADD_EVENT, {**event, "hash": _event_hash(event)})


def events_of(session: Session, reference: str) -> Sequence[CaseEvent]:
    """The history of a case, oldest first."""
    return session.scalars(sa.select(CaseEvent).where(CaseEvent.reference == reference).order_by(CaseEvent.number)).all()


def detail_of(event: CaseEvent, keys: CaseKeys) -> dict[str, Any]:
    """The sealed part of an event; empty when it has none."""
    if event.sealed_detail is None:
        return {}
    return sealing.open_field(
        keys.case_key, event.sealed_detail, table="case_events", column="detail", row=f"{event.reference}/{event.number}"
    )


def record_access(session: Session, *, at: datetime, actor: str, reference: str, what: str) -> None:
    """Note that a member of staff looked at a case."""
    if session.get_bind().dialect.name == "postgresql":  # one chain: writers take turns
        session.execute(sa.text("SELECT pg_advisory_xact_lock(760217)"))
    last = session.scalar(sa.select(AccessEntry.hash).order_by(AccessEntry.id.desc()).limit(1))
    entry = AccessEntry(at_utc=at, actor=actor, reference=reference, what=what, previous_hash=last or GENESIS)
    entry.hash = _access_hash(entry)
    session.add(entry)
    session.flush()


def broken_links(session: Session) -> list[str]:
    """Every place where a chain does not hold, in words; empty when all is well."""
    problems: list[str] = []
    ends: dict[str, tuple[int, str]] = {}
    for event in session.scalars(sa.select(CaseEvent).order_by(CaseEvent.reference, CaseEvent.number)):
        number, previous = ends.get(event.reference, (0, GENESIS))
        if event.number != number + 1 or event.previous_hash != previous or event.hash != _event_hash(vars(event)):
            problems.append(f"history of {event.reference} does not hold at event {event.number}")
        ends[event.reference] = (event.number, event.hash)
    previous = GENESIS
    for entry in session.scalars(sa.select(AccessEntry).order_by(AccessEntry.id)):
        if entry.previous_hash != previous or entry.hash != _access_hash(entry):
            problems.append(f"the access log does not hold at entry {entry.id}")
        previous = entry.hash
    return problems


def _end_of_case(session: Session, reference: str) -> tuple[int, str]:
    row = session.execute(
        sa.select(CaseEvent.number, CaseEvent.hash)
        .where(CaseEvent.reference == reference)
        .order_by(CaseEvent.number.desc())
        .limit(1)
    ).first()
    return (row.number, row.hash) if row else (0, GENESIS)


def _seal_detail(keys: CaseKeys | None, detail: dict[str, Any] | None, reference: str, number: int) -> bytes | None:
    if not detail:
        return None
    if keys is None:
        raise ValueError("an event with a detail needs the case's keys: nothing is written in clear")
    return sealing.seal_field(keys.case_key, detail, table="case_events", column="detail", row=f"{reference}/{number}")


def _event_hash(event: Mapping[str, Any]) -> str:
    return _hash(
        event["previous_hash"], event["reference"], event["number"], event["at_utc"].isoformat(), event["actor"], event["name"],
        event["from_status"], event["to_status"], hashlib.sha256(event["sealed_detail"] or b"").hexdigest(),
    )  # fmt: skip


def _access_hash(entry: AccessEntry) -> str:
    return _hash(entry.previous_hash, entry.at_utc.isoformat(), entry.actor, entry.reference, entry.what)


def _hash(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
