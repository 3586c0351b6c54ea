"""Safe contact: what a person said about reaching them, and the one function that answers "may we use this channel now?".

Letters, call sheets and reminders all ask `may_use`. Nothing is safe until the person says so: an empty record allows nothing.
Source: techsafety.org safe contact methods; Victims' Code Right 3 (sent safely); Hub rule R7 inside safe times only.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from forms_backend.timekeeping import uk_time

SEARCH_AHEAD_DAYS = 14
READ_THE_TIMES_FIRST = "a person must read first what they wrote about unsafe times"
READ_THE_NOTES_FIRST = "a person must read first what they wrote about contact"


class Channel(StrEnum):
    PHONE = "phone"
    VOICEMAIL = "voicemail"
    TEXT = "text"
    EMAIL = "email"
    POST = "post"
    COLLECT = "collect"  # the person comes to us, with the code on their receipt


# A call is made by a person, who has the notes before them.
GOES_BY_ITSELF = frozenset({Channel.EMAIL, Channel.TEXT, Channel.POST})


class Safe(StrEnum):
    YES = "yes"
    NO = "no"
    ASK = "ask"  # "check with me first"


class Whose(StrEnum):
    MINE = "mine"
    SHARED = "shared"
    SOMEONE_ELSE = "someone_else"


class Content(StrEnum):
    FULL = "full"
    NEUTRAL = "neutral"  # a name, a reference and how to reach us; no word of crime, the Hub or a case review


class Initiates(StrEnum):
    US = "us"
    THEM = "them"  # "I will contact you"


class SayWho(StrEnum):
    FIRST_NAME_ONLY = "first_name_only"
    ORGANISATION = "organisation"
    COVER_NAME = "cover_name"


@dataclass(frozen=True)
class ChannelPlan:
    """One way to reach someone. `address` is a number, an email address, or a postal address with line breaks."""

    channel: Channel
    safe: Safe
    address: str = ""
    whose: Whose = Whose.MINE


@dataclass(frozen=True)
class SafeContact:
    """The whole plan. Days are 0 (Monday) to 6; times are UK wall-clock times; an empty set of days means any day."""

    initiates: Initiates = Initiates.US
    channels: tuple[ChannelPlan, ...] = ()
    safe_days: frozenset[int] = frozenset()
    safe_from: time | None = None
    safe_until: time | None = None
    unsafe_times: str = ""
    say_who: SayWho = SayWho.FIRST_NAME_ONLY
    cover_name: str = ""
    withhold_number: bool = True
    others_may_answer: bool = False
    if_someone_else_answers: str = ""
    code_word: str = ""
    proof_question: str = ""
    lives_with_person: str = ""  # yes, no, not_sure or empty
    device_monitored: str = ""  # yes, no, not_sure or empty
    letter_format: str = "standard"  # standard or large_print
    language: str = "en"
    interpreter: str = ""
    worker_gender: str = ""
    notes: str = ""
    review_on: date | None = None
    confirmed_at: datetime | None = None

    def plan_for(self, channel: Channel) -> ChannelPlan | None:
        return next((plan for plan in self.channels if plan.channel is channel), None)


@dataclass(frozen=True)
class Permission:
    """The answer of `may_use`. `not_before` is set when only the time is wrong."""

    allowed: bool
    reason: str
    address: str = ""
    content: Content = Content.NEUTRAL
    not_before: datetime | None = None


def may_use(contact: SafeContact, channel: Channel, at: datetime) -> Permission:
    """May we use this channel at this moment, and how much may it say?

    Args:
        contact: the plan as the person last gave it.
        channel: the way we would use.
        at: an aware moment.

    Returns:
        allowed only when the person marked the channel safe, gave an address for it, leaves the first step to us, the plan is not
        due for review, nobody watches the device (email, text, phone), and the moment lies inside the safe days and times (all but
        post, which arrives when it arrives). What they wrote in their own words no program understands: unsafe times in words
        close every way but post, and a note about contact closes what goes by itself (email, text, post), until a person has read
        them and put them into the plan. A mailbox, phone or home that is shared or someone else's never gets more than neutral
        words, and post to an address that is not the person's own is never sent by itself.
    """
    if channel is Channel.COLLECT:
        return Permission(True, "the person collects it with their own code", content=Content.FULL)
    if contact.initiates is Initiates.THEM:
        return Permission(False, "the person will contact us")
    plan = contact.plan_for(channel)
    if plan is None or plan.safe is Safe.NO or not plan.address.strip():
        return Permission(False, "the person did not say that this way is safe")
    if plan.safe is Safe.ASK:
        return Permission(False, "the person asked us to check with them first")
    if contact.review_on is not None and uk_time(at).date() >= contact.review_on:
        return Permission(False, "the plan is due to be checked with the person")
    if channel is not Channel.POST and contact.device_monitored in ("yes", "not_sure"):
        return Permission(False, "someone may be watching the device")
    if channel is not Channel.POST and contact.unsafe_times.strip():
        return Permission(False, READ_THE_TIMES_FIRST)
    if channel in GOES_BY_ITSELF and contact.notes.strip():
        return Permission(False, READ_THE_NOTES_FIRST)
    if channel is Channel.POST:
        if plan.whose is not Whose.MINE:
            return Permission(False, "someone else may open post at this address")
        return Permission(True, "the person marked post to this address safe", plan.address, Content.FULL)
    content = Content.FULL if plan.whose is Whose.MINE else Content.NEUTRAL
    if is_safe_time(contact, at):
        return Permission(True, "the person marked this way safe", plan.address, content)
    later = next_safe_time(contact, at)
    return Permission(False, "outside the safe days and times", plan.address if later else "", content, later)


def is_safe_time(contact: SafeContact, at: datetime) -> bool:
    """Inside the safe days and times on a UK clock? A window that ends before it begins is a mistake, so nothing is inside it."""
    local = uk_time(at)
    if contact.safe_days and local.weekday() not in contact.safe_days:
        return False
    starts, ends = contact.safe_from or time.min, contact.safe_until or time.max
    return starts <= local.time() < ends


def next_safe_time(contact: SafeContact, at: datetime) -> datetime | None:
    """The first safe moment at or after `at`, within fourteen days; None when there is none."""
    if is_safe_time(contact, at):
        return at
    local = uk_time(at)
    for ahead in range(SEARCH_AHEAD_DAYS + 1):
        day = local.date() + timedelta(days=ahead)
        start = datetime.combine(day, contact.safe_from or time.min, tzinfo=local.tzinfo)
        if start > local and is_safe_time(contact, start):
            return start
    return None


def is_reachable(contact: SafeContact) -> bool:
    """Did the person give the least we need: one safe way, or "I will contact you"?"""
    return contact.initiates is Initiates.THEM or any(
        plan.safe is not Safe.NO and plan.address.strip() for plan in contact.channels
    )


def to_json(contact: SafeContact) -> dict[str, Any]:
    """Plain values for sealing; `from_json` is the reverse."""
    plain = dict(vars(contact))  # not asdict, which copies every value deeply and takes ten times as long
    plain["channels"] = [dict(vars(plan)) for plan in contact.channels]
    plain["safe_days"] = sorted(contact.safe_days)
    for name in ("safe_from", "safe_until", "review_on", "confirmed_at"):
        plain[name] = plain[name].isoformat() if plain[name] is not None else None
    return plain


def from_json(plain: dict[str, Any]) -> SafeContact:
    """Read a sealed plan back. An unknown key is an error: a plan read wrongly is a plan that harms."""
    unknown = set(plain) - {field.name for field in fields(SafeContact)}
    if unknown:
        raise ValueError("a safe-contact record holds keys this version does not know")
    values = dict(plain)
    values["initiates"] = Initiates(values["initiates"])
    values["say_who"] = SayWho(values["say_who"])
    values["channels"] = tuple(
        ChannelPlan(Channel(p["channel"]), Safe(p["safe"]), p["address"], Whose(p["whose"])) for p in values["channels"]
    )
    values["safe_days"] = frozenset(values["safe_days"])
    for name, read in (("safe_from", time), ("safe_until", time), ("review_on", date), ("confirmed_at", datetime)):
        values[name] = read.fromisoformat(values[name]) if values[name] is not None else None
    return SafeContact(**values)
