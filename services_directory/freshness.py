"""Has anybody looked at this lately? Pure rules about the day a record was last tried by a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from services_directory import fields
from services_directory.service import Service


class Freshness(Enum):
    """How old a record's last check is."""

    NEVER = "never"
    FRESH = "fresh"
    DUE = "due"
    OVERDUE = "overdue"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class CheckTimes:
    """Days since the last check after which it is due, overdue, and too old to show at all."""

    due_after_days: int
    overdue_after_days: int
    hide_after_days: int


CHECK_TIMES_SHAPE = fields.record(
    required={
        "due_after_days": fields.whole_number,
        "overdue_after_days": fields.whole_number,
        "hide_after_days": fields.whole_number,
    }
)


def freshness(checked_on: date | None, today: date, times: CheckTimes) -> Freshness:
    """How fresh a check is on a day. A record that nobody has checked is NEVER, and is shown, saying so."""
    if checked_on is None:
        return Freshness.NEVER
    age = (today - checked_on).days
    if age >= times.hide_after_days:
        return Freshness.HIDDEN
    if age >= times.overdue_after_days:
        return Freshness.OVERDUE
    return Freshness.DUE if age >= times.due_after_days else Freshness.FRESH


def check_due_on(checked_on: date | None, times: CheckTimes) -> date | None:
    """The day the next check falls due; None when there has been none, which is due now."""
    return None if checked_on is None else checked_on + timedelta(days=times.due_after_days)


def is_hidden(service: Service, today: date, times: CheckTimes) -> bool:
    """Whether a service is too long unchecked to show. Three-figure national numbers (999, 101, 111) always show."""
    if any(len(phone.digits) == 3 for phone in service.phones):
        return False
    return freshness(service.checked_on, today, times) is Freshness.HIDDEN


def is_open_on(service: Service, day: date) -> bool:
    """Whether the day lies within the service's dates."""
    return (service.valid_from is None or service.valid_from <= day) and (service.valid_to is None or day <= service.valid_to)


def check_note(service: Service, today: date, times: CheckTimes) -> str:
    """One plain sentence or two about how far to trust the contact details of a service."""
    state = freshness(service.checked_on, today, times)
    if state is Freshness.NEVER:
        return f"{_not_tried(service)} {_comes_from(service)}"
    on = uk_date(service.checked_on)
    if state is Freshness.FRESH:
        return f"Last checked on {on}."
    if state is Freshness.DUE:
        return f"Last checked on {on}. We are due to check it again."
    return f"Last checked on {on}. That is a long time ago, so the details may have changed."


def uk_date(day: date) -> str:
    """2 March 2026."""
    return f"{day.day} {day:%B %Y}"


def _not_tried(service: Service) -> str:
    kinds = {route.kind for route in service.routes}
    if "phone" in kinds:
        return "Nobody here has rung this yet."
    if kinds & {"text", "email", "webchat"}:
        return "Nobody here has tried this yet."
    return "Nobody here has tried this web address yet." if "url" in kinds else "Nobody here has confirmed this yet."


def _comes_from(service: Service) -> str:
    kinds = {route.kind for route in service.routes}
    what = "The number comes from" if kinds & {"phone", "text"} else "What we say comes from"
    dated = f" ({service.source_date})" if service.source_date else ""
    return f"{what}: {service.source}{dated}."
