"""Promises: the limits of the rights and of the councils as dates, and the same clocks that letters and the desk use."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from services_directory import BeyondCalendar
from services_directory.days.case_review_clocks import appeal_by, clocks_at_receipt, discuss_by, plan_by
from services_directory.days.counting import Step, Unit, due
from services_directory.days.limits import limit_check
from services_directory.days.promises import last_days, of_case_review, promises

MONDAY_BEFORE_CHRISTMAS = date(2026, 12, 21)


@pytest.fixture(scope="module")
def every(directory):
    return promises(directory)


def of(every, moment: str, who: str):
    [found] = [one for one in every if one.moment == moment and one.who == who and "pass your details" not in one.what]
    return found


@pytest.mark.parametrize(
    ("moment", "who", "standard", "enhanced"),
    [
        pytest.param("reported", "The police", "2026-12-23", "2026-12-23", id="referred to support in 2 working days"),
        pytest.param("arrest", "The police", "2026-12-30", "2026-12-22", id="an arrest: 5 working days, or 1"),
        pytest.param("no-investigation", "The police", "2026-12-30", "2026-12-22", id="no investigation: 5 working days, or 1"),
        pytest.param("bail-hearing", "The court", "2026-12-30", "2026-12-30", id="the court tells the unit in 5"),
        pytest.param("bail-hearing", "The Witness Care Unit", "2027-01-07", "2026-12-31", id="then the unit has 5, or 1"),
        pytest.param("verdict", "The Witness Care Unit", "2026-12-31", "2026-12-31", id="a verdict: 5 for the court and 1"),
        pytest.param("evidence-needed", "The Witness Care Unit", "2026-12-22", "2026-12-22", id="needed as a witness: 1"),
        pytest.param("sentence", "The Probation Service", "2027-02-04", "2027-02-04", id="10 to pass on and 20 to contact you"),
        pytest.param("contact-scheme", "The Probation Service", "2027-01-21", "2027-01-21", id="already passed on: 20"),
        pytest.param("sentence", "You", "2027-01-17", "2027-01-17", id="your own 28 days, with the day itself as day 1"),
        pytest.param("crime", "You", "2028-12-20", "2028-12-20", id="your own 2 years, the careful way"),
        pytest.param("complaint", "The body you complain to", "2027-01-07", "2027-01-07", id="an answer in 10 working days"),
    ],
)
def test_each_limit_of_the_code_becomes_a_day(every, directory, moment, who, standard, enhanced):
    found = last_days(of(every, moment, who), MONDAY_BEFORE_CHRISTMAS, directory.calendar)
    assert found == (date.fromisoformat(standard), date.fromisoformat(enhanced))


def test_past_the_calendar_nothing_is_guessed(every, directory):
    assert last_days(of(every, "arrest", "The police"), date(2032, 12, 30), directory.calendar) == (None, date(2032, 12, 31))
    assert last_days(of(every, "arrest", "The police"), date(2032, 12, 31), directory.calendar) == (None, None)
    with pytest.raises(BeyondCalendar):
        due(date(2032, 12, 31), of(every, "arrest", "The police").standard, directory.calendar)


def test_on_every_day_a_council_s_promises_are_the_clocks_of_letters_and_desk(directory):
    for area in directory.areas.values():
        calendar = directory.calendar_for(area.id)
        for rules in area.rules:
            limits, close = rules.limits, time.fromisoformat(rules.close_of_business)
            told = {(one.moment, one.what): one for one in of_case_review(area, rules)}
            day = calendar.first_day
            while day < date(2032, 10, 1):
                clocks = clocks_at_receipt(datetime.combine(day, time(9)), close, limits, calendar)
                counted = [last_days(one, day, calendar)[0] for one in told.values()]
                assert counted == [
                    clocks.acknowledge_by,
                    clocks.assess_by,
                    clocks.discuss_by_at_latest,
                    discuss_by(day, limits),
                    plan_by(day, limits, calendar),
                    appeal_by(day, limits),
                ], (area.id, day)
                day += timedelta(days=1)


def test_the_earliest_of_several_paths_holds(directory):
    count = ((Step(Unit.WORKING_DAYS, 5),), (Step(Unit.DAYS, 3),))
    assert due(MONDAY_BEFORE_CHRISTMAS, count, directory.calendar) == date(2026, 12, 24)


def test_each_promise_says_who_what_and_where_it_comes_from(every):
    assert len(every) >= 60
    for one in every:
        assert one.who and one.what and one.source and one.standard_words.startswith(("within", "in most cases"))
        assert (one.right is None) != (one.area is None)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({"working_days": 5, "days": 3, "counted_from": ["arrest"]}, "exactly one of"),
        ({"counted_from": ["arrest"]}, "exactly one of"),
        ({"days": 3, "enhanced_working_days": 1, "counted_from": ["arrest"]}, "goes with working_days"),
        ({"working_days": 5, "counted_from": []}, "needs at least 1"),
        ({"working_days": 5, "counted_from": ["arrest"], "colour": "red"}, "unknown key 'colour'"),
    ],
)
def test_a_limit_that_cannot_be_counted_is_refused(raw, says):
    assert says in str(limit_check(raw))
