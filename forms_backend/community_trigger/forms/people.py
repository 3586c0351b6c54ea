"""Who is asking, who was hurt, and whether that person agrees and is safe. The two are kept apart from the first page on."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from forms_backend.questions.fields import ChoiceField, DatePartsField, LongTextField, TextField
from forms_backend.questions.form_adapter import QuestionForm


class WhoIsApplying(QuestionForm):
    title = _l("Who are you asking for?")
    why = _l("We ask so that the next questions fit you.")
    applying_for = ChoiceField(
        _l("Who are you asking for?"),
        [
            ("self", _l("Myself, or my household")),
            ("someone", _l("Someone else")),
            ("business", _l("A business or an organisation")),
            ("group", _l("A group of people, such as neighbours")),
        ],
        required=_l("Choose who you are asking for"),
        hints={"someone": _l("For example your parent, your child, a friend, or a person you work with")},
        summary=_l("Asking for"),
    )


class TheirDetails(QuestionForm):
    tab_title = _l("About them")
    title = _l("Who was hurt?")
    why = _l("This is the person you are asking for. We keep what you tell us about them apart from what you tell us about you.")
    victim_name = TextField(
        _l("Their name"), _l("Leave this empty if you would rather not say yet."), summary=_l("Name of the person hurt")
    )
    victim_relationship = ChoiceField(
        _l("What are you to them?"),
        [
            ("family", _l("Family")),
            ("friend", _l("A friend or neighbour")),
            ("carer", _l("A carer")),
            ("worker", _l("Someone who works with them")),
            ("councillor", _l("A councillor or member of parliament")),
            ("other", _l("Something else")),
        ],
        summary=_l("What you are to them"),
    )
    victim_relationship_words = TextField(_l("What are you to them, in your words?"), summary=_l("In your words"))
    reveals = {"victim_relationship": {"other": ("victim_relationship_words",)}}


class TheirAgreement(QuestionForm):
    title = _l("Do they agree that you ask?")
    why = _l("A case review is about them, so they should have a say. You can send this form whatever you answer.")
    consent = ChoiceField(
        _l("Do they agree that you ask?"),
        [
            ("written", _l("Yes, in writing")),
            ("spoken", _l("Yes, they told me")),
            ("not_yet", _l("I have not asked them yet")),
            ("cannot_ask", _l("They cannot say for themselves")),
            ("not_sure", _l("I am not sure")),
        ],
        hints={"cannot_ask": _l("For example a young child, or someone too ill to decide this")},
        summary=_l("Do they agree?"),
    )
    consent_written_on = DatePartsField(
        _l("About when did they write it?"), _l("A month and a year are enough."), partial=True, past=True,
        summary=_l("Agreed in writing, about"),
    )  # fmt: skip
    consent_spoken_on = DatePartsField(
        _l("About when did they say it?"), _l("A month and a year are enough."), partial=True, past=True,
        summary=_l("Agreed when you spoke, about"),
    )  # fmt: skip
    reveals = {"consent": {"written": ("consent_written_on",), "spoken": ("consent_spoken_on",)}}


class TheirAgreementInWriting(TheirAgreement):
    """For a council that wants the person's agreement in writing: said, and never in the way."""

    notes = (
        _l(
            "This council asks for their agreement in writing. If you do not have it yet, send this form all the same. "
            "The council will tell you what it needs."
        ),
    )


class TheirSafety(QuestionForm):
    title = _l("Is it safe to contact them?")
    why = _l("We will not contact them unless you tell us that it is safe. We reach you first in any case.")
    victim_contact_safe = ChoiceField(
        _l("Is it safe to contact them?"),
        [
            ("no", _l("No, contact only me")),
            ("ask", _l("Check with me first")),
            ("yes", _l("Yes, it is safe")),
            ("not_sure", _l("I am not sure")),
        ],
        summary=_l("Safe to contact the person hurt?"),
    )
    victim_contact_how = LongTextField(
        _l("How can they be reached safely?"), _l("For example a number, and the times when it is safe."), rows=3,
        summary=_l("How to reach them safely"),
    )  # fmt: skip
    reveals = {"victim_contact_safe": {"yes": ("victim_contact_how",)}}


class YourBusiness(QuestionForm):
    title = _l("Tell us about the business or organisation")
    why = _l("We ask so that the council knows who was hurt and who speaks for them.")
    business_name = TextField(_l("Its name"), summary=_l("Business or organisation"))
    business_role = TextField(
        _l("What you do there"), _l("For example owner, manager or member of staff."), summary=_l("What you do there")
    )


def _is_a_number(typed: str) -> Any:
    return "" if typed.isdecimal() and len(typed) < 7 else _l("Enter the number of people in figures, such as 6")


class YourGroup(QuestionForm):
    title = _l("Tell us about your group")
    why = _l("Some councils look at how many people are hurt. A rough number is fine.")
    group_name = TextField(
        _l("What is the group called?"), _l("For example the name of the street. It needs no official name."), summary=_l("Group")
    )
    group_people = TextField(
        _l("About how many people are hurt?"), width="4", summary=_l("How many people"),
        looks=(_is_a_number,),
    )  # fmt: skip
    group_members = LongTextField(
        _l("Their names and addresses, if they agree that you tell us"), _l("You can leave this for later."), rows=4,
        summary=_l("Names and addresses"),
    )  # fmt: skip


class YourName(QuestionForm):
    title = _l("What should we call you?")
    why = _l("We use it when we write or speak to you. A first name is enough. Any name will do.")
    call_me = TextField(
        _l("What should we call you?"),
        required=_l("Enter something to call you. Any name will do."),
        summary=_l("What to call you"),
    )
