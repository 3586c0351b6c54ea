"""The worked dates of the process (section 8 of the source as we read it), and the readings behind them."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.community_trigger import rules
from forms_backend.community_trigger.status import Status
from forms_backend.timekeeping import UK
from services_directory.days.calendar import BeyondCalendar
from tests.forms_backend.community_trigger.stand_ins import CALENDAR, SomeLimits

CLOSE = time(17, 0)
LIMITS = SomeLimits()
TWO_DAYS = SomeLimits(acknowledge_working_days=2)

WORKED = [
    # received, CT1 by, decided by when CT1 goes on its last day, decided by when CT1 goes on the day of receipt, discussed by
    pytest.param("2026-11-21", "2026-11-24", "2026-12-01", "2026-11-30", "2027-01-01", id="a Saturday"),
    pytest.param("2026-11-24", "2026-11-25", "2026-12-02", "2026-12-01", "2027-01-02", id="a plain Tuesday"),
    pytest.param("2026-12-17", "2026-12-18", "2026-12-29", "2026-12-24", "2027-01-29", id="the week before Christmas"),
    pytest.param("2026-12-24", "2026-12-29", "2027-01-06", "2027-01-05", "2027-02-06", id="Christmas Eve"),
    pytest.param("2027-01-25", "2027-01-26", "2027-02-02", "2027-02-01", "2027-03-02", id="a month with fewer days ahead"),
    pytest.param("2027-03-25", "2027-03-30", "2027-04-06", "2027-04-05", "2027-05-06", id="the day before Good Friday"),
]


def at_ten(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(10, 0), tzinfo=UK)


@pytest.mark.parametrize(("received", "ct1_by", "decided_by", "decided_by_if_at_once", "discussed_by"), WORKED)
def test_the_worked_dates_come_out_exactly(received, ct1_by, decided_by, decided_by_if_at_once, discussed_by):
    clocks = rules.clocks_at_receipt(at_ten(received), CLOSE, LIMITS, CALENDAR)
    at_once = rules.assess_by(clocks.starts_on, date.fromisoformat(received), LIMITS, CALENDAR)
    assert [clocks.acknowledge_by, clocks.assess_by, at_once, clocks.discuss_by_at_latest] == [
        date.fromisoformat(day) for day in (ct1_by, decided_by, decided_by_if_at_once, discussed_by)
    ]


@pytest.mark.parametrize(
    ("received", "ct1_by"),
    [
        pytest.param("2026-11-24", "2026-11-26", id="a plain Tuesday"),
        pytest.param("2026-11-21", "2026-11-25", id="a Saturday"),
        pytest.param("2026-12-24", "2026-12-30", id="over Christmas and its substitute day"),
    ],
)
def test_cambridge_and_fenland_answer_within_two_working_days(received, ct1_by):
    assert rules.clocks_at_receipt(at_ten(received), CLOSE, TWO_DAYS, CALENDAR).acknowledge_by == date.fromisoformat(ct1_by)


def test_where_ct1_may_take_two_days_the_decision_still_never_passes_its_cap():
    clocks = rules.clocks_at_receipt(at_ten("2026-11-24"), CLOSE, TWO_DAYS, CALENDAR)
    assert clocks.assess_by == clocks.assess_cap == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("received_at", "starts"),
    [
        pytest.param(datetime(2026, 11, 24, 16, 59, tzinfo=UK), date(2026, 11, 24), id="a minute before close"),
        pytest.param(datetime(2026, 11, 24, 17, 0, tzinfo=UK), date(2026, 11, 25), id="at close"),
        pytest.param(datetime(2026, 11, 27, 23, 0, tzinfo=UK), date(2026, 11, 30), id="late on a Friday"),
        pytest.param(datetime(2026, 12, 26, 9, 0, tzinfo=UK), date(2026, 12, 29), id="a Saturday before a bank holiday Monday"),
    ],
)
def test_what_comes_after_close_counts_on_the_next_working_day(received_at, starts):
    assert rules.starts_on(received_at, CLOSE, CALENDAR) == starts


def test_a_late_ct1_never_moves_the_decision_past_the_cap():
    starts = date(2026, 11, 24)
    assert rules.assess_by(starts, date(2026, 12, 1), LIMITS, CALENDAR) == rules.assess_cap(starts, LIMITS, CALENDAR)


def test_a_month_that_is_too_short_ends_on_its_last_day():
    assert rules.discuss_by(date(2027, 1, 31), LIMITS) == date(2027, 2, 28)


def test_the_plan_is_shared_within_ten_working_days_of_the_meeting():
    assert rules.plan_by(date(2026, 12, 15), LIMITS, CALENDAR) == date(2026, 12, 31)


def test_the_panel_finishes_within_two_months_of_the_appeal():
    assert rules.appeal_by(date(2026, 12, 31), LIMITS) == date(2027, 2, 28)


def test_a_count_past_the_known_bank_holidays_is_refused_and_never_guessed():
    with pytest.raises(BeyondCalendar):
        rules.clocks_at_receipt(at_ten("2027-12-30"), CLOSE, LIMITS, CALENDAR)


@given(
    received_at=st.datetimes(datetime(2026, 1, 2), datetime(2027, 10, 1)),  # noqa: DTZ001
    ct1_after=st.integers(0, 20),
)
def test_the_clocks_keep_their_order_whatever_the_day(received_at, ct1_after):
    clocks = rules.clocks_at_receipt(received_at, CLOSE, LIMITS, CALENDAR)
    assert received_at.date() <= clocks.starts_on < clocks.acknowledge_by < clocks.assess_by <= clocks.assess_cap
    assert CALENDAR.is_working_day(clocks.acknowledge_by) and CALENDAR.is_working_day(clocks.assess_by)
    sent = date.fromordinal(received_at.date().toordinal() + ct1_after)
    assert rules.assess_by(clocks.starts_on, sent, LIMITS, CALENDAR) <= clocks.assess_cap


@pytest.mark.parametrize(
    ("status", "due"),
    [
        (Status.RECEIVED, date(2026, 11, 25)),
        (Status.ACKNOWLEDGED, date(2026, 12, 2)),
        (Status.ASSESSING, date(2026, 12, 2)),
        (Status.MET, date(2027, 1, 2)),
        (Status.NOT_MET, None),
        (Status.WITHDRAWN, None),
    ],
)
def test_the_queue_is_ordered_by_the_limit_that_runs_now(status, due):
    assert due == rules.next_due_on(
        status, acknowledge_by=date(2026, 11, 25), ct1_sent_on=None, assess_by=date(2026, 12, 2), discuss_by=date(2027, 1, 2)
    )
