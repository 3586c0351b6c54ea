"""What happens to an application when its letter CT1 has reached the person: the status, and the clock that counts from it."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from flask import current_app, has_app_context
from sqlalchemy.orm import Session

from forms_backend import history
from forms_backend.community_trigger import rules
from forms_backend.community_trigger.models import Application
from forms_backend.community_trigger.status import Status, move
from forms_backend.letters import Letter
from forms_backend.timekeeping import uk_date
from services_directory import Directory, load
from services_directory.area import AreaRules


def acknowledge(session: Session, case: Application, letter: Letter, at: datetime) -> None:
    """CT1 was sent, posted, read or handed over: note the day, and count the next limit from it (reading A3).

    Runs in the transaction that records the letter as sent, in the web or in the worker, without any private key. The row is held
    until then, so that a SPOC who works on the case at this moment loses nothing.
    """
    session.refresh(case, with_for_update=True)
    if case.ct1_sent_on is not None or letter.controller != case.controller:
        return  # it counts once; and the letter of a council that passed the case on is not this council's
    directory = _directory()
    case.ct1_sent_on = uk_date(at)
    if case.decided_on is None:
        limits = rules_of(case, directory).limits
        case.assess_by = rules.assess_by(case.clock_starts_on, case.ct1_sent_on, limits, directory.calendar_for(case.area))
    before = case.state
    if before is Status.RECEIVED:
        case.status = move(before, Status.ACKNOWLEDGED)
    queue_again(case)
    history.record(
        session, case.reference, "acknowledged", at=at, actor=history.SYSTEM,
        from_status=before, to_status=case.status if case.state is not before else None,
    )  # fmt: skip


def queue_again(case: Application) -> None:
    """Put the case in its place in the queue after something changed."""
    case.next_due_on = rules.next_due_on(
        case.state,
        acknowledge_by=case.acknowledge_by,
        ct1_sent_on=case.ct1_sent_on,
        assess_by=case.assess_by,
        discuss_by=case.discuss_by,
    )


def rules_of(case: Application, directory: Directory) -> AreaRules:
    """The area's rules that were in force when the application arrived; later ones do not touch it."""
    return directory.areas[case.area].rules_on(max(case.rules_valid_from, uk_date(case.received_at_utc)))


def _directory() -> Directory:
    """The web's records, or, in the worker, the same ones read once."""
    return current_app.extensions["directory"] if has_app_context() else _own_directory()


@cache
def _own_directory() -> Directory:
    return load()
