"""Forms of the desk. The decision's form has a line for each complaint, so its class is made for the case in hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forms_backend import timekeeping
from forms_backend.community_trigger import assessment, rules, wording
from forms_backend.community_trigger.decision import Decision, Meeting
from forms_backend.community_trigger.letter_facts import ComplaintDecision, Weighed
from forms_backend.community_trigger.opened import OpenedCase
from forms_backend.community_trigger.threshold import Advice
from forms_backend.questions.fields import ChoiceField, ChoicesField, DatePartsField, LongTextField, TextField, whole_date
from forms_backend.questions.form_adapter import QuestionForm

OTHER = "other"


class ReasonForm(QuestionForm):
    """One sentence that says why; kept in the history."""

    reason = LongTextField(_l("Why?"), rows=3, required=_l("Say why. It is kept in the history."))


def pass_on_form(councils: Mapping[str, str]) -> type[QuestionForm]:
    """Made for one area: the other councils are the choices."""
    area = ChoiceField(_l("Which council does it belong to?"), list(councils.items()), required=_l("Choose the council"))
    reason = LongTextField(_l("Why?"), rows=3, required=_l("Say why. It is kept in the history."))
    return type("PassOnForm", (QuestionForm,), {"to_area": area, "reason": reason})


class _Decision(QuestionForm):
    """How a decision is checked and read. `opened` and the fields are set on the class that is made for the case."""

    opened: OpenedCase

    def check(self, answers: Mapping[str, Any]) -> None:
        counted = {int(number) for number in self.counted.data}
        is_met = self.outcome.data == "met"
        for one in assessment.what_counted(self.opened.advice, counted):
            if one.differs and not self[f"why_{one.number}"].data:
                self.complain(
                    f"why_{one.number}", _("Report %(number)s: say why, because you differ from the advice", number=one.number)
                )
        if is_met:
            self._check_meeting()
            return
        for name in ("persistence", "harm", "adequacy"):
            if not self[name].data:
                self.complain(name, _("Say what you found. The Act asks for it, and letter CT2 tells the person."))
        if self._contradicts_count(counted) and not self.act_says_met.data:
            self.complain(
                "act_says_met", _("Enough complaints count. Tick the box if it is still not met, and say why in the reason.")
            )

    def _check_meeting(self) -> None:
        meeting_on = whole_date(self.meeting_on.data)
        if meeting_on is not None and meeting_on < timekeeping.today():
            self.complain("meeting_on", _("The meeting must be today or later"))
        if self.meeting_group.data == OTHER and not self.meeting_name.data:
            self.complain("meeting_name", _("Name the meeting"))

    def _contradicts_count(self, counted: set[int]) -> bool:
        return assessment.contradicts_count(self.opened.advice, False, counted)

    def decision(self) -> Decision:
        """What was decided; call it only after `is_right`."""
        advice, rule = self.opened.advice, self.opened.rules.threshold
        is_met, counted = self.outcome.data == "met", {int(number) for number in self.counted.data}
        lines = assessment.what_counted(advice, counted)
        complaints = tuple(
            ComplaintDecision(
                one.number,
                one.counted,
                self[f"why_{one.number}"].data or wording.all_why(advice.complaints[one.number - 1], rule),
            )
            for one in lines
        )
        return Decision(
            is_met=is_met,
            complaints=complaints,
            weighed=Weighed(self.reason.data, self.persistence.data or "", self.harm.data or "", self.adequacy.data or ""),
            differs=any(one.differs for one in lines) or assessment.contradicts_count(advice, is_met, counted),
            meeting=meeting_from(self) if is_met else Meeting(),
            late_reason=self.late_reason.data if "late_reason" in self else "",
        )


def decision_form(opened: OpenedCase, today: date) -> type[QuestionForm]:
    """The form for one case, in the order in which a person decides: complaints, what else weighs, outcome, meeting."""
    fields: dict[str, Any] = {"opened": opened} | _complaint_fields(opened)
    fields["persistence"] = _weighed(_l("Persistence: how often, and for how long"))
    fields["harm"] = _weighed(_l("Harm, or harm that could come, to the person it happened to"))
    fields["adequacy"] = _weighed(_l("How good the response has been so far"))
    fields["outcome"] = ChoiceField(
        _l("Is the threshold met?"),
        [("met", _l("Met: the case goes to a meeting (letter CT3)")), ("not_met", _l("Not met (letter CT2)"))],
        required=_l("Choose met or not met"),
    )
    fields |= meeting_fields(opened)
    fields["meeting_on"] = DatePartsField(
        _l("Date of the meeting"), _l("Leave it empty if it is not fixed yet. The person is told the last day.")
    )
    fields["how_to_take_part"] = LongTextField(
        _l("How the person can take part"), _l("One line each, such as the place, and whom to tell. It goes into CT3."), rows=3
    )
    fields["act_says_met"] = ChoicesField(
        _l("If enough complaints count"),
        [("yes", _l("I know that the Act then says the threshold is met (section 104(4)). My reason says why not."))],
    )
    fields["reason"] = LongTextField(
        _l("Reason for the decision"), _l("In plain words. It goes into the letter."), rows=4, required=_l("Give the reason")
    )
    if today > opened.case.assess_by:
        fields["late_reason"] = LongTextField(
            _l("Why is the decision late?"), rows=2, required=_l("Say why it is late. It is kept.")
        )
    fields["reveals"] = {
        "outcome": {"met": ("meeting_group", "meeting_on", "how_to_take_part"), "not_met": ("act_says_met",)},
        "meeting_group": {OTHER: ("meeting_name",)},
    }
    return type("DecisionForm", (_Decision,), fields)


def _weighed(label: Any) -> LongTextField:
    return LongTextField(label, _l("What you found. Letter CT2 tells the person."), rows=2)


def _complaint_fields(opened: OpenedCase) -> dict[str, Any]:
    """Which complaints count, with the advice filled in, and a line for the reason of each that goes another way."""
    rule, advised = opened.rules.threshold, opened.advice.complaints
    if not advised:
        return {"counted": ChoicesField(_l("Which reports count?"), [], _l("The person gave no reports."))}
    fields: dict[str, Any] = {
        "counted": ChoicesField(
            _l("Which reports count?"),
            [(str(one.number), _("Report %(number)s", number=one.number)) for one in advised],
            _l("The advice is filled in. You may decide otherwise, with a reason."),
            hints={str(one.number): f"{wording.ADVICE[one.advice]}. {wording.all_why(one, rule)}" for one in advised},
        )
    }
    for one in advised:
        fields[f"why_{one.number}"] = TextField(_("Report %(number)s: why, if you differ from the advice", number=one.number))
    return fields


def advised_answers(opened: OpenedCase) -> dict[str, Any]:
    """What the form shows at first: the advice."""
    return {"counted": [str(one.number) for one in opened.advice.complaints if one.advice is Advice.COUNTS]}


def meeting_fields(opened: OpenedCase) -> dict[str, Any]:
    groups = [(group.id, group.name) for group in opened.rules.meeting_groups]
    return {
        "meeting_group": ChoiceField(_l("Which meeting?"), [*groups, (OTHER, _l("Another meeting"))]),
        "meeting_name": TextField(_l("Name of the meeting")),
    }


def meeting_form(opened: OpenedCase) -> type[QuestionForm]:
    """Choose, or change, a dated meeting after the decision."""
    fields: dict[str, Any] = meeting_fields(opened)
    fields["meeting_on"] = DatePartsField(_l("Date of the meeting"), required=_l("Enter the date of the meeting"))
    fields["reveals"] = {"meeting_group": {OTHER: ("meeting_name",)}}
    fields["check"] = lambda form, answers: _Decision._check_meeting(form)
    return type("MeetingForm", (QuestionForm,), fields)


def meeting_from(form: QuestionForm) -> Meeting:
    group, groups = form.meeting_group.data, dict(form.meeting_group.choices)
    name = form.meeting_name.data if group == OTHER else str(groups.get(group, ""))
    how = getattr(form, "how_to_take_part", None)
    return Meeting(
        group=group or "",
        name=name or "",
        on=whole_date(form.meeting_on.data),
        how_to_take_part=tuple(line.strip() for line in (how.data or "").splitlines() if line.strip()) if how else (),
    )


def is_after_limit(opened: OpenedCase, meeting: Meeting, decided_on: date) -> bool:
    """Is the meeting later than the limit counted from CT3?"""
    return meeting.on is not None and meeting.on > rules.discuss_by(decided_on, opened.rules.limits)
