"""The forms of the safe-contact questions. Behaviour hangs on the field names; the words are free to be improved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from forms_backend.i18n import DAY_NAMES
from forms_backend.questions.fields import ChoiceField, ChoicesField, EmailField, LongTextField, PhoneField, TextField, TimeField
from forms_backend.questions.form_adapter import QuestionForm

SAFE = (("yes", _l("Yes, it is safe")), ("no", _l("No")), ("ask", _l("Check with me first")))
ASK_HINT = {"ask": _l("We keep it, but do not use it until we have talked with you.")}
YES_NO = (("yes", _l("Yes")), ("no", _l("No")))
YES_NO_UNSURE = (("yes", _l("Yes")), ("no", _l("No")), ("not_sure", _l("Not sure")))
WHOSE = (
    ("mine", _l("Mine, and only I use it")),
    ("shared", _l("I share it with someone")),
    ("someone_else", _l("It belongs to someone else I trust")),
)
WHOSE_WHY = _l("If others can use it, our message will not say what it is about.")
ONLY_SAFE = _l("We only use a way to reach you if you say it is safe. If you are not sure, choose No.")


class WhoGetsInTouch(QuestionForm):
    title = _l("Who should get in touch first?")
    why = _l("We ask so that nobody finds out because of us. Both answers are fine. You can change your mind later.")
    who_starts = ChoiceField(
        _l("Who should get in touch first?"),
        (("us", _l("You contact me, in a way that is safe for me")), ("them", _l("I will contact you"))),
        hints={"them": _l("We will not call, text, email or write. You get a reference and a code to use.")},
        required=_l("Choose who gets in touch first. This is one of the few things we need."),
        summary=_l("Who gets in touch first"),
    )


class WhoCanSee(QuestionForm):
    title = _l("Could someone see what is on your phone or computer?")
    tab_title = _l("Your devices")
    why = _l(
        "Some people check a partner's or a relative's messages, calls or email. We ask so that we do not send anything they could see."
    )
    device_monitored = ChoiceField(
        _l("Could someone see what is on your phone or computer?"), YES_NO_UNSURE,
        hints={
            "yes": _l("Then we will not call, text or email until a person here has made a safe plan."),
            "not_sure": _l("We take this as a yes, to be safe."),
        },
        summary=_l("Someone could see your phone or computer"),
    )  # fmt: skip


class Calls(QuestionForm):
    title = _l("Is it safe for us to call you?")
    why = ONLY_SAFE
    phone_safe = ChoiceField(_l("Is it safe for us to call you?"), SAFE, hints=ASK_HINT, summary=_l("Safe to call"))


class PhoneNumber(QuestionForm):
    title = _l("Which number is safe to call?")
    why = _l("It can be the number of a friend, if you trust them and they know. Our call may show on a phone bill.")
    phone_number = PhoneField(
        _l("Phone number"), summary=_l("Number to call"),
        required=_l("Enter the number. If no number is safe, go back and choose No."),
    )  # fmt: skip
    phone_whose = ChoiceField(_l("Whose phone is it?"), WHOSE, WHOSE_WHY, summary=_l("Whose phone"))


class VoiceMessages(QuestionForm):
    title = _l("May we leave a voice message?")
    why = _l("If you do not answer. A message only says a first name and asks you to call back.")
    voicemail_safe = ChoiceField(_l("May we leave a voice message?"), YES_NO, summary=_l("Voice messages"))


class IfSomeoneElseAnswers(QuestionForm):
    title = _l("What if someone else answers?")
    why = _l("If you do not tell us, we say that it is a wrong number and hang up.")
    others_may_answer = ChoiceField(
        _l("May we speak to someone else who answers?"), YES_NO, summary=_l("If someone else answers, we may speak")
    )
    if_someone_else_answers = TextField(
        _l("What should we say to them?"), _l("For example: it is about an appointment."), summary=_l("What we say to them")
    )
    reveals = {"others_may_answer": {"yes": ("if_someone_else_answers",)}}


class HideOurNumber(QuestionForm):
    title = _l("Should we hide our number when we call?")
    why = _l("A hidden number does not show on your phone. But some people do not answer hidden numbers.")
    withhold_number = ChoiceField(_l("Should we hide our number when we call?"), YES_NO, summary=_l("Hide our number"))


class Texts(QuestionForm):
    title = _l("Is it safe to text you?")
    why = _l("A text can pop up on a locked screen. If you are not sure, choose No.")
    text_safe = ChoiceField(_l("Is it safe to text you?"), SAFE, hints=ASK_HINT, summary=_l("Safe to text"))


class TextNumber(QuestionForm):
    title = _l("Which number is safe to text?")
    why = _l("Our text only gives a reference and how to reach us.")
    may_skip = False
    text_number = PhoneField(
        _l("Mobile number"), _l("Leave this empty if it is the number you gave for calls."), summary=_l("Number to text")
    )
    text_whose = ChoiceField(_l("Whose phone is it?"), WHOSE, WHOSE_WHY, summary=_l("Whose phone for texts"))

    def check(self, answers: Mapping[str, Any]) -> None:
        if not self.text_number.data and not answers.get("phone_number"):
            self.complain("text_number", _l("Enter the number. If no number is safe, go back and choose No."))


class Email(QuestionForm):
    title = _l("Is it safe to email you?")
    why = _l("If someone else knows your password, or shares the device, choose No.")
    email_safe = ChoiceField(_l("Is it safe to email you?"), SAFE, hints=ASK_HINT, summary=_l("Safe to email"))


class EmailAddress(QuestionForm):
    title = _l("Which email address is safe?")
    why = _l("The subject and the sender's name say nothing about what happened.")
    email_address = EmailField(
        _l("Email address"), summary=_l("Email address"),
        required=_l("Enter the email address. If no address is safe, go back and choose No."),
    )  # fmt: skip
    email_whose = ChoiceField(_l("Who can read it?"), WHOSE, WHOSE_WHY, summary=_l("Who can read the email"))


class Post(QuestionForm):
    title = _l("Is it safe to write to you by post?")
    why = _l("We use a plain envelope. Think of who picks up the post where you live. Another address is fine.")
    post_safe = ChoiceField(_l("Is it safe to write to you by post?"), SAFE, hints=ASK_HINT, summary=_l("Safe to send post"))

    def check(self, answers: Mapping[str, Any]) -> None:
        refused = all(answers.get(f"{way}_safe") == "no" for way in ("phone", "text", "email"))
        if refused and self.post_safe.data == "no":
            self.complain(
                "post_safe",
                _l(
                    "You said no to every way, and that is fine. Go back to the first question about contact and choose: I will contact you."
                ),
            )


class PostalAddress(QuestionForm):
    title = _l("Which address is safe for post?")
    why = _l("We only write to this address. If others may open letters there, we will not send one by ourselves.")
    post_address = LongTextField(
        _l("Name and address for the envelope"), _l("Write it as it should stand on the envelope, with the postcode."), rows=5, at_most=1000,
        required=_l("Enter the address. If no address is safe, go back and choose No."), summary=_l("Postal address"),
    )  # fmt: skip
    post_whose = ChoiceField(
        _l("Who opens post there?"),
        (("mine", _l("Only I do")), ("shared", _l("Others may open it")), ("someone_else", _l("It is the address of someone else I trust"))),
        summary=_l("Who opens post there"),
    )  # fmt: skip


class SafeDays(QuestionForm):
    title = _l("Which days are safe?")
    why = _l("We only call, text or email on these days. Choose none if every day is fine.")
    safe_days = ChoicesField(
        _l("Which days are safe?"), tuple((str(number), name) for number, name in enumerate(DAY_NAMES)), summary=_l("Safe days")
    )


class SafeTimes(QuestionForm):
    title = _l("What times are safe?")
    why = _l(
        "We only call, text or email between these times. Leave both empty if any time is fine. "
        "Does the safe time go past midnight? Leave both empty and write it in the last box."
    )
    safe_from = TimeField(_l("From"), _l("Such as 9am or 14:30"), width="5", summary=_l("Safe from"))
    safe_until = TimeField(_l("Until"), _l("Such as 3pm or 15:00"), width="5", summary=_l("Safe until"))
    unsafe_times = TextField(
        _l("Is there a time that is never safe?"), _l(
            "For example: Tuesdays after school, or when the car is there. A person reads this before we call, text or email. So it can take longer."
        ),
        summary=_l("Never safe"),
    )  # fmt: skip

    def check(self, answers: Mapping[str, Any]) -> None:
        if self.safe_from.kept and self.safe_until.kept and self.safe_from.kept >= self.safe_until.kept:
            self.complain(
                "safe_until",
                _l(
                    "This must be later than the time above. If the safe time goes past midnight, leave both empty and write it below."
                ),
            )


class WhoWeSayWeAre(QuestionForm):
    title = _l("Who should we say is calling?")
    why = _l("Someone near you may hear, or see a message. If you do not choose, we only give a first name.")
    say_who = ChoiceField(
        _l("Who should we say is calling?"),
        (
            ("first_name_only", _l("Only a first name")),
            ("organisation", _l("The name of our organisation")),
            ("cover_name", _l("Another name that I choose")),
        ),
        summary=_l("Who we say we are"),
    )
    cover_name = TextField(
        _l("What name should we use?"), _l("For example the name of a dentist or a shop."), width="20", summary=_l("Name we use"),
        required=_l("Enter the name that we should use"),
    )  # fmt: skip
    reveals = {"say_who": {"cover_name": ("cover_name",)}}


class CodeWord(QuestionForm):
    title = _l("Would you like a secret word?")
    why = _l("With it you know that it is really us, and we know that it is really you. You can leave both empty.")
    code_word = TextField(_l("A word that we say to you"), width="20", summary=_l("Secret word"))
    proof_question = TextField(
        _l("A question we should ask you, and its answer"), _l("One that only you can answer. For example: my first pet. Rusty."),
        summary=_l("Secret question"),
    )  # fmt: skip


class WhoYouLiveWith(QuestionForm):
    title = _l("Do you live with the person who hurt you?")
    tab_title = _l("More about contact")
    why = _l("Only the people who contact you see this. It helps them to take care. You do not have to say.")
    lives_with_person = ChoiceField(
        _l("Do you live with the person who hurt you?"), YES_NO_UNSURE, summary=_l("You live with the person")
    )


class Reading(QuestionForm):
    title = _l("How would you like letters to look?")
    why = _l("You may get letters from us, on paper or on this website.")
    letter_format = ChoiceField(
        _l("How would you like letters to look?"), (("standard", _l("Standard print")), ("large_print", _l("Large print"))),
        summary=_l("Letters"),
    )  # fmt: skip


class Language(QuestionForm):
    title = _l("Which language is best for you?")
    why = _l("We can get an interpreter. It is free. It is never someone from your family.")
    language = ChoiceField(
        _l("Which language is best for you?"),
        (
            ("en", _l("English")), ("bfi", _l("British Sign Language")), ("lt", "Lietuvių"), ("pl", "Polski"), ("pt", "Português"),
            ("ro", "Română"), ("ur", "اردو"), ("other", _l("Another language")),
        ),
        summary=_l("Language"),
    )  # fmt: skip
    language_words = TextField(_l("Which language or dialect?"), width="20", summary=_l("Which language"))
    interpreter = ChoiceField(_l("Would you like an interpreter?"), YES_NO, summary=_l("Interpreter"))
    reveals = {"language": {"other": ("language_words",)}}


class WhoYouTalkTo(QuestionForm):
    title = _l("Who would you rather talk to?")
    why = _l("We cannot always promise it, but we will try.")
    worker_gender = ChoiceField(
        _l("Who would you rather talk to?"), (("woman", _l("A woman")), ("man", _l("A man")), ("either", _l("Either is fine"))),
        summary=_l("You would rather talk to"),
    )  # fmt: skip


class AnythingElse(QuestionForm):
    title = _l("Is there anything else about contact that keeps you safe?")
    why = _l(
        "A person reads this first. Until then we send no email, text or letter. So it can take longer. You can leave it empty."
    )
    contact_notes = LongTextField(
        _l("Is there anything else about contact that keeps you safe?"),
        at_most=5000,
        rows=4,
        summary=_l("Anything else about contact"),
    )


FORMS: dict[str, type[QuestionForm]] = {
    "who-gets-in-touch": WhoGetsInTouch,
    "who-can-see": WhoCanSee,
    "calls": Calls,
    "phone-number": PhoneNumber,
    "voice-messages": VoiceMessages,
    "if-someone-else-answers": IfSomeoneElseAnswers,
    "hide-our-number": HideOurNumber,
    "texts": Texts,
    "text-number": TextNumber,
    "email": Email,
    "email-address": EmailAddress,
    "post": Post,
    "postal-address": PostalAddress,
    "safe-days": SafeDays,
    "safe-times": SafeTimes,
    "who-we-say-we-are": WhoWeSayWeAre,
    "code-word": CodeWord,
    "who-you-live-with": WhoYouLiveWith,
    "reading": Reading,
    "language": Language,
    "who-you-talk-to": WhoYouTalkTo,
    "anything-else-about-contact": AnythingElse,
}
