"""The finder and the search in a real Chromium: what they find, and that they leave nothing behind and tell nobody."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from services_directory import load
from services_directory.publish.site_headers import headers_for
from tests.support.static_server import StaticServer

pytestmark = pytest.mark.browser

TRACES = """async () => ({
  address: location.href, title: document.title, entries: history.length, state: history.state,
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookies: document.cookie,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
})"""


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Every address the page asks for, in order."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    return addresses


def shown(page: Page) -> set[str]:
    """Ids of the services that can be seen in the full list."""
    links = page.locator("[data-finder-section] .card:visible .card__title a")
    return {
        link.removeprefix("/services/").strip("/")
        for link in links.evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    }


def for_victims():
    return [service for service in load().published_services() if service.listed != "apart"]


@pytest.mark.parametrize(
    ("crime", "area"), [("domestic-abuse", "fenland"), ("stalking-harassment", ""), ("burglary", "peterborough")]
)
def test_it_narrows_to_what_the_records_say(page: Page, url, crime, area):
    directory = load()
    page.goto(url + "/find-support/")
    page.get_by_label("What happened?").select_option(crime)
    if area:
        page.get_by_label("Where do you live?").select_option(area)
    expected = {
        service.id
        for service in for_victims()
        if {crime, "any"} & set(service.crime_types) and (not area or directory.covers(service, area))
    }
    assert shown(page) == expected
    assert page.get_by_role("status").filter(has_text="fit").inner_text() == f"{len(expected)} services fit."


def test_what_is_mainly_for_the_chosen_crime_comes_first_and_any_crime_last(page: Page, url):
    page.goto(url + "/find-support/")
    headings = page.locator("[data-finder-section]:visible h2")
    usual = headings.all_inner_texts()
    assert usual[-1] == "Any crime"
    page.get_by_label("What happened?").select_option("stalking-harassment")
    assert headings.all_inner_texts()[0] == "Stalking and harassment"
    assert headings.all_inner_texts()[-1] == "Any crime"
    page.get_by_role("button", name="Clear my choices").click()
    expect(headings.first).to_have_text(usual[0])
    assert headings.all_inner_texts() == usual


def test_need_who_for_and_free_narrow_too(page: Page, url):
    page.goto(url + "/find-support/")
    page.get_by_label("What do you need help with?").select_option("finance-and-benefits")
    assert shown(page) == {service.id for service in for_victims() if "finance-and-benefits" in service.needs}
    page.get_by_role("button", name="Clear my choices").click()
    page.get_by_label("Who is it for?").select_option("men")
    assert shown(page) == {service.id for service in for_victims() if not service.audiences or "men" in service.audiences}
    page.get_by_role("button", name="Clear my choices").click()
    page.get_by_label("Only free help").check()
    free = shown(page)
    assert "childline" in free
    assert all(service.cost.lower().startswith("free") for service in for_victims() if service.id in free)
    page.get_by_role("button", name="Clear my choices").click()
    assert shown(page) == {service.id for service in for_victims()}


def test_it_asks_nobody_and_leaves_no_trace(page: Page, url, asked):
    page.goto(url + "/find-support/")
    page.wait_for_load_state("networkidle")
    before, asked_before = page.evaluate(TRACES), list(asked)
    for question, answer in (
        ("What happened?", "hate-crime"),
        ("Where do you live?", "cambridge"),
        ("What do you need help with?", "mental-and-physical-health"),
        ("Who is it for?", "lgbt"),
    ):
        page.get_by_label(question).select_option(answer)
    page.get_by_label("Only free help").check()
    page.get_by_label("Show first who answers now").check()
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert asked == asked_before
    assert page.evaluate(TRACES) == before
    assert not before["local"] and not before["session"] and not before["cookies"]
    assert before["databases"] == before["caches"] == 0


def test_it_never_ends_in_nothing(page: Page, url):
    page.goto(url + "/find-support/")
    page.get_by_label("What do you need help with?").select_option("drugs-and-alcohol")
    page.get_by_label("What happened?").select_option("business-crime")
    page.get_by_label("Who is it for?").select_option("faith-and-community")
    if "left this out" in page.get_by_role("main").inner_text():
        assert page.get_by_text("Nothing in our list fits all of that.").is_visible()
        assert page.get_by_role("status").filter(has_text="fit").inner_text().endswith("most of your answers.")
    assert shown(page)
    people = page.locator("main").get_by_role("link", name="Cambridgeshire Victim and Witness Hub").last
    assert people.is_visible()
    assert page.locator("main").get_by_role("link", name="Victim Support Supportline").last.is_visible()


def test_the_count_is_said_aloud_and_the_page_stays_accessible(page: Page, url):
    page.goto(url + "/find-support/")
    status = page.locator("[data-finder-count]")
    assert status.get_attribute("role") == "status"
    page.get_by_label("What happened?").select_option("fgm")
    assert status.inner_text().endswith("fit.") or status.inner_text().endswith("fits.")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).response["violations"]
    assert not found


def test_by_keyboard_alone(page: Page, url):
    page.goto(url + "/find-support/")
    page.get_by_label("What happened?").focus()
    page.keyboard.type("Mod")
    assert "modern-slavery-helpline" in shown(page)
    assert "national-stalking-helpline" not in shown(page)
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.get_by_label("Only free help").is_checked()


def test_without_javascript_everything_is_listed_and_nothing_is_dead(browser, url):
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + "/find-support/")
    assert not page.get_by_label("What happened?").is_visible()
    assert shown(page) == {service.id for service in for_victims()}
    page.locator("main").get_by_role("link", name="Stalking and harassment").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Stalking and harassment"
    page.goto(url + "/search/")
    assert not page.locator("input").is_visible()
    assert page.get_by_text("The search box needs JavaScript.").is_visible()
    context.close()


def test_search_finds_pages_and_asks_only_this_site(page: Page, url, asked):
    page.goto(url + "/search/")
    page.wait_for_load_state("networkidle")
    assert not [address for address in asked if "pagefind" in address], "nothing is fetched before a word is typed"
    before = page.evaluate(TRACES)
    page.get_by_label("What are you looking for?").fill("stalking")
    page.get_by_role("button", name="Search").click()
    page.locator("[data-search-results] li").first.wait_for()
    addresses = page.locator("[data-search-results] a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert "/services/national-stalking-helpline/" in addresses
    text = page.locator("[data-search-results]").inner_text()
    assert page.locator("[data-search-results] mark").count() > 0
    assert not re.search(r"[a-z]\.[A-Z]", text), "words run into each other"
    assert all(address.startswith("/") for address in addresses)
    assert "pages found" in page.locator("[data-search-count]").inner_text()
    assert not [address for address in asked if "stalking" in address]
    assert {**page.evaluate(TRACES), "entries": 0} == {**before, "entries": 0}
    assert page.evaluate("history.length") == before["entries"]
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).response["violations"]
    assert not found


def test_search_as_you_type_says_when_it_finds_nothing_and_clears(page: Page, url):
    page.goto(url + "/search/")
    box = page.get_by_label("What are you looking for?")
    box.press_sequentially("zzqqx", delay=20)
    page.get_by_text("We found nothing for that.").wait_for()
    box.fill("")
    expect(page.locator("[data-search-count]")).to_have_text("")
    assert page.locator("[data-search-results] li").count() == 0


def test_search_needs_the_one_exception_in_the_policy(browser, site_dir):
    with StaticServer(site_dir, lambda path: headers_for("/")).running() as strict:
        context = browser.new_context()
        page = context.new_page()
        page.goto(strict.url + "/search/")
        page.get_by_label("What are you looking for?").fill("court")
        page.get_by_role("button", name="Search").click()
        page.get_by_text("Search does not work just now.").wait_for()
        context.close()
