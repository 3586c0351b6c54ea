"""Every limit of a case with how it was counted, in words: the same for staff as for the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from forms_backend.community_trigger import rules
from forms_backend.community_trigger.models import Application
from forms_backend.community_trigger.opened import OpenedCase
from forms_backend.community_trigger.status import Status
from forms_backend.community_trigger.wording import months, working_days
from forms_backend.i18n import uk_date, uk_moment


@dataclass(frozen=True)
class Clock:
    """One limit. `how` says what it was counted from, and by which reading of the process."""

    name: str
    due_on: date
    done_on: date | None
    how: str


def clocks_of(opened: OpenedCase) -> list[Clock]:
    """The limits that are known now, in the order in which they fall."""
    case, limits = opened.case, opened.rules.limits
    cap = working_days(limits.assess_cap_from_receipt_working_days)
    clocks = [
        Clock(
            _("Letter CT1"),
            case.acknowledge_by,
            case.ct1_sent_on,
            _(
                "%(limit)s of receipt. It came at %(moment)s, which counts as %(day)s. (A1)",
                limit=working_days(limits.acknowledge_working_days), moment=uk_moment(case.received_at_utc),
                day=uk_date(case.clock_starts_on),
            ),
        ),
        Clock(
            _("Decision, and letter CT2 or CT3"),
            case.assess_by,
            case.decided_on,
            _assessed_from(case, working_days(limits.assess_working_days)),
        ),
        Clock(
            _("The day that the decision never passes"),
            case.assess_cap,
            case.decided_on,
            _("%(limit)s of receipt, whatever happened to CT1. (A3)", limit=cap),
        ),
    ]  # fmt: skip
    if case.discuss_by is not None:
        clocks.append(_meeting_clock(opened))
    if case.meeting_on is not None:
        limit = working_days(limits.plan_working_days)
        plan_by = rules.plan_by(case.meeting_on, limits, opened.calendar)
        clocks.append(Clock(_("Action plan made and shared"), plan_by, None, _("%(limit)s of the meeting. (A8)", limit=limit)))
    return clocks


def information_note(case: Application) -> str:
    """Agencies' own limit: shown, never waited for."""
    return _("Agencies should answer by %(day)s. Decide on what is there; a late agency is noted and not waited for. (A5)",
             day=uk_date(case.information_by))  # fmt: skip


def _assessed_from(case: Application, limit: str) -> str:
    if case.ct1_sent_on is None:
        return _("%(limit)s after CT1. It has not gone yet, so its own last day is used. (A3, A4)", limit=limit)
    return _("%(limit)s after CT1, which went on %(day)s. (A3, A4)", limit=limit, day=uk_date(case.ct1_sent_on))


def _meeting_clock(opened: OpenedCase) -> Clock:
    case = opened.case
    was_held = case.state not in (Status.MET, Status.AWAITING_MEETING, Status.WITHDRAWN)
    how = _(
        "%(limit)s from CT3. Counted from receipt, the careful reading, it would be %(day)s. (A6)",
        limit=months(opened.rules.limits.discuss_within_months),
        day=uk_date(case.discuss_by_cautious),
    )
    if case.meeting_on is not None and not was_held:
        how += " " + _("The meeting is planned for %(day)s.", day=uk_date(case.meeting_on))
    return Clock(_("Discussed at a meeting"), case.discuss_by, case.meeting_on if was_held else None, how)
