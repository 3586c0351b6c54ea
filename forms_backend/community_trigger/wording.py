"""Codes of rules, status and history in words: for the desk, and for the reasons in letter CT2. Codes never reach a page bare."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forms_backend.community_trigger.forms.reports import BODIES
from forms_backend.community_trigger.status import Status
from forms_backend.community_trigger.threshold import Advice, ComplaintAdvice, HasThreshold, Note, NoteAbout, Reason, Why
from forms_backend.i18n import uk_date

STATUS = {
    Status.RECEIVED: _l("Received"),
    Status.ACKNOWLEDGED: _l("Acknowledged"),
    Status.ASSESSING: _l("Being assessed"),
    Status.NOT_MET: _l("Threshold not met"),
    Status.MET: _l("Threshold met"),
    Status.AWAITING_MEETING: _l("Waiting for the meeting"),
    Status.ANALYSED: _l("Discussed at the meeting"),
    Status.CLOSED_NO_FURTHER_ACTION: _l("Closed: the right action was taken already"),
    Status.PLAN_DUE: _l("Action plan due"),
    Status.PLAN_SHARED: _l("Action plan shared"),
    Status.MONITORING: _l("Action plan being watched"),
    Status.CLOSED: _l("Closed"),
    Status.APPEAL_RECEIVED: _l("Appeal received"),
    Status.APPEAL_PANEL: _l("Appeal with the panel"),
    Status.APPEAL_DECIDED: _l("Appeal decided"),
    Status.WITHDRAWN: _l("Withdrawn"),
    Status.TRANSFERRED: _l("Passed on to another council"),
    Status.LINKED: _l("Linked to another application"),
}

ADVICE = {
    Advice.COUNTS: _l("Counts"),
    Advice.NEAR_MISS: _l("Near miss"),
    Advice.DOES_NOT_COUNT: _l("Does not count"),
    Advice.CANNOT_TELL: _l("Cannot tell"),
}

EVENTS = {
    "application_received": _l("The application came in"),
    "acknowledged": _l("CT1 reached the person"),
    "assessment_started": _l("Someone began to assess it"),
    "threshold_not_met": _l("Decided: threshold not met"),
    "threshold_met": _l("Decided: threshold met"),
    "meeting_chosen": _l("A meeting was chosen"),
    "contact_plan_changed": _l("The plan for safe contact was changed"),
    "contact_revealed": _l("Contact details were opened"),
    "passed_on": _l("Passed on to another council"),
    "passed_on_received": _l("Came from another council"),
}


def months(number: int) -> str:
    return ngettext("%(num)d month", "%(num)d months", number)


def working_days(number: int) -> str:
    return ngettext("%(num)d working day", "%(num)d working days", number)


def why_words(why: Why, rule: HasThreshold) -> str:
    """One reason, as we would say it to the person."""
    match why.reason:
        case Reason.IN_TIME:
            return _(
                "It was reported within %(complaint)s of the day it happened. You asked within %(application)s of that report.",
                complaint=months(rule.complaint_window_months), application=months(rule.application_window_months),
            )  # fmt: skip
        case Reason.REPORTED_LATE:
            return _(
                "It was reported %(days)s after the last day of the %(window)s that begins on the day it happened (%(last)s).",
                days=_days(why.days_over), window=months(rule.complaint_window_months), last=_last_day(why),
            )  # fmt: skip
        case Reason.ASKED_LATE:
            return _(
                "The %(window)s that begin on the day it was reported ended on %(last)s, %(days)s too soon.",
                window=months(rule.application_window_months), days=_days(why.days_over), last=_last_day(why),
            )  # fmt: skip
        case Reason.NO_DAY_IT_HAPPENED:
            return _("We do not have the day it happened.")
        case Reason.NO_DAY_REPORTED:
            return _("We do not have the day it was reported.")
        case Reason.DAY_TOO_VAGUE:
            return _("We only know about when it was, and that is not enough to tell.")
        case Reason.DAYS_DO_NOT_FIT:
            return _("The days we have do not fit together, so one of them may be a slip.")


def all_why(one: ComplaintAdvice, rule: HasThreshold) -> str:
    return " ".join(why_words(why, rule) for why in one.why)


def note_words(about: NoteAbout) -> str:
    """A note for the person who decides."""
    numbers = ", ".join(str(number) for number in about.numbers)
    match about.note:
        case Note.SAME_INCIDENT_TWO_BODIES:
            return _(
                "Reports %(numbers)s are about one day and went to different bodies. The Act counts complaints: each one counts. "
                "Some areas count such an incident once. You decide, with a reason.",
                numbers=numbers,
            )
        case Note.MAYBE_SAME_REPORT:
            return _("Reports %(numbers)s have the same days and the same body. One may be typed twice.", numbers=numbers)
        case Note.CLOSED_CASE_ONLY_WARNS:
            return _(
                "The council's page asks that earlier investigations are finished. The Act does not say this. The 2025 guidance "
                "asks areas to be careful with extra conditions. Do not refuse for this alone."
            )
        case Note.WRITTEN_CONSENT_WANTED:
            return _("The council asks for the agreement of the person harmed in writing. It is not here yet. Ask, and carry on.")
        case Note.RULE_NOT_VERIFIED:
            return _(
                "No page was found that states this council's threshold. The most that the Act allows is used: three complaints."
            )
        case Note.COUNTED_FROM_LATEST_REPORT:
            return _("This council counts back from the latest report, not from the day of the application.")
        case Note.COULD_REACH:
            return ngettext(
                "If you find that report %(numbers)s counts as well, the number is reached. Ask the person before you decide.",
                "If you find that reports %(numbers)s count as well, the number is reached. Ask the person before you decide.",
                len(about.numbers), numbers=numbers,
            )  # fmt: skip


def body_words(item: Mapping[str, str]) -> str:
    """Whom a report was made to, as the person would say it; empty when they did not say."""
    code, name = item.get("body", ""), item.get("body_name", "")
    body = "" if code in ("not_sure", "other") else str(dict(BODIES).get(code, ""))
    return f"{body} ({name})" if body and name else body or name


def _days(number: int) -> str:
    return ngettext("%(num)d day", "%(num)d days", number)


def _last_day(why: Why) -> str:
    return uk_date(why.last_day) if why.last_day else ""
