"""What must happen by when, from a moment that a reader knows: the promises of the rights and of each council's case review.

`promises(directory)` gives all of them as data; `last_days` counts one. The page "When should I hear?" shows the same data in
words, and its script takes the same steps over the same calendar on the reader's own device (tests compare the two on every
day the calendar holds).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from services_directory.area import Area, AreaRules
from services_directory.days.calendar import BeyondCalendar, WorkingCalendar
from services_directory.days.case_review_clocks import counts_from_receipt
from services_directory.days.counting import Count, Step, Unit, due, followed_by, number_of, working_days
from services_directory.right import Duty, Right

if TYPE_CHECKING:
    from services_directory import Directory


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing that must be done by a last day, counted from one moment.

    Attributes:
        moment: id of the moment (records/moments.yml).
        who, what: "The police" must "tell you ...".
        standard_words, enhanced_words: the limit in words.
        standard, enhanced: how to count it, for everyone and with enhanced rights.
        waits_for: who must act first; the count then holds their time too, so the day is the latest one.
        yours: it binds the reader, and is counted the careful way.
        right: the edition of the right it comes from, or None.
        area: the council area it comes from, or None.
        valid_from, valid_to: the days on which this promise was in force, both included.
    """

    moment: str
    who: str
    what: str
    standard_words: str
    enhanced_words: str
    standard: Count
    enhanced: Count
    waits_for: str | None
    yours: bool
    right: Right | None
    area: Area | None
    note: str | None
    source: str
    confidence: str
    valid_from: date
    valid_to: date | None

    @property
    def differs(self) -> bool:
        """Whether enhanced rights change the day."""
        return self.standard != self.enhanced

    def is_in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def promises(directory: Directory) -> tuple[Promise, ...]:
    """Every promise, of every edition of a right and every dated block of an area's rules."""
    return (
        *(one for editions in directory.right_editions.values() for right in editions for one in of_right(right)),
        *(one for area in directory.areas.values() for rules in area.rules for one in of_case_review(area, rules)),
    )


def last_days(promise: Promise, day: date, calendar: WorkingCalendar) -> tuple[date | None, date | None]:
    """The last day for everyone and with enhanced rights; None where the calendar ends before it."""

    def counted(count: Count) -> date | None:
        try:
            return due(day, count, calendar)
        except BeyondCalendar:
            return None

    return counted(promise.standard), counted(promise.enhanced)


def of_right(right: Right) -> Iterator[Promise]:
    """The promises of one edition of a right, one for each moment that each of its limits is counted from.

    Where a duty comes after another, its count starts on that one's last day, but only from a moment that both share:
    from any other moment (the day the details were passed on) the first has been done.
    """
    by_id = {duty.id: duty for duty in right.duties if duty.id}
    for duty in right.duties:
        for moment in duty.limit.counted_from if duty.limit else ():
            first = by_id.get(duty.limit.after or "")
            chained = first if first and first.limit and moment in first.limit.counted_from else None
            yield Promise(
                moment=moment,
                who=duty.who,
                what=duty.what,
                standard_words=duty.limit.standard_words,
                enhanced_words=duty.limit.enhanced_words,
                standard=_count(duty, chained, enhanced=False),
                enhanced=_count(duty, chained, enhanced=True),
                waits_for=chained.who if chained else None,
                yours=duty.limit.yours,
                right=right,
                area=None,
                note=duty.note,
                source=duty.source.partition("; check")[0],  # what follows is a note to editors
                confidence=duty.confidence,
                valid_from=right.valid_from,
                valid_to=right.valid_to,
            )


def _count(duty: Duty, first: Duty | None, enhanced: bool) -> Count:
    own = duty.limit.count(enhanced)
    if first is None:
        return own
    return tuple(path for steps in own for path in followed_by(first.limit.count(enhanced), *steps))


def of_case_review(area: Area, rules: AreaRules) -> Iterator[Promise]:
    """What a council must do by when, by one dated block of its rules. Source: the process and the Act, as in the area record."""
    limits, counts = rules.limits, counts_from_receipt(rules.limits)
    working, months = "working day", "month"
    once = Step(Unit.MONTHS, limits.discuss_within_months)
    yes = "talk about your case at a meeting, if the answer is yes"
    rows: list[tuple[str, str, str, str, Count, str | None]] = [
        ("review-asked", "acknowledge_working_days", "tell you that they have your request (letter CT1)",
         number_of(limits.acknowledge_working_days, working), counts["acknowledge"], None),
        ("review-asked", "assess_working_days", "decide, and write to you with the reasons (letter CT2 or CT3)",
         f"{number_of(limits.assess_working_days, working)} after that", counts["decide"], None),
        ("review-asked", "discuss_within_months", yes,
         f"{number_of(limits.discuss_within_months, months)} after the decision", counts["discuss"], None),
        ("review-met", "discuss_within_months", "talk about your case at a meeting",
         f"{number_of(limits.discuss_within_months, months)} of letter CT3", ((once,),), None),
        ("review-meeting", "plan_working_days", "make a plan and share it with you, or tell you that no more can be done",
         f"{number_of(limits.plan_working_days, working)} of the meeting", ((working_days(limits.plan_working_days),),), None),
        ("review-appeal", "appeal_months", "finish looking at it again",
         f"{number_of(limits.appeal_months, months)} of your appeal", ((Step(Unit.MONTHS, limits.appeal_months),),),
         rules.appeal_panel.name),
    ]  # fmt: skip
    for moment, field, what, within, count, who in rows:
        stated = rules.is_stated_here(field)
        yield Promise(
            moment=moment,
            who=who or area.council_name,
            what=what,
            standard_words=f"within {within}",
            enhanced_words=f"within {within}",
            standard=count,
            enhanced=count,
            waits_for=None,
            yours=False,
            right=None,
            area=area,
            note=None if stated else "This comes from the county’s process of 2014. We have not seen it on this council’s pages.",
            source=rules.source,
            confidence="high" if stated else rules.confidence,
            valid_from=rules.valid_from,
            valid_to=rules.valid_to,
        )
