"""The threshold test, complaint by complaint. It advises; a person decides, and may decide otherwise with a reason.

Law: Anti-social Behaviour, Crime and Policing Act 2014, section 104. Subsection (4): three qualifying complaints, or fewer where
the procedures say so, and the threshold is met. (5): any other application is weighed by persistence, harm or potential harm, and
adequacy of the response. (11): what qualifies; its words "beginning with" make the day itself day 1 of a window.
Source: legislation.gov.uk/ukpga/2014/12/section/104; explanatory note 231 (never more than three).

The Act counts complaints, not incidents. Where one incident seems to have gone to two bodies we say so and leave the counting to
the person. Nothing here ever refuses anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from forms_backend.community_trigger.when import When
from services_directory.days.calendar import last_day_of_window

STATUTORY_MAXIMUM = 3
NEAR_MISS_DAYS = 7  # a miss by this many days or fewer is shown as a near miss; no source sets a number


class HasThreshold(Protocol):
    """What the test needs of an area's rule (`services_directory` AreaRules.threshold)."""

    count: int
    complaint_window_months: int
    application_window_months: int
    group_count: int | None
    group_people: int | None
    closed_case_required: bool
    written_consent: bool
    window_counted_from: str
    verified: bool


@dataclass(frozen=True)
class Complaint:
    """One report that the person made. `body` is a word from our list or what was typed; it is only ever compared."""

    number: int
    happened: When | None
    reported: When | None
    body: str = ""


class Advice(StrEnum):
    COUNTS = "counts"
    NEAR_MISS = "near_miss"
    DOES_NOT_COUNT = "does_not_count"
    CANNOT_TELL = "cannot_tell"


class Reason(StrEnum):
    IN_TIME = "in_time"
    REPORTED_LATE = "reported_late"  # more than a month after it happened
    ASKED_LATE = "asked_late"  # more than six months after the report
    NO_DAY_IT_HAPPENED = "no_day_it_happened"
    NO_DAY_REPORTED = "no_day_reported"
    DAY_TOO_VAGUE = "day_too_vague"
    DAYS_DO_NOT_FIT = "days_do_not_fit"  # reported before it happened, or after the application


class Note(StrEnum):
    SAME_INCIDENT_TWO_BODIES = "same_incident_two_bodies"
    MAYBE_SAME_REPORT = "maybe_same_report"
    CLOSED_CASE_ONLY_WARNS = "closed_case_only_warns"
    WRITTEN_CONSENT_WANTED = "written_consent_wanted"
    RULE_NOT_VERIFIED = "rule_not_verified"
    COUNTED_FROM_LATEST_REPORT = "counted_from_latest_report"
    COULD_REACH = "could_reach"


@dataclass(frozen=True)
class Why:
    """One reason; `last_day` and `days_over` are set for the two that are about a window."""

    reason: Reason
    last_day: date | None = None
    days_over: int = 0


@dataclass(frozen=True)
class ComplaintAdvice:
    number: int
    advice: Advice
    why: tuple[Why, ...]


@dataclass(frozen=True)
class NoteAbout:
    note: Note
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class GroupAdvice:
    """How a council's own rule for a community problem stands. It adds a way in; it never takes one away."""

    incidents: int
    incidents_needed: int
    people: int | None
    people_needed: int | None

    @property
    def reached(self) -> bool:
        enough_people = self.people_needed is None or (self.people or 0) >= self.people_needed
        return enough_people and self.incidents >= self.incidents_needed


@dataclass(frozen=True)
class ThresholdAdvice:
    """The whole advice. `count_reached` means: the Act says the threshold must be decided as met. Otherwise a person weighs."""

    complaints: tuple[ComplaintAdvice, ...]
    counted: int
    needed: int
    separate_incidents: int
    count_reached: bool
    group: GroupAdvice | None
    notes: tuple[NoteAbout, ...]

    def of(self, number: int) -> ComplaintAdvice | None:
        return next((advice for advice in self.complaints if advice.number == number), None)


def advise(
    complaints: Sequence[Complaint],
    applied_on: date,
    rule: HasThreshold,
    *,
    is_group: bool = False,
    people: int | None = None,
    third_party_without_written_consent: bool = False,
    near_miss_days: int = NEAR_MISS_DAYS,
) -> ThresholdAdvice:
    """What the rule says about these complaints.

    Args:
        complaints: as the person gave them; any part may be missing.
        applied_on: UK date the application was received (the day itself, not the working day its clocks start).
        rule: the area's rule in force on that day.
        people: how many people the group says were hurt, when it said so.

    Returns:
        advice for each complaint with its reasons, and what they add up to.
    """
    reference = _window_ends(complaints, applied_on, rule)
    advised = tuple(_advise_one(complaint, applied_on, reference, rule, near_miss_days) for complaint in complaints)
    counting = [complaint for complaint, one in zip(complaints, advised, strict=True) if one.advice is Advice.COUNTS]
    needed = min(rule.count, STATUTORY_MAXIMUM)
    group = _group_advice(complaints, reference, rule, people) if is_group else None
    notes = (
        *_same_incident_notes(complaints),
        *_rule_notes(rule, third_party_without_written_consent),
        *_could_reach_note(advised, len(counting), needed),
    )
    return ThresholdAdvice(
        complaints=advised,
        counted=len(counting),
        needed=needed,
        separate_incidents=_separate_incidents(counting),
        count_reached=len(counting) >= needed or (group is not None and group.reached),
        group=group,
        notes=notes,
    )


def _advise_one(
    complaint: Complaint, applied_on: date, reference: When, rule: HasThreshold, near_miss_days: int
) -> ComplaintAdvice:
    happened, reported = complaint.happened, complaint.reported
    if _days_do_not_fit(happened, reported, applied_on):
        return ComplaintAdvice(complaint.number, Advice.CANNOT_TELL, (Why(Reason.DAYS_DO_NOT_FIT),))
    limbs = (
        _within(happened, reported, rule.complaint_window_months, Reason.REPORTED_LATE),
        _within(reported, reference, rule.application_window_months, Reason.ASKED_LATE),
    )
    missing = [
        Why(reason) for day, reason in ((happened, Reason.NO_DAY_IT_HAPPENED), (reported, Reason.NO_DAY_REPORTED)) if day is None
    ]
    late = [why for why in limbs if why is not None and why.days_over]
    if late:
        advice = Advice.NEAR_MISS if max(why.days_over for why in late) <= near_miss_days else Advice.DOES_NOT_COUNT
        return ComplaintAdvice(complaint.number, advice, (*late, *missing))
    unclear = [*missing, *(why for why in limbs if why is not None and why.reason is Reason.DAY_TOO_VAGUE)]
    if unclear:
        return ComplaintAdvice(complaint.number, Advice.CANNOT_TELL, tuple(dict.fromkeys(unclear)))
    return ComplaintAdvice(complaint.number, Advice.COUNTS, (Why(Reason.IN_TIME),))


def _within(start: When | None, end: When | None, months: int, late: Reason) -> Why | None:
    """Is `end` inside the months that begin with `start`? None: yes, or no day is known. A vague day is late if it must be."""
    if start is None or end is None:
        return None
    last_day = last_day_of_window(start.last, months)
    if end.first > last_day:
        return Why(late, last_day, (end.first - last_day).days)
    if end.last > last_day_of_window(start.first, months):
        return Why(Reason.DAY_TOO_VAGUE)
    return None


def _days_do_not_fit(happened: When | None, reported: When | None, applied_on: date) -> bool:
    known = [day for day in (happened, reported) if day is not None]
    if any(day.first > applied_on for day in known):
        return True
    return happened is not None and reported is not None and reported.last < happened.first


def _window_ends(complaints: Sequence[Complaint], applied_on: date, rule: HasThreshold) -> When:
    """The day the longer window is counted to: the application, or (Fenland) the latest report, which is never later."""
    reported = [c.reported for c in complaints if c.reported is not None and c.reported.first <= applied_on]
    if rule.window_counted_from != "latest_report" or not reported:
        return When.on(applied_on)
    return When(max(day.first for day in reported), min(max(day.last for day in reported), applied_on))


def _separate_incidents(complaints: Sequence[Complaint]) -> int:
    """How many different days the complaints are about; a complaint without a day is taken as its own."""
    days = {c.happened for c in complaints if c.happened is not None and c.happened.is_exact}
    return len(days) + sum(1 for c in complaints if c.happened is None or not c.happened.is_exact)


def _group_advice(complaints: Sequence[Complaint], reference: When, rule: HasThreshold, people: int | None) -> GroupAdvice | None:
    if rule.group_count is None:
        return None
    months = rule.application_window_months
    recent = [c for c in complaints if c.happened and _within(c.happened, reference, months, Reason.ASKED_LATE) is None]
    return GroupAdvice(_separate_incidents(recent), rule.group_count, people, rule.group_people)


def _same_incident_notes(complaints: Sequence[Complaint]) -> list[NoteAbout]:
    """Complaints about one exact day: to different bodies (told twice?), or to one body on one day (typed twice?)."""
    by_day: dict[date, list[Complaint]] = {}
    for complaint in complaints:
        if complaint.happened is not None and complaint.happened.is_exact:
            by_day.setdefault(complaint.happened.first, []).append(complaint)
    notes: list[NoteAbout] = []
    for same_day in by_day.values():
        bodies = {_plain(c.body) for c in same_day if c.body.strip()}
        if len(bodies) > 1:
            notes.append(NoteAbout(Note.SAME_INCIDENT_TWO_BODIES, tuple(c.number for c in same_day)))
        by_report: dict[tuple[str, When | None], list[int]] = {}
        for complaint in same_day:
            by_report.setdefault((_plain(complaint.body), complaint.reported), []).append(complaint.number)
        notes += [NoteAbout(Note.MAYBE_SAME_REPORT, tuple(numbers)) for numbers in by_report.values() if len(numbers) > 1]
    return notes


def _rule_notes(rule: HasThreshold, third_party_without_written_consent: bool) -> list[NoteAbout]:
    notes = []
    if rule.closed_case_required:
        notes.append(NoteAbout(Note.CLOSED_CASE_ONLY_WARNS))
    if rule.written_consent and third_party_without_written_consent:
        notes.append(NoteAbout(Note.WRITTEN_CONSENT_WANTED))
    if not rule.verified:
        notes.append(NoteAbout(Note.RULE_NOT_VERIFIED))
    if rule.window_counted_from == "latest_report":
        notes.append(NoteAbout(Note.COUNTED_FROM_LATEST_REPORT))
    return notes


def _could_reach_note(advised: Sequence[ComplaintAdvice], counted: int, needed: int) -> list[NoteAbout]:
    """Say which complaints would carry the case over the line if a person counted them."""
    open_ones = tuple(one.number for one in advised if one.advice in (Advice.NEAR_MISS, Advice.CANNOT_TELL))
    return [NoteAbout(Note.COULD_REACH, open_ones)] if counted < needed <= counted + len(open_ones) else []


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
