"""How a limit is counted, as data: the same few steps that the page's script takes on the reader's own device.

A count is one or more paths from a day to a last day; when there are several, the earliest day wins. A path is a run of
steps, taken in order. Pure: a day, a count and the working calendar in, a day out, and no clock.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from services_directory.days.calendar import WorkingCalendar, add_months


class Unit(StrEnum):
    """What a step counts. The values are what the page hands to its script."""

    WORKING_DAYS = "w"
    DAYS = "d"
    MONTHS = "m"
    TO_A_WORKING_DAY = "t"  # stays on a working day, else goes on to the next; its number is 0


class Step(NamedTuple):
    unit: Unit
    number: int


Path = tuple[Step, ...]
Count = tuple[Path, ...]


def due(day: date, count: Count, calendar: WorkingCalendar) -> date:
    """The last day of a limit.

    Args:
        day: the UK date from which it runs; it is day 0 and is not counted.
        count: one path or several, of which the earliest last day holds.
        calendar: the working days that count.

    Raises:
        BeyondCalendar: a working day outside the bank holidays we hold would have to be counted; we never guess.
    """
    return min(_last_day(day, path, calendar) for path in count)


def _last_day(day: date, path: Path, calendar: WorkingCalendar) -> date:
    for unit, number in path:
        match unit:
            case Unit.WORKING_DAYS:
                day = calendar.add(day, number)
            case Unit.DAYS:
                day += timedelta(days=number)
            case Unit.MONTHS:
                day = add_months(day, number)
            case Unit.TO_A_WORKING_DAY:
                day = calendar.next_working_day(day)
    return day


def working_days(number: int) -> Step:
    return Step(Unit.WORKING_DAYS, number)


def followed_by(count: Count, *steps: Step) -> Count:
    """The same count with more steps after each path."""
    return tuple((*path, *steps) for path in count)


def number_of(number: int, unit: str) -> str:
    """'1 working day', '5 working days'."""
    return f"{number} {unit}{'' if number == 1 else 's'}"
