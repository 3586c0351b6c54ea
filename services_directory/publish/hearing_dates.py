"""The page "When should I hear?": every promise in words, with what its script needs to count from a date on the device."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from services_directory.days.calendar import WorkingCalendar
from services_directory.days.counting import Count, Unit
from services_directory.days.moments import GROUPS, Moment
from services_directory.days.promises import Promise, promises
from services_directory.publish.page import Page

if TYPE_CHECKING:
    from services_directory import Directory

ADDRESS = "your-rights/when-should-i-hear/"
ABOUT_HOW_MANY_DAYS = {Unit.WORKING_DAYS: 1.4, Unit.DAYS: 1, Unit.MONTHS: 30, Unit.TO_A_WORKING_DAY: 0}
HOW_SURE = {
    "high": "We have read this limit in a public source.",
    "medium": "We have seen this only in part. Please check it with them.",
    "low": "We have not seen this limit in the rules themselves. Please check it with them.",
}


class Group(NamedTuple):
    """Moments under one heading, each with what must follow, soonest first."""

    id: str
    title: str
    moments: tuple[tuple[Moment, tuple[Promise, ...]], ...]


def hearing_dates(directory: Directory, today: date) -> Page:
    every = promises(directory)
    groups = tuple(
        Group(name, GROUPS[name], tuple((moment, _soonest_first(every, moment.id)) for moment in moments))
        for name, moments in groupby(directory.moments.values(), key=lambda moment: moment.group)
    )
    calendar, years = directory.calendar, (today.year, today.year + 1)
    closures = {name: sorted(days) for name, days in directory.council_closures.items() if days}
    return Page(
        ADDRESS,
        "when_should_i_hear.html",
        repr((groups, calendar, closures, years)),
        (),
        {
            "active_section": "your-rights",
            "uses_fields": True,
            "groups": groups,
            "calendar": calendar,
            "closures": closures,
            "areas": [(area.id, area.council_name) for area in directory.areas.values()],
            "holidays": [(year, bank_holidays(calendar, year)) for year in years],
            "steps": steps_as_text,
            "how_sure": HOW_SURE,
            "editions": {right.code_edition for editions in directory.right_editions.values() for right in editions},
        },
    )


def steps_as_text(count: Count) -> str:
    """A count as the script reads it: 'w5 w1' is five working days and then one; '|' parts the paths."""
    return "|".join(" ".join(f"{unit.value}{number}" for unit, number in path) for path in count)


def bank_holidays(calendar: WorkingCalendar, year: int) -> list[tuple[date, str]]:
    """Those of one year, in order."""
    return sorted((day, name) for day, name in calendar.bank_holidays.items() if day.year == year)


def _soonest_first(every: tuple[Promise, ...], moment: str) -> tuple[Promise, ...]:
    return tuple(sorted((one for one in every if one.moment == moment), key=lambda one: (_council(one), _length(one.standard))))


def _council(promise: Promise) -> tuple[str, date]:
    """Councils stay together, and what was in force first comes first."""
    return (promise.area.name if promise.area else "", promise.valid_from)


def _length(count: Count) -> float:
    return min(sum(ABOUT_HOW_MANY_DAYS[unit] * number for unit, number in path) for path in count)
