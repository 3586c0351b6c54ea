"""The forms of the Hub's desk."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forms_backend.contact.safe_contact import Channel
from forms_backend.questions.fields import ChoiceField, LongTextField, TextField
from forms_backend.questions.form_adapter import QuestionForm

CHANNELS = (
    (Channel.PHONE, _l("Phone")), (Channel.VOICEMAIL, _l("Voice message")), (Channel.TEXT, _l("Text message")),
    (Channel.EMAIL, _l("Email")), (Channel.POST, _l("Post")),
)  # fmt: skip
OUTCOMES = (
    ("spoke", _l("We spoke with the person")),
    ("no_answer", _l("Nobody answered")),
    ("left_message", _l("We left the message they agreed to")),
    ("not_safe", _l("It was not safe to go on")),
)
CLOSING_REASONS = (
    ("supported", _l("Support is finished")),
    ("declined", _l("The person does not want support")),
    ("not_reached", _l("We could not reach the person")),
    ("passed_on", _l("Passed on to another service, with their agreement")),
    ("same_as_another", _l("The same as another referral")),
)


class RevealForm(QuestionForm):
    title = _l("Show how to reach the person")
    channel = ChoiceField(_l("Which one?"), CHANNELS, required=_l("Choose which one to show"))
    reason = TextField(_l("Why do you need it now?"), required=_l("Say why you need it now"))


class AllocateForm(QuestionForm):
    """`for_workers` gives it its choices."""

    title = _l("Give this case to someone")

    @staticmethod
    def for_workers(workers: list[tuple[str, str]]) -> type[QuestionForm]:
        class AllocateTo(AllocateForm):
            worker = ChoiceField(_l("Who takes it?"), workers, required=_l("Choose who takes it"))

        return AllocateTo


class ContactForm(QuestionForm):
    title = _l("Note a contact")
    contact_channel = ChoiceField(_l("How?"), CHANNELS, required=_l("Choose how"))
    outcome = ChoiceField(_l("What happened?"), OUTCOMES, required=_l("Choose what happened"))
    contact_note = LongTextField(_l("Note"), rows=3)


class CheckForm(QuestionForm):
    title = _l("The safeguarding check is done")
    check_note = LongTextField(_l("What was decided, and with whom?"), rows=3, required=_l("Say what was decided, and with whom"))


class CloseForm(QuestionForm):
    title = _l("Close this case")
    close_reason = ChoiceField(_l("Why?"), CLOSING_REASONS, required=_l("Choose why"))
    close_note = LongTextField(_l("Note"), rows=3)
