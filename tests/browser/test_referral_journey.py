"""The self-referral in a real Chromium: with JavaScript, without it, by keyboard alone, on the narrowest screen; axe on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from forms_backend.journeys.drafts import Draft
from forms_backend.referrals.models import Referral
from tests.browser.walking import Walk, fill_page
from tests.forms_backend.referrals.answers import LEAST, PLANTED
from tests.forms_backend.stored import Stored
from tests.support.running import RunningService, running_service

pytestmark = pytest.mark.browser

AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NEUTRAL = "https://www.bbc.co.uk/weather"


@pytest.fixture(scope="module")
def live(tmp_path_factory) -> Iterator[RunningService]:
    with running_service(tmp_path_factory.mktemp("live")) as live:
        yield live


@pytest.fixture
def visitor(browser: Browser, request):
    """A fresh browser that reaches this machine only; the neutral site is a page of ours. Fails on any error in the console."""
    context = browser.new_context(**getattr(request, "param", {}))
    context.route(lambda address: not address.startswith(("http://127.0.0.1", "data:")), lambda route: route.abort())
    context.route(NEUTRAL, lambda route: route.fulfill(content_type="text/html", body="<title>Weather</title><h1>Weather</h1>"))
    page, problems = context.new_page(), []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert not [problem for problem in problems if "422" not in problem and "410" not in problem], problems


def look(page: Page) -> None:
    """What must hold on every page: nothing for axe to find, nothing wider than the screen, a tab that says nothing."""
    found = Axe().run(page, options={"runOnly": AA}).response["violations"]
    assert not found, (page.url, [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found])
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
    assert not re.search(
        r"crime|victim|abuse|police|hurt|danger|violen|under.?1|harm|happened to",
        page.title() + page.url.split("/", 3)[3],
        re.IGNORECASE,
    ), (page.title(), page.url)


@pytest.mark.parametrize("visitor", [
    {"viewport": {"width": 320, "height": 640}},
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
], indirect=True, ids=["320 px", "1280 px, dark"])  # fmt: skip
@pytest.mark.parametrize("fill", [*PLANTED.values(), LEAST], ids=[*PLANTED, "least"])
def test_the_whole_journey_with_axe_on_every_page(visitor, live, fill):
    walk = Walk(visitor, f"{live.url}/refer/")
    visitor.goto(walk.start)
    look(visitor)
    walk.to("check-answers", fill, on_page=look)
    look(visitor)
    visitor.get_by_role("button", name="Send to the Hub").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("The Hub has your form")
    look(visitor)


@pytest.mark.parametrize("visitor", [{"java_script_enabled": False, "viewport": {"width": 320, "height": 640}}], indirect=True)
def test_the_whole_journey_without_javascript(visitor, live):
    walk = Walk(visitor, f"{live.url}/refer/")
    walk.to("check-answers", PLANTED["for-someone"])
    expect(visitor.get_by_text("Zebrawood")).to_be_visible()
    visitor.get_by_role("button", name="Send to the Hub").click()
    reference = visitor.locator(".receipt__reference").inner_text()
    assert Stored(live.app).scalar(sa.select(Referral.status).where(Referral.reference == reference)) == "received"


ERRORS = {
    "safe-now": {"risks": ["none", "weapon"]}, "your-name": {}, "reaching-them": {"their_contact_safe": "yes"}, "who-gets-in-touch": {},
    "phone-number": {"phone_number": "1"}, "email-address": {"email_address": "x"}, "postal-address": {},
    "safe-times": {"safe_from": "5pm", "safe_until": "x"}, "who-we-say-we-are": {"say_who": "cover_name"}, "may-we-contact-you": {"consent_contact": "no"},
}  # fmt: skip


@pytest.mark.parametrize("visitor", [{"viewport": {"width": 320, "height": 640}}], indirect=True)
def test_axe_on_every_error_and_the_summary_leads_to_the_field(visitor, live):
    met: set[str] = set()

    def err_first(page: Page) -> None:
        name = Walk.name_of(page)
        if name in ERRORS and name not in met:
            met.add(name)
            fill_page(page, ERRORS[name])
            page.get_by_role("button", name="Continue").click()
            expect(page).to_have_title(re.compile("^Error: "))
            expect(page.locator(".govuk-error-summary")).to_be_focused()
            look(page)
            page.locator(".govuk-error-summary a").first.click()
            assert page.evaluate("document.activeElement.matches('input, textarea')"), name
            page.goto(page.url.split("#")[0])

    Walk(visitor, f"{live.url}/refer/").to("check-answers", PLANTED["for-someone"], on_page=err_first)
    assert met == set(ERRORS)


def test_by_keyboard_alone(visitor, live):
    """Tab, arrow keys, Space and Enter; what has the focus can always be seen."""
    visitor.goto(f"{live.url}/refer/")
    walk = Walk(visitor, f"{live.url}/refer/", by_keyboard=True)
    walk.to("check-answers", {**LEAST, "safe-now": {"risks": ["sees_my_accounts"]}, "if-someone-else-answers": {}})
    walk.press_button("Send to the Hub")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("The Hub has your form")


def test_change_returns_to_the_check_page_with_everything_kept(visitor, live):
    Walk(visitor, f"{live.url}/refer/").to("check-answers", PLANTED["for-someone"])
    visitor.get_by_role("link", name="Change What we call you").click()
    expect(visitor.get_by_label("What should we call you?")).to_have_value("Zebrawood")
    visitor.get_by_label("What should we call you?").fill("Alder")
    visitor.get_by_role("button", name="Continue").click()
    expect(visitor).to_have_url(f"{live.url}/refer/check-answers/")
    expect(visitor.get_by_text("Alder")).to_be_visible()


def test_revealed_questions_show_and_hide(visitor, live):
    Walk(visitor, f"{live.url}/refer/").to("who-you-told", PLANTED["for-someone"])
    expect(visitor.get_by_label("Crime number, if you have it")).to_be_hidden()
    visitor.get_by_label("Yes").check()
    expect(visitor.get_by_label("Crime number, if you have it")).to_be_visible()


@pytest.mark.parametrize("visitor", [{}, {"java_script_enabled": False}], indirect=True, ids=["with JavaScript", "without"])
def test_leaving_wipes_the_answers_and_the_cookie(visitor, live):
    stored = Stored(live.app)
    before = stored.count(Draft)
    Walk(visitor, f"{live.url}/refer/").to("in-your-words", LEAST)
    assert stored.count(Draft) == before + 1
    visitor.get_by_role("button", name="Exit this page").click()
    visitor.wait_for_url(NEUTRAL)
    for _ in range(40):
        if stored.count(Draft) == before:
            break
        visitor.wait_for_timeout(50)
    assert stored.count(Draft) == before
    assert not visitor.context.cookies()
    assert visitor.evaluate("document.referrer") == ""
    answer = visitor.goto(f"{live.url}/refer/in-your-words/")
    assert answer.status == 410
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Your answers are not here any more")
