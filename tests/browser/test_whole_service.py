"""From the first question to the last letter, all parts real: a browser without JavaScript, the built portal, the worker, a mail
server, the desk. Then the way out: what was typed is gone from the screen and from the database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from forms_backend import timekeeping
from forms_backend.history import broken_links
from forms_backend.journeys.drafts import Draft
from tests.browser.walking import Walk, fill_page
from tests.forms_backend.letters.mail_server import Mailbox, MailServerForTests, plain_text
from tests.support.running import COORDINATOR, SPOC, RunningService, running_service

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]

MONDAY_AT_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ADDRESS, NEUTRAL = "sam@example.org", "https://www.bbc.co.uk/weather"
SAFE_EMAIL = {
    "who-gets-in-touch": {"who_starts": "us"},
    "who-can-see": {"device_monitored": "no"},
    "calls": {"phone_safe": "no"},
    "texts": {"text_safe": "no"},
    "email": {"email_safe": "yes"},
    "email-address": {"email_address": ADDRESS, "email_whose": "mine"},
    "post": {"post_safe": "no"},
}
REPORTS = [
    {"days": (20, 9, 2026), "told": (22, 9, 2026), "body": "council", "what_happened": "Music until three in the morning."},
    {"days": (10, 10, 2026), "told": (11, 10, 2026), "body": "police", "what_happened": "Shouting and a broken fence."},
    {"days": (7, 11, 2026), "told": (9, 11, 2026), "body": "landlord", "what_happened": "Music again."},
]
CASE_REVIEW = SAFE_EMAIL | {
    "who-is-applying": {"applying_for": "self"},
    "council": {"area": "south-cambridgeshire"},
    "your-name": {"call_me": "Sam Testwood"},
    "declaration": {"declaration": ["yes"]},
}
REFERRAL = SAFE_EMAIL | {
    "who-is-this-for": {"for_whom": "me"},
    "age": {"age_band": "18_over"},
    "your-name": {"call_me": "Sam Testwood"},
    "may-we-contact-you": {"consent_contact": "yes"},
}


@pytest.fixture(scope="module")
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture(scope="module")
def live(mailbox: Mailbox, tmp_path_factory) -> Iterator[RunningService]:
    with (
        timekeeping.frozen_at(MONDAY_AT_TEN),
        MailServerForTests(mailbox) as mail_url,
        running_service(tmp_path_factory.mktemp("whole"), mail_url=mail_url) as service,
    ):
        yield service


@pytest.fixture
def person(browser: Browser) -> Iterator[Page]:
    """Somebody's browser, without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def staff(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name).click()


def fill_reports(page: Page) -> None:
    """Three reports on the repeating page, then "no more"."""
    for number, report in enumerate(REPORTS):
        dates = {f"{name}-{part}": str(value) for name, days in (("happened_on", report["days"]), ("reported_on", report["told"]))
                 for part, value in zip(("day", "month", "year"), days, strict=True)}  # fmt: skip
        fill_page(page, dates | {name: report[name] for name in ("body", "what_happened")})
        press(page, "Continue")
        page.get_by_role("radio", name="No" if number == len(REPORTS) - 1 else "Yes", exact=True).check(force=True)
        press(page, "Continue")


def go_on(page: Page, until: str, fill: Mapping[str, Mapping[str, Any]]) -> None:
    """From the page that is open to the page named `until`."""
    for _ in range(40):
        if Walk.name_of(page) == until:
            return
        fill_page(page, fill.get(Walk.name_of(page), {}))
        press(page, "Continue")
    raise AssertionError(f"never came to {until}: {page.url}")


def receipt_of(page: Page) -> tuple[str, str]:
    return page.locator(".receipt__reference").inner_text().strip(), page.locator(".receipt__code strong").inner_text().strip()


def collect(page: Page, live: RunningService, reference: str, code: str) -> str:
    """Read the letters with what the receipt said; the words of all of them."""
    page.goto(f"{live.url}/letters/collect/")
    page.get_by_label("Your reference").fill(reference.lower().replace("-", " "))
    page.get_by_label("Your private code").fill(code)
    with page.expect_navigation():
        page.locator("main form button").first.click()
    return page.locator("main").inner_text()


def drafts_in(live: RunningService) -> int:
    with live.session() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Draft))


def test_a_case_review_from_the_first_question_to_the_letter_that_says_yes(live, mailbox, person, staff):
    Walk(person, f"{live.url}/case-review/").to("1", CASE_REVIEW)
    fill_reports(person)
    go_on(person, "check-answers", CASE_REVIEW)
    expect(person.locator("main")).to_contain_text("Music until three in the morning.")
    person.get_by_role("button", name="Send to the council").click()
    reference, code = receipt_of(person)
    expect(person.locator("main")).to_contain_text("Tuesday 24 November 2026")
    assert mailbox.messages == []

    live.work()
    ct1 = mailbox.messages.pop()
    assert mailbox.recipients.pop() == [ADDRESS]
    assert reference in plain_text(ct1) and not re.search("crime|antisocial|victim", ct1["Subject"], re.IGNORECASE)
    assert live.work() == 0 and mailbox.messages == [], "a letter goes once"

    live.sign_in(staff, SPOC)
    staff.goto(f"{live.url}/desk/applications/{reference}/")
    expect(staff.locator("main")).to_contain_text("3 count, and 3 are needed")
    staff.get_by_role("button", name="Begin to assess").click()
    staff.get_by_role("link", name="Decide on the threshold").click()
    staff.get_by_label("Met: the case goes to a meeting (letter CT3)").check()
    staff.get_by_role("group", name="Which meeting?").get_by_role("radio").first.check()
    staff.get_by_label("Reason for the decision").fill("Three reports count.")
    staff.get_by_role("button", name="See the letter first").click()
    staff.get_by_role("button", name="Record the decision and send the letter").click()
    expect(staff.locator("main")).to_contain_text("Threshold met")
    assert mailbox.messages == []
    live.work()
    ct3 = mailbox.messages.pop()
    assert reference in plain_text(ct3) and "Three reports count." in plain_text(ct3)

    words = collect(person, live, reference, code)
    assert "Three reports count." in words and "Sam Testwood" in words
    assert "do not belong together" in collect(person, live, reference, "AAAA-AAAA-AAAA")
    with live.session() as session:
        assert broken_links(session) == []


def test_a_referral_from_the_first_question_to_the_hub(live, mailbox, person, staff):
    Walk(person, f"{live.url}/refer/").to("check-answers", REFERRAL)
    person.get_by_role("button", name="Send to the Hub").click()
    reference, code = receipt_of(person)
    expect(person.locator("main")).to_contain_text("Tuesday 24 November 2026")

    live.work()
    message = mailbox.messages.pop()
    assert mailbox.recipients.pop() == [ADDRESS]
    assert not re.search("crime|hub|victim", message["Subject"], re.IGNORECASE)

    live.sign_in(staff, COORDINATOR)
    staff.goto(f"{live.url}/desk/referrals/")
    staff.get_by_role("link", name=reference).click()
    staff.get_by_role("button", name="I take this case").click()
    expect(staff.locator("main")).to_contain_text("Allocated")
    words = collect(person, live, reference, code)
    assert "Sam Testwood" in words and reference in words


def test_the_exit_wipes_what_was_typed_and_back_shows_nothing_of_it(live, browser):
    for javascript in (True, False):
        context = browser.new_context(java_script_enabled=javascript)
        context.route(NEUTRAL, lambda route: route.fulfill(content_type="text/html", body="<title>Weather</title><h1>Rain</h1>"))
        page, before = context.new_page(), drafts_in(live)
        Walk(page, f"{live.url}/refer/").to("who-gets-in-touch", REFERRAL)
        assert drafts_in(live) == before + 1
        address = page.url
        page.get_by_role("button", name="Exit this page").click()
        page.wait_for_url(NEUTRAL)
        page.wait_for_timeout(300)
        assert drafts_in(live) == before, "the draft is gone from the database"
        assert [cookie["name"] for cookie in context.cookies(live.url)] == []
        for step in (page.go_back, page.reload, lambda: page.goto(address)):  # noqa: B023
            step()
            assert "Sam Testwood" not in page.content()
            assert page.locator("main [name='who_starts']").count() == 0
        context.close()


def test_a_draft_that_nobody_touches_is_gone_after_half_an_hour(live, browser):
    context = browser.new_context()
    page = context.new_page()
    Walk(page, f"{live.url}/refer/").to("who-gets-in-touch", REFERRAL)
    address = page.url
    with timekeeping.frozen_at(MONDAY_AT_TEN + timedelta(minutes=32)):
        page.goto(address)
        assert page.locator("main [name='who_starts']").count() == 0
    context.close()
