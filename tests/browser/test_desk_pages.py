"""Every page and error that the desk can show: axe (WCAG 2.2 AA) in light and dark, at 320 and 1280 px, nothing sideways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

from forms_backend import demo, timekeeping
from forms_backend.limits import limiter
from forms_backend.staff.access import HUB, Role
from tests.browser.desk_visits import Desk, Looker
from tests.support.routes import CLOSED
from tests.support.running import SPOC, SUPERVISOR, running_service

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]

MONDAY_AT_TWO = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
NO_PAGE = {"print_desk.document"}  # a PDF, tested with the letters

# What answers a wrong form with a page, and how.
ERRORS = {
    ("security.login", "POST", 200),
    ("security.two_factor_token_validation", "POST", 200),
    ("security.mf_recovery", "POST", 200),
    ("security.change_password", "POST", 200),
    ("security.verify", "POST", 200),
    ("security.login", "POST", 429),
    ("referrals_desk.reveal", "POST", 422),
    ("referrals_desk.note_contact", "POST", 422),
    ("referrals_desk.check_done", "POST", 422),
    ("referrals_desk.allocate", "POST", 422),
    ("referrals_desk.close", "POST", 422),
    ("referrals_desk.change_plan", "POST", 422),
    ("referrals_desk.show", "GET", 404),
    ("referrals_desk.show", "GET", 403),
    ("applications_desk.reveal_contact", "POST", 422),
    ("applications_desk.record_decision", "POST", 422),
    ("applications_desk.record_decision", "POST", 409),
    ("applications_desk.choose_meeting", "POST", 422),
    ("applications_desk.pass_on_case", "POST", 422),
    ("applications_desk.change_plan", "POST", 422),
    ("applications_desk.change_plan", "POST", 409),
}
# Pages that answer a form that was right.
ANSWERS = {
    ("applications_desk.reveal_contact", "POST", 200),
    ("applications_desk.record_decision", "POST", 200),
    ("referrals_desk.reveal", "POST", 200),
    ("security.two_factor_setup", "POST", 200),
    ("security.mf_recovery_codes", "POST", 200),
}


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory) -> Iterator[Desk]:
    with timekeeping.frozen_at(MONDAY_AT_TWO), running_service(tmp_path_factory.mktemp("desk")) as live:
        yield Desk(live, browser)


def test_every_page_and_error_of_the_desk_is_accessible_and_fits(desk):
    looker = Looker(desk.live)
    sign_in_pages(desk, looker)
    empty_pages(desk, looker)
    demo.fill(desk.live.settings, desk.live.directory)
    hub_pages(desk, looker)
    council_pages(desk, looker)
    guessing_page(desk, looker)
    assert not looker.problems, "\n".join(looker.problems)
    rules = desk.live.app.url_map.iter_rules()
    pages = {rule.endpoint for rule in rules if rule.rule.startswith("/desk") and "GET" in rule.methods} - CLOSED - NO_PAGE
    assert {(endpoint, "GET", 200) for endpoint in pages} | ERRORS | ANSWERS == looker.seen


def click(page: Page, name: str, *, among: str = "main") -> None:
    with page.expect_navigation():
        page.locator(among).get_by_role("button", name=name, exact=True).click()


def sign_in_pages(desk: Desk, looker: Looker) -> None:
    live, email = desk.live, desk.live.add_staff(Role.HUB_COORDINATOR, HUB)
    limiter.reset()
    with desk.stranger() as page:
        looker.follow(page)
        page.goto(f"{live.url}/desk/account/sign-in")
        looker.look(page)
        click(page, "Sign in")
        looker.look(page)
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password").fill(live.passwords[email])
        click(page, "Sign in")
        looker.look(page)
        click(page, "Set up an authenticator app")
        looker.look(page)
        live.keys[email] = page.locator(".key-in-writing").inner_text().replace("-", "")
        page.get_by_label("Code").fill("000000")
        click(page, "Confirm the code")
        looker.look(page)
        page.get_by_label("Code").fill(live.code_of(email))
        click(page, "Sign in")
        page.goto(f"{live.url}/desk/account/change")
        looker.look(page)
        page.get_by_label("New password", exact=True).fill("short")
        click(page, "Change the password")
        looker.look(page)
        page.goto(f"{live.url}/desk/account/mf-recovery-codes")
        looker.look(page)
        click(page, "Make new recovery codes")
        looker.look(page)
        page.goto(f"{live.url}/desk/account/verify")
        looker.look(page)
        page.get_by_label("Password").fill("not it")
        click(page, "Go on")
        looker.look(page)
    with desk.stranger() as page:
        looker.follow(page)
        page.goto(f"{live.url}/desk/account/sign-in")
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password").fill(live.passwords[email])
        click(page, "Sign in")
        looker.look(page)
        with page.expect_navigation():
            page.get_by_role("link", name="My phone is lost: use a recovery code").click()
        looker.look(page)
        page.get_by_label("Recovery code").fill("none of them")
        click(page, "Sign in")
        looker.look(page)


def empty_pages(desk: Desk, looker: Looker) -> None:
    """The desk on its first day."""
    for email, queue in ((SUPERVISOR, "referrals"), (SPOC, "applications")):
        with desk.signed_in(email) as page:
            looker.follow(page)
            for address in ("/desk/", f"/desk/{queue}/", "/desk/letters/"):
                page.goto(desk.live.url + address)
                looker.look(page)


def hub_pages(desk: Desk, looker: Looker) -> None:
    url, case, child = desk.live.url, desk.take_in("late"), desk.take_in("young", answers={"age_band": "under_13"})
    with desk.signed_in(SUPERVISOR) as page:
        looker.follow(page)
        for address in ("/desk/", "/desk/referrals/", "/desk/referrals/?closed=1"):
            page.goto(url + address)
            looker.look(page)
        page.goto(f"{url}/desk/referrals/{case.reference}/")
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        looker.look(page)
        for button in ("Show it", "Give it to them", "Note it", "Close the case"):
            page.goto(f"{url}/desk/referrals/{case.reference}/")
            page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
            click(page, button)
            looker.look(page)
        page.locator(".safe-plan details").evaluate("one => one.open = true")
        page.get_by_role("group", name="Which one?").get_by_label("Phone").check()
        page.get_by_label("Why do you need it now?").fill("First call")
        click(page, "Show it")
        looker.look(page)
        _plan(page, looker, f"{url}/desk/referrals/{case.reference}/plan")
        page.goto(f"{url}/desk/referrals/{child.reference}/")
        looker.look(page)
        click(page, "The check is done")
        looker.look(page)
        page.goto(f"{url}/desk/letters/{case.reference}/HUB1/1/")
        looker.look(page)
        page.goto(f"{url}/desk/referrals/NONE-SUCH/")
        looker.look(page)
    with desk.signed_in(SPOC) as page:
        looker.follow(page)
        page.goto(f"{url}/desk/referrals/{case.reference}/")
        looker.look(page)


def council_pages(desk: Desk, looker: Looker) -> None:
    url = desk.live.url
    near_miss, danger, met = desk.take_in("near-miss"), desk.take_in("for-a-parent"), desk.take_in("met")
    at = f"{url}/desk/applications"
    with desk.signed_in(SPOC) as page:
        looker.follow(page)
        for address in ("/desk/", "/desk/applications/", "/desk/letters/", f"/desk/applications/{danger.reference}/"):
            page.goto(url + address)
            looker.look(page)
        page.goto(f"{at}/{danger.reference}/pass-on")
        looker.look(page)
        click(page, "Pass it on")
        looker.look(page)
        page.goto(f"{at}/{met.reference}/")
        looker.look(page)
        page.goto(f"{at}/{met.reference}/meeting")
        looker.look(page)
        click(page, "Put it on the case")
        looker.look(page)
        page.goto(f"{at}/{met.reference}/")
        with page.expect_navigation():
            page.get_by_role("link", name="CT3").click()
        looker.look(page)
        page.goto(f"{url}/desk/letters/{danger.reference}/CT1/1/")
        looker.look(page)
        _contact_of(page, looker, f"{at}/{danger.reference}/")
        _plan(page, looker, f"{at}/{danger.reference}/plan")
        page.locator("input[name=version]").evaluate("one => one.value = '0'")  # a colleague changed the case meanwhile
        page.get_by_label("They contact us: stop all contact from here").check()
        page.get_by_label("When did the person tell you this, and how?").fill("On the phone today")
        click(page, "Change the plan")
        looker.look(page)
        _decide(desk, page, looker, f"{at}/{near_miss.reference}")


def _contact_of(page: Page, looker: Looker, address: str) -> None:
    page.goto(address)
    page.locator(".safe-plan details").evaluate("one => one.open = true")
    click(page, "Show them")
    looker.look(page)
    page.get_by_label("Why?").fill("To agree the meeting")
    click(page, "Show them")
    looker.look(page)


def _plan(page: Page, looker: Looker, address: str) -> None:
    page.goto(address)
    looker.look(page)
    click(page, "Change the plan")
    looker.look(page)


def _decide(desk: Desk, page: Page, looker: Looker, address: str) -> None:
    page.goto(f"{address}/decide")
    looker.look(page)
    click(page, "See the letter first")
    looker.look(page)
    page.get_by_label("Not met (letter CT2)").check()
    page.get_by_label("Report 1").first.uncheck()
    click(page, "See the letter first")
    looker.look(page)
    page.get_by_label("Report 1").first.check()
    for label in ("Persistence", "Harm", "How good the response", "Reason for the decision"):
        page.get_by_label(label).fill("What we found.")
    click(page, "See the letter first")
    looker.look(page)
    with desk.signed_in(SPOC) as colleague:  # meanwhile, in another window, the same decision is recorded
        colleague.goto(f"{address}/decide")
        for label in ("Persistence", "Harm", "How good the response", "Reason for the decision"):
            colleague.get_by_label(label).fill("What a colleague found.")
        colleague.get_by_label("Not met (letter CT2)").check()
        click(colleague, "See the letter first")
        click(colleague, "Record the decision and send the letter")
    click(page, "Record the decision and send the letter")
    looker.look(page)
    page.goto(f"{address}/")
    looker.look(page)


def guessing_page(desk: Desk, looker: Looker) -> None:
    """After ten tries in a minute."""
    with desk.stranger() as page:
        looker.follow(page)
        page.goto(f"{desk.live.url}/desk/account/sign-in")
        for _ in range(11):
            click(page, "Sign in")
        looker.look(page)
    limiter.reset()
