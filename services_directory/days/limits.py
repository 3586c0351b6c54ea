"""A limit of a duty as numbers, with the words that say it: "within 5 working days" is written nowhere else.

Readings of the Code, which does not print how to count: the day of what happened is day 0. A limit that binds the reader
(`yours`) is counted the careful way, with that day as day 1, so that nobody is a day late because of us.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services_directory import fields
from services_directory.days.counting import Count, Step, Unit, number_of, working_days

_UNITS = ("working_days", "days", "years")


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit. One of `working_days`, `days` and `years` is set.

    Attributes:
        enhanced_working_days: the limit for people with enhanced rights, where it differs.
        of: what the words say it runs from ("the sentence"); None where the duty itself says it.
        usually: the words say "in most cases".
        enhanced_also: what people with enhanced rights get besides, in words.
        yours: it binds the reader, not a body.
        counted_from: ids of the moments (records/moments.yml) from which a reader can count it.
        after: id of the duty of the same right that must be done first; this limit then runs from that one's last day.
    """

    working_days: int | None
    days: int | None
    years: int | None
    enhanced_working_days: int | None
    of: str | None
    usually: bool
    enhanced_also: str | None
    yours: bool
    counted_from: tuple[str, ...]
    after: str | None

    @property
    def standard_words(self) -> str:
        """'within 5 working days of being told'."""
        return self._words(self.working_days)

    @property
    def enhanced_words(self) -> str:
        also = f", and {self.enhanced_also}" if self.enhanced_also else ""
        return self._words(self.enhanced_working_days or self.working_days) + also

    def _words(self, in_working_days: int | None) -> str:
        if in_working_days is not None:
            time = number_of(in_working_days, "working day")
        else:
            time = number_of(self.days, "day") if self.days is not None else number_of(self.years or 0, "year")
        usually = "in most cases " if self.usually else ""
        since = f" of {self.of}" if self.of else ""
        return f"{usually}within {time}{since}{', counting every day' if self.days is not None else ''}"

    def count(self, enhanced: bool = False) -> Count:
        """How to count it, without what comes before it."""
        if self.working_days is not None:
            number = self.enhanced_working_days if enhanced and self.enhanced_working_days else self.working_days
            return ((working_days(number),),)
        step = Step(Unit.DAYS, self.days) if self.days is not None else Step(Unit.MONTHS, 12 * (self.years or 0))
        return ((step, Step(Unit.DAYS, -1)),) if self.yours else ((step,),)


_LIMIT_SHAPE = fields.record(
    required={"counted_from": fields.list_of(fields.identifier, at_least=1)},
    optional={
        **dict.fromkeys(_UNITS, fields.whole_number),
        "enhanced_working_days": fields.whole_number,
        "of": fields.text,
        "usually": fields.flag,
        "enhanced_also": fields.text,
        "yours": fields.flag,
        "after": fields.identifier,
    },
)


def limit_check(raw: Any) -> fields.Fault:
    """The shape of a limit, and that it has exactly one length."""
    if fault := _LIMIT_SHAPE(raw):
        return fault
    lengths = [unit for unit in _UNITS if unit in raw]
    if len(lengths) != 1:
        return f"a limit has exactly one of: {', '.join(_UNITS)}"
    if "enhanced_working_days" in raw and lengths != ["working_days"]:
        return "enhanced_working_days goes with working_days"
    return None


def limit_from(raw: dict[str, Any]) -> Limit:
    """A Limit from values that `limit_check` has passed."""
    return Limit(
        working_days=raw.get("working_days"),
        days=raw.get("days"),
        years=raw.get("years"),
        enhanced_working_days=raw.get("enhanced_working_days"),
        of=raw.get("of"),
        usually=raw.get("usually", False),
        enhanced_also=raw.get("enhanced_also"),
        yours=raw.get("yours", False),
        counted_from=tuple(raw["counted_from"]),
        after=raw.get("after"),
    )
