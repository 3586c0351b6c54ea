"""Hours in the feed: the words of the record, and days and times that a machine can read."""

from __future__ import annotations

from types import SimpleNamespace

from services_directory.publish.open_referral import model
from services_directory.publish.open_referral.schedules import schedules_of

UUID = "15a7bb3b-9f2b-5c7e-8b6e-3f0d5c1a2b3c"


def spell(days, start, end):
    return SimpleNamespace(days=days, start=start, end=end)


def service(**also):
    return SimpleNamespace(id="one", phones=(), **{"opening": (), "phone_hours": None, "hours_confirmed": True, **also})


def test_days_and_times_are_those_of_the_record():
    opening = (spell((0, 1, 2, 3, 4), 9 * 60, 17 * 60 + 30), spell((5,), 0, 24 * 60), spell((6,), 22 * 60, 2 * 60))
    weekdays, saturday, sunday = schedules_of(service(opening=opening), UUID)
    assert (weekdays["byday"], weekdays["opens_at"], weekdays["closes_at"]) == ("MO,TU,WE,TH,FR", "09:00", "17:30")
    assert (saturday["byday"], saturday["opens_at"], saturday["closes_at"]) == ("SA", "00:00", "23:59")
    assert (sunday["opens_at"], sunday["closes_at"]) == ("22:00", "02:00")
    assert "notes" not in weekdays
    assert len({one["id"] for one in (weekdays, saturday, sunday)}) == 3
    for one in (weekdays, saturday, sunday):
        assert list(model.faults(one, model.Schedule)) == []


def test_hours_that_nobody_confirmed_say_so():
    (one,) = schedules_of(service(phone_hours="24 hours", hours_confirmed=False), UUID)
    assert (one["description"], one["notes"]) == ("24 hours", "We could not confirm these hours with the service.")


def test_without_hours_there_is_no_schedule():
    assert schedules_of(service(), UUID) == []
