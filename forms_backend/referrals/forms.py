"""The forms of the self-referral. Choices that name kinds of crime, needs and areas come from the directory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l

from forms_backend.contact.forms import FORMS as CONTACT_FORMS
from forms_backend.contact.forms import YES_NO, YES_NO_UNSURE
from forms_backend.journeys.engine import Answers
from forms_backend.questions.fields import ChoiceField, ChoicesField, LongTextField, TextField
from forms_backend.questions.form_adapter import QuestionForm
from forms_backend.referrals import consents, rules
from services_directory import Directory

RATHER_NOT = _l("I would rather not say")


class WhatStaysPrivate(QuestionForm):
    title = _l("Before you type: what stays private")
    template = "referrals/what_stays_private.html"
    send_label = _l("I have read this. Continue")


class WhoIsThisFor(QuestionForm):
    title = _l("Who is this for?")
    why = _l("We ask so that the next questions fit.")
    for_whom = ChoiceField(
        _l("Who is this for?"),
        (
            ("me", _l("Me")),
            ("child", _l("My child, or someone I care for")),
            ("someone", _l("Someone else I know")),
            ("professional", _l("Someone I support in my work")),
        ),
        hints={"me": _l("Also choose this if you saw a crime, lost someone, or your work or business was hurt.")},
        summary=_l("Who this is for"),
    )  # fmt: skip


class SafeNow(QuestionForm):
    title = _l("Is any of this true now?")
    tab_title = _l("How things are now")
    why = _l("A person here reads this first. But nobody reads it right away. If you are in danger, call 999.")
    risks = ChoicesField(
        _l("Is any of this true now?"),
        (
            ("hurt_soon", _l("Someone may hurt me or another person soon")),
            ("weapon", _l("There is a knife, a gun or another weapon")),
            ("end_my_life", _l("I think about ending my life or hurting myself")),
            ("child", _l("A child may be getting hurt")),
            ("adult_with_care_needs", _l("An adult who needs care may be getting hurt")),
            ("sees_my_accounts", _l("The person can see my phone, messages or accounts")),
            ("none", _l("None of these")),
            ("not_sure", _l("I am not sure")),
        ),
        _l("Choose all that are true. You can skip this."),
        alone=("none",), summary=_l("True now"),
    )  # fmt: skip


class HelpNow(QuestionForm):
    title = _l("You can get help right now")
    tab_title = _l("Phone numbers")
    template = "referrals/help_now.html"


class _Age(QuestionForm):
    why = _l("Children have more rights, and we take extra care. We do not tell a parent because of your answer.")
    tab_title = _l("Age")
    AGES = (
        ("under_13", _l("Under 13")), ("13_15", _l("13 to 15")), ("16_17", _l("16 or 17")), ("18_over", _l("18 or over")),
        ("rather_not", RATHER_NOT),
    )  # fmt: skip


class YourAge(_Age):
    title = _l("How old are you?")
    age_band = ChoiceField(_l("How old are you?"), _Age.AGES, summary=_l("Age"))


class TheirAge(_Age):
    title = _l("How old is the person who was hurt?")
    age_band = ChoiceField(_l("How old is the person who was hurt?"), _Age.AGES, summary=_l("Their age"))


class IfYouAreUnder18(QuestionForm):
    title = _l("You did the right thing to come here")
    tab_title = _l("More for you")
    template = "referrals/under_18.html"


class AnAdultYouTrust(QuestionForm):
    title = _l("Is there a grown-up you trust?")
    tab_title = _l("Someone you trust")
    why = _l(
        "We will not talk to your parents, or any other grown-up, unless you say it is all right or you are in serious danger."
    )
    trusted_adult = ChoiceField(_l("Is there a grown-up you trust?"), YES_NO_UNSURE, summary=_l("A grown-up you trust"))
    trusted_adult_words = TextField(
        _l("Who is it, and how can we reach them?"), _l("For example a teacher, a nurse or your nan."), summary=_l("Who it is")
    )
    reveals = {"trusted_adult": {"yes": ("trusted_adult_words",)}}


class YourName(QuestionForm):
    title = _l("What should we call you?")
    why = _l("So that we know what to say when we talk. It can be any name. It does not have to be your real one.")
    call_me = TextField(
        _l("What should we call you?"), width="20", summary=_l("What we call you"),
        required=_l("Enter something to call you. Any name will do."),
    )  # fmt: skip


class YourWork(QuestionForm):
    title = _l("Where do you work?")
    why = _l("We check that you are who you say before we talk about anyone.")
    organisation = TextField(_l("Organisation"), summary=_l("Organisation"))
    job = TextField(_l("Your job there"), summary=_l("Job"))


class AboutThem(QuestionForm):
    title = _l("Who was hurt?")
    tab_title = _l("About them")
    why = _l("So that we talk about the right person. A first name is enough.")
    their_name = TextField(_l("What should we call them?"), width="20", summary=_l("What we call them"))
    your_link = TextField(
        _l("Who are you to them?"), _l("For example mother, friend, or support worker."), summary=_l("Who you are to them")
    )


class DoTheyKnow(QuestionForm):
    title = _l("Do they know that you are asking for help?")
    why = _l("A person who was hurt should decide what happens next. If they do not know, we help you to help them.")
    they_agreed = ChoiceField(
        _l("Do they know that you are asking for help?"),
        (
            ("yes", _l("Yes, and they want help")),
            ("knows_not_agreed", _l("Yes, but they have not agreed")),
            ("does_not_know", _l("No")),
            ("cannot_decide", _l("They are a young child, or cannot decide this for themselves")),
        ),
        summary=_l("They know"),
    )  # fmt: skip


class AdviceForYou(QuestionForm):
    title = _l("We will talk with you, not with them")
    template = "referrals/advice_for_you.html"


class ReachingThem(QuestionForm):
    title = _l("Is it safe for us to contact them?")
    why = _l("Someone near them may see a message or hear a call. If you are not sure, choose: only through me.")
    their_contact_safe = ChoiceField(
        _l("Is it safe for us to contact them?"),
        (("yes", _l("Yes, in the way I say here")), ("through_me", _l("Only through me")), ("no", _l("No"))),
        summary=_l("Safe to contact them"),
    )  # fmt: skip
    their_contact_how = LongTextField(
        _l("How and when is it safe? What must we not say?"), rows=4, at_most=5000, summary=_l("How to contact them"),
        required=_l("Tell us how it is safe, or choose another answer."),
    )  # fmt: skip
    reveals = {"their_contact_safe": {"yes": ("their_contact_how",)}}


class InYourWords(QuestionForm):
    title = _l("Would you like to tell us more?")
    why = _l("You do not have to. Some people like to write it down once. It was not your fault.")
    what_happened = LongTextField(
        _l("In your own words"), _l("A few words are enough. You can leave this empty and talk to us instead."), rows=8,
        summary=_l("In your own words"),
    )  # fmt: skip
    when_about = TextField(
        _l("About when was it?"), _l("For example: last week, for years, when I was a child."), summary=_l("About when")
    )


class Police(QuestionForm):
    title = _l("Have you told the police?")
    tab_title = _l("Who you told")
    why = _l("Both answers are fine. You get the same help. Sending this form does not report a crime.")
    told_police = ChoiceField(
        _l("Have you told the police?"), (*YES_NO_UNSURE, ("rather_not", RATHER_NOT)), summary=_l("Told the police")
    )
    crime_reference = TextField(_l("Crime number, if you have it"), width="20", summary=_l("Crime number"))
    reveals = {"told_police": {"yes": ("crime_reference",)}}


class GettingToUs(QuestionForm):
    title = _l("What would make it easier for you to use the service?")
    why = _l("For example with hearing, seeing, reading, moving, remembering, or having someone with you.")
    access_words = LongTextField(
        _l("What would make it easier for you to use the service?"), rows=4, at_most=5000, summary=_l("What makes it easier")
    )


class MayWeContactYou(QuestionForm):
    title = _l("May the Hub contact you?")
    why = _l("You can change your mind at any time. Tell us, and we stop.")
    consent_contact = ChoiceField(
        consents.CONTACT_WORDS,
        YES_NO,
        summary=_l("The Hub may contact you"),
        required=_l("Choose yes or no. We need this to contact you."),
    )

    def check(self, answers: Mapping[str, Any]) -> None:
        if self.consent_contact.data == "no":
            self.complain(
                "consent_contact",
                _l(
                    "Then we will not contact you. To send the form, go back to who gets in touch first, and choose: I will contact you."
                ),
            )


class MayWeShare(QuestionForm):
    title = _l("May we share what you told us?")
    why = _l("Each choice is yours. If you choose none, we share with nobody, but for the reasons you read at the start.")
    consent_share = ChoicesField(
        consents.SHARE_QUESTION, tuple(consents.SHARE_WORDS.items()), _l("We talk with you again before we share anything."),
        summary=_l("The Hub may share with"),
    )  # fmt: skip


def _from_directory(make: Callable[[Directory], type[QuestionForm]]) -> Callable[[Answers], type[QuestionForm]]:
    """A form whose choices come from the directory, made once for each directory."""
    made: dict[int, tuple[Directory, type[QuestionForm]]] = {}

    def form_for(_answers: Answers) -> type[QuestionForm]:
        directory = current_app.extensions["directory"]
        if id(directory) not in made:
            made[id(directory)] = (directory, make(directory))
        return made[id(directory)][1]

    return form_for


def _what_happened(directory: Directory) -> type[QuestionForm]:
    kinds = [label for label in directory.crime_types.values() if label.id != "any"]

    class WhatHappened(QuestionForm):
        title = _l("What kind of thing happened?")
        tab_title = _l("What kind")
        why = _l("So that the right person talks to you. Choose as many as you like, or skip this.")
        lead = _l("This list has hard words in it. You do not need to read it all.")
        what_kinds = ChoicesField(
            _l("What kind of thing happened?"),
            (*((kind.id, _l(kind.name)) for kind in kinds), ("other", _l("Something else")), ("not_sure", _l("I am not sure")),
             ("rather_not", RATHER_NOT)),
            hints={kind.id: _l(kind.plain) for kind in kinds}, alone=("rather_not",), summary=_l("What happened"),
        )  # fmt: skip

    return WhatHappened


def _what_would_help(directory: Directory) -> type[QuestionForm]:
    class WhatWouldHelp(QuestionForm):
        title = _l("What would you like help with?")
        why = _l("We use this to make a plan with you. You can change it at any time.")
        needs = ChoicesField(
            _l("What would you like help with?"),
            (*((need.id, _l(need.name)) for need in directory.needs.values()), ("not_sure", _l("I am not sure yet"))),
            hints={need.id: _l(need.plain) for need in directory.needs.values()}, summary=_l("Help with"),
        )  # fmt: skip
        needs_words = TextField(_l("Anything else?"), summary=_l("Other help"))

    return WhatWouldHelp


def _where_you_live(directory: Directory) -> type[QuestionForm]:
    class WhereYouLive(QuestionForm):
        title = _l("Where do you live?")
        why = _l("Some help is only for one area. We do not ask for your address.")
        lives_in = ChoiceField(
            _l("Where do you live?"),
            (*((area.id, _l(area.name)) for area in sorted(directory.areas.values(), key=lambda area: area.name)),
             ("elsewhere", _l("Somewhere else")), ("rather_not", RATHER_NOT)),
            summary=_l("Area"),
        )  # fmt: skip

    return WhereYouLive


@lru_cache(maxsize=1)
def all_forms() -> dict[str, Any]:
    """Every page's form, by the page's name."""
    return {
        "what-stays-private": WhatStaysPrivate,
        "who-is-this-for": WhoIsThisFor,
        "safe-now": SafeNow,
        "numbers-to-know": HelpNow,
        "age": lambda answers: TheirAge if rules.is_acting_for_someone(answers) else YourAge,
        "more-for-you": IfYouAreUnder18,
        "an-adult-you-trust": AnAdultYouTrust,
        "your-name": YourName,
        "your-work": YourWork,
        "about-them": AboutThem,
        "do-they-know": DoTheyKnow,
        "advice-for-you": AdviceForYou,
        "reaching-them": ReachingThem,
        **CONTACT_FORMS,
        "what-happened": _from_directory(_what_happened),
        "in-your-words": InYourWords,
        "who-you-told": Police,
        "what-would-help": _from_directory(_what_would_help),
        "getting-to-us": GettingToUs,
        "where-you-live": _from_directory(_where_you_live),
        "may-we-contact-you": MayWeContactYou,
        "may-we-share": MayWeShare,
    }
