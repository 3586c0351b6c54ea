"""Collecting letters with the reference and the code from the receipt. No Flask here, and no private key is needed.

A wrong code, an unknown reference and a wrong try too many cost the same work and get the same answers, so nobody can learn from
us whether somebody has a case.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from forms_backend import history, sealing
from forms_backend.letters import outbox
from forms_backend.letters.compose import ComposedLetter
from forms_backend.letters.delivery import mark_sent
from forms_backend.letters.models import CodeTries, Letter, Way
from forms_backend.letters.registry import find_case
from forms_backend.letters.stopping import stop_letter
from forms_backend.references import tidy

FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=2)
FREE_TRIES_OF_ALL, WAIT_OF_ALL = 100, timedelta(seconds=2)  # a code has 60 bits: at this pace nobody finds one
FORGET_AFTER = timedelta(days=1)
PASS_LASTS = timedelta(minutes=15)
_SEALED_LENGTH = 1 + 12 + len('""') + 2 * sealing.KEY_BYTES + 16  # of a wrapped letters key, for references nobody has


class TooManyTries(Exception):
    """Wait before the next try with this reference, whether or not it is one of ours."""


class NoMatch(Exception):
    """Reference and code do not belong together. Never says which was wrong."""


@dataclass(frozen=True)
class Pass:
    """Leave to read the letters of one case for a few minutes, without typing the code again."""

    reference: str
    letters_key: bytes

    def __repr__(self) -> str:
        return f"Pass({self.reference})"


def open_with_code(session: Session, secret: str, reference: str, code: str, at: datetime, *, connection: str) -> Pass:
    """
    Tries are counted for a reference from one connection, so that whoever guesses elsewhere cannot shut the person out. All tries
    with a reference together only ever cost a wait of seconds.

    Commits the count of tries.

    Raises:
        TooManyTries, NoMatch: see the classes.
    """
    reference, code = tidy(reference), tidy(code)
    who = _hidden(secret, reference)
    counts = {who: wait_of_all, _hidden(secret, reference, connection): wait_after}
    _count_try(session, counts, at)
    case = find_case(session, reference)
    salt = case.code_salt if case is not None else bytes.fromhex(who)[:16]
    wrapped = case.letters_key_by_code if case is not None else sealing.FORMAT + os.urandom(_SEALED_LENGTH - 1)
    key = sealing.key_from_code(code, salt)
    try:
        letters_key = sealing.unwrap_letters_key(wrapped, key, reference)
    except sealing.CannotOpen as error:
        raise NoMatch from error
    session.execute(sa.delete(CodeTries).where(CodeTries.who.in_(counts)))
    session.commit()
    return Pass(reference, letters_key)


def read_letters(session: Session, leave: Pass, at: datetime) -> list[tuple[Letter, ComposedLetter]]:
    """The letters of the case, newest first, and note that the person has them now. Does not commit."""
    letters = outbox.letters_of(session, leave.reference)[::-1]
    for letter in letters:
        if letter.collected_at_utc is None:
            letter.collected_at_utc = at
            stop_letter(session, letter, at=at)  # nobody gets twice what they have; ways to reach them can become unsafe
            mark_sent(session, letter, Way.COLLECT, at=at, actor=history.APPLICANT)
            outbox.finish_tasks(session, letter, at=at, by=history.APPLICANT)
    return [(letter, outbox.open_letter(letter, leave.letters_key)) for letter in letters]


def seal_pass(leave: Pass, secret: str, at: datetime) -> str:
    """The pass as a field of the page: only this server opens it, and it ends by itself."""
    value = [leave.reference, leave.letters_key.hex(), (at + PASS_LASTS).isoformat()]
    return sealing.seal_field(_pass_key(secret), value, table="pass", column="", row="").hex()


def open_pass(sealed: str, secret: str, at: datetime) -> Pass | None:
    """None when it is over, or not from us."""
    try:
        reference, letters_key, until = sealing.open_field(
            _pass_key(secret), bytes.fromhex(sealed), table="pass", column="", row=""
        )
    except (ValueError, sealing.CannotOpen):
        return None
    return Pass(reference, bytes.fromhex(letters_key)) if at < datetime.fromisoformat(until) else None


def wait_after(wrong: int) -> timedelta:
    """How long to wait after so many wrong tries: none for the first five, then 15 seconds, doubling up to 2 minutes."""
    return timedelta(0) if wrong < FREE_TRIES else min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(wrong - FREE_TRIES, 10))


def wait_of_all(wrong: int) -> timedelta:
    """The same for everybody's wrong tries with one reference together."""
    return timedelta(0) if wrong < FREE_TRIES_OF_ALL else WAIT_OF_ALL


def forget_old_tries(session: Session, now: datetime) -> None:
    session.execute(sa.delete(CodeTries).where(CodeTries.last_at_utc < now - FORGET_AFTER))


def _hidden(secret: str, *typed: str) -> str:
    """What somebody typed, and where from, is not kept in clear."""
    return hmac.new(secret.encode(), "|".join(("collect", *typed)).encode(), hashlib.sha256).hexdigest()


def _count_try(session: Session, counts: Mapping[str, Callable[[int], timedelta]], at: datetime) -> None:
    """Count before looking, so that many tries at once all count."""
    for who, wait_for in counts.items():
        tries = session.get(CodeTries, who, populate_existing=True)
        if tries is not None and at - tries.last_at_utc < wait_for(tries.wrong):
            session.rollback()
            raise TooManyTries
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    for who in counts:
        insert = dialect.insert(CodeTries).values(who=who, wrong=1, last_at_utc=at)
        again = {"wrong": CodeTries.wrong + 1, "last_at_utc": at}
        session.execute(insert.on_conflict_do_update(index_elements=["who"], set_=again))
    session.commit()


def _pass_key(secret: str) -> bytes:
    return hmac.new(secret.encode(), b"letters pass v1", hashlib.sha256).digest()
