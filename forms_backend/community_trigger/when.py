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


def when_from_text(kept: str | None) -> When | None:
    """The days that a kept date may mean: "2026-05-03", "2026-05" or "2026". None when nothing, or no real day, is there."""
    parts = (kept or "").split("-")
    if len(parts) > 3 or not all(part.isdecimal() for part in parts):
        return None
    try:
        first = date(*(int(part) for part in [*parts, "1", "1"][:3]))
    except (ValueError, OverflowError):
        return None
    if len(parts) == 1:
        return When(first, date(first.year, 12, 31))
    if len(parts) == 2:
        return When(first, first.replace(day=monthrange(first.year, first.month)[1]))
    return When.on(first)
