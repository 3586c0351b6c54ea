"""The invented cases of `make demo`: what a dozen people might have sent. Nothing in here is about anybody.

Every name begins with "Demo:". Phone numbers are from the ranges that Ofcom keeps for drama (01632 960000 to 960999 and
07700 900000 to 900999), email addresses end in example.org, and streets do not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

AREA = "south-cambridgeshire"
Answers = dict[str, Any]


def _email(local_part: str, **more: Any) -> Answers:
    plan = {"who_starts": "us", "device_monitored": "no", "phone_safe": "no", "text_safe": "no", "post_safe": "no"}
    return plan | {"email_safe": "yes", "email_address": f"{local_part}@example.org", "email_whose": "mine"} | more


def _phone(number: str, **more: Any) -> Answers:
    plan = {"who_starts": "us", "device_monitored": "no", "text_safe": "no", "email_safe": "no", "post_safe": "no"}
    return plan | {"phone_safe": "yes", "phone_number": number, "phone_whose": "mine", "voicemail_safe": "no"} | more


def _report(received_on: date, days_before: int, told_after: int, body: str, words: str, **more: str) -> Answers:
    """One report, as many days before the application as said."""
    happened_on = received_on - timedelta(days=days_before)
    days = {"happened_on": happened_on.isoformat(), "reported_on": (happened_on + timedelta(days=told_after)).isoformat()}
    return days | {"body": body, "what_happened": words} | more


def _three_reports(received_on: date) -> list[Answers]:
    return [
        _report(received_on, 48, 1, "council", "Loud music until 3am, as on most weekends.", what_they_did="Sent diary sheets."),
        _report(received_on, 30, 2, "police", "Shouting over the fence, and a bin tipped out.", report_reference="DEMO-0001"),
        _report(received_on, 12, 1, "landlord", "Music again. My daughter could not sleep before her test."),
    ]


def _one_told_late(received_on: date) -> list[Answers]:
    """Two that count, and one that was told a few days after the month was over: a near miss."""
    return [
        _report(received_on, 40, 3, "council", "A group on mopeds on the green, late at night."),
        _report(received_on, 21, 1, "police", "Eggs thrown at the windows.", report_reference="DEMO-0002"),
        _report(received_on, 90, 35, "council", "The fence was kicked in. I was in hospital and told them when I was out."),
    ]


def _old_reports(received_on: date) -> list[Answers]:
    return [
        _report(received_on, 230, 2, "council", "A bonfire with plastic in it."),
        _report(received_on, 60, 45, "council", "Another bonfire. I rang weeks later."),
        {"happened_on": "", "reported_on": "", "body": "police", "what_happened": "I rang 101 once, I do not know when."},
    ]


@dataclass(frozen=True)
class DemoApplication:
    """`working_days_ago` is when it came in. `goes_to` is how far staff have taken it: received, assessing, met or not_met."""

    key: str
    working_days_ago: int
    answers: Answers
    reports: Callable[[date], list[Answers]]
    goes_to: str = "received"
    decision: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DemoReferral:
    """`hours_ago` is when it came in. `attempts_hours_ago`: calls nobody answered. `goes_to`: received, in_contact or closed."""

    key: str
    hours_ago: int
    answers: Answers
    attempts_hours_ago: tuple[int, ...] = ()
    goes_to: str = "received"


def _for(name: str, contact: Answers, **more: Any) -> Answers:
    return {"applying_for": "self", "area": AREA, "call_me": f"Demo: {name}", "declaration": ["yes"]} | contact | more


APPLICATIONS = (
    DemoApplication(
        "just-in", 0,
        _for("Robin Ash", _email("demo.robin"), behaviour=["noise", "threats"], still_going_on="yes",
             harm="None of us sleeps. I am late for work, and my daughter is afraid of the garden."),
        _three_reports,
    ),
    DemoApplication(
        "near-miss", 2,
        _for("Sam Birch", _email("demo.sam", safe_days=["0", "1", "2", "3", "4"]), behaviour=["vehicles", "groups"],
             harm="I live alone and keep the curtains shut.", vulnerable=["older", "alone"], take_part=["statement"]),
        _one_told_late,
        goes_to="assessing",
    ),
    DemoApplication(
        "counts", 4,
        _for("Alex Cedar", _email("demo.alex", email_whose="shared"), behaviour=["noise"],
             outcome_wanted="One person to talk to, and quiet after 11pm."),
        _three_reports,
        goes_to="assessing",
    ),
    DemoApplication(
        "late-and-unsafe", 9,
        _for("Kim Dogwood", {"who_starts": "them", "lives_with_person": "no"}, behaviour=["watching"],
             harm="He stands outside most evenings."),
        _three_reports,
    ),
    DemoApplication(
        "for-a-parent", 3,
        {
            "applying_for": "someone", "area": AREA, "call_me": "Demo: Jo Elder", "victim_name": "Demo: Pat Elder",
            "victim_relationship": "family", "consent": "spoken", "victim_contact_safe": "no", "declaration": ["yes"],
            "who_starts": "us", "device_monitored": "no", "phone_safe": "no", "text_safe": "no", "email_safe": "no",
            "post_safe": "yes", "post_whose": "mine", "letter_format": "large_print",
            "post_address": "Demo: Jo Elder\n1 Nowhere Lane\nNo Such Village\nCB0 0ZZ",
            "behaviour": ["home_taken_over"], "danger_now": "yes", "danger_to": ["adult_who_needs_care"],
            "danger_words": "Two men have moved into my father's flat and will not leave.",
        },
        lambda received_on: [_report(received_on, 6, 1, "police", "They took his bank card.", report_reference="DEMO-0003")],
    ),
    DemoApplication(
        "met", 14,
        _for("Lou Fir", _email("demo.lou"), behaviour=["damage", "threats"], take_part=["video"], others_affected="yes",
             others_words="Four other houses in our close."),
        _three_reports,
        goes_to="met",
        decision={
            "outcome": "met", "counted": ["1", "2", "3"], "meeting_group": "tasking-and-co-ordination-group",
            "reason": "Three reports count, each told within a month and within the last six months.",
            "how_to_take_part": "By video: we send a link three days before.",
        },
    ),
    DemoApplication(
        "not-met", 18,
        _for("Max Gorse", _email("demo.max"), behaviour=["rubbish"], still_going_on="no"),
        _old_reports,
        goes_to="not_met",
        decision={
            "outcome": "not_met", "counted": [], "persistence": "Two fires, the last two months ago.",
            "harm": "Smoke in the house. It has stopped.",
            "adequacy": "The council wrote to the neighbour, and it has not come back.",
            "reason": "No report counts, the fires have stopped, and what was done has worked so far.",
        },
    ),
)  # fmt: skip

REFERRALS = (
    DemoReferral(
        "new", 1,
        {"for_whom": "me", "age_band": "18_over", "call_me": "Demo: Ari Hazel", "what_kinds": ["burglary"], "told_police": "no",
         "needs": ["mental-and-physical-health"], "consent_contact": "yes",
         **_phone("07700 900111", safe_days=["0", "1", "2", "3", "4"], safe_from="09:00", safe_until="15:00")},
    ),
    DemoReferral(
        "late", 50,
        {"for_whom": "me", "age_band": "18_over", "call_me": "Demo: Bo Ivy", "what_kinds": ["domestic-abuse"],
         "told_police": "rather_not", "lives_with_person": "yes", "code_word": "lighthouse", "consent_contact": "yes",
         **_phone("01632 960222", phone_whose="someone_else", say_who="cover_name", cover_name="Demo Dental")},
        attempts_hours_ago=(46, 27),
    ),
    DemoReferral(
        "i-will-contact-you", 40,
        {"for_whom": "me", "age_band": "rather_not", "call_me": "Demo: Cam Juniper", "who_starts": "them",
         "device_monitored": "yes"},
    ),
    DemoReferral(
        "young", 3,
        {"for_whom": "me", "age_band": "13_15", "trusted_adult": "yes", "trusted_adult_words": "My form tutor",
         "risks": ["not_sure"], "call_me": "Demo: Dee Kapok", "what_kinds": ["online-image-abuse"], "consent_contact": "yes",
         **_phone("07700 900333", phone_safe="ask")},
    ),
    DemoReferral(
        "in-contact", 60,
        {"for_whom": "me", "age_band": "18_over", "call_me": "Demo: Eli Larch", "what_kinds": ["fraud-cyber"],
         "told_police": "yes", "crime_reference": "DEMO-0004", "consent_contact": "yes",
         "consent_share": ["support_services"], **_email("demo.eli")},
        attempts_hours_ago=(52,),
        goes_to="in_contact",
    ),
    DemoReferral(
        "closed", 200,
        {"for_whom": "professional", "age_band": "18_over", "call_me": "Demo: Fay Maple", "organisation": "Demo School",
         "job": "Nurse", "their_name": "Demo: Gil Maple", "they_agreed": "does_not_know", "consent_contact": "yes",
         **_email("demo.fay")},
        goes_to="closed",
    ),
)  # fmt: skip
