"""Puts a letter on its way: composes it, seals it, and chooses one safe way out, all in the caller's transaction."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_backend import sealing, tasks
from forms_backend.cases import SealedCase
from forms_backend.contact.safe_contact import Channel, SafeContact, may_use
from forms_backend.letters import compose as composing
from forms_backend.letters.compose import ComposedLetter
from forms_backend.letters.models import Letter, OutboxItem, Way
from forms_backend.letters.words import DEFAULT_LANGUAGE
from forms_backend.sealing import CaseKeys
from forms_backend.timekeeping import UK, today, uk_date

NEEDS_A_SAFE_WAY = "letter_needs_a_safe_way"
GOES_LATE = "letter_outside_safe_times"
CLOSE_OF_BUSINESS = time(17, 0)
_ADD_ITEM = sa.insert(OutboxItem.__table__)  # a plain insert: sending a form is the dearest thing a visitor can ask for


class AlreadyQueued(ValueError):
    """This letter was queued before. Another of the same kind has another number."""


@dataclass(frozen=True)
class Route:
    """The one way out: `way` is COLLECT when nothing may go out. `is_late` when the first safe moment is past the limit."""

    way: Way
    due_at: datetime | None = None
    is_late: bool = False


def preview(kind: str, facts: Mapping[str, Any], language: str = DEFAULT_LANGUAGE, *, on: date | None = None) -> ComposedLetter:
    """The letter as it would go, from the same call that makes the one that goes. `on` is the date at its top: today."""
    return composing.compose(kind, facts, language, on=on or today())


def queue_letter(
    session: Session,
    *,
    case: SealedCase,
    keys: CaseKeys,
    contact: SafeContact,
    kind: str,
    facts: Mapping[str, Any],
    at: datetime,
    must_go_by: date | None,
    number: int = 1,
    held: bool = False,
) -> Letter:
    """Compose a letter and put it on its way, in the caller's transaction. It can be collected by code from the moment of commit.

    Args:
        at: an aware moment: now.
        must_go_by: the last day in time (a UK date), or None when there is no limit.
        number: 1 for the first letter of this kind for this case, 2 for the next.
        held: only write and seal it, since a person must look at the case first; `release_held` puts it on its way.

    Returns:
        The letter. `way` is email, post, or collect when no way out is safe: then staff have a task and the clock runs on.

    Raises:
        MissingFacts, UnusedFacts: the facts do not fit the letter.
        AlreadyQueued: this letter is there already (UNIQUE key); the transaction must be rolled back.
    """
    key = f"{case.reference}:{kind}:{number}"
    composed = composing.compose(kind, facts, contact.language, on=uk_date(at))
    route = Route(Way.COLLECT) if held else choose_route(contact, at, must_go_by)
    letter = Letter(
        key=key, reference=case.reference, controller=case.controller, kind=kind, number=number, language=composed.language,
        way=route.way, composed_at_utc=at, must_go_by=must_go_by, fingerprint=fingerprint(composed, keys.letters_key),
        sealed_content=sealing.seal_field(keys.letters_key, composed.to_json(), **place_of(case.reference, kind, number)),
    )  # fmt: skip
    session.add(letter)
    try:
        session.flush()
    except IntegrityError as error:
        raise AlreadyQueued(f"{key} was queued before: roll back") from error
    if not held:
        _put_on_its_way(session, letter, route, at, is_new=True)
    return letter


def release_held(session: Session, *, case: SealedCase, keys: CaseKeys, contact: SafeContact, at: datetime) -> list[Letter]:
    """Put every held letter of a case on its way by the plan as it is now, in the caller's transaction. Twice changes nothing.

    A letter that the person has read meanwhile, or that staff gave them, stays where it is.

    Args:
        keys: the case's, as for `queue_letter`: whoever may not open the case may not let its letters go.

    Raises:
        CannotOpen: these are not the keys of this case.
    """
    released = []
    for letter in letters_of(session, case.reference):
        if is_held(session, letter):
            open_letter(letter, keys.letters_key)
            route = choose_route(contact, at, letter.must_go_by)
            letter.way, letter.controller = route.way, case.controller
            _put_on_its_way(session, letter, route, at)
            released.append(letter)
    return released


def is_held(session: Session, letter: Letter) -> bool:
    """Was it only written so far? Any other letter has gone, is on its way, or is in front of a person."""
    if letter.sent_at_utc is not None or letter.way != Way.COLLECT:
        return False
    asked = sa.select(tasks.Task.id).where(tasks.Task.key == f"{NEEDS_A_SAFE_WAY}:{letter.key}")
    item = sa.select(OutboxItem.id).where(OutboxItem.letter_id == letter.id).limit(1)
    return session.scalar(item) is None and session.scalar(asked) is None


def _put_on_its_way(session: Session, letter: Letter, route: Route, at: datetime, *, is_new: bool = False) -> None:
    """`is_new`: the letter was written in this transaction, so nobody was asked about it before."""
    if route.due_at is not None:
        _add_item(session, letter, f"{letter.key}:{route.way}", route)
    if route.way is Way.COLLECT:
        add_task(session, letter, NEEDS_A_SAFE_WAY, at=at, is_new=is_new)
    elif route.is_late:
        add_task(session, letter, GOES_LATE, at=at, is_new=is_new)


def send_another_way(session: Session, letter: Letter, contact: SafeContact, at: datetime) -> Route:
    """Put a letter on its way again by the plan as it is now, when staff ask for it. Never while it is still on its way.

    Returns:
        The route; COLLECT means that still nothing is safe and nothing was queued.
    """
    items = session.scalars(sa.select(OutboxItem).where(OutboxItem.letter_id == letter.id).with_for_update()).all()
    if any(item.done_at_utc is None and item.dead_at_utc is None and item.cancelled_at_utc is None for item in items):
        raise AlreadyQueued(f"{letter.key} is on its way")
    route = choose_route(contact, at, letter.must_go_by)
    if route.due_at is not None:
        letter.way = route.way
        for item in items:
            if item.channel == Way.POST and item.posted_at_utc is None and item.cancelled_at_utc is None:
                item.done_at_utc, item.cancelled_at_utc = None, at  # printed, and replaced by this one
        session.flush()
        _add_item(session, letter, f"{letter.key}:{len(items) + 1}:{route.way}", route)
    return route


def _add_item(session: Session, letter: Letter, key: str, route: Route) -> None:
    session.connection().execute(_ADD_ITEM, {
        "key": key, "letter_id": letter.id, "reference": letter.reference, "controller": letter.controller, "channel": route.way,
        "due_at_utc": route.due_at,
    })  # fmt: skip


def is_asked_for_again(item: OutboxItem, letter: Letter) -> bool:
    """Did staff send this letter once more, knowing how it went before? The first item of a letter has no number in its key."""
    return item.key != f"{letter.key}:{item.channel}"


def finish_tasks(session: Session, letter: Letter, *, at: datetime, by: str) -> None:
    """What was asked of a person about getting this letter to someone is done."""
    session.execute(
        sa.update(tasks.Task)
        .where(
            tasks.Task.key.in_([f"{NEEDS_A_SAFE_WAY}:{letter.key}", f"{GOES_LATE}:{letter.key}"]),
            tasks.Task.done_at_utc.is_(None),
        )
        .values(done_at_utc=at, done_by=by)
    )


def choose_route(contact: SafeContact, at: datetime, must_go_by: date | None) -> Route:
    """Email if safe now or at a safe time within the limit; else post; else email at the first safe time, late; else none."""
    email = may_use(contact, Channel.EMAIL, at)
    email_at = at if email.allowed else email.not_before
    is_late = email_at is not None and must_go_by is not None and uk_date(email_at) > must_go_by
    if email_at is not None and (email.allowed or not is_late):
        return Route(Way.EMAIL, email_at, is_late=False)
    if may_use(contact, Channel.POST, at).allowed:
        return Route(Way.POST, at)
    return Route(Way.EMAIL, email_at, is_late=True) if email_at is not None else Route(Way.COLLECT)


def add_task(session: Session, letter: Letter, kind: str, *, at: datetime, is_new: bool = False) -> None:
    """Ask a person, by the letter's own limit (close of business), or within a day when it has none."""
    due_at = (
        datetime.combine(letter.must_go_by, CLOSE_OF_BUSINESS, tzinfo=UK)
        if letter.must_go_by is not None
        else at + timedelta(days=1)
    )
    tasks.add_task(
        session,
        key=f"{kind}:{letter.key}",
        controller=letter.controller,
        reference=letter.reference,
        kind=kind,
        at=at,
        due_at=due_at,
        is_first=is_new,
    )


def open_letter(letter: Letter, letters_key: bytes) -> ComposedLetter:
    """The letter as it was composed.

    Raises:
        CannotOpen: wrong key, or the words are not those that were kept.
    """
    plain = sealing.open_field(letters_key, letter.sealed_content, **place_of(letter.reference, letter.kind, letter.number))
    composed = ComposedLetter.from_json(plain)
    if not hmac.compare_digest(fingerprint(composed, letters_key), letter.fingerprint):
        raise sealing.CannotOpen("the letter is not the one that was kept")
    return composed


def letters_of(session: Session, reference: str) -> list[Letter]:
    """The letters of a case, oldest first."""
    return list(
        session.scalars(sa.select(Letter).where(Letter.reference == reference).order_by(Letter.composed_at_utc, Letter.id))
    )


def place_of(reference: str, kind: str, number: int) -> dict[str, str]:
    return {"table": "letters", "column": "content", "row": f"{reference}/{kind}/{number}"}


def fingerprint(composed: ComposedLetter, letters_key: bytes) -> str:
    return hmac.new(letters_key, composed.canonical, hashlib.sha256).hexdigest()
