"""A day as a person remembers it: exact, or only a month, or only a year. Rules ask for the first and last day it may be."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class When:
    """One day, somewhere from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a day cannot end before it begins")

    @classmethod
    def on(cls, day: date) -> When:
        return cls(day, day)

    @property
    def is_exact(self) -> bool:
        return self.first == self.last


def when_from_parts(year: int | None, month: int | None, day: int | None) -> When | None:
    """What the parts of a date tell us. None when there is no year or the parts make no date: then nobody can tell."""
    if year is None or not 1900 <= year <= 9998:
        return None
    if month is None:
        return When(date(year, 1, 1), date(year, 12, 31))
    try:
        if day is None:
            return When(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return When.on(date(year, month, day))
    except (ValueError, IndexError):
        return None
