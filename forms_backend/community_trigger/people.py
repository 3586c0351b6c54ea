"""Who applies and who was harmed, read from the answers: two people, always, even when they are the same one.

Reading A20 of the process: where a representative applies, the harm looked at is the victim's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services_directory import Directory

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Applicant:
    """Who sent the form, and whom letters go to. `acts_as`: self, someone, business or group."""

    name: str
    acts_as: str


@dataclass(frozen=True)
class Victim:
    """Who was harmed. `is_applicant`: the same person. `consent` and `may_contact` are set only when they are not."""

    name: str
    is_applicant: bool
    consent: str = ""
    consent_on: str = ""
    may_contact: str = ""
    how_to_contact: str = ""


def applicant_of(answers: Answers) -> Applicant:
    return Applicant(answers.get("call_me", ""), answers.get("applying_for", "self"))


def victim_of(answers: Answers) -> Victim:
    """Nothing is taken from the applicant: what was not said about the victim stays empty, and contact stays unsafe."""
    acts_as = answers.get("applying_for", "self")
    if acts_as == "someone":
        return Victim(
            name=answers.get("victim_name", ""),
            is_applicant=False,
            consent=answers.get("consent", ""),
            consent_on=answers.get("consent_written_on") or answers.get("consent_spoken_on") or "",
            may_contact=answers.get("victim_contact_safe") or "no",
            how_to_contact=answers.get("victim_contact_how", ""),
        )
    name = {"business": "business_name", "group": "group_name"}.get(acts_as, "call_me")
    return Victim(name=answers.get(name, ""), is_applicant=True)


def area_of(answers: Answers, directory: Directory) -> str | None:
    """The council area: the one its postcode surely lies in, else the one the person chose; None when there is neither."""
    return area_of_postcode(answers.get("postcode", ""), directory) or (
        answers["area"] if answers.get("area") in directory.areas else None
    )


def area_of_postcode(postcode: str, directory: Directory) -> str | None:
    """The council area that a postcode surely lies in."""
    found = directory.postcodes.areas_for(postcode)
    return found.areas[0] if found.kind == "sure" else None
