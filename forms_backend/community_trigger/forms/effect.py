"""What it does to people, and whether anyone is in danger now."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forms_backend.questions.fields import ChoiceField, ChoicesField, DatePartsField, LongTextField
from forms_backend.questions.form_adapter import QuestionForm

YES_NO_NOT_SURE = [("yes", _l("Yes")), ("no", _l("No")), ("not_sure", _l("I am not sure"))]


class StillGoingOn(QuestionForm):
    title = _l("Is it still going on?")
    why = _l("The council looks at how long it has gone on and whether it has stopped.")
    still_going_on = ChoiceField(_l("Is it still going on?"), YES_NO_NOT_SURE, summary=_l("Still going on?"))
    began_about = DatePartsField(
        _l("About when did it begin?"), _l("A year, or a month and a year, is enough."), partial=True, past=True,
        summary=_l("It began about"),
    )  # fmt: skip


class Effect(QuestionForm):
    tab_title = _l("How it has been")
    title = _l("How has it affected the people it happened to?")
    why = _l("The council must think about the harm done, and the harm that could come. Write as much or as little as you like.")
    harm = LongTextField(
        _l("In your own words"),
        _l("For example sleep, health, work, school, money, or being afraid to go out or to be at home."),
        rows=8,
        summary=_l("How it has affected people"),
    )
    vulnerable = ChoicesField(
        _l("Is anyone hurt by it also one of these?"),
        [
            ("child", _l("Under 18")),
            ("older", _l("An older person")),
            ("disabled", _l("Disabled, or living with a long illness")),
            ("mental_health", _l("Living with poor mental health")),
            ("alone", _l("Living alone, with nobody near to help")),
            ("carer", _l("Looking after someone")),
            ("none", _l("None of these")),
            ("prefer_not", _l("I would rather not say")),
        ],
        _l("This helps the council to see who is hit hardest. It never counts against anyone."),
        alone=("none", "prefer_not"),
        summary=_l("Anyone hit harder"),
    )


class BecauseOfWhoYouAre(QuestionForm):
    tab_title = _l("About the reason")
    title = _l("Do you think it happens because of who someone is?")
    why = _l("The council takes this into account. It is enough that you think so. You do not have to prove it.")
    because_of_who = ChoiceField(
        _l("Do you think it happens because of who someone is?"),
        [*YES_NO_NOT_SURE, ("prefer_not", _l("I would rather not say"))],
        summary=_l("Because of who someone is?"),
    )
    because_of = ChoicesField(
        _l("Because of what? Choose all that fit."),
        [
            ("disability", _l("A disability")),
            ("race", _l("Race, colour, or the country someone comes from")),
            ("religion", _l("Religion or belief, or having none")),
            ("sexual_orientation", _l("Being gay, lesbian, bisexual or straight")),
            ("transgender", _l("Being transgender")),
            ("other", _l("Something else about them")),
        ],
        summary=_l("Because of"),
    )
    reveals = {"because_of_who": {"yes": ("because_of",)}}


class DangerNow(QuestionForm):
    tab_title = _l("About now")
    title = _l("Is anyone in danger now?")
    why = _l("We ask so that the council reads your form first. Nobody watches this form day and night.")
    lead = _l("If someone is in danger at this moment, call 999. Do not wait for an answer to this form.")
    danger_now = ChoiceField(
        _l("Is anyone in danger now?"),
        [("no", _l("No")), ("yes", _l("Yes")), ("not_sure", _l("I am not sure"))],
        summary=_l("Anyone in danger now?"),
    )
    danger_to = ChoicesField(
        _l("Who may be in danger? Choose all that fit."),
        [
            ("me", _l("Me")),
            ("child", _l("Someone under 18")),
            ("adult_who_needs_care", _l("An adult who needs care or support")),
            ("someone_else", _l("Someone else")),
        ],
        summary=_l("Who may be in danger"),
    )
    danger_words = LongTextField(_l("What are you afraid may happen?"), rows=3, summary=_l("What may happen"))
    reveals = {"danger_now": {"yes": ("danger_to", "danger_words")}}


class Others(QuestionForm):
    title = _l("Are other people affected too?")
    why = _l("The council may find more ways to help when it knows who else is hurt. You need not give names.")
    others_affected = ChoiceField(_l("Are other people affected too?"), YES_NO_NOT_SURE, summary=_l("Others affected?"))
    others_words = LongTextField(_l("Who, and how?"), rows=3, summary=_l("Who, and how"))
    reveals = {"others_affected": {"yes": ("others_words",)}}
