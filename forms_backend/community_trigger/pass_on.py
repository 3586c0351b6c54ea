"""Passes an application on to the council it belongs to. The person does nothing again, and keeps their reference and code.

The day it was first received stays: the threshold counts from it. The limits of the new council start when it gets the case.
Section 104(3) of the Act: applications must reach all the relevant bodies of the area.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forms_backend import history, letters
from forms_backend.community_trigger import letter_facts
from forms_backend.community_trigger.acknowledgement import queue_again
from forms_backend.community_trigger.opened import OpenedCase
from forms_backend.community_trigger.status import Status, move
from forms_backend.community_trigger.submit import clocks_of
from forms_backend.letters.stopping import stop_letters_of
from forms_backend.sealing import Keyring
from forms_backend.tasks import Task
from forms_backend.timekeeping import uk_date
from services_directory import Directory


def pass_on(
    session: Session,
    opened: OpenedCase,
    to_area: str,
    reason: str,
    keyring: Keyring,
    directory: Directory,
    public_url: str,
    *,
    at: datetime,
    by: str,
) -> None:
    """Hand the case over, in the caller's transaction: its keys are sealed anew, for the other council alone.

    Raises:
        MoveNotAllowed: the threshold has been decided already.
    """
    case, from_area = opened.case, opened.case.area
    before = case.state
    case.status = move(before, Status.TRANSFERRED)
    history.record(
        session, case.reference, "passed_on", at=at, actor=by, keys=opened.keys, detail={"reason": reason, "to": to_area},
        from_status=before, to_status=case.status,
    )  # fmt: skip
    area_rules = directory.areas[to_area].rules_on(uk_date(case.received_at_utc))
    clocks = clocks_of(at, to_area, area_rules, directory)
    case.controller = to_area
    case.sealed_keys = keyring.seal_keys(opened.keys, to_area, case.reference)
    case.rules_valid_from = area_rules.valid_from
    case.clock_starts_on, case.acknowledge_by, case.ct1_sent_on = clocks.starts_on, clocks.acknowledge_by, None
    case.assess_by, case.assess_cap, case.information_by = clocks.assess_by, clocks.assess_cap, clocks.information_by
    case.discuss_by_cautious = clocks.discuss_by_cautious
    case.status = move(Status.TRANSFERRED, Status.RECEIVED)
    queue_again(case)
    history.record(
        session, case.reference, "passed_on_received", at=at, actor=by, keys=opened.keys, detail={"from": from_area},
        from_status=Status.TRANSFERRED, to_status=case.status,
    )  # fmt: skip
    stop_letters_of(session, case.reference, at=at, by=by)
    session.execute(
        sa.update(Task).where(Task.reference == case.reference, Task.done_at_utc.is_(None)).values(controller=to_area)
    )
    number = 1 + sum(letter.kind == "CT1" for letter in letters.letters_of(session, case.reference))
    letters.queue_letter(
        session, case=case, keys=opened.keys, contact=opened.contact, kind="CT1", at=at, number=number,
        must_go_by=clocks.acknowledge_by,
        facts=letter_facts.ct1_facts(case, opened.answers, area_rules, clocks, directory, public_url),
    )  # fmt: skip
