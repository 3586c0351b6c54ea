"""The facts of CT1, CT2 and CT3, worked out by the rules; the letters' words are elsewhere (content/letters)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from forms_backend import letters
from forms_backend.community_trigger.models import Application
from forms_backend.community_trigger.people import applicant_of
from forms_backend.community_trigger.rules import ReceiptClocks
from forms_backend.community_trigger.wording import body_words, months, working_days
from forms_backend.timekeeping import uk_date
from services_directory import Directory
from services_directory.area import AreaRules

Facts = dict[str, Any]


@dataclass(frozen=True)
class ComplaintDecision:
    """What was decided about one complaint, and the words of the reason."""

    number: int
    counted: bool
    why: str


@dataclass(frozen=True)
class Weighed:
    """The reason of a decision and the three things that section 104(5) names, in the words of the person who decided."""

    reason: str
    persistence: str
    harm: str
    adequacy: str


def ct1_facts(
    case: Application, answers: Mapping[str, Any], rules: AreaRules, clocks: ReceiptClocks, directory: Directory, public_url: str
) -> Facts:
    """CT1 is written before it is sent, so it promises the dates that hold if it goes on its own last day."""
    return _common(case, answers, directory, public_url) | {
        "received_on": uk_date(case.received_at_utc),
        "decide_by": clocks.assess_by,
        "discuss_within_words": months(rules.limits.discuss_within_months),
        "discuss_by_latest": clocks.discuss_by_at_latest,
    }


def ct2_facts(
    case: Application, answers: Mapping[str, Any], rules: AreaRules, directory: Directory, public_url: str, *,
    decided_on: date, decided: Sequence[ComplaintDecision], weighed: Weighed,
) -> Facts:  # fmt: skip
    """CT2 says which complaints counted and which did not, what else was weighed, and how to appeal."""
    items = answers.get("complaints") or []
    return _common(case, answers, directory, public_url) | _appeal(rules) | {
        "decided_on": decided_on,
        "complaints": [
            {
                "number": str(one.number),
                "body": body_words(items[one.number - 1]),
                "reported_on": _as_known(items[one.number - 1].get("reported_on", "")),
                "counted": one.counted,
                "why": one.why,
            }
            for one in decided
        ],
        "reason_words": weighed.reason,
        "persistence_words": weighed.persistence,
        "harm_words": weighed.harm,
        "adequacy_words": weighed.adequacy,
        "pcc_review_words": _pcc_review(rules),
    }  # fmt: skip


def ct3_facts(
    case: Application, answers: Mapping[str, Any], rules: AreaRules, directory: Directory, public_url: str, *,
    decided_on: date, reason: str, meeting_name: str, meeting_on: date | None, discuss_by: date, how_to_take_part: Sequence[str],
) -> Facts:  # fmt: skip
    """CT3 says which meeting, by when, and how the person can have a say in it."""
    return _common(case, answers, directory, public_url) | _appeal(rules) | {
        "decided_on": decided_on,
        "reason_words": reason or None,
        "meeting_name": meeting_name,
        "meeting_on": meeting_on,
        "discuss_by": discuss_by,
        "how_to_take_part": list(how_to_take_part),
        "plan_within_words": working_days(rules.limits.plan_working_days),
    }  # fmt: skip


def spoc_of(area_id: str, directory: Directory) -> dict[str, str | None]:
    """The area's single point of contact; what the council has not told us stays None. Its own name is told beside the role."""
    area = directory.areas[area_id]
    spoc = area.spoc
    return {"role": spoc.role.removesuffix(f", {area.council_name}"), "name": spoc.name, "email": spoc.email, "phone": spoc.phone}


def council_routes(area_id: str, directory: Directory) -> list[str]:
    """The public ways to reach the council about a case review, a line each; none while its record is a draft."""
    service = directory.service_of_area(area_id)
    if service is None:
        return []
    phones = [_("Phone: %(number)s", number=phone.number) for phone in service.phones]
    email = [_("Email: %(address)s", address=service.email)] if service.email else []
    return phones + email + ([_("Online: %(address)s", address=service.url)] if service.url else [])


def _common(case: Application, answers: Mapping[str, Any], directory: Directory, public_url: str) -> Facts:
    area = directory.areas[case.area]
    return letters.shared_facts(directory, public_url) | {
        "reference": case.reference,
        "greeting_name": applicant_of(answers).name,
        "area_name": area.name,
        "council_name": area.council_name,
        "spoc": spoc_of(case.area, directory),
        "council_routes": council_routes(case.area, directory),
    }


def _appeal(rules: AreaRules) -> Facts:
    lodging = rules.limits.appeal_lodging_months
    return {
        "appeal": {
            "body": inside_a_sentence(rules.appeal_panel.name),
            "finish_within_words": months(rules.limits.appeal_months),
            "ask_within_words": months(lodging) if lodging else None,
        }
    }


def inside_a_sentence(name: str) -> str:
    """A body's name after other words: "Three members of the board" becomes "three members of the board"; a proper name, such as
    "Independent Appeal Panel", gets its article."""
    first, _space, rest = name.partition(" ")
    return f"the {name}" if rest[:1].isupper() else f"{first.lower()} {rest}".strip()


def _pcc_review(rules: AreaRules) -> str | None:
    """Only where the review by the local policing body has begun (a switch of the area)."""
    return _("You can also ask the police and crime commissioner to look at this decision.") if rules.lpb_review else None


def _as_known(kept: str) -> date | str:
    """A whole date as a date; a month or a year as the person gave it."""
    return date.fromisoformat(kept) if len(kept) == 10 else kept
