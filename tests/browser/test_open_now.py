""" "Open now" as a real Chromium works it out: equal to the Python twin, in any time zone, and silent past the calendar."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from services_directory import load
from services_directory.days.opening import LONDON, ON_BANK_HOLIDAYS, Spell, answering, as_code

pytestmark = pytest.mark.browser

ZONES = ("Europe/London", "Pacific/Auckland", "America/Los_Angeles")
# The nights on which London's clocks change, so that an hour is missing or comes twice.
CLOCK_CHANGES = (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31))
ASK = "all => all.map(([code, moment]) => openNow.answering(code, moment))"


def made_up_spells(chance: random.Random) -> tuple[Spell, ...]:
    """One to three stretches of hours, some of them over midnight or round the clock."""
    spells = []
    for _ in range(chance.randint(1, 3)):
        start, end = chance.choice(((0, 1440), tuple(chance.sample(range(0, 1440, 15), 2)), (1320, 360), (60, 120)))
        days = tuple(sorted(chance.sample(range(7), chance.randint(1, 7))))
        spells.append(Spell(days, start, end, chance.choice(ON_BANK_HOLIDAYS)))
    return tuple(spells)


def moments(chance: random.Random, calendar) -> list[datetime]:
    """Any minute of the calendar; minutes about midnight, bank holidays, clock changes; and both ends of what we hold."""
    days = [
        calendar.first_day + timedelta(days=chance.randint(-3, (calendar.last_day - calendar.first_day).days + 3))
        for _ in range(20)
    ]
    days += chance.sample(sorted(calendar.bank_holidays), 5) + list(CLOCK_CHANGES) + [calendar.last_day, calendar.first_day]
    found = []
    for day in days:
        local = datetime.combine(day, time(chance.randint(0, 23), chance.randint(0, 59)), LONDON)
        midnight = datetime.combine(day, time(0), LONDON)
        found += [local, midnight - timedelta(seconds=1), midnight, midnight + timedelta(hours=1, minutes=chance.randint(0, 59))]
    found += [datetime.combine(day, time(0), UTC) + timedelta(minutes=chance.randint(0, 180)) for day in CLOCK_CHANGES]
    return [moment.astimezone(UTC) for moment in found]


@pytest.mark.parametrize("zone", ZONES)
def test_the_browser_and_python_agree_on_thousands_of_moments(browser: Browser, url, zone):
    calendar = load().calendar
    chance = random.Random(f"open now in {zone}")  # noqa: S311 - made-up hours
    questions, answers = [], []
    for _ in range(60):
        spells = made_up_spells(chance)
        for moment in moments(chance, calendar):
            found = answering(spells, moment, calendar)
            questions.append(["~" + as_code(spells), int(moment.timestamp() * 1000)])
            answers.append(found.value if found else None)
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.goto(url + "/services/samaritans/")
    got = page.evaluate(ASK, questions)
    context.close()
    assert {*answers} == {"open", "closed", "unsure", None}, "the moments try every answer"
    wrong = [(question, mine, theirs) for question, mine, theirs in zip(questions, answers, got, strict=True) if mine != theirs]
    assert not wrong, wrong[:3]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("service", "london", "said"),
    [
        ("samaritans", "2026-12-25T03:00", "Open now."),
        ("forced-marriage-unit", "2026-11-27T16:59", "Open now."),
        ("forced-marriage-unit", "2026-11-27T17:00", "Closed now."),
        ("forced-marriage-unit", "2027-07-01T09:00", "Open now."),
        ("forced-marriage-unit", "2026-12-25T10:00", "They may be closed, because of a bank holiday."),
        ("mens-advice-line", "2026-11-25T19:00", "Should be open now."),
        ("mens-advice-line", "2026-11-26T19:00", "Probably closed now."),
        ("childline", "2026-11-27T00:00", "Should be open now."),
    ],
)
def test_a_page_says_what_its_hours_say(browser: Browser, url, zone, service, london, said):
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.clock.set_fixed_time(datetime.fromisoformat(london).replace(tzinfo=LONDON))
    page.goto(f"{url}/services/{service}/")
    expect(page.locator("[data-open]").first).to_have_text(said)
    expect(page.locator("[data-open]").first).to_be_visible()
    context.close()


def test_past_the_calendar_a_page_says_nothing(page: Page, url):
    page.clock.set_fixed_time(datetime.combine(load().calendar.last_day + timedelta(days=1), time(12), LONDON))
    page.goto(url + "/services/samaritans/")
    assert not page.locator("[data-open]").is_visible()
    assert page.get_by_text("24 hours").is_visible()
    page.goto(url + "/find-support/")
    assert not page.get_by_label("Show first who answers now").is_visible()


def test_without_javascript_there_are_the_hours_in_words(browser: Browser, url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + "/services/mens-advice-line/")
    assert not page.locator("[data-open]").is_visible()
    assert page.get_by_text("Monday and Wednesday, 9am to 8pm").is_visible()
    assert page.get_by_text("we could not confirm these hours").first.is_visible()
    context.close()


def test_who_answers_now_comes_first_when_somebody_asks(page: Page, url):
    calendar = load().calendar
    moment = datetime(2026, 11, 25, 19, tzinfo=LONDON)
    page.clock.set_fixed_time(moment)
    page.goto(url + "/find-support/")
    page.get_by_label("Show first who answers now").check()
    order = {"Open now": [], "They may be open now": [], "We do not know if they are open": [], "Not open now": []}
    for service in load(today=date(2026, 11, 25)).published_services():
        if service.listed == "apart":
            continue
        found = answering(service.opening, moment, calendar)
        others = any(phone.hours for phone in service.phones)
        if found is None or (found.value == "closed" and others):
            order["We do not know if they are open"].append(service.name)
        elif found.value == "open" and service.hours_confirmed:
            order["Open now"].append(service.name)
        else:
            order["Not open now" if found.value == "closed" else "They may be open now"].append(service.name)
    sections = page.locator("[data-finder-hours]:visible")
    assert sections.locator("h2").all_inner_texts() == [title for title, names in order.items() if names]
    for position, names in enumerate(names for names in order.values() if names):
        assert sorted(sections.nth(position).locator(".card__title").all_inner_texts()) == sorted(names)
    assert "Samaritans" in order["Open now"] and "Childline" in order["They may be open now"]
    assert "Closed now on one number. Another may answer." in page.get_by_role("main").inner_text()
    page.get_by_label("Show first who answers now").uncheck()
    assert page.locator("[data-finder-hours]:visible").count() == 0
    assert page.locator("[data-finder-section]:visible").first.is_visible()
