"""The threshold decision: what was decided, the letter that says so, and both written down in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from forms_backend import history, letters, tasks
from forms_backend.community_trigger import letter_facts, rules
from forms_backend.community_trigger.acknowledgement import queue_again
from forms_backend.community_trigger.letter_facts import ComplaintDecision, Weighed
from forms_backend.community_trigger.opened import OpenedCase
from forms_backend.community_trigger.status import Status, move
from forms_backend.letters import ComposedLetter
from forms_backend.timekeeping import uk_date
from services_directory import Directory


@dataclass(frozen=True)
class Meeting:
    """Where a case that meets the threshold goes. `group` is the id of one of the area's groups, or empty."""

    group: str = ""
    name: str = ""
    on: date | None = None
    how_to_take_part: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """A person's decision. `differs` says that it goes another way than the advice, or counts complaints otherwise."""

    is_met: bool
    complaints: tuple[ComplaintDecision, ...]
    weighed: Weighed
    differs: bool
    meeting: Meeting = Meeting()
    late_reason: str = ""

    @property
    def letter_kind(self) -> str:
        return "CT3" if self.is_met else "CT2"


def letter_of(opened: OpenedCase, decision: Decision, directory: Directory, public_url: str, on: date) -> dict[str, Any]:
    """The facts of CT2 or CT3 for this decision, were it made on that day."""
    common = (opened.case, opened.answers, opened.rules, directory, public_url)
    if not decision.is_met:
        return letter_facts.ct2_facts(*common, decided_on=on, decided=decision.complaints, weighed=decision.weighed)
    meeting = decision.meeting
    return letter_facts.ct3_facts(
        *common, decided_on=on, reason=decision.weighed.reason, meeting_on=meeting.on,
        meeting_name=meeting.name or _("a meeting of the bodies that decide"),
        discuss_by=rules.discuss_by(on, opened.rules.limits), how_to_take_part=meeting.how_to_take_part,
    )  # fmt: skip


def preview(opened: OpenedCase, decision: Decision, directory: Directory, public_url: str, on: date) -> ComposedLetter:
    """The letter as it will go: the same call that makes the one that goes."""
    facts = letter_of(opened, decision, directory, public_url, on)
    return letters.preview(decision.letter_kind, facts, opened.contact.language, on=on)


def record(
    session: Session, opened: OpenedCase, decision: Decision, directory: Directory, public_url: str, *, at: datetime, by: str
) -> None:
    """Write the decision, its events and its letter, in the caller's transaction. Does not commit.

    Raises:
        MoveNotAllowed: the case is not being assessed.
    """
    case, on = opened.case, uk_date(at)
    before = case.state
    case.status = move(before, Status.MET if decision.is_met else Status.NOT_MET)
    case.decided_on, case.decision = on, "met" if decision.is_met else "not_met"
    case.sealed_decision = case.seal(opened.keys, "sealed_decision", _to_json(decision))
    detail = {"reason": decision.weighed.reason, "differs_from_advice": decision.differs}
    if decision.late_reason:
        detail["late_reason"] = decision.late_reason
    history.record(
        session, case.reference, f"threshold_{case.decision}", at=at, actor=by, keys=opened.keys, detail=detail,
        from_status=before, to_status=case.status,
    )  # fmt: skip
    if decision.is_met:
        case.discuss_by = rules.discuss_by(on, opened.rules.limits)
        if decision.meeting.on is not None:
            choose_meeting(session, opened, decision.meeting, at=at, by=by)
        else:
            case.meeting_group = decision.meeting.group or None
    queue_again(case)
    tasks.finish_tasks_of(
        session, case.reference, "request_information", at=at, by=by
    )  # overtaken: no late answer is waited for (A5)
    facts = letter_of(opened, decision, directory, public_url, on)
    letters.queue_letter(
        session, case=case, keys=opened.keys, contact=opened.contact, kind=decision.letter_kind, facts=facts, at=at,
        must_go_by=case.assess_by, number=_next_number(session, case.reference, decision.letter_kind),
    )  # fmt: skip


def choose_meeting(session: Session, opened: OpenedCase, meeting: Meeting, *, at: datetime, by: str) -> None:
    """Put a dated meeting on a case that meets the threshold, or change it, in the caller's transaction."""
    case = opened.case
    before = case.state
    if before is not Status.AWAITING_MEETING:
        case.status = move(before, Status.AWAITING_MEETING)
    case.meeting_group, case.meeting_on = meeting.group or None, meeting.on
    queue_again(case)
    detail = {"meeting": meeting.name, "on": meeting.on.isoformat() if meeting.on else ""}
    history.record(
        session, case.reference, "meeting_chosen", at=at, actor=by, keys=opened.keys, detail=detail,
        from_status=before, to_status=case.status,
    )  # fmt: skip


def decision_of(opened: OpenedCase) -> dict[str, Any] | None:
    """The recorded decision as plain values, for the case page."""
    return opened.case.open(opened.keys, "sealed_decision")


def _to_json(decision: Decision) -> dict[str, Any]:
    plain = asdict(decision)
    plain["meeting"]["on"] = decision.meeting.on.isoformat() if decision.meeting.on else None
    return plain


def _next_number(session: Session, reference: str, kind: str) -> int:
    """After an appeal a case may be decided again: its letters are numbered on."""
    sent: Sequence[letters.Letter] = letters.letters_of(session, reference)
    return 1 + max((letter.number for letter in sent if letter.kind == kind), default=0)
