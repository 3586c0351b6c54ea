"""The case review in a real Chromium: with and without JavaScript, by keyboard alone, with axe on every page and every error, and
on through the desk to letter CT3."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from forms_backend.community_trigger.models import Application
from tests.browser.keyboard import Keyboard
from tests.support.browser import refuse_strangers
from tests.support.running import SPOC, RunningService, running_service

pytestmark = pytest.mark.browser

AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WRONG_DATE = {"Day": "40", "Month": "10", "Year": "2026"}


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with running_service(tmp_path_factory.mktemp("case-review")) as running:
        yield running


@pytest.fixture
def phone(browser: Browser):
    """A page as narrow as a small phone."""
    context = browser.new_context(viewport={"width": 320, "height": 700})
    strangers = refuse_strangers(context)
    yield context.new_page()
    context.close()
    assert not strangers


@pytest.fixture
def plain(browser: Browser):
    """A browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    strangers = refuse_strangers(context)
    yield context.new_page()
    context.close()
    assert not strangers


def look(page: Page) -> None:
    """What must hold on every page: axe finds nothing, nothing scrolls sideways."""
    page.wait_for_load_state("load")
    page.locator("h1").wait_for()
    found = Axe().run(page, options={"runOnly": AA}).response["violations"]
    assert not found, (page.url, [(one["id"], [node["target"] for node in one["nodes"]]) for one in found])
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"scrolls sideways: {page.url}"


def go_on(page: Page, name: str = "Continue") -> None:
    page.get_by_role("button", name=name, exact=True).click()


def name_of(page: Page) -> str:
    return re.sub(r".*/case-review/|/(\?.*)?$", "", page.url)


def fill_in(page: Page, fill: dict, *, each=lambda page: None) -> list[str]:
    """From the first question to check-answers: does what the test names, skips the rest. The pages seen."""
    seen = []
    while (name := name_of(page)) != "check-answers":
        assert len(seen) < 90, f"going round in circles: {seen[-6:]}"
        seen.append(name)
        each(page)
        if name in fill:
            fill[name](page)
            go_on(page)
        elif page.get_by_role("button", name="Skip this question").count():
            go_on(page, "Skip this question")
        else:
            go_on(page)
    each(page)
    return seen


def check(label: str):
    return lambda page: page.get_by_label(label, exact=True).check()


def one_report(page: Page) -> None:
    happened = page.get_by_role("group", name="When did it happen?")
    for part, typed in {"Day": "1", "Month": "October", "Year": "2026"}.items():
        happened.get_by_label(part).fill(typed)
    told = page.get_by_role("group", name="When did you tell someone?")
    for part, typed in {"Month": "10", "Year": "2026"}.items():
        told.get_by_label(part).fill(typed)
    page.get_by_label("The police").check()
    page.get_by_label("What happened?").fill("Shouting at night")


LEAST = {
    "who-is-applying": check("Myself, or my household"),
    "council": check("South Cambridgeshire District Council"),
    "your-name": lambda page: page.get_by_label("What should we call you?").fill("Sam"),
    "who-gets-in-touch": check("I will contact you"),
    "complaints/1": one_report,
    "complaints": check("No"),
    "declaration": check("Yes. It is true as far as I know, and I ask for a case review"),
}
FOR_SOMEONE = LEAST | {
    "who-is-applying": check("Someone else"),
    "their-safety": check("Check with me first"),
    "danger-now": lambda page: (check("Yes")(page), page.get_by_label("What are you afraid may happen?").fill("It gets worse")),
}


def start(page: Page, service: RunningService) -> None:
    page.goto(f"{service.url}/case-review/")
    go_on(page, "Start")


def test_the_whole_way_to_a_receipt_with_axe_on_every_page(phone: Page, service):
    phone.goto(f"{service.url}/case-review/")
    look(phone)
    go_on(phone, "Start")
    seen = fill_in(phone, FOR_SOMEONE, each=look)
    assert {"their-details", "their-agreement", "their-safety", "danger-now", "sharing"} <= set(seen)
    go_on(phone, "Send to the council")
    look(phone)
    reference = phone.locator(".receipt__reference").inner_text()
    expect(phone.get_by_role("heading", name="You told us that someone may be in danger")).to_be_visible()
    with service.session() as session:
        assert session.get(Application, reference).controller == "south-cambridgeshire"
    phone.goto(f"{service.url}/case-review/your-name/")
    expect(phone.locator(".receipt__reference")).to_have_text(reference)


def test_the_form_works_without_javascript(plain: Page, service):
    start(plain, service)
    fill_in(plain, LEAST)
    expect(plain.get_by_text("Shouting at night")).to_be_visible()
    go_on(plain, "Send to the council")
    expect(plain.get_by_role("heading", name="The council has your form")).to_be_visible()


def test_every_error_is_said_in_words_kept_typed_and_passes_axe(phone: Page, service):
    start(phone, service)
    go_on(phone)
    expect(phone.get_by_role("alert").get_by_role("link", name="Choose who you are asking for")).to_be_visible()
    look(phone)
    check("A group of people, such as neighbours")(phone)
    go_on(phone)
    go_on(phone, "Skip this question")
    wrong = {
        "council": (lambda page: None, "Choose a council. If you are not sure, choose the one you think."),
        "your-group": (
            lambda page: page.get_by_label("About how many people are hurt?").fill("lots"),
            "Enter the number of people in figures, such as 6",
        ),
        "your-name": (lambda page: None, "Enter something to call you. Any name will do."),
        "complaints/1": (_a_date_that_cannot_be, "That month does not have a day with this number"),
        "complaints": (lambda page: None, "Choose yes or no"),
        "declaration": (lambda page: None, "Tick the box to say that you ask for a case review"),
    }
    right = LEAST | {"your-group": lambda page: page.get_by_label("About how many people are hurt?").fill("6")}

    def err_first(page: Page) -> None:
        name = name_of(page)
        if name in wrong:
            spoil, sentence = wrong.pop(name)
            spoil(page)
            go_on(page)
            expect(page.get_by_role("alert").get_by_role("link", name=sentence)).to_be_visible()
            assert page.title().startswith("Error")
            look(page)

    fill_in(phone, right, each=err_first)
    assert wrong == {}


def _a_date_that_cannot_be(page: Page) -> None:
    group = page.get_by_role("group", name="When did it happen?")
    for part, typed in WRONG_DATE.items():
        group.get_by_label(part).fill(typed)
    page.get_by_label("What happened?").fill("Kept as typed")


def test_reports_can_be_changed_and_taken_away(page: Page, service):
    start(page, service)
    seen = []

    def more(one: Page) -> None:
        seen.append(name_of(one))
        if name_of(one) == "complaints" and seen.count("complaints") == 1:
            check("Yes")(one)
            go_on(one)
            one.get_by_label("What happened?").fill("A second time")
            go_on(one)
            look(one)
            one.get_by_role("link", name="Remove Report 1").click()
            look(one)
            go_on(one, "Yes, remove it")

    fill_in(page, LEAST, each=more)
    expect(page.get_by_text("A second time")).to_be_visible()
    expect(page.get_by_text("Shouting at night")).to_have_count(0)


def test_the_form_can_be_done_with_the_keyboard_alone(page: Page, service):
    page.goto(f"{service.url}/case-review/")
    keyboard = Keyboard(page)
    keyboard.press_button("Start")
    choices = {
        "who-is-applying": "Myself, or my household",
        "council": "South Cambridgeshire District Council",
        "who-gets-in-touch": "I will contact you",
        "complaints": "No",
        "declaration": "Yes. It is true as far as I know, and I ask for a case review",
    }
    pages = 0
    while (name := name_of(page)) != "check-answers":
        pages += 1
        assert pages < 60
        if name in choices:
            keyboard.choose(choices[name])
            keyboard.press_button("Continue")
        elif name == "your-name":
            keyboard.type_into("What should we call you?", "Sam")
            keyboard.press_button("Continue")
        else:
            keyboard.press_button("Skip this question")
    keyboard.press_button("Send to the council")
    expect(page.get_by_role("heading", name="The council has your form")).to_be_visible()


def test_the_exit_wipes_what_was_typed(page: Page, service):
    start(page, service)
    check("Myself, or my household")(page)
    go_on(page)
    page.context.request.post(f"{service.url}/exit", max_redirects=0)  # what the button does, without leaving this machine
    page.goto(f"{service.url}/case-review/where/")
    expect(page.get_by_role("button", name="Skip this question")).to_have_count(0)


def test_the_desk_from_the_queue_to_letter_ct3(page: Page, service):
    start(page, service)
    fill_in(page, FOR_SOMEONE)
    go_on(page, "Send to the council")
    reference = page.locator(".receipt__reference").inner_text()
    page.context.clear_cookies()

    service.sign_in(page, SPOC)
    page.get_by_role("link", name="Applications").click()
    look(page)
    page.get_by_role("link", name=reference).click()
    look(page)
    expect(page.get_by_role("heading", name="How to contact this person safely")).to_be_visible()
    page.get_by_text("Show numbers and addresses").click()
    go_on(page, "Show them")
    look(page)
    page.get_by_label("Why?").fill("To agree a time")
    go_on(page, "Show them")
    look(page)
    page.get_by_role("link", name="Back to the case").click()

    go_on(page, "Begin to assess")
    page.get_by_role("link", name="Decide on the threshold").click()
    look(page)
    go_on(page, "See the letter first")
    expect(page.get_by_role("alert").get_by_role("link", name="Choose met or not met")).to_be_visible()
    look(page)
    page.get_by_label("Met: the case goes to a meeting (letter CT3)").check()
    page.get_by_label("Tasking and Co-ordination Group").check()
    page.get_by_label("Reason for the decision").fill("It goes on and it harms.")
    go_on(page, "See the letter first")
    look(page)
    letter = page.get_by_role("article", name="The letter")
    expect(letter).to_contain_text("It goes on and it harms.")
    go_on(page, "Change something")
    expect(page.get_by_label("Reason for the decision")).to_have_value("It goes on and it harms.")
    go_on(page, "See the letter first")
    go_on(page, "Record the decision and send the letter")
    look(page)
    expect(page.get_by_text("Threshold met").first).to_be_visible()
    page.get_by_role("link", name="CT3", exact=True).click()
    look(page)
    expect(page.get_by_role("article", name="The letter")).to_contain_text("Tasking and Co-ordination Group")
    page.go_back()
    page.get_by_role("link", name="Choose the meeting").click()
    look(page)
