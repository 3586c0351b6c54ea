"""The pages of the self-referral form, as data. The least we need is something to call you and one safe way, or "I will contact you"."""

from __future__ import annotations

from forms_backend.contact import pages as contact_pages
from forms_backend.journeys.engine import Answers, Journey, Page
from forms_backend.referrals import rules


def _for_child_or_other(answers: Answers) -> bool:
    return rules.is_acting_for_someone(answers)


def _is_professional(answers: Answers) -> bool:
    return answers.get("for_whom") == "professional"


def _they_may_be_contacted(answers: Answers) -> bool:
    return rules.is_acting_for_someone(answers) and answers.get("they_agreed") in ("yes", "cannot_decide")


def _they_have_not_agreed(answers: Answers) -> bool:
    return rules.is_acting_for_someone(answers) and answers.get("they_agreed") in ("knows_not_agreed", "does_not_know")


def _we_contact_them(answers: Answers) -> bool:
    return answers.get("who_starts") == "us"


REFERRAL = Journey(
    "refer",
    (
        Page("what-stays-private"),
        Page("who-is-this-for", asks=("for_whom",)),
        Page("safe-now", asks=("risks",)),
        Page("numbers-to-know", when=rules.needs_help_now),
        Page("age", asks=("age_band",)),
        Page("more-for-you", when=rules.is_young_person),
        Page("an-adult-you-trust", asks=("trusted_adult", "trusted_adult_words"), when=rules.is_young_person),
        Page("your-name", asks=("call_me",)),
        Page("your-work", asks=("organisation", "job"), when=_is_professional),
        Page("about-them", asks=("their_name", "your_link"), when=_for_child_or_other),
        Page("do-they-know", asks=("they_agreed",), when=_for_child_or_other),
        Page("advice-for-you", when=_they_have_not_agreed),
        Page("reaching-them", asks=("their_contact_safe", "their_contact_how"), when=_they_may_be_contacted),
        *contact_pages.PAGES,
        Page("what-happened", asks=("what_kinds",)),
        Page("in-your-words", asks=("what_happened", "when_about")),
        Page("who-you-told", asks=("told_police", "crime_reference")),
        Page("what-would-help", asks=("needs", "needs_words")),
        Page("getting-to-us", asks=("access_words",)),
        Page("where-you-live", asks=("lives_in",)),
        Page("may-we-contact-you", asks=("consent_contact",), when=_we_contact_them),
        Page("may-we-share", asks=("consent_share",)),
    ),
)
