"""One letter, one attempt, in three steps: claim (a short transaction), hand over (none), record (a short transaction).

What may happen in between, and what then (docs/decisions/0006-sending-once.md):
- stopped before the claim is committed: nothing happened; the next worker takes it;
- stopped after the claim: the attempt stands as SENDING. Print files and the mail folder are done again, since the same name
  leaves one file. Mail to a server may have gone: a person gets a task, and it is never sent again by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from forms_backend import cases, history, sealing
from forms_backend.contact.safe_contact import Channel, Permission, SafeContact, may_use
from forms_backend.letters import outbox
from forms_backend.letters.channels import Parcel, Result, Sender
from forms_backend.letters.compose import ComposedLetter
from forms_backend.letters.daily_limit import may_send_one_more
from forms_backend.letters.models import DeliveryAttempt, Letter, OutboxItem, Outcome, Way
from forms_backend.letters.parcels import Post, parcel_for
from forms_backend.letters.registry import callbacks_for, find_case, may_send
from forms_backend.sealing import CaseKeys, Keyring
from forms_backend.timekeeping import uk_date

LEASE = timedelta(minutes=10)  # longer than the slowest conversation with a mail server
FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=1)
GIVE_UP_AFTER, LEAST_ATTEMPTS = timedelta(hours=4), 8
ASK_THE_DOMAIN_AGAIN_AFTER = timedelta(minutes=15)
COULD_NOT_BE_SENT = "letter_failed"
MAY_HAVE_GONE = "letter_may_have_been_sent"
WHAT_FOLLOWS_NOT_DONE = "letter_sent_but_case_not_moved"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One claimed attempt, with all that is needed to hand it over outside any transaction."""

    item_id: int
    key: str
    channel: Channel
    attempt: int
    letter: ComposedLetter = field(repr=False)  # a traceback must not show words or addresses
    keys: CaseKeys = field(repr=False)
    contact: SafeContact = field(repr=False)
    permission: Permission = field(repr=False)


class Settled:
    """A due item was dealt with without sending: not safe now, no longer safe, or unclear."""


def claim(
    session: Session,
    keyring: Keyring,
    channels: Mapping[Channel, Sender],
    *,
    me: str,
    now: datetime,
    lease: timedelta = LEASE,
    secret: str = "",
) -> Job | Settled | None:
    """Take one due item and write down that we are about to send it. Commits. None when nothing is due.

    Whether the channel is safe is asked here again, of the case's plan as it is now.
    """
    item = _due_item(session, sorted(name for name in keyring.controllers() if keyring.holds_private(name)), now)
    if item is None:
        session.rollback()
        return None
    letter = session.get_one(Letter, item.letter_id)
    sender = channels[Channel(item.channel)]
    if _has_unfinished_attempt(session, item):
        _note(session, item, Outcome.TRY_AGAIN if sender.is_repeatable else Outcome.UNCLEAR, now)
        if not sender.is_repeatable:
            _give_up(session, item, letter, MAY_HAVE_GONE, now)
            session.commit()
            return Settled()
    try:
        job = _prepare(session, keyring, item, letter, now, secret)
    except DBAPIError:
        raise
    except Exception as fault:  # noqa: BLE001  (one letter must not stop the others, nor this worker again and again)
        return _set_aside(session, item.id, fault, now)
    if isinstance(job, Job):
        item.attempts = job.attempt
        item.first_tried_at_utc = item.first_tried_at_utc or now
        item.lease_by, item.lease_until_utc = me, now + lease
        _note(session, item, Outcome.SENDING, now, sealed_to=_sealed_to(job))
    session.commit()
    return job


def _set_aside(session: Session, item_id: int, fault: Exception, now: datetime) -> Settled:
    """Nothing was handed over, and the same would happen again: a person gets it. Commits."""
    session.rollback()
    item = session.scalar(sa.select(OutboxItem).where(OutboxItem.id == item_id, is_open()).with_for_update())
    if item is not None:
        log.error("fault before sending %s: %s", item.key, type(fault).__name__)
        item.attempts += 1
        _note(session, item, Outcome.REFUSED, now)
        _give_up(session, item, session.get_one(Letter, item.letter_id), COULD_NOT_BE_SENT, now)
    session.commit()
    return Settled()


def hand_over(job: Job, channels: Mapping[Channel, Sender], post: Post, at: datetime) -> Result:
    """Make the parcel and send it. Never raises: an unexpected fault is an outcome too, and later letters go on."""
    sender = channels[job.channel]
    try:
        parcel: Parcel = parcel_for(
            job.key, job.channel, job.letter, permission=job.permission, contact=job.contact,
            letters_key=job.keys.letters_key, post=post, at=at,
        )  # fmt: skip
    except Exception as fault:  # noqa: BLE001  (nothing was handed over yet)
        log.error("could not make %s: %s", job.key, type(fault).__name__)
        return Result(Outcome.TRY_AGAIN)
    try:
        return sender.send(parcel)
    except Exception as fault:  # noqa: BLE001
        log.error("fault while sending %s: %s", job.key, type(fault).__name__)
        return Result(Outcome.TRY_AGAIN if sender.is_repeatable else Outcome.UNCLEAR)


def record(session: Session, job: Job, result: Result, *, me: str, now: datetime) -> bool:
    """Write down how it ended, and what follows. Commits.

    Returns:
        False when the lease was lost, or the letter was stopped meanwhile: then somebody else has settled it.
    """
    item = session.scalar(
        sa.select(OutboxItem)
        .where(OutboxItem.id == job.item_id, OutboxItem.lease_by == me, OutboxItem.done_at_utc.is_(None))
        .where(OutboxItem.dead_at_utc.is_(None))
        .with_for_update()
    )
    if item is None:
        session.rollback()
        return False
    if item.cancelled_at_utc is not None:  # stopped while it was in our hands: say how it ended, and let nothing follow
        _note(session, item, result.outcome, now, code=result.code)
        item.lease_by = item.lease_until_utc = None
        session.commit()
        return False
    letter = session.get_one(Letter, item.letter_id)
    _note(session, item, result.outcome, now, code=result.code)
    item.lease_by = item.lease_until_utc = None
    match result.outcome:
        case Outcome.SENT:
            item.done_at_utc = now
            if Channel(item.channel) is Channel.EMAIL:
                mark_sent(session, letter, Way.EMAIL, at=now, actor=history.SYSTEM)
        case Outcome.TRY_AGAIN:
            _later_or_never(session, item, letter, now)
        case Outcome.REFUSED:
            _give_up(session, item, letter, COULD_NOT_BE_SENT, now)
        case Outcome.UNCLEAR:
            _give_up(session, item, letter, MAY_HAVE_GONE, now)
    session.commit()
    return True


def give_to_a_person(session: Session, job: Job, result: Result, *, me: str, now: datetime) -> None:
    """The end of an attempt could not be written down for a fault of ours, and would not be next time. Commits."""
    item = session.scalar(
        sa.select(OutboxItem).where(OutboxItem.id == job.item_id, OutboxItem.lease_by == me, is_open()).with_for_update()
    )
    if item is not None:
        _note(session, item, result.outcome, now, code=result.code)
        may_have_gone = result.outcome in (Outcome.SENT, Outcome.UNCLEAR)
        task = MAY_HAVE_GONE if may_have_gone else COULD_NOT_BE_SENT
        _give_up(session, item, session.get_one(Letter, item.letter_id), task, now)
    session.commit()


def mark_sent(session: Session, letter: Letter, way: Way, *, at: datetime, actor: str) -> None:
    """Record that the letter left us or was read, once, with its event; tell the domain. In the caller's transaction.

    A fault in the domain must not undo the record of a letter that is gone: then a person has a task.
    """
    case = find_case(session, letter.reference, to_change=True)
    if letter.sent_at_utc is not None:
        if way is not Way.COLLECT:  # read once more: the letter says when it was first read
            history.record(session, letter.reference, f"{letter.kind}_sent_again_by_{way}", at=at, actor=actor)
        return
    letter.sent_at_utc, letter.sent_by = at, way
    history.record(session, letter.reference, f"{letter.kind}_sent_by_{way}", at=at, actor=actor)
    if case is None:
        return
    try:
        with session.begin_nested():
            for callback in callbacks_for(letter.kind):
                callback(session, case, letter, at)
    except DBAPIError:
        raise  # the database: the whole record is tried again
    except Exception as fault:  # noqa: BLE001
        log.error("what follows %s was not done: %s", letter.key, type(fault).__name__)
        outbox.add_task(session, letter, WHAT_FOLLOWS_NOT_DONE, at=at)


def delay_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: one minute, doubling, never over an hour."""
    return min(LONGEST_DELAY, FIRST_DELAY * 2 ** (attempts - 1))


def is_open() -> sa.ColumnElement[bool]:
    return sa.and_(OutboxItem.done_at_utc.is_(None), OutboxItem.dead_at_utc.is_(None), OutboxItem.cancelled_at_utc.is_(None))


def _due_item(session: Session, controllers: list[str], now: datetime) -> OutboxItem | None:
    return session.scalar(
        sa.select(OutboxItem)
        .where(
            is_open(),
            OutboxItem.due_at_utc <= now,
            OutboxItem.controller.in_(controllers),
            sa.or_(OutboxItem.lease_until_utc.is_(None), OutboxItem.lease_until_utc < now),
        )
        .order_by(OutboxItem.due_at_utc, OutboxItem.id)
        .limit(1)
        .with_for_update(skip_locked=True)  # SQLite has its write lock already (database.make_engine)
    )


def _has_unfinished_attempt(session: Session, item: OutboxItem) -> bool:
    outcomes = session.scalars(
        sa.select(DeliveryAttempt.outcome).where(DeliveryAttempt.item_id == item.id, DeliveryAttempt.number == item.attempts)
    ).all()
    return list(outcomes) == [Outcome.SENDING]


def _prepare(session: Session, keyring: Keyring, item: OutboxItem, letter: Letter, now: datetime, secret: str) -> Job | Settled:
    case = find_case(session, item.reference)
    if case is None or case.controller != item.controller:  # deleted by its date, or passed on: the new council writes anew
        item.cancelled_at_utc = now
        return Settled()
    if letter.sent_at_utc is not None and not outbox.is_asked_for_again(item, letter):  # the person has it already
        item.cancelled_at_utc = now
        return Settled()
    if not may_send(case):  # a person must look at the case first
        item.due_at_utc = now + ASK_THE_DOMAIN_AGAIN_AFTER
        return Settled()
    try:
        keys = cases.open_keys(case, keyring)
        contact = cases.open_contact(case, keys)
        composed = outbox.open_letter(letter, keys.letters_key)
    except (sealing.CannotOpen, sealing.NoKey, ValueError):
        _give_up(session, item, letter, COULD_NOT_BE_SENT, now)
        return Settled()
    permission = may_use(contact, Channel(item.channel), now)
    if permission.allowed:
        is_first_try = item.attempts == 0
        if is_first_try and not may_send_one_more(session, secret, item.channel, permission.address, now):
            _give_up(session, item, letter, COULD_NOT_BE_SENT, now)
            return Settled()
        return Job(item.id, item.key, Channel(item.channel), item.attempts + 1, composed, keys, contact, permission)
    if permission.not_before is not None:
        item.due_at_utc = permission.not_before
        if letter.must_go_by is not None and uk_date(permission.not_before) > letter.must_go_by:
            outbox.add_task(session, letter, outbox.GOES_LATE, at=now)
    else:
        item.cancelled_at_utc = now
        letter.way = Way.COLLECT
        outbox.add_task(session, letter, outbox.NEEDS_A_SAFE_WAY, at=now)
    return Settled()


def _later_or_never(session: Session, item: OutboxItem, letter: Letter, now: datetime) -> None:
    if item.attempts >= LEAST_ATTEMPTS and now - item.first_tried_at_utc >= GIVE_UP_AFTER:
        _give_up(session, item, letter, COULD_NOT_BE_SENT, now)
    else:
        item.due_at_utc = now + delay_after(item.attempts)


def _give_up(session: Session, item: OutboxItem, letter: Letter, task: str, now: datetime) -> None:
    item.dead_at_utc = now
    item.lease_by = item.lease_until_utc = None
    outbox.add_task(session, letter, task, at=now)


def _note(
    session: Session,
    item: OutboxItem,
    outcome: Outcome,
    now: datetime,
    *,
    code: int | None = None,
    sealed_to: bytes | None = None,
) -> None:
    session.add(
        DeliveryAttempt(item_id=item.id, number=item.attempts, at_utc=now, outcome=outcome, code=code, sealed_to=sealed_to)
    )
    session.flush()


def _sealed_to(job: Job) -> bytes:
    """Where this attempt went and how much it said, so that "as sent" can be shown later."""
    return sealing.seal_field(
        job.keys.case_key, {"to": job.permission.address, "content": job.permission.content},
        table="delivery_attempts", column="to", row=f"{job.key}/{job.attempt}",
    )  # fmt: skip
