"""Cases and facts for the tests of letters: a table of our own, so that no domain is needed, and facts that are all invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import DeclarativeBase

from forms_backend import references, sealing
from forms_backend.cases import SealedCase
from forms_backend.contact import safe_contact
from forms_backend.contact.safe_contact import Channel, ChannelPlan, Safe, SafeContact
from forms_backend.sealing import CaseKeys, Keyring

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # a Monday, half past nine in the morning in Cambridge
ADDRESS = "Ann Example\n1 Example Street\nExample Village\nEXAMPLE TOWN\nZZ99 9ZZ"
EMAIL = "ann@example.org"
SALT = b"0123456789abcdef"


class OurBase(DeclarativeBase):
    """Apart from the system's tables, so that no migration misses ours."""


class LetterCase(SealedCase, OurBase):
    """A case with nothing of its own. The fixture `only_our_cases` makes it the table that letters look in."""

    __tablename__ = "letter_cases_of_the_tests"


SHARED = {
    "emergency_phone": "999",
    "non_emergency_phone": "101",
    "support": ["A Supportline: 0000 000 0000 (24 hours)", "A Charity: https://charity.example.org/"],
    "collect_url": "https://help.example.org/letters/collect/",
    "refer_url": "https://help.example.org/refer-yourself/",
}
COUNCIL = {
    "area_name": "South Cambridgeshire",
    "council_name": "South Cambridgeshire District Council",
    "spoc": {"role": "Community Safety Officer", "name": None, "email": None, "phone": None},
    "council_routes": ["Online: https://council.example.org/case-review"],
}
APPEAL = {
    "appeal": {"body": "three members of the partnership's board", "finish_within_words": "2 months", "ask_within_words": None}
}
COMPLAINTS = [
    {"number": "1", "body": "the council", "reported_on": date(2026, 3, 2), "counted": False, "why": "It was made too long ago."},
    {"number": "2", "body": "", "reported_on": "about October", "counted": True, "why": "It was made in time."},
]


def facts_for(kind: str, reference: str = "K7PM-4XQD", **changes: Any) -> dict[str, Any]:
    """Facts that fit one kind of letter, the dates of the worked example received on Saturday 21 November 2026."""
    base = {"reference": reference, "greeting_name": "Ann", **SHARED}
    facts = {
        "CT1": base | COUNCIL | {
            "received_on": date(2026, 11, 21), "decide_by": date(2026, 12, 1), "discuss_within_words": "1 month",
            "discuss_by_latest": date(2027, 1, 1),
        },
        "CT2": base | COUNCIL | APPEAL | {
            "decided_on": date(2026, 11, 30), "complaints": COMPLAINTS, "reason_words": "Only one complaint counts.",
            "persistence_words": "It went on for two months.", "harm_words": "You sleep badly.",
            "adequacy_words": "The council answered in a week.", "pcc_review_words": None,
        },
        "CT3": base | COUNCIL | APPEAL | {
            "decided_on": date(2026, 11, 30), "reason_words": None, "meeting_name": "Tasking and Co-ordination Group",
            "meeting_on": date(2026, 12, 15), "discuss_by": date(2026, 12, 30), "how_to_take_part": [],
            "plan_within_words": "10 working days",
        },
        "HUB1": base | {
            "received_on": date(2026, 11, 21), "contact_by_words": "within 24 hours", "hub_phone": None, "hub_email": None,
            "hub_hours": None,
        },
    }[kind]  # fmt: skip
    return facts | changes


def contact_with(*plans: ChannelPlan, **rest: Any) -> SafeContact:
    return SafeContact(channels=plans, **rest)


def safe_email(address: str = EMAIL, **rest: Any) -> ChannelPlan:
    return ChannelPlan(Channel.EMAIL, Safe.YES, address, **rest)


def safe_post(address: str = ADDRESS, **rest: Any) -> ChannelPlan:
    return ChannelPlan(Channel.POST, Safe.YES, address, **rest)


def make_case(
    keyring: Keyring, contact: SafeContact, *, controller: str = "hub", code: str = "H4KQ-9TXM-C7RA", reference: str = ""
) -> tuple[LetterCase, CaseKeys]:
    """A stored case: the caller adds it to a session. Its code opens its letters."""
    reference, keys = reference or references.new_reference(), CaseKeys.new()
    case = LetterCase(
        reference=reference, controller=controller, status="received", received_at_utc=AT, submission_id=reference,
        code_salt=SALT, sealed_keys=keyring.seal_keys(keys, controller, reference),
        letters_key_by_code=sealing.wrap_letters_key(keys.letters_key, sealing.key_from_code(code, SALT), reference),
    )  # fmt: skip
    case.sealed_answers = case.seal(keys, "sealed_answers", {})
    case.sealed_contact = case.seal(keys, "sealed_contact", safe_contact.to_json(contact))
    return case, keys
