"""The pages of the case review form, as data: who, which council, how to reach you, what happened, what should happen."""

from __future__ import annotations

from collections.abc import Callable

from forms_backend.contact import pages as contact_pages
from forms_backend.journeys.engine import Answers, Condition, Journey, Page

AreaOfPostcode = Callable[[str], str | None]
MOST_COMPLAINTS = 30


def is_for(who: str) -> Condition:
    """Asked by, or for, this kind of person."""
    return lambda answers: answers.get("applying_for") == who


def case_review(area_of_postcode: AreaOfPostcode) -> Journey:
    """The journey.

    Args:
        area_of_postcode: the council that a postcode surely lies in, or None. It decides whether the council must be asked.
    """

    def council_not_sure(answers: Answers) -> bool:
        return area_of_postcode(answers.get("postcode", "")) is None

    return Journey(
        "case-review",
        (
            Page("who-is-applying", asks=("applying_for",)),
            Page("where", asks=("postcode",)),
            Page("council", asks=("area",), when=council_not_sure),
            Page(
                "their-details", asks=("victim_name", "victim_relationship", "victim_relationship_words"), when=is_for("someone")
            ),
            Page("their-agreement", asks=("consent", "consent_written_on", "consent_spoken_on"), when=is_for("someone")),
            Page("their-safety", asks=("victim_contact_safe", "victim_contact_how"), when=is_for("someone")),
            Page("your-business", asks=("business_name", "business_role"), when=is_for("business")),
            Page("your-group", asks=("group_name", "group_people", "group_members"), when=is_for("group")),
            Page("your-name", asks=("call_me",)),
            *contact_pages.CONTACT_PAGES,
            Page("what-kind", asks=("behaviour", "behaviour_words", "where_it_happens")),
            Page("complaints", repeats="complaint", at_most=MOST_COMPLAINTS),
            Page("still-going-on", asks=("still_going_on", "began_about")),
            Page("effect", asks=("harm", "vulnerable")),
            Page("because-of-who-you-are", asks=("because_of_who", "because_of")),
            Page("danger-now", asks=("danger_now", "danger_to", "danger_words")),
            Page("others", asks=("others_affected", "others_words")),
            Page("evidence", asks=("evidence", "evidence_words")),
            Page("outcome", asks=("outcome_wanted",)),
            Page("taking-part", asks=("take_part", "take_part_needs")),
            Page("your-home", asks=("tenure", "landlord")),
            Page("sharing", asks=("sharing_objection", "sharing_words")),
            Page("declaration", asks=("declaration",)),
        ),
    )
