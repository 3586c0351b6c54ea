"""Stops letters that must not go any more, and keeps the print folder to what may still be posted."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forms_backend.letters import outbox
from forms_backend.letters.channels import PrintQueue
from forms_backend.letters.models import Letter, OutboxItem
from forms_backend.letters.parcels import print_key
from forms_backend.safe_contact import Channel

_NAME = re.compile(r"[A-Z0-9-]+(_[A-Za-z0-9]+){2,3}")
log = logging.getLogger(__name__)


def stop_letter(session: Session, letter: Letter, *, at: datetime) -> list[OutboxItem]:
    """Nothing more of this letter goes out: what waits is cancelled, what is printed and not posted leaves the list.

    In the caller's transaction. The files go after it: `take_out`, or the worker's next round.

    Returns:
        The items that were stopped.
    """
    query = sa.select(OutboxItem).where(OutboxItem.letter_id == letter.id, _may_still_go()).order_by(OutboxItem.id)
    items = list(session.scalars(query.with_for_update().execution_options(populate_existing=True)))
    for item in items:
        item.done_at_utc, item.cancelled_at_utc = None, at
    session.flush()
    return items


def stop_letters_of(session: Session, reference: str, *, at: datetime, by: str) -> None:
    """Stop every letter of a case that has not gone, and what staff were asked to do about it: the case is somebody else's now."""
    for letter in outbox.letters_of(session, reference):
        stop_letter(session, letter, at=at)
        if letter.sent_at_utc is None:
            outbox.finish_tasks(session, letter, at=at, by=by)


def sweep(session: Session, queue: PrintQueue, names: Iterable[str] | None = None) -> None:
    """Take every file out of the print folder that must not be posted or was: they lie there in clear.

    Files are listed before the database is asked, so one that is being written now is never taken by mistake. A name that no
    letter of ours has is left alone.
    """
    found = [name for name in (queue.names() if names is None else names) if _NAME.fullmatch(name)]
    for name in found:
        item = session.execute(
            sa.select(_may_still_go()).select_from(OutboxItem).where(OutboxItem.key == print_key(name))
        ).scalar()
        if item is not None and not item:
            take_out(queue, name)


def take_out(queue: PrintQueue, name: str) -> bool:
    """False when the folder did not let us: then the worker tries again at its next round."""
    try:
        queue.take_out(name)
    except OSError as fault:
        log.error("could not take %s out of the print folder: %s", name, type(fault).__name__)
        return False
    return True


def _may_still_go() -> sa.ColumnElement[bool]:
    """On its way, or printed and waiting for someone to post it."""
    return sa.and_(
        OutboxItem.cancelled_at_utc.is_(None),
        OutboxItem.dead_at_utc.is_(None),
        OutboxItem.posted_at_utc.is_(None),
        sa.or_(OutboxItem.done_at_utc.is_(None), OutboxItem.channel == Channel.POST),
    )
