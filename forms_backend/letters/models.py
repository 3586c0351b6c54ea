"""Tables of letters: the letter as composed, what is to go out and how, and every attempt.

Readable columns hold kinds, dates and channels only. The words of a letter are sealed under the case's letters key, so that the
person opens them with the code on their receipt; addresses are sealed under the case key.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forms_backend.database import Base, Moment


class Way(StrEnum):
    """How a letter goes, or how it reached the person in the end."""

    EMAIL = "email"
    POST = "post"
    COLLECT = "collect"  # nothing goes out; the person comes to us with the code on their receipt
    STAFF = "staff"  # a member of staff gave it in a way agreed with the person


class Outcome(StrEnum):
    """How one attempt ended. It is written down as SENDING before it is made, and gets a second row when its end is known."""

    SENDING = "sending"
    SENT = "sent"
    TRY_AGAIN = "try_again"
    REFUSED = "refused"
    UNCLEAR = "unclear"  # it may have gone out: a person checks, the machine does not send it again


class Letter(Base):
    """One letter, composed once and kept as sent. `key` is "<reference>:<kind>:<number>", so a letter is queued once only.

    `fingerprint` is an HMAC under the letters key: a plain hash would let a reader of the database test guesses about the words.
    `way` is the way out chosen when it was composed; `sent_by` and `sent_at_utc` say how and when it in fact left us or was read.
    """

    __tablename__ = "letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(80), unique=True)
    reference: Mapped[str] = mapped_column(sa.String(16), index=True)
    controller: Mapped[str] = mapped_column(sa.String(40), index=True)
    kind: Mapped[str] = mapped_column(sa.String(16))
    number: Mapped[int]
    language: Mapped[str] = mapped_column(sa.String(12))
    way: Mapped[str] = mapped_column(sa.String(12))
    composed_at_utc: Mapped[datetime] = mapped_column(Moment)
    must_go_by: Mapped[date | None]
    sealed_content: Mapped[bytes]
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    sent_at_utc: Mapped[datetime | None] = mapped_column(Moment)
    sent_by: Mapped[str | None] = mapped_column(sa.String(12))
    collected_at_utc: Mapped[datetime | None] = mapped_column(Moment)


class OutboxItem(Base):
    """One letter on its way by one channel. `key` is the letter's key and the channel; the receiver sees a value made from it.

    An item ends as done (handed over), cancelled (no longer safe) or dead (a person has a task). For post, done means printed to
    the queue; `posted_at_utc` is set by the person who put it in the post, `returned_at_utc` when it came back.
    """

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(100), unique=True)
    letter_id: Mapped[int] = mapped_column(sa.ForeignKey("letters.id"), index=True)
    reference: Mapped[str] = mapped_column(sa.String(16), index=True)
    controller: Mapped[str] = mapped_column(sa.String(40))
    channel: Mapped[str] = mapped_column(sa.String(12))
    due_at_utc: Mapped[datetime] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    first_tried_at_utc: Mapped[datetime | None] = mapped_column(Moment)
    lease_by: Mapped[str | None] = mapped_column(sa.String(64))
    lease_until_utc: Mapped[datetime | None] = mapped_column(Moment)
    done_at_utc: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_at_utc: Mapped[datetime | None] = mapped_column(Moment)
    dead_at_utc: Mapped[datetime | None] = mapped_column(Moment)
    posted_at_utc: Mapped[datetime | None] = mapped_column(Moment)
    posted_by: Mapped[str | None] = mapped_column(sa.String(64))
    returned_at_utc: Mapped[datetime | None] = mapped_column(Moment)


# Only what is still to go: letters of past years must not slow down the search for the next one.
_OPEN = sa.text("done_at_utc IS NULL AND dead_at_utc IS NULL AND cancelled_at_utc IS NULL")
sa.Index("ix_outbox_open", OutboxItem.due_at_utc, OutboxItem.id, sqlite_where=_OPEN, postgresql_where=_OPEN)


class DeliveryAttempt(Base):
    """One step of one attempt; only ever added. `code` is the receiver's number (such as 451), never its text, which may hold an
    address. `sealed_to` is where it went and how much it said, under the case key."""

    __tablename__ = "delivery_attempts"
    __table_args__ = (sa.UniqueConstraint("item_id", "number", "outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("outbox.id"), index=True)
    number: Mapped[int]
    at_utc: Mapped[datetime] = mapped_column(Moment)
    outcome: Mapped[str] = mapped_column(sa.String(12))
    code: Mapped[int | None]
    sealed_to: Mapped[bytes | None]


class Heartbeat(Base):
    """When each worker last went round."""

    __tablename__ = "worker_heartbeats"

    name: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    at_utc: Mapped[datetime] = mapped_column(Moment)


class DailySends(Base):
    """How many letters went to one address on one day, so that nobody can have us flood somebody. `who` is an HMAC of the day, the
    channel and the address: no address can be read from it, and no two days be compared. Kept for two days."""

    __tablename__ = "daily_sends"

    who: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    sent: Mapped[int]
    last_at_utc: Mapped[datetime] = mapped_column(Moment)


class CodeTries(Base):
    """Wrong codes for one reference that somebody typed, known to us or not. `who` is an HMAC, so it says nothing by itself."""

    __tablename__ = "code_tries"

    who: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    wrong: Mapped[int]
    last_at_utc: Mapped[datetime] = mapped_column(Moment)


@sa.event.listens_for(DeliveryAttempt, "before_update")
@sa.event.listens_for(DeliveryAttempt, "before_delete")
def _only_added(_mapper: object, _connection: object, _attempt: DeliveryAttempt) -> None:
    raise ValueError("attempts are only ever added")
