"""Stops letters on their way that the person's changed plan does not allow. The worker asks again before each sending anyway;
this does it at once, and also for what is printed and lies in a tray with an address that may be wrong now.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forms_backend.letters import outbox
from forms_backend.letters.models import Letter, OutboxItem, Way
from forms_backend.letters.parcels import print_name
from forms_backend.safe_contact import Channel, SafeContact, may_use
from forms_backend.tasks import Task


def recall(
    session: Session, reference: str, contact: SafeContact, is_moved: Callable[[Channel], bool], *, at: datetime
) -> list[str]:
    """Take off what no longer fits, each with a task for a person to find a safe way; in the caller's transaction.

    Args:
        contact: the plan as it is from now on.
        is_moved: does this way lead to another address now? What is printed carries the old one.

    Returns:
        The names of printed letters to remove from the print queue, once the transaction is committed.
    """
    waiting = session.execute(
        sa.select(OutboxItem, Letter)
        .join(Letter, Letter.id == OutboxItem.letter_id)
        .where(
            OutboxItem.reference == reference,
            OutboxItem.dead_at_utc.is_(None),
            OutboxItem.cancelled_at_utc.is_(None),
            sa.or_(  # an email that is being sent at this moment is gone
                OutboxItem.lease_until_utc.is_(None), OutboxItem.lease_until_utc < at, OutboxItem.channel == Channel.POST
            ),
            sa.or_(OutboxItem.done_at_utc.is_(None), OutboxItem.channel == Channel.POST),
            OutboxItem.posted_at_utc.is_(None),
        )
        .with_for_update(of=OutboxItem)
    ).all()
    printed = []
    for item, letter in waiting:
        channel = Channel(item.channel)
        is_printed = item.done_at_utc is not None or (channel is Channel.POST and item.lease_until_utc is not None)
        answer = may_use(contact, channel, at)
        if (answer.allowed or answer.not_before is not None) and not (is_printed and is_moved(channel)):
            continue
        if is_printed:
            printed.append(print_name(item.key))
        item.done_at_utc, item.cancelled_at_utc = None, at
        if letter.sent_at_utc is None:
            letter.way = Way.COLLECT
            outbox.add_task(session, letter, outbox.NEEDS_A_SAFE_WAY, at=at)
            _open_again(session, f"{outbox.NEEDS_A_SAFE_WAY}:{letter.key}")
    return printed


def _open_again(session: Session, key: str) -> None:
    """The task was there before and done, because a way was found: now there is none again."""
    session.execute(sa.update(Task).where(Task.key == key).values(done_at_utc=None, done_by=None))
