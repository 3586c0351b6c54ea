"""When a service answers: kept as days and times, said in words, and asked about one moment.

A record's `opening` is the one place for this. Pages show the words made from it; a browser works out "open now" from the
same structure (site/scripts/open-now.js), and the tests hold the two equal. All times are the clock on a wall in London.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from services_directory import fields
from services_directory.days.calendar import WorkingCalendar

LONDON = ZoneInfo("Europe/London")
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TOGETHER = {"weekdays": WEEK[:5], "every-day": WEEK}
ON_BANK_HOLIDAYS = ("yes", "no", "unknown")
ALL_DAY = (0, 24 * 60)
_EPOCH = date(1970, 1, 1)


def _clock(value: Any) -> fields.Fault:
    return None if value == "24:00" else fields.clock_time(value)


SPELL_SHAPE = fields.record(
    required={"days": fields.list_of(fields.one_of({*WEEK, *_TOGETHER}), at_least=1), "from": _clock, "to": _clock},
    optional={"bank_holidays": fields.one_of(ON_BANK_HOLIDAYS)},
)
OPENING_SHAPE = fields.list_of(SPELL_SHAPE, at_least=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch of hours on some days of the week.

    Attributes:
        days: 0 for Monday to 6 for Sunday, in order.
        start, end: minutes after midnight; an end that is not after the start lies on the next day.
        bank_holidays: whether it holds on a bank holiday that falls on one of its days.
    """

    days: tuple[int, ...]
    start: int
    end: int
    bank_holidays: str = "unknown"


class Answering(Enum):
    """Whether somebody answers at one moment, by the hours that a record gives."""

    OPEN = "open"
    UNSURE = "unsure"
    CLOSED = "closed"


def opening_from(raw: list[dict[str, Any]] | None) -> tuple[Spell, ...]:
    """Spells from a record that `OPENING_SHAPE` has passed."""
    return tuple(
        Spell(_days(entry["days"]), _minutes(entry["from"]), _minutes(entry["to"]), entry.get("bank_holidays", "unknown"))
        for entry in raw or ()
    )


def answering(spells: Iterable[Spell], moment: datetime, calendar: WorkingCalendar) -> Answering | None:
    """Whether somebody answers at a moment.

    Args:
        spells: the hours; none at all means that nobody knows.
        moment: any moment with a time zone.
        calendar: the bank holidays; a council's own closures make no difference here.

    Returns:
        UNSURE when it hangs on a bank holiday of which the record says nothing. None when there are no hours, and
        when the moment, or the evening before, lies outside the days whose bank holidays we hold: we do not guess.
    """
    spells, local = tuple(spells), moment.astimezone(LONDON)
    today, minute = local.date(), local.hour * 60 + local.minute
    if not spells or not calendar.first_day < today <= calendar.last_day:
        return None
    found = Answering.CLOSED
    for spell in spells:
        for day, reached in ((today, minute), (today - timedelta(days=1), minute + 24 * 60)):
            end = spell.end if spell.end > spell.start else spell.end + 24 * 60
            if day.weekday() not in spell.days or not spell.start <= reached < end:
                continue
            holds = spell.bank_holidays if day in calendar.bank_holidays else "yes"
            if holds == "yes":
                return Answering.OPEN
            if holds == "unknown":
                found = Answering.UNSURE
    return found


def in_words(spells: Iterable[Spell]) -> str:
    """'Monday to Friday, 9am to 5pm'; '24 hours' when it never shuts."""
    spells = tuple(spells)
    if len(spells) == 1 and (spells[0].days, spells[0].start, spells[0].end) == (tuple(range(7)), *ALL_DAY):
        return {"no": "24 hours, but not on bank holidays"}.get(spells[0].bank_holidays, "24 hours")
    said = "; ".join(f"{_days_in_words(spell.days)}, {_times_in_words(spell)}" for spell in spells)
    closed = {spell.bank_holidays for spell in spells}
    return said + {frozenset({"no"}): ", not on bank holidays", frozenset({"yes"}): ", also on bank holidays"}.get(
        frozenset(closed), ""
    )


def as_code(spells: Iterable[Spell]) -> str:
    """The structure as a browser reads it: days (1 Monday to 7 Sunday), start, end, and y, n or u; spells between dots."""
    return ".".join(
        f"{''.join(str(day + 1) for day in spell.days)},{spell.start},{spell.end},{spell.bank_holidays[0]}" for spell in spells
    )


def calendar_code(calendar: WorkingCalendar) -> str:
    """The first and last day and every bank holiday, in days since 1970: numbers of base 36, each as a step from the last."""
    days = [calendar.first_day, calendar.last_day, *sorted(calendar.bank_holidays)]
    numbers = [(day - _EPOCH).days for day in days]
    steps = [numbers[0], numbers[1] - numbers[0], numbers[2] - numbers[0] if len(numbers) > 2 else 0]
    steps += [later - earlier for earlier, later in zip(numbers[2:], numbers[3:], strict=False)]
    return " ".join(_base36(step) for step in steps)


def _days(named: Iterable[str]) -> tuple[int, ...]:
    days = {day for name in named for day in _TOGETHER.get(name, (name,))}
    return tuple(sorted(WEEK.index(day) for day in days))


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")[:2]
    return int(hours) * 60 + int(minutes)


def _days_in_words(days: tuple[int, ...]) -> str:
    if days == tuple(range(7)):
        return "Every day"
    names = [WEEK[day].capitalize() for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[0]} to {names[-1]}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _times_in_words(spell: Spell) -> str:
    if (spell.start, spell.end) == ALL_DAY:
        return "all day and night"
    return f"{_time_in_words(spell.start)} to {_time_in_words(spell.end)}"


def _time_in_words(minutes: int) -> str:
    hours, rest = divmod(minutes % (24 * 60), 60)
    if not rest and hours in (0, 12):
        return "midday" if hours else "midnight"
    return f"{hours % 12 or 12}{f'.{rest:02d}' if rest else ''}{'am' if hours < 12 else 'pm'}"


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
        if not number:
            return digits
