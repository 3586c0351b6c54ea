"""Working days and months, compared with two libraries and with dates worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services_directory.days.calendar import BeyondCalendar, WorkingCalendar, add_months, last_day_of_window
from services_directory.days.make_calendar import FILE, FIRST_YEAR, LAST_YEAR, as_yaml


@pytest.fixture(scope="module")
def calendar(directory) -> WorkingCalendar:
    return directory.calendar


def test_the_bank_holidays_of_2026_to_2028_are_those_printed(calendar):
    def of(year):
        return [(day.day, day.month) for day in calendar.bank_holidays if day.year == year]

    assert of(2026) == [(1, 1), (3, 4), (6, 4), (4, 5), (25, 5), (31, 8), (25, 12), (28, 12)]
    assert of(2027) == [(1, 1), (26, 3), (29, 3), (3, 5), (31, 5), (30, 8), (27, 12), (28, 12)]
    assert of(2028) == [(3, 1), (14, 4), (17, 4), (1, 5), (29, 5), (28, 8), (25, 12), (26, 12)]


def test_the_committed_file_is_what_the_command_writes():
    import holidays

    assert FILE.read_text("utf-8") == as_yaml(FIRST_YEAR, LAST_YEAR, holidays.__version__)


def test_the_days_agree_with_the_holidays_library(calendar):
    import holidays

    theirs = holidays.UnitedKingdom(subdiv="ENG", years=range(2024, 2033))
    day = calendar.first_day
    while day <= calendar.last_day:
        assert calendar.is_working_day(day) == (day.weekday() < 5 and day not in theirs), day
        day += timedelta(days=1)


def test_the_days_agree_with_gov_uk_as_far_as_its_list_goes(calendar):
    from govuk_bank_holidays.bank_holidays import BankHolidays

    theirs = BankHolidays(use_cached_holidays=True)
    listed = {entry["date"] for entry in theirs.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)}
    ours = {day for day in calendar.bank_holidays if day.year <= max(listed).year}
    assert ours == {day for day in listed if day >= calendar.first_day}
    assert max(listed).year >= 2027


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        pytest.param(date(2026, 11, 24), 1, date(2026, 11, 25), id="a plain week"),
        pytest.param(date(2026, 12, 24), 1, date(2026, 12, 29), id="over Christmas and its substitute day"),
        pytest.param(date(2026, 12, 29), 5, date(2027, 1, 6), id="over New Year"),
        pytest.param(date(2026, 12, 24), 5, date(2027, 1, 5), id="five days from Christmas Eve"),
        pytest.param(date(2027, 3, 25), 1, date(2027, 3, 30), id="over Easter"),
        pytest.param(date(2026, 11, 21), 0, date(2026, 11, 21), id="no days is the day itself"),
        pytest.param(date(2026, 11, 21), 1, date(2026, 11, 23), id="from a Saturday"),
    ],
)
def test_working_days_are_counted_from_the_next_day(calendar, start, days, due):
    assert calendar.add(start, days) == due


def test_a_council_closure_does_not_count(calendar):
    closed = calendar.closing({date(2026, 12, 29): "Council closed"})
    assert closed.add(date(2026, 12, 24), 1) == date(2026, 12, 30)
    assert calendar.add(date(2026, 12, 24), 1) == date(2026, 12, 29)


def test_a_one_off_holiday_added_to_the_file_counts_for_everyone(records):
    from services_directory import load

    more = records / "calendar" / "more-days.yml"
    more.write_text(
        "one_off: [{date: 2026-11-25, name: A new holiday}]\n"
        "council_closures: {fenland: [{date: 2026-11-26, name: Council closed}]}\n",
        "utf-8",
    )
    changed = load(records)
    assert changed.calendar.add(date(2026, 11, 24), 1) == date(2026, 11, 26)
    assert changed.calendar_for("fenland").add(date(2026, 11, 24), 1) == date(2026, 11, 27)


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2033, 1, 1)])
def test_a_day_outside_the_table_is_never_guessed(calendar, day):
    with pytest.raises(BeyondCalendar):
        calendar.is_working_day(day)
    with pytest.raises(BeyondCalendar):
        calendar.add(day, 0)


def test_a_count_that_runs_past_the_table_is_never_guessed(calendar):
    with pytest.raises(BeyondCalendar):
        calendar.add(date(2032, 12, 31), 1)
    with pytest.raises(ValueError):
        calendar.add(date(2026, 1, 5), -1)


def test_the_next_working_day_and_the_count_between_two_days(calendar):
    assert calendar.next_working_day(date(2026, 12, 25)) == date(2026, 12, 29)
    assert calendar.next_working_day(date(2026, 12, 29)) == date(2026, 12, 29)
    assert calendar.count(date(2026, 12, 24), date(2026, 12, 30)) == 2
    assert calendar.count(date(2026, 12, 30), date(2026, 12, 24)) == 0


@pytest.mark.parametrize(
    ("day", "months", "answer"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 1, 6), 1, date(2027, 2, 6)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_are_months_and_end_with_the_month(day, months, answer):
    assert add_months(day, months) == answer


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        pytest.param(date(2026, 3, 10), 1, date(2026, 4, 9), id="one month beginning with 10 March"),
        pytest.param(date(2026, 3, 10), 6, date(2026, 9, 9), id="six months beginning with 10 March"),
        pytest.param(date(2027, 1, 31), 1, date(2027, 2, 27), id="a short month"),
        pytest.param(date(2026, 12, 1), 1, date(2026, 12, 31), id="a whole month"),
    ],
)
def test_a_window_begins_with_its_first_day(first, months, last):
    assert last_day_of_window(first, months) == last
