"""From the answers to the threshold advice, and from a person's corrections to what counted. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forms_backend.community_trigger.people import victim_of
from forms_backend.community_trigger.threshold import Advice, Complaint, HasThreshold, ThresholdAdvice, advise
from forms_backend.community_trigger.when import when_from_text

UNNAMED = ("other", "not_sure", "")


def complaints_of(answers: Mapping[str, Any]) -> tuple[Complaint, ...]:
    """The complaints in the person's order, numbered from 1."""
    return tuple(
        Complaint(
            number=number,
            happened=when_from_text(item.get("happened_on")),
            reported=when_from_text(item.get("reported_on")),
            body=item.get("body_name", "") if item.get("body", "") in UNNAMED else item["body"],
        )
        for number, item in enumerate(answers.get("complaints") or (), 1)
    )


def advice_on(answers: Mapping[str, Any], applied_on: date, rule: HasThreshold) -> ThresholdAdvice:
    """What the rule says about an application.

    Args:
        answers: the opened form.
        applied_on: UK date of receipt.
        rule: the area's threshold in force on that day.
    """
    acts_as, people = answers.get("applying_for", "self"), answers.get("group_people", "")
    victim = victim_of(answers)
    return advise(
        complaints_of(answers),
        applied_on,
        rule,
        is_group=acts_as == "group",
        people=int(people) if people.isdecimal() else None,
        third_party_without_written_consent=not victim.is_applicant and victim.consent != "written",
    )


@dataclass(frozen=True)
class Counted:
    """What a person decided about one complaint. `differs` from the advice, so the reason is theirs."""

    number: int
    counted: bool
    differs: bool


def what_counted(advice: ThresholdAdvice, counted_numbers: set[int]) -> tuple[Counted, ...]:
    """Compare a person's choice with the advice, complaint by complaint. Only a clear "counts" is advice to count."""
    return tuple(
        Counted(one.number, one.number in counted_numbers, (one.number in counted_numbers) != (one.advice is Advice.COUNTS))
        for one in advice.complaints
    )


def contradicts_count(advice: ThresholdAdvice, is_met: bool, counted_numbers: set[int]) -> bool:
    """Is it "not met" although enough complaints count? Then the Act leaves no choice (section 104(4)). Below the count a person
    weighs, so "met" there contradicts nothing."""
    by_group = advice.group is not None and advice.group.reached
    return not is_met and (by_group or len(counted_numbers) >= advice.needed)
