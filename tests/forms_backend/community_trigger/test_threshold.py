"""The threshold test advises complaint by complaint, with the Act's own words "beginning with": the day itself is day 1."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.community_trigger.threshold import Advice, Complaint, Note, Reason, advise
from forms_backend.community_trigger.when import When, when_from_text
from services_directory.days.calendar import last_day_of_window
from tests.forms_backend.community_trigger.stand_ins import SomeThreshold

RULE = SomeThreshold()
APPLIED = date(2026, 9, 9)


def complaint(number: int, happened: str | None, reported: str | None, body: str = "council") -> Complaint:
    return Complaint(number, when_from_text(happened), when_from_text(reported), body)


def advice_for(happened, reported, applied=APPLIED, rule=RULE):
    return advise([complaint(1, happened, reported)], applied, rule).complaints[0]


@pytest.mark.parametrize(
    ("happened", "reported", "applied", "advice", "reason"),
    [
        pytest.param("2026-03-10", "2026-04-09", "2026-09-09", "counts", "in_time", id="the last day of the month"),
        pytest.param("2026-03-10", "2026-04-10", "2026-09-09", "near_miss", "reported_late", id="a day after the month"),
        pytest.param("2026-03-10", "2026-04-16", "2026-09-09", "near_miss", "reported_late", id="a week after the month"),
        pytest.param("2026-03-10", "2026-04-17", "2026-09-09", "does_not_count", "reported_late", id="eight days after"),
        pytest.param("2026-03-10", "2026-03-10", "2026-09-09", "counts", "in_time", id="the last day of six months"),
        pytest.param("2026-03-10", "2026-03-10", "2026-09-10", "near_miss", "asked_late", id="a day after six months"),
        pytest.param("2026-01-31", "2026-02-27", "2026-03-01", "counts", "in_time", id="a short month ends the window early"),
        pytest.param("2026-01-31", "2026-02-28", "2026-03-01", "near_miss", "reported_late", id="the day after a short month"),
        pytest.param(None, "2026-08-01", "2026-09-09", "cannot_tell", "no_day_it_happened", id="no day it happened"),
        pytest.param("2026-08-01", None, "2026-09-09", "cannot_tell", "no_day_reported", id="no day reported"),
        pytest.param("2026-08", "2026-08", "2026-09-09", "counts", "in_time", id="the same month is enough"),
        pytest.param("2026-07", "2026-08", "2026-09-09", "cannot_tell", "day_too_vague", id="two months are too vague"),
        pytest.param("2026-03", "2026-07-20", "2026-09-09", "does_not_count", "reported_late", id="vague but surely late"),
        pytest.param("2026-08-05", "2026-08-01", "2026-09-09", "cannot_tell", "days_do_not_fit", id="reported before"),
        pytest.param("2026-09-10", "2026-09-11", "2026-09-09", "cannot_tell", "days_do_not_fit", id="after the application"),
    ],
)
def test_each_complaint_gets_its_advice_and_the_reason(happened, reported, applied, advice, reason):
    one = advice_for(happened, reported, date.fromisoformat(applied))
    assert (one.advice, one.why[0].reason) == (advice, reason)


def test_a_near_miss_says_which_day_was_missed_and_by_how_much():
    why = advice_for("2026-03-10", "2026-04-12").why[0]
    assert (why.last_day, why.days_over) == (date(2026, 4, 9), 3)


def test_three_that_count_reach_the_threshold_and_two_leave_it_to_a_person():
    three = [complaint(n, f"2026-08-0{n}", f"2026-08-0{n}") for n in (1, 2, 3)]
    assert advise(three, APPLIED, RULE).count_reached
    two = advise(three[:2], APPLIED, RULE)
    assert not two.count_reached and (two.counted, two.needed) == (2, 3)


def test_no_complaint_at_all_is_still_advice_and_not_an_error():
    nothing = advise([], APPLIED, RULE)
    assert (nothing.counted, nothing.count_reached, nothing.complaints) == (0, False, ())


def test_an_area_may_ask_for_fewer_but_never_for_more_than_three():
    two = [complaint(n, f"2026-08-0{n}", f"2026-08-0{n}") for n in (1, 2)]
    assert advise(two, APPLIED, SomeThreshold(count=2)).count_reached
    assert advise(two, APPLIED, SomeThreshold(count=5)).needed == 3


def test_near_misses_that_would_reach_the_count_are_pointed_out():
    two = [complaint(1, "2026-08-01", "2026-08-02"), complaint(2, "2026-08-03", "2026-08-04")]
    given_ = [*two, complaint(3, None, "2026-08-09")]
    notes = {note.note: note.numbers for note in advise(given_, APPLIED, RULE).notes}
    assert notes[Note.COULD_REACH] == (3,)


def test_one_incident_told_to_two_bodies_is_pointed_out_and_both_complaints_count():
    twice = [complaint(1, "2026-08-01", "2026-08-02", "police"), complaint(2, "2026-08-01", "2026-08-03", "Council")]
    result = advise(twice, APPLIED, RULE)
    assert (result.counted, result.separate_incidents) == (2, 1)
    assert [(note.note, note.numbers) for note in result.notes] == [(Note.SAME_INCIDENT_TWO_BODIES, (1, 2))]


def test_the_same_report_typed_twice_is_pointed_out():
    twice = [complaint(1, "2026-08-01", "2026-08-02", "police"), complaint(2, "2026-08-01", "2026-08-02", " Police ")]
    assert Note.MAYBE_SAME_REPORT in {note.note for note in advise(twice, APPLIED, RULE).notes}


def test_where_the_area_counts_from_the_latest_report_a_later_application_loses_nothing():
    reports = [complaint(1, "2026-02-01", "2026-02-01"), complaint(2, "2026-07-01", "2026-07-01")]
    assert advise(reports, APPLIED, RULE).counted == 1
    fenland = advise(reports, APPLIED, SomeThreshold(window_counted_from="latest_report"))
    assert fenland.counted == 2
    assert Note.COUNTED_FROM_LATEST_REPORT in {note.note for note in fenland.notes}


def test_a_councils_extra_conditions_warn_and_change_no_advice():
    three = [complaint(n, f"2026-08-0{n}", f"2026-08-0{n}") for n in (1, 2, 3)]
    strict = SomeThreshold(closed_case_required=True, written_consent=True, verified=False)
    result = advise(three, APPLIED, strict, third_party_without_written_consent=True)
    assert result.count_reached and result.counted == 3
    assert {Note.CLOSED_CASE_ONLY_WARNS, Note.WRITTEN_CONSENT_WANTED, Note.RULE_NOT_VERIFIED} <= {n.note for n in result.notes}


PETERBOROUGH = SomeThreshold(group_count=5, group_people=5)


@pytest.mark.parametrize(("incidents", "people", "reached"), [(5, 5, True), (4, 5, False), (5, 4, False), (5, None, False)])
def test_a_group_may_come_in_by_the_councils_own_rule_for_a_community(incidents, people, reached):
    # reported too late to count one by one, so that only the rule for groups can let them in
    given_ = [complaint(n, f"2026-06-0{n}", "2026-09-01") for n in range(1, incidents + 1)]
    result = advise(given_, APPLIED, PETERBOROUGH, is_group=True, people=people)
    assert result.counted == 0 and result.group.reached is reached and result.count_reached is reached


def test_the_rule_for_groups_never_takes_away_what_three_complaints_give():
    three = [complaint(n, f"2026-08-0{n}", f"2026-08-0{n}") for n in (1, 2, 3)]
    result = advise(three, APPLIED, PETERBOROUGH, is_group=True, people=1)
    assert not result.group.reached and result.count_reached


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
LAGS = st.integers(0, 400)
PAIRS = st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS), max_size=6)


@given(happened=DAYS, to_report=LAGS, to_apply=LAGS)
def test_exact_days_count_exactly_when_both_windows_of_the_act_hold(happened, to_report, to_apply):
    reported = happened + timedelta(days=to_report)
    applied = reported + timedelta(days=to_apply)
    one = advise([Complaint(1, When.on(happened), When.on(reported))], applied, RULE).complaints[0]
    in_both = reported <= last_day_of_window(happened, 1) and applied <= last_day_of_window(reported, 6)
    assert (one.advice is Advice.COUNTS) is in_both
    assert one.advice is not Advice.CANNOT_TELL


@given(DAYS, LAGS, LAGS, st.integers(0, 60), st.integers(0, 60), st.integers(0, 120))
def test_a_vague_day_never_gets_an_answer_that_one_of_its_days_would_contradict(
    happened, to_report, to_apply, before, after, pick
):
    reported = happened + timedelta(days=to_report)
    applied = reported + timedelta(days=to_apply)
    vague = When(happened - timedelta(days=before), happened + timedelta(days=after))
    answer = advise([Complaint(1, vague, When.on(reported))], applied, RULE).complaints[0].advice
    day = vague.first + timedelta(days=min(pick, before + after))
    exact = advise([Complaint(1, When.on(day), When.on(reported))], applied, RULE).complaints[0]
    if exact.why[0].reason is Reason.DAYS_DO_NOT_FIT or answer is Advice.CANNOT_TELL:
        return
    assert (answer is Advice.COUNTS) is (exact.advice is Advice.COUNTS)


@given(happened=DAYS, to_report=LAGS, to_apply=LAGS, sooner=LAGS)
def test_asking_sooner_never_loses_a_complaint(happened, to_report, to_apply, sooner):
    reported = happened + timedelta(days=to_report)
    one = [Complaint(1, When.on(happened), When.on(reported))]
    later = reported + timedelta(days=to_apply)
    earlier = later - timedelta(days=min(sooner, to_apply))
    assert advise(one, later, RULE).counted <= advise(one, earlier, RULE).counted


@given(PAIRS, DAYS, st.sampled_from(["application", "latest_report"]))
def test_whatever_is_typed_every_complaint_gets_one_answer_with_a_reason(pairs, applied, counted_from):
    given_ = [Complaint(number, When.on(h) if h else None, When.on(r) if r else None) for number, (h, r) in enumerate(pairs, 1)]
    result = advise(given_, applied, SomeThreshold(window_counted_from=counted_from))
    assert [one.number for one in result.complaints] == [c.number for c in given_]
    assert all(one.why for one in result.complaints)
    assert result.separate_incidents <= result.counted <= len(given_)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ("2026-02-29", None),
        ("2024-02-29", When.on(date(2024, 2, 29))),
        ("2026-02", When(date(2026, 2, 1), date(2026, 2, 28))),
        ("2026", When(date(2026, 1, 1), date(2026, 12, 31))),
        ("2026-13", None),
        ("99999", None),
        ("2026-02-03-04", None),
        ("about May", None),
        ("", None),
        (None, None),
    ],
)
def test_a_kept_date_becomes_the_days_it_may_have_been(kept, expected):
    assert when_from_text(kept) == expected
