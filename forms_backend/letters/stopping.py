"""Stops letters that must not go any more: they were given, the case moved on, or the person's changed plan does not allow them.

In the caller's transaction. The files go after it (`print_folder.take_out_or_tell`), or in the worker's next round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forms_backend.contact.safe_contact import Channel, SafeContact, may_use
from forms_backend.letters import outbox
from forms_backend.letters.models import Letter, OutboxItem, Way
from forms_backend.letters.parcels import print_name
from forms_backend.tasks import Task


def may_still_go() -> sa.ColumnElement[bool]:
    """On its way, or printed and waiting for someone to post it."""
    return sa.and_(
        OutboxItem.cancelled_at_utc.is_(None),
        OutboxItem.dead_at_utc.is_(None),
        OutboxItem.posted_at_utc.is_(None),
        sa.or_(OutboxItem.done_at_utc.is_(None), OutboxItem.channel == Channel.POST),
    )


def printed_names(items: Iterable[OutboxItem]) -> list[str]:
    """The names that these items' letters have in the print folder, if they lie there."""
    return [print_name(item.key) for item in items if item.channel == Channel.POST]


def stop_letter(session: Session, letter: Letter, *, at: datetime) -> list[OutboxItem]:
    """Nothing more of this letter goes out: what waits is cancelled, what is printed and not posted leaves the list.

    Returns:
        The items that were stopped.
    """
    items = [item for item, _letter in _on_their_way(session, OutboxItem.letter_id == letter.id)]
    for item in items:
        _stop(item, at)
    session.flush()
    return items


def stop_letters_of(session: Session, reference: str, *, at: datetime, by: str) -> None:
    """Stop every letter of a case that has not gone, and what staff were asked to do about it: the case is somebody else's now."""
    for letter in outbox.letters_of(session, reference):
        stop_letter(session, letter, at=at)
        if letter.sent_at_utc is None:
            outbox.finish_tasks(session, letter, at=at, by=by)


def recall(
    session: Session, reference: str, contact: SafeContact, is_moved: Callable[[Channel], bool], *, at: datetime
) -> list[str]:
    """Stop what no longer fits a changed plan, each with a task for a person to find a safe way.

    The worker asks again before each sending anyway; this does it at once, and also for what is printed and lies in a tray with
    an address that may be wrong now.

    Args:
        contact: the plan as it is from now on.
        is_moved: does this way lead to another address now? What is printed carries the old one.

    Returns:
        The names of printed letters to take out of the print folder, once the transaction is committed.
    """
    is_still_here = sa.or_(  # an email that is being sent at this moment is gone
        OutboxItem.lease_until_utc.is_(None), OutboxItem.lease_until_utc < at, OutboxItem.channel == Channel.POST
    )
    printed = []
    for item, letter in _on_their_way(session, sa.and_(OutboxItem.reference == reference, is_still_here)):
        channel = Channel(item.channel)
        is_printed = item.done_at_utc is not None or (channel is Channel.POST and item.lease_until_utc is not None)
        answer = may_use(contact, channel, at)
        if (answer.allowed or answer.not_before is not None) and not (is_printed and is_moved(channel)):
            continue
        if is_printed:
            printed.append(item)
        _stop(item, at)
        if letter.sent_at_utc is None:
            letter.way = Way.COLLECT
            outbox.add_task(session, letter, outbox.NEEDS_A_SAFE_WAY, at=at)
            _open_again(session, f"{outbox.NEEDS_A_SAFE_WAY}:{letter.key}")
    return printed_names(printed)


def _on_their_way(session: Session, which: sa.ColumnElement[bool]) -> list[tuple[OutboxItem, Letter]]:
    """The items among these that may still go, as the database holds them now and kept for us until the end of the transaction."""
    query = sa.select(OutboxItem, Letter).join(Letter, Letter.id == OutboxItem.letter_id).where(which, may_still_go())
    query = query.order_by(OutboxItem.id).with_for_update(of=OutboxItem)
    return [(item, letter) for item, letter in session.execute(query.execution_options(populate_existing=True))]


def _stop(item: OutboxItem, at: datetime) -> None:
    item.done_at_utc, item.cancelled_at_utc = None, at


def _open_again(session: Session, key: str) -> None:
    """The task was there before and done, because a way was found: now there is none again."""
    session.execute(sa.update(Task).where(Task.key == key).values(done_at_utc=None, done_by=None))
