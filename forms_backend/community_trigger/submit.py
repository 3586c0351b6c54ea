"""Takes an application in: the case, its first event, letter CT1 and the SPOC's tasks, in the caller's one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy.orm import Session

from forms_backend import history, letters, sealing
from forms_backend.cases import Receipt
from forms_backend.community_trigger import letter_facts, rules
from forms_backend.community_trigger.models import Application
from forms_backend.community_trigger.people import area_of
from forms_backend.community_trigger.rules import ReceiptClocks
from forms_backend.community_trigger.status import Status
from forms_backend.contact import pages as contact_pages
from forms_backend.contact import safe_contact
from forms_backend.contact.safe_contact import Channel, Content, Initiates, SafeContact, may_use
from forms_backend.sealing import CaseKeys, Keyring
from forms_backend.tasks import Task
from forms_backend.timekeeping import UK, uk_date, uk_time
from services_directory import Directory
from services_directory.area import AreaRules

REQUEST_INFORMATION, DANGER_NOW = "request_information", "danger_now"
CHILD_AT_RISK, ADULT_AT_RISK = "child_at_risk", "adult_at_risk"


class NoArea(ValueError):
    """The application names no council, so nobody could decide it."""


def submit(
    session: Session, keyring: Keyring, directory: Directory, *, answers: Mapping[str, Any], receipt: Receipt,
    submission_id: str, at: datetime, public_url: str,
) -> dict[str, Any]:  # fmt: skip
    """Store an application and put CT1 on its way. Does not commit.

    Args:
        answers: what the person kept, and only that.
        at: an aware moment: now.

    Returns:
        What the receipt shows: the area, the dates and how CT1 goes, as plain JSON.

    Raises:
        NoArea: the journey let through an application without a council.
        BeyondCalendar: a limit lies past the bank holidays we hold.
    """
    area = area_of(answers, directory)
    if area is None:
        raise NoArea("an application needs a council")
    area_rules = directory.areas[area].rules_on(uk_date(at))
    clocks = clocks_of(at, area, area_rules, directory)
    contact = contact_pages.safe_contact_from(answers, at=at)
    keys = CaseKeys.new()
    case = _case(keyring, keys, area, area_rules, clocks, answers, contact, receipt, submission_id, at)
    session.add(case)
    history.record(
        session, case.reference, "application_received", at=at, actor=history.APPLICANT, to_status=Status.RECEIVED, is_first=True
    )
    session.flush()  # the same form sent a second time stops here, and says so as what it is
    letter = letters.queue_letter(
        session, case=case, keys=keys, contact=contact, kind="CT1", at=at, must_go_by=clocks.acknowledge_by,
        facts=letter_facts.ct1_facts(case, answers, area_rules, clocks, directory, public_url),
    )  # fmt: skip
    session.add_all(  # a case made in this transaction has no task yet, so there is nothing to look for
        Task(
            key=f"{kind}:{case.reference}",
            controller=area,
            reference=case.reference,
            kind=kind,
            created_at_utc=at,
            due_at_utc=due_at,
        )
        for kind, due_at in tasks_of(answers, at, clocks, area_rules)
    )
    return {
        "area": area,
        "acknowledge_by": clocks.acknowledge_by.isoformat(),
        "decide_by": clocks.assess_by.isoformat(),
        "discuss_by": clocks.discuss_by_at_latest.isoformat(),
        "how": how_it_goes(letter, contact, at),
        "danger_now": answers.get("danger_now", ""),
    }


def how_it_goes(letter: letters.Letter, contact: SafeContact, at: datetime) -> str:
    """How CT1 reaches the person, for the receipt: email, neutral_email (it only says that there is a message), post, as_asked
    (they said that they will contact us) or collect (no way out is safe)."""
    if letter.way == letters.Way.COLLECT:
        return "as_asked" if contact.initiates is Initiates.THEM else "collect"
    if letter.way == letters.Way.EMAIL and may_use(contact, Channel.EMAIL, at).content is Content.NEUTRAL:
        return "neutral_email"
    return str(letter.way)


def clocks_of(at: datetime, area: str, area_rules: AreaRules, directory: Directory) -> ReceiptClocks:
    """Every date known at receipt, by the area's own rules and working days."""
    close = time.fromisoformat(area_rules.close_of_business)
    return rules.clocks_at_receipt(uk_time(at), close, area_rules.limits, directory.calendar_for(area))


def tasks_of(
    answers: Mapping[str, Any], at: datetime, clocks: ReceiptClocks, area_rules: AreaRules
) -> list[tuple[str, datetime]]:
    """What a person must do, and by when: read first what may be danger; ask the bodies for what they hold on the day of receipt
    (reading A5: otherwise their five working days do not fit inside ours)."""
    close = time.fromisoformat(area_rules.close_of_business)
    todo = [(REQUEST_INFORMATION, datetime.combine(clocks.starts_on, close, tzinfo=UK))]
    danger_to = answers.get("danger_to") or ()
    if answers.get("danger_now") in ("yes", "not_sure"):
        todo.append((DANGER_NOW, at))
    if "child" in danger_to:
        todo.append((CHILD_AT_RISK, at))
    if "adult_who_needs_care" in danger_to:
        todo.append((ADULT_AT_RISK, at))
    return todo


def _case(
    keyring: Keyring, keys: CaseKeys, area: str, area_rules: AreaRules, clocks: ReceiptClocks, answers: Mapping[str, Any],
    contact: SafeContact, receipt: Receipt, submission_id: str, at: datetime,
) -> Application:  # fmt: skip
    case = Application(
        reference=receipt.reference,
        controller=area,
        status=Status.RECEIVED,
        received_at_utc=at,
        submission_id=submission_id,
        sealed_keys=keyring.seal_keys(keys, area, receipt.reference),
        code_salt=receipt.code_salt,
        letters_key_by_code=sealing.wrap_letters_key(keys.letters_key, receipt.code_key, receipt.reference),
        rules_valid_from=area_rules.valid_from,
        clock_starts_on=clocks.starts_on,
        acknowledge_by=clocks.acknowledge_by,
        assess_by=clocks.assess_by,
        assess_cap=clocks.assess_cap,
        information_by=clocks.information_by,
        discuss_by_cautious=clocks.discuss_by_cautious,
        next_due_on=clocks.acknowledge_by,
    )
    case.sealed_answers = case.seal(keys, "sealed_answers", dict(answers))
    case.sealed_contact = case.seal(keys, "sealed_contact", safe_contact.to_json(contact))
    return case
