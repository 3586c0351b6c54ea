"""What they hold, what they hope for, how they want to take part, and the two things to agree before sending."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forms_backend.questions.fields import ChoiceField, ChoicesField, LongTextField
from forms_backend.questions.form_adapter import QuestionForm


class Evidence(QuestionForm):
    title = _l("Do you have anything that shows what happened?")
    why = _l("You do not need any. If you have some, keep it safe. The council will say how to share it. Do not send it now.")
    evidence = ChoicesField(
        _l("Do you have anything that shows what happened?"),
        [
            ("diary", _l("A diary or notes")),
            ("photos", _l("Photos, videos or sound")),
            ("messages", _l("Letters, emails or messages")),
            ("witnesses", _l("People who saw or heard it")),
            ("other", _l("Something else")),
            ("none", _l("No")),
        ],
        alone=("none",),
        summary=_l("What you have"),
    )
    evidence_words = LongTextField(_l("Anything you want to say about it"), rows=3, summary=_l("About it"))


class OutcomeWanted(QuestionForm):
    title = _l("What would you like to happen?")
    why = _l("The council wants to know what would make things better for you. It may not be able to do all of it.")
    outcome_wanted = LongTextField(_l("What would you like to happen?"), rows=6, summary=_l("What you would like"))


class TakingPart(QuestionForm):
    title = _l("How would you like to take part?")
    why = _l("If there is a meeting, the person who was hurt can have a say in it. You choose how. You can change your mind.")
    take_part = ChoicesField(
        _l("How would you like to take part?"),
        [
            ("attend", _l("Come to part of the meeting")),
            ("video", _l("Join by video or phone")),
            ("statement", _l("Send some words to be read out")),
            ("representative", _l("Have someone speak for me")),
            ("none", _l("I would rather not take part")),
            ("not_sure", _l("I will decide later")),
        ],
        alone=("none", "not_sure"),
        summary=_l("Taking part"),
    )
    take_part_needs = LongTextField(
        _l("What would help you to take part?"),
        _l("For example an interpreter, a hearing loop, a room without stairs, a break, or someone beside you."),
        rows=3,
        summary=_l("What would help"),
    )


class Sharing(QuestionForm):
    title = _l("Who will see what you tell us")
    why = _l("You have a right to know this before you send anything.")
    lead = _l(
        "The council shares your form with the bodies that decide about case reviews. They are the council, the police, "
        "the NHS body for the area, and social landlords who take part."
    )
    notes = (
        _l(
            "They share it because the law on case reviews lets them ask each other for information "
            "(Anti-social Behaviour, Crime and Policing Act 2014, Schedule 4). It does not rest on your consent."
        ),
        _l("You can still object, or ask that one body or one person is not told. A person reads it before anything is shared."),
        _l("If a child or an adult may come to serious harm, they may have to tell others. They tell you first if it is safe."),
    )
    sharing_objection = ChoiceField(
        _l("Is there anyone who should not see it?"),
        [("no", _l("No")), ("yes", _l("Yes, or I am worried about it"))],
        summary=_l("Worried about sharing?"),
    )
    sharing_words = LongTextField(_l("Tell us who, or what worries you"), rows=3, summary=_l("What worries you"))
    reveals = {"sharing_objection": {"yes": ("sharing_words",)}}


class Declaration(QuestionForm):
    title = _l("Is this what you want to tell us?")
    why = _l("The council asks everyone this. It is fine if you left things out or are not sure of a date.")
    declaration = ChoicesField(
        _l("Is this what you want to tell us?"),
        [("yes", _l("Yes. It is true as far as I know, and I ask for a case review"))],
        required=_l("Tick the box to say that you ask for a case review"),
        summary=_l("You say"),
    )
