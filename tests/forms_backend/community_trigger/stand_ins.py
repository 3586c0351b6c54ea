"""Small stand-ins for an area's rules, for tests of pure rules: a test states only what it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from services_directory.days.calendar import WorkingCalendar

BANK_HOLIDAYS = (
    "2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28 "
    "2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28"
)
CALENDAR = WorkingCalendar(
    division="england-and-wales",
    first_day=date(2026, 1, 1),
    last_day=date(2027, 12, 31),
    bank_holidays={date.fromisoformat(day): "bank holiday" for day in BANK_HOLIDAYS.split()},
)


@dataclass(frozen=True)
class SomeLimits:
    acknowledge_working_days: int = 1
    assess_working_days: int = 5
    assess_cap_from_receipt_working_days: int = 6
    discuss_within_months: int = 1
    plan_working_days: int = 10
    appeal_months: int = 2
    information_request_working_days: int = 5


@dataclass(frozen=True)
class SomeThreshold:
    count: int = 3
    complaint_window_months: int = 1
    application_window_months: int = 6
    group_count: int | None = None
    group_people: int | None = None
    closed_case_required: bool = False
    written_consent: bool = False
    window_counted_from: str = "application"
    verified: bool = True


@dataclass(frozen=True)
class SomeRules:
    limits: SomeLimits = field(default_factory=SomeLimits)
    threshold: SomeThreshold = field(default_factory=SomeThreshold)
