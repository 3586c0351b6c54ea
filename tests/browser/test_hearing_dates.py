""" "When should I hear?" in a real Chromium: the dates Python counts, on every day of the calendar, and no trace."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from services_directory import load
from services_directory.days.promises import last_days, promises
from services_directory.publish.hearing_dates import steps_as_text
from services_directory.publish.site_headers import headers_for
from tests.support.browser import refuse_strangers
from tests.support.built_site import build_site
from tests.support.static_server import StaticServer

pytestmark = pytest.mark.browser

ADDRESS = "/your-rights/when-should-i-hear/"
AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TRACES = """async () => ({
  address: location.href, title: document.title, entries: history.length, state: history.state,
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookies: document.cookie,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
})"""
EVERY_DAY = """async ([counts, days]) => {
  const { calendarOf, isoOf, lastDay } = await import("/assets/hearing-dates.js");
  const { first, last, off } = document.querySelector("[data-hear]").dataset;
  const calendar = calendarOf(first, last, off);
  const start = Date.parse(first + "T00:00:00Z") / 86400000;
  return counts.map((count) => Array.from({ length: days }, (_, at) => {
    const found = lastDay(count, start + at, calendar);
    return found === null ? "" : isoOf(found);
  }).join(" "));
}"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory):
    site_dir: Path = build_site(tmp_path_factory.mktemp("hear") / "site")
    with StaticServer(site_dir, headers_for).running() as server:
        yield server.url


def ask(page: Page, what: str, day: str, council: str | None = None) -> None:
    page.get_by_label("What happened?").select_option(what)
    if council:
        page.get_by_label("Which council?").select_option(council)
    for label, value in zip(("Day", "Month", "Year"), day.split("/"), strict=True):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Show the dates").click()


@pytest.mark.parametrize("zone", ["Europe/London", "America/Los_Angeles", "Pacific/Auckland"])
def test_the_script_counts_every_promise_as_python_does_on_every_day_of_the_calendar(browser, url, zone):
    directory = load()
    calendar = directory.calendar
    counted = {}
    for one in promises(directory):
        counted[steps_as_text(one.standard)] = (one, 0)
        counted[steps_as_text(one.enhanced)] = (one, 1)
    days = [calendar.first_day + timedelta(days=at) for at in range((calendar.last_day - calendar.first_day).days + 1)]
    assert len(days) == 3288
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.goto(url + ADDRESS)
    by_script = page.evaluate(EVERY_DAY, [list(counted), len(days)])
    context.close()
    for (text, (promise, which)), found in zip(counted.items(), by_script, strict=True):
        by_python = [last_days(promise, day, calendar)[which] for day in days]
        assert found.split(" ") == [day.isoformat() if day else "" for day in by_python], text


def test_an_arrest_before_christmas(page: Page, url):
    page.goto(url + ADDRESS)
    ask(page, "arrest", "21/12/2026")
    heading = page.get_by_role("heading", name="Someone was arrested: Monday 21 December 2026")
    expect(heading).to_be_focused()
    answers = page.locator("[data-hear-list] .promise__by").all_inner_texts()
    assert answers == ["By Wednesday 30 December 2026", "With enhanced rights: by Tuesday 22 December 2026"]
    row = page.locator("[data-hear-list] li").inner_text()
    assert "The police must tell you, with reasons, when a suspect is arrested" in row
    assert "Right 6" in row and "Source:" in row and "We have read this limit in a public source." in row


def test_a_council_s_clock_asks_which_council_and_follows_its_dated_rule(page: Page, url):
    page.goto(url + ADDRESS)
    assert not page.get_by_label("Which council?").is_visible()
    ask(page, "review-asked", "21/11/2026", "south-cambridgeshire")
    answers = page.locator("[data-hear-list] time").evaluate_all("all => all.map((one) => one.dateTime)")
    assert answers == ["2026-11-24", "2026-12-01", "2027-01-01"], "the worked dates of the process"
    ask(page, "review-asked", "24/11/2025", "fenland")
    assert page.locator("[data-hear-list] time").first.get_attribute("datetime") == "2025-11-25", "before the rule changed"
    ask(page, "review-asked", "23/11/2026", "fenland")
    assert page.locator("[data-hear-list] time").first.get_attribute("datetime") == "2026-11-25"


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("31/2/2026", "That is not a day in the calendar."),
        ("x/2/2026", "That is not a day in the calendar."),
        ("1/2/26", "That is not a day in the calendar."),
        ("31/12/2023", "We only hold bank holidays from 1 January 2024."),
        ("1/1/2033", "We only hold bank holidays up to 31 December 2032"),
    ],
)
def test_a_day_that_cannot_be_counted_is_said_and_kept(page: Page, url, day, says):
    page.goto(url + ADDRESS)
    ask(page, "arrest", day)
    assert page.get_by_text(says).is_visible()
    assert page.get_by_label("Day", exact=True).input_value() == day.split("/")[0]
    expect(page.get_by_label("Day", exact=True)).to_be_focused()
    assert not page.locator("[data-hear-results]").is_visible()
    ask(page, "arrest", "21/12/2026")
    assert not page.get_by_text(says).is_visible()


def test_past_the_end_of_the_calendar_it_says_so_and_never_guesses(page: Page, url):
    page.goto(url + ADDRESS)
    ask(page, "arrest", "30/12/2032")
    first, second = page.locator("[data-hear-list] .promise__by").all_inner_texts()
    assert "We hold no bank holidays after that" in first
    assert second == "With enhanced rights: by Friday 31 December 2032"


def test_it_sends_nothing_and_leaves_no_trace(page: Page, url):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url + ADDRESS)
    page.wait_for_load_state("networkidle")
    before, asked_before = page.evaluate(TRACES), list(asked)
    ask(page, "sentence", "27/3/2026")
    ask(page, "review-appeal", "27/3/2026", "cambridge")
    page.get_by_label("Year", exact=True).press("Enter")
    page.wait_for_timeout(300)
    assert asked == asked_before
    assert page.evaluate(TRACES) == before
    assert not before["local"] and not before["session"] and not before["cookies"]


def test_without_javascript_every_time_is_there_in_words_with_the_bank_holidays(browser, url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + ADDRESS)
    assert not page.get_by_label("What happened?").is_visible()
    for moment in load().moments.values():
        assert page.get_by_role("heading", name=moment.what, exact=True).is_visible()
    assert page.get_by_text("Within 5 working days. With enhanced rights: within 1 working day.").first.is_visible()
    assert page.get_by_text("To work out a date yourself").is_visible()
    holidays = page.locator("h2#bank-holidays ~ ul.link-columns li").all_inner_texts()
    assert "Friday 25 December: Christmas Day" in holidays
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_with_its_answers_the_page_is_accessible_and_fits(browser, url, scheme, width):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    strangers = refuse_strangers(context)
    page = context.new_page()
    page.goto(url + ADDRESS)
    ask(page, "sentence", "21/12/2026")
    found = Axe().run(page, options={"runOnly": AA}).response["violations"]
    assert not found
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    ask(page, "", "x/y/z")
    assert not Axe().run(page, options={"runOnly": AA}).response["violations"]
    context.close()
    assert not strangers


def test_it_works_by_keyboard_alone_and_on_paper_shows_only_the_answer(page: Page, url):
    page.goto(url + ADDRESS)
    page.get_by_label("What happened?").focus()
    page.keyboard.type("Someone was")
    page.keyboard.press("Tab")
    for part in ("21", "12", "2026"):
        page.keyboard.type(part)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("[data-hear-results]").is_visible()
    page.emulate_media(media="print")
    assert not page.get_by_label("What happened?").is_visible()
    assert not page.locator("[data-hear-words]").is_visible()
    assert page.get_by_text("By Wednesday 30 December 2026").is_visible()
