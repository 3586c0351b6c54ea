"""The guided finder in a real Chromium: four questions at most, each of which may be skipped, and no trace of the answers."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from services_directory import RECORDS, load
from services_directory.publish import publish
from services_directory.publish.site_headers import headers_for
from tests.browser.test_finder import TRACES, shown
from tests.support.static_server import StaticServer

pytestmark = pytest.mark.browser

INVENTED_POSTCODES = """source: invented for this test
edition: never
districts:
  ZA1: [cambridge, south-cambridgeshire]
  ZA1 2: [cambridge]
  ZA2: [fenland]
  ZA3: [peterborough, elsewhere]
"""
QUESTIONS = ("What happened?", "Where do you live?", "Who is the help for?", "What would help most?")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def url_with_postcodes(site_dir, tmp_path_factory):
    """The same site after an import of postcodes, here of places that do not exist."""
    base = tmp_path_factory.mktemp("with-postcodes")
    shutil.copytree(RECORDS, base / "records")
    (base / "records" / "postcodes.yml").write_text(INVENTED_POSTCODES, "utf-8")
    shutil.copytree(site_dir, base / "site")
    directory = load(base / "records", today=date(2026, 11, 27))
    publish(directory, base / "site", site_dir.parent / "shells", cache_dir=base / "cache", search=False)
    with StaticServer(base / "site", headers_for).running() as server:
        yield server.url


def start(page: Page, url: str) -> None:
    page.goto(url + "/find-support/#questions")
    expect(page.locator("legend:visible")).to_have_text(QUESTIONS[0])


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def choose(page: Page, *answers: str | None) -> None:
    """Answer the questions in order; None skips one."""
    for position, answer in enumerate(answers, start=1):
        if answer is None:
            press(page, "Skip this question")
            continue
        page.locator(f"#guide-{answer}").check()
        press(page, "Show what fits" if position == len(QUESTIONS) else "Next")


def test_four_questions_lead_to_what_the_records_say_and_each_result_says_why(page: Page, url):
    directory = load()
    start(page, url)
    assert page.locator(".card:visible").count() == 0, "one calm question, and no list beside it"
    assert page.get_by_text("Question 1 of 4").is_visible()
    choose(page, "crime-domestic-abuse", "area-fenland", "for-men", "need-shelter-and-accommodation")
    expected = {
        service.id
        for service in directory.published_services()
        if service.listed != "apart"
        and {"domestic-abuse", "any"} & set(service.crime_types)
        and directory.covers(service, "fenland")
        and (not service.audiences or "men" in service.audiences)
        and "shelter-and-accommodation" in service.needs
    }
    assert expected and shown(page) == expected
    card = page.locator(".card:visible", has_text="Men's Advice Line")
    assert card.locator(".card__why").inner_text() == (
        "Why: helps after domestic abuse, helps across the country, for men, helps with home and safety"
    )
    assert page.locator(".card:visible").count() == page.locator(".card__why:visible").count() + 1, "all but the one apart"
    assert page.locator("[data-finder-count]").evaluate("one => one === document.activeElement")
    for always in ("Cambridgeshire Victim and Witness Hub", "Victim Support Supportline"):
        assert page.locator("main").get_by_role("link", name=always).last.is_visible()


def test_every_question_can_be_skipped_and_a_skipped_answer_counts_for_nothing(page: Page, url):
    start(page, url)
    for question in QUESTIONS:
        assert page.locator("legend:visible").inner_text() == question
        expect(page.locator("legend:visible")).to_be_focused()
        page.locator("[data-guide-step]:visible input[type=radio]").first.check()
        press(page, "Skip this question")
    assert shown(page) == {service.id for service in load().published_services() if service.listed != "apart"}
    assert page.get_by_label("What happened?", exact=True).input_value() == ""
    assert page.locator(".card__why:visible").count() == 0


def test_going_back_keeps_the_answer_and_stopping_uses_those_given(page: Page, url):
    start(page, url)
    assert not page.get_by_role("button", name="Go back").is_visible()
    page.locator("#guide-crime-burglary").check()
    press(page, "Next")
    press(page, "Go back")
    assert page.locator("#guide-crime-burglary").is_checked()
    press(page, "Stop, and show the list")
    assert page.locator("#finder-crime").input_value() == "burglary"
    assert page.locator("[data-finder-section]:visible h2").first.inner_text() == "Burglary"
    press(page, "Answer up to four short questions")
    assert page.locator("legend:visible").inner_text() == QUESTIONS[0]


def test_the_questions_ask_nobody_and_leave_no_trace(page: Page, url_with_postcodes):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    start(page, url_with_postcodes)
    page.wait_for_load_state("networkidle")
    before, asked_before = page.evaluate(TRACES), list(asked)
    page.locator("#guide-crime-hate-crime").check()
    page.keyboard.press("Enter")
    press(page, "Next")
    page.get_by_label("Your postcode").fill("ZA2 1AB")
    page.get_by_label("Your postcode").press("Enter")
    press(page, "Next")
    press(page, "Skip this question")
    page.locator("#guide-need-finance-and-benefits").check()
    press(page, "Show what fits")
    page.get_by_label("Show first who answers now").check()
    page.wait_for_timeout(300)
    assert asked == asked_before
    assert page.evaluate(TRACES) == before
    assert not before["local"] and not before["session"] and not before["cookies"]
    page.reload()
    expect(page.locator("legend:visible")).to_have_text(QUESTIONS[0])
    assert page.locator("[data-guide] input:checked").count() == 0, "a reload forgets the answers"
    assert page.locator("#finder-crime").input_value() == ""


@pytest.mark.parametrize(
    ("typed", "said", "chosen"),
    [
        ("za2 1ab", "That is in Fenland.", "fenland"),
        ("ZA12AB", "That is in Cambridge.", "cambridge"),
        ("ZA1 3AB", "That may be in Cambridge or South Cambridgeshire. Choose", None),
        ("ZA3 1AB", "That may be in Peterborough, or outside Cambridgeshire and Peterborough. Choose", None),
        ("ZA9 1AB", "We do not know that postcode.", None),
        ("my house", "That does not look like a whole postcode.", None),
    ],
)
def test_a_postcode_chooses_the_council_where_it_is_sure_and_asks_where_it_is_not(page, url_with_postcodes, typed, said, chosen):
    start(page, url_with_postcodes)
    press(page, "Skip this question")
    page.get_by_label("Your postcode").fill(typed)
    press(page, "Find my council")
    expect(page.locator("[data-guide-postcode] [role=status]")).to_contain_text(said)
    assert page.get_by_label("Your postcode").input_value() == typed
    checked = page.locator("[data-guide-step=area] input:checked")
    assert (checked.get_attribute("value") if checked.count() else None) == chosen


def test_the_page_and_the_backend_place_a_postcode_alike(page: Page, url_with_postcodes, tmp_path):
    shutil.copytree(RECORDS, tmp_path / "records")
    (tmp_path / "records" / "postcodes.yml").write_text(INVENTED_POSTCODES, "utf-8")
    postcodes = load(tmp_path / "records").postcodes
    start(page, url_with_postcodes)
    press(page, "Skip this question")
    for typed in ("ZA1 1AA", "ZA1 2AA", "ZA2 9ZZ", "ZA3 1AA", "ZA4 1AA", "ZA", "ZA21 1AA"):
        page.get_by_label("Your postcode").fill(typed)
        press(page, "Find my council")
        checked = page.locator("[data-guide-step=area] input:checked")
        found = postcodes.areas_for(typed)
        assert (checked.get_attribute("value") if checked.count() else None) == (found.areas[0] if found.kind == "sure" else None)


def test_with_no_list_of_postcodes_nobody_is_asked_for_one(page: Page, url):
    start(page, url)
    press(page, "Skip this question")
    assert page.locator("legend:visible").inner_text() == "Where do you live?"
    assert page.locator("[data-guide] input[type=text]").count() == 0
    assert page.locator("#guide-area-fenland").is_visible()


def test_when_nothing_fits_all_of_it_the_last_answers_give_way_and_that_is_said(page: Page, url):
    start(page, url)
    choose(page, "crime-business-crime", None, "for-faith-and-community", "need-drugs-and-alcohol")
    page.get_by_label("Only free help").check()
    services = [service for service in load().published_services() if service.listed != "apart"]
    fit = [
        service
        for service in services
        if {"business-crime", "any"} & set(service.crime_types)
        and (not service.audiences or "faith-and-community" in service.audiences)
        and "drugs-and-alcohol" in service.needs
    ]
    assert not fit, "choose other answers for this test: something fits these"
    assert page.get_by_text("So we left this out: what would help").is_visible()
    assert shown(page)


def test_by_keyboard_alone(page: Page, url):
    page.goto(url + "/find-support/")
    page.get_by_role("button", name="Answer up to four short questions").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("[data-guide] input:checked").count() == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.get_by_role("button", name="Next").evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    assert page.locator("legend:visible").inner_text() == QUESTIONS[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_question_is_accessible_and_fits_a_small_phone(browser: Browser, url_with_postcodes, scheme):
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    page = context.new_page()
    start(page, url_with_postcodes)
    for _ in QUESTIONS:
        assert not Axe().run(page, options=RULES).response["violations"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        press(page, "Skip this question")
    page.get_by_label("Show first who answers now").check()
    page.locator("#finder-crime").select_option("stalking-harassment")
    assert not Axe().run(page, options=RULES).response["violations"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_without_javascript_each_question_is_a_list_of_links(browser: Browser, url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + "/find-support/#questions")
    assert not page.locator("[data-guide]").is_visible()
    assert not page.get_by_role("button").count() or not page.get_by_role("button", name="Answer").is_visible()
    for question in ("What happened", "Where you live", "What you need", "Who it is for"):
        assert page.get_by_role("heading", name=question).first.is_visible()
    page.locator("#questions").get_by_role("link", name="Burglary").click()
    assert page.get_by_text("Why you see these services: they help after this: Burglary.").is_visible()
    for always in ("Cambridgeshire Victim and Witness Hub", "Victim Support Supportline"):
        assert page.locator("main").get_by_role("link", name=always).last.is_visible()
    context.close()
