"""The safe-contact questions that both forms share: pages, forms, and the plan made from their answers.

They are about the person who fills in the form. Nothing is safe until they say so, and "I will contact you" is an equal choice.
Source: techsafety.org safe contact methods; Victims' Code Right 1 (interpreter) and Right 3 (sent safely).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l

from forms_backend.contact import safe_contact
from forms_backend.contact.forms import FORMS
from forms_backend.contact.safe_contact import Channel, ChannelPlan, Initiates, Safe, SafeContact, SayWho, Whose
from forms_backend.journeys.engine import Answers, Condition, Page
from forms_backend.journeys.site import Missing
from forms_backend.questions.form_adapter import QuestionForm

SEES_MY_ACCOUNTS = "sees_my_accounts"  # an answer to the referral's question about danger
CONTACT_FORMS: Mapping[str, type[QuestionForm]] = FORMS


def _we_start(answers: Answers) -> bool:
    return answers.get("who_starts") != Initiates.THEM


def _given(channel: str) -> Condition:
    """They said yes, or "check with me first", to this way."""
    return lambda answers: _we_start(answers) and answers.get(f"{channel}_safe") in (Safe.YES, Safe.ASK)


_by_phone = _given("phone")
_by_text = _given("text")


def _at_a_time(answers: Answers) -> bool:
    return _by_phone(answers) or _by_text(answers) or _given("email")(answers)


PAGES: tuple[Page, ...] = (
    Page("who-gets-in-touch", asks=("who_starts",)),
    Page("who-can-see", asks=("device_monitored",)),
    Page("calls", asks=("phone_safe",), when=_we_start),
    Page("phone-number", asks=("phone_number", "phone_whose"), when=_by_phone),
    Page("voice-messages", asks=("voicemail_safe",), when=_by_phone),
    Page("if-someone-else-answers", asks=("others_may_answer", "if_someone_else_answers"), when=_by_phone),
    Page("hide-our-number", asks=("withhold_number",), when=_by_phone),
    Page("texts", asks=("text_safe",), when=_we_start),
    Page("text-number", asks=("text_number", "text_whose"), when=_by_text),
    Page("email", asks=("email_safe",), when=_we_start),
    Page("email-address", asks=("email_address", "email_whose"), when=_given("email")),
    Page("post", asks=("post_safe",), when=_we_start),
    Page("postal-address", asks=("post_address", "post_whose"), when=_given("post")),
    Page("safe-days", asks=("safe_days",), when=_at_a_time),
    Page("safe-times", asks=("safe_from", "safe_until", "unsafe_times"), when=_at_a_time),
    Page("who-we-say-we-are", asks=("say_who", "cover_name"), when=lambda answers: _by_phone(answers) or _by_text(answers)),
    Page("code-word", asks=("code_word", "proof_question")),
    Page("who-you-live-with", asks=("lives_with_person",)),
    Page("reading", asks=("letter_format",)),
    Page("language", asks=("language", "language_words", "interpreter")),
    Page("who-you-talk-to", asks=("worker_gender",)),
    Page("anything-else-about-contact", asks=("contact_notes",)),
)
CONTACT_PAGES = PAGES


def safe_contact_from(answers: Mapping[str, Any], *, at: datetime | None = None) -> SafeContact:
    """The plan that these answers make. What was left out is not safe, and the more careful choice stands.

    Someone who ticked that the person who hurt them sees their accounts has a watched device, whatever else they said about it.

    Args:
        at: when the person said so (`confirmed_at`).
    """
    channels: list[ChannelPlan] = []
    for channel, address in (
        (Channel.PHONE, "phone_number"), (Channel.VOICEMAIL, "phone_number"), (Channel.TEXT, "text_number"),
        (Channel.EMAIL, "email_address"), (Channel.POST, "post_address"),
    ):  # fmt: skip
        plan = _channel(answers, channel, address)
        if plan is not None:
            channels.append(plan)
    return SafeContact(
        initiates=Initiates.THEM if answers.get("who_starts") == Initiates.THEM else Initiates.US,
        channels=tuple(channels),
        safe_days=frozenset(int(day) for day in answers.get("safe_days") or ()),
        safe_from=_time(answers.get("safe_from")),
        safe_until=_time(answers.get("safe_until")),
        unsafe_times=answers.get("unsafe_times", ""),
        say_who=SayWho(answers.get("say_who") or SayWho.FIRST_NAME_ONLY),
        cover_name=answers.get("cover_name", ""),
        withhold_number=answers.get("withhold_number") != "no",
        others_may_answer=answers.get("others_may_answer") == "yes",
        if_someone_else_answers=answers.get("if_someone_else_answers", ""),
        code_word=answers.get("code_word", ""),
        proof_question=answers.get("proof_question", ""),
        lives_with_person=answers.get("lives_with_person", ""),
        device_monitored="yes" if SEES_MY_ACCOUNTS in (answers.get("risks") or ()) else answers.get("device_monitored", ""),
        letter_format=answers.get("letter_format") or "standard",
        language=answers.get("language") or "en",
        interpreter=": ".join(part for part in (answers.get("interpreter"), answers.get("language_words")) if part),
        worker_gender=answers.get("worker_gender", ""),
        notes=answers.get("contact_notes", ""),
        confirmed_at=at,
    )  # fmt: skip


def missing_contact(answers: Mapping[str, Any]) -> Missing | None:
    """The least we need that is not there: one safe way to reach them, or that they will contact us."""
    if safe_contact.is_reachable(safe_contact_from(answers)):
        return None
    return Missing(
        "who-gets-in-touch",
        _l("We do not have a safe way to reach you yet. Give us one way, or choose that you will contact us."),
    )


def _channel(answers: Mapping[str, Any], channel: Channel, address: str) -> ChannelPlan | None:
    said = answers.get(f"{channel}_safe")
    if not said:
        return None
    given, whose = answers.get(address, ""), answers.get(address.split("_")[0] + "_whose")
    if channel is Channel.TEXT and not given:
        given, whose = answers.get("phone_number", ""), answers.get("phone_whose")
    # Whose it is decides how much a letter may say. Not told, we take it as shared.
    return ChannelPlan(channel, Safe(said), given, Whose(whose or Whose.SHARED))


def _time(kept: str | None) -> time | None:
    return time.fromisoformat(kept) if kept else None
