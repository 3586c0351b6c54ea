"""Hours as days and times: the words made from them, and whether somebody answers at one moment."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from services_directory import BadRecords, load
from services_directory.days.calendar import WorkingCalendar
from services_directory.days.opening import (
    LONDON,
    OPENING_SHAPE,
    Answering,
    answering,
    as_code,
    calendar_code,
    in_words,
    opening_from,
)

CALENDAR = WorkingCalendar(
    "england-and-wales",
    date(2026, 1, 1),
    date(2027, 12, 31),
    {date(2026, 12, 25): "Christmas Day", date(2026, 12, 28): "Substitute"},
)
WEEKDAYS = {"days": ["weekdays"], "from": "09:00", "to": "17:00"}
ALWAYS = {"days": ["every-day"], "from": "00:00", "to": "24:00", "bank_holidays": "yes"}
NIGHTS = {"days": ["every-day"], "from": "22:00", "to": "06:00", "bank_holidays": "no"}


def at(text: str, zone: ZoneInfo = LONDON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ([ALWAYS], "24 hours"),
        ([{**ALWAYS, "bank_holidays": "no"}], "24 hours, but not on bank holidays"),
        ([WEEKDAYS], "Monday to Friday, 9am to 5pm"),
        ([{**WEEKDAYS, "bank_holidays": "no"}], "Monday to Friday, 9am to 5pm, not on bank holidays"),
        ([{**WEEKDAYS, "bank_holidays": "yes"}], "Monday to Friday, 9am to 5pm, also on bank holidays"),
        ([{"days": ["every-day"], "from": "10:00", "to": "22:30"}], "Every day, 10am to 10.30pm"),
        (
            [
                {"days": ["monday", "wednesday"], "from": "09:00", "to": "20:00"},
                {"days": ["friday", "tuesday", "thursday"], "from": "12:00", "to": "24:00"},
            ],
            "Monday and Wednesday, 9am to 8pm; Tuesday, Thursday and Friday, midday to midnight",
        ),
        ([{"days": ["saturday", "sunday"], "from": "00:00", "to": "24:00"}], "Saturday and Sunday, all day and night"),
    ],
)
def test_the_words_are_made_from_the_structure(raw, words):
    assert OPENING_SHAPE(raw) is None
    assert in_words(opening_from(raw)) == words


@pytest.mark.parametrize(
    ("raw", "moment", "answer"),
    [
        pytest.param(WEEKDAYS, "2026-11-27 09:00", Answering.OPEN, id="the minute it opens"),
        pytest.param(WEEKDAYS, "2026-11-27 08:59", Answering.CLOSED, id="the minute before"),
        pytest.param(WEEKDAYS, "2026-11-27 17:00", Answering.CLOSED, id="the minute it shuts"),
        pytest.param(WEEKDAYS, "2026-11-28 12:00", Answering.CLOSED, id="a Saturday"),
        pytest.param(WEEKDAYS, "2026-12-25 12:00", Answering.UNSURE, id="a bank holiday of which nothing is said"),
        pytest.param({**WEEKDAYS, "bank_holidays": "no"}, "2026-12-25 12:00", Answering.CLOSED, id="shut on bank holidays"),
        pytest.param({**WEEKDAYS, "bank_holidays": "yes"}, "2026-12-28 12:00", Answering.OPEN, id="open on bank holidays"),
        pytest.param(ALWAYS, "2026-12-25 00:00", Answering.OPEN, id="midnight, day and night"),
        pytest.param(NIGHTS, "2026-11-27 23:59", Answering.OPEN, id="before midnight"),
        pytest.param(NIGHTS, "2026-11-28 05:59", Answering.OPEN, id="after midnight, from the evening before"),
        pytest.param(NIGHTS, "2026-12-26 03:00", Answering.CLOSED, id="the night that began on a bank holiday"),
        pytest.param(NIGHTS, "2026-12-25 03:00", Answering.OPEN, id="the night that began the day before one"),
        pytest.param(WEEKDAYS, "2027-12-31 12:00", Answering.OPEN, id="the last day that we hold"),
        pytest.param(ALWAYS, "2028-01-01 00:00", None, id="past the calendar nothing is said"),
        pytest.param(ALWAYS, "2026-01-01 12:00", None, id="on the first day the evening before is not known"),
    ],
)
def test_whether_somebody_answers(raw, moment, answer):
    assert answering(opening_from([raw]), at(moment), CALENDAR) is answer


def test_no_hours_is_no_answer():
    assert answering((), at("2026-11-27 12:00"), CALENDAR) is None


def test_the_clock_is_londons_wherever_the_question_comes_from():
    office = opening_from([WEEKDAYS])
    assert answering(office, at("2026-11-27 22:30", ZoneInfo("Pacific/Auckland")), CALENDAR) is Answering.OPEN
    assert answering(office, at("2026-11-27 12:00", ZoneInfo("America/New_York")), CALENDAR) is Answering.CLOSED
    summer = datetime(2026, 7, 1, 8, 30, tzinfo=ZoneInfo("UTC"))
    assert answering(office, summer, CALENDAR) is Answering.OPEN, "half past nine in London's summer"


def test_the_code_for_a_browser():
    assert as_code(opening_from([WEEKDAYS, ALWAYS])) == "12345,540,1020,u.1234567,0,1440,y"
    first, held, *steps = (int(step, 36) for step in calendar_code(CALENDAR).split())
    assert date.fromordinal(date(1970, 1, 1).toordinal() + first) == CALENDAR.first_day
    assert held == (CALENDAR.last_day - CALENDAR.first_day).days
    assert steps == [(date(2026, 12, 25) - CALENDAR.first_day).days, 3]


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ('opening:\n- days: [mondays]\n  from: "09:00"\n  to: "17:00"', "'mondays' is not one of"),
        ('opening:\n- days: [monday]\n  from: "9am"\n  to: "17:00"', "must be a time"),
        ('opening:\n- days: [monday]\n  from: "09:00"\n  to: "09:00"', "ends when it starts"),
        ('opening:\n- days: [monday]\n  from: "24:00"\n  to: "09:00"', "'24:00' is its end"),
        ('opening:\n- days: [monday]\n  from: "09:00"\n  to: "17:00"\nphone_hours: Weekdays', "take phone_hours out"),
        ('shows_on_bill: "yes"', "bill_source"),
        ("bill_source: someone", "belong together"),
        ("needs_police_report: maybe", "'maybe' is not one of"),
    ],
)
def test_bad_hours_and_facts_fail_with_file_and_line(records, lines, complaint):
    path = records / "services" / "cruse.yml"
    text = path.read_text("utf-8")
    assert "opening" not in text and "phone_hours" not in text
    path.write_text(text.replace("hours_confirmed: false\n", "") + lines + "\n", "utf-8")
    with pytest.raises(BadRecords, match=r"cruse.yml:\d+: .*" + complaint):
        load(records)


def test_hours_have_structure_only_where_the_words_were_explicit(directory):
    """Office hours, weekdays, nights: nobody gave times, so the words stay words and nothing is claimed."""
    vague = {
        service.id: service.phone_hours for service in directory.services.values() if service.phone_hours and not service.opening
    }
    assert set(vague.values()) == {"Office hours", "Weekdays", "Monday to Friday", "Nights, weekends and bank holidays"}
    assert directory.services["samaritans"].phone_hours == "24 hours"
    assert directory.services["mens-advice-line"].phone_hours == (
        "Monday and Wednesday, 9am to 8pm; Tuesday, Thursday and Friday, 9am to 5pm"
    )
