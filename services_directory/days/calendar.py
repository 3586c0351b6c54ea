"""Working days, and months. Pure: dates in, dates out, and no clock.

Working day: Monday to Friday, not a bank holiday of England and Wales, not a day on which the council says it is shut.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


class BeyondCalendar(Exception):
    """The answer lies outside the days whose bank holidays we hold. We never guess a deadline."""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of England and Wales.

    Attributes:
        division: whose bank holidays these are.
        first_day, last_day: the days we know about, both included.
        bank_holidays: each bank holiday and its name.
        closed: other days that do not count, such as a council's own closure, and why.
    """

    division: str
    first_day: date
    last_day: date
    bank_holidays: dict[date, str]
    closed: dict[date, str] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        self._must_be_known(day)
        return day.weekday() < 5 and day not in self.bank_holidays and day not in self.closed

    def add(self, day: date, working_days: int) -> date:
        """The date `working_days` working days after `day`, which is day 0 and may be any day.

        Raises BeyondCalendar when the count runs past the last day we hold.
        """
        if working_days < 0:
            raise ValueError("Working days are counted forwards only.")
        self._must_be_known(day)
        while working_days:
            day += ONE_DAY
            if self.is_working_day(day):
                working_days -= 1
        return day

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is a working day, else the next one."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def count(self, after: date, until: date) -> int:
        """Working days after one date up to and including another; 0 when `until` is not later."""
        day, counted = after, 0
        self._must_be_known(day)
        while day < until:
            day += ONE_DAY
            counted += self.is_working_day(day)
        return counted

    def closing(self, days: dict[date, str]) -> WorkingCalendar:
        """The same calendar with more days that do not count (a council's closure, a one-off holiday)."""
        return replace(self, closed={**self.closed, **days})

    def days_left(self, today: date) -> int:
        """How many days of calendar are left; an editor is warned when it is under a year."""
        return (self.last_day - today).days

    def _must_be_known(self, day: date) -> None:
        if not self.first_day <= day <= self.last_day:
            raise BeyondCalendar(
                f"{day.isoformat()} is outside the bank holidays held here "
                f"({self.first_day.isoformat()} to {self.last_day.isoformat()}). "
                "Run: python -m services_directory.days.make_calendar"
            )


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or the month's last day when it has no such day.

    31 January and one month is 28 February (29 in a leap year). Months are never turned into days.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_day_of_window(first_day: date, months: int) -> date:
    """The last day of 'n months beginning with' a day: that day is day 1 of the window.

    One month beginning with 10 March ends on 9 April; six months beginning with 10 March end on 9 September.
    A month that is too short ends the window on its last day less one, as the clamp in `add_months` says.

    Act: Anti-social Behaviour, Crime and Policing Act 2014, section 104(11).
    """
    return add_months(first_day, months) - ONE_DAY
