"""The only place that asks what time it is.

Moments are stored in UTC and always aware; decisions are made on UK dates. Counting working days is the calendar's
(`services_directory.days.calendar`), reached from here so that views need one import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")
_clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731


def now_utc() -> datetime:
    """This moment, aware, in UTC, to the microsecond."""
    return _clock()


def today() -> date:
    """Today's date in the United Kingdom."""
    return uk_date(now_utc())


def uk_time(moment: datetime) -> datetime:
    """The same moment as a clock on a wall in Cambridge shows it."""
    return moment.astimezone(UK)


def uk_date(moment: datetime) -> date:
    return uk_time(moment).date()


@contextmanager
def frozen_at(moment: datetime) -> Iterator[None]:
    """Hold the clock at one aware moment (for tests and for `make demo`)."""
    global _clock
    if moment.tzinfo is None:
        raise ValueError("a frozen clock needs an aware moment")
    before, _clock = _clock, lambda: moment
    try:
        yield
    finally:
        _clock = before
