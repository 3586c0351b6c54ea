"""Decisions about a referral: values in, values out. No Flask, no database, no clock.

Sources: hub service rules R7 and R8 (first contact within 24 hours; three attempts at differing times and days, then a letter);
safety rules, sections 4 (three attempts only inside safe times; post unsafe means no letter and a supervisor), 7 (under 18, under 13,
acting for someone) and 8 (flags lead to a person).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from forms_backend.referrals.status import Status
from forms_backend.timekeeping import uk_time

FIRST_CONTACT_WITHIN = timedelta(hours=24)  # hours, not working days (R8)
HUMAN_CHECK_WITHIN = timedelta(hours=24)  # "within the day"
ATTEMPTS = 3
DIFFERING_TIMES_ARE = timedelta(hours=2)

Answers = Mapping[str, Any]
UNDER_18 = frozenset({"under_13", "13_15", "16_17"})
ACTING_FOR_SOMEONE = frozenset({"child", "someone", "professional"})


class Flag(StrEnum):
    """What a person must look at. The name is also the kind of the task it makes."""

    DANGER_NOW = "danger_now"
    SUICIDE_RISK = "suicide_risk"
    CHILD_AT_RISK = "child_at_risk"
    ADULT_AT_RISK = "adult_at_risk"
    WEAPON = "weapon"
    ACCOUNT_ACCESS = "perpetrator_has_access_to_account"
    CHILD_CHECK = "child_check"
    UNDER_13_CHECK = "under_13_check"


_FROM_RISKS = {
    "hurt_soon": Flag.DANGER_NOW,
    "weapon": Flag.WEAPON,
    "end_my_life": Flag.SUICIDE_RISK,
    "child": Flag.CHILD_AT_RISK,
    "adult_with_care_needs": Flag.ADULT_AT_RISK,
    "sees_my_accounts": Flag.ACCOUNT_ACCESS,
}


def flags_of(answers: Answers) -> frozenset[Flag]:
    """What the answers say that a person must look at. Only ticked answers count: free text is never searched as a safety net."""
    flags = {_FROM_RISKS[risk] for risk in answers.get("risks") or () if risk in _FROM_RISKS}
    if answers.get("age_band") in UNDER_18:
        flags.add(Flag.CHILD_CHECK)
    if answers.get("age_band") == "under_13":
        flags.add(Flag.UNDER_13_CHECK)
    return frozenset(flags)


def needs_help_now(answers: Answers) -> bool:
    """Show the page with 999 and the other numbers? It never stands in the way of going on."""
    return bool(flags_of(answers) & {Flag.DANGER_NOW, Flag.WEAPON, Flag.SUICIDE_RISK, Flag.CHILD_AT_RISK, Flag.ADULT_AT_RISK})


def is_acting_for_someone(answers: Answers) -> bool:
    return answers.get("for_whom") in ACTING_FOR_SOMEONE


def is_young_person(answers: Answers) -> bool:
    """Someone under 18 who writes for themselves."""
    return not is_acting_for_someone(answers) and answers.get("age_band") in UNDER_18


def may_contact_the_other_person(answers: Answers) -> bool:
    """When someone writes for another: may we contact that person, in the way that is described?

    Never a grown-up who does not know or has not agreed; then we give advice to the one who wrote.
    """
    return answers.get("they_agreed") in ("yes", "cannot_decide") and answers.get("their_contact_safe") == "yes"


def first_status(answers: Answers) -> Status:
    if Flag.UNDER_13_CHECK in flags_of(answers):
        return Status.AWAITING_CHECK
    return status_after_check(answers)


def status_after_check(answers: Answers) -> Status:
    """Where a referral waits once nothing holds it back."""
    return Status.WAITING_FOR_PERSON if answers.get("who_starts") == "them" else Status.RECEIVED


def first_contact_by(answers: Answers, received_at: datetime) -> datetime | None:
    """The latest moment of first contact; None when the person contacts us."""
    return None if answers.get("who_starts") == "them" else received_at + FIRST_CONTACT_WITHIN


@dataclass(frozen=True)
class Due:
    """A task for staff: what, and by when."""

    kind: str
    due_at: datetime


def tasks_of(answers: Answers, received_at: datetime) -> tuple[Due, ...]:
    """The tasks that the flags make. Danger is due at once, and a weapon is part of it; for a watched account a person makes a safe
    plan, as the watched device closes calls, texts and email."""
    flags = flags_of(answers)
    if flags & {Flag.WEAPON}:
        flags |= {Flag.DANGER_NOW}
    at_once = (Flag.DANGER_NOW, Flag.SUICIDE_RISK, Flag.CHILD_AT_RISK, Flag.ADULT_AT_RISK, Flag.UNDER_13_CHECK)
    due = [Due(flag, received_at) for flag in at_once if flag in flags]
    if Flag.CHILD_CHECK in flags and Flag.UNDER_13_CHECK not in flags:
        due.append(Due(Flag.CHILD_CHECK, received_at + HUMAN_CHECK_WITHIN))
    if Flag.ACCOUNT_ACCESS in flags:
        due.append(Due(Flag.ACCOUNT_ACCESS, received_at + HUMAN_CHECK_WITHIN))
    return tuple(due)


class AttemptProblem(StrEnum):
    """Why an attempt does not count towards the three."""

    SAME_DAY = "same_day"
    SAME_TIME = "same_time"


def why_not_counted(earlier: Sequence[datetime], at: datetime) -> AttemptProblem | None:
    """Does an attempt at this moment count? Only on a day that has none yet, at a time of day unlike the others (R7).

    Args:
        earlier: the attempts that counted.
    """
    local = uk_time(at)
    for moment in map(uk_time, earlier):
        if moment.date() == local.date():
            return AttemptProblem.SAME_DAY
    minutes = [abs((m.hour * 60 + m.minute) - (local.hour * 60 + local.minute)) for m in map(uk_time, earlier)]
    if any(min(apart, 1440 - apart) < DIFFERING_TIMES_ARE.total_seconds() / 60 for apart in minutes):
        return AttemptProblem.SAME_TIME
    return None


def counted_attempts(moments: Sequence[datetime]) -> list[datetime]:
    """Of all attempts, oldest first, those that count."""
    counted: list[datetime] = []
    for moment in sorted(moments):
        if why_not_counted(counted, moment) is None:
            counted.append(moment)
    return counted


def after_three_attempts(*, post_is_safe: bool) -> str:
    """The kind of task once three attempts have failed: a letter if post is safe, else a supervisor decides."""
    return "follow_up_letter" if post_is_safe else "supervisor_no_safe_contact"
