"""A day at the desk in a real Chromium: the Hub's co-ordinator and a council's SPOC, with and without JavaScript, by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from forms_backend import demo, history, timekeeping
from forms_backend.community_trigger.models import Application
from forms_backend.history import AccessEntry
from forms_backend.letters import letters_of
from forms_backend.limits import limiter
from forms_backend.referrals.models import Referral
from forms_backend.staff.access import HUB, Role
from tests.browser.desk_visits import Desk
from tests.support.running import COORDINATOR, SPOC, running_service

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]

MONDAY_AT_TWO = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
with_and_without_javascript = pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory) -> Iterator[Desk]:
    """A service with the demo's cases, where it is two o'clock on a Monday."""
    with timekeeping.frozen_at(MONDAY_AT_TWO), running_service(tmp_path_factory.mktemp("desk")) as live:
        demo.fill(live.settings, live.directory)
        yield Desk(live, browser)


def references_on(page: Page, heading: str) -> list[str]:
    """The references in the queue, once the page with this heading has come."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    return page.locator("table.queue tbody th a").all_inner_texts()


def plan_comes_first(page: Page) -> bool:
    """The safe-contact plan stands above everything that could tell how to reach the person."""
    return page.evaluate("""() => {
        const plan = document.querySelector(".safe-plan");
        const others = [...document.querySelectorAll("main dl, main table, main details")];
        return others.every(
            other => plan.contains(other) || plan.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING
        );
    }""")


def press(page: Page, name: str) -> None:
    """Reach a button with Tab, see that it has the focus, and press Enter."""
    button = page.get_by_role("button", name=name, exact=True).element_handle()
    for _ in range(80):
        if page.evaluate("button => document.activeElement === button", button):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"the keyboard does not reach {name}")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_first_sign_in_by_keyboard_says_what_is_wrong_and_sets_up_a_second_factor(desk):
    live = desk.live
    email = live.add_staff(Role.HUB_COORDINATOR, HUB)
    limiter.reset()
    with desk.stranger() as page:
        page.goto(f"{live.url}/desk/referrals/")
        page.get_by_label("Email address").focus()
        page.keyboard.type(email)
        page.keyboard.press("Tab")
        page.keyboard.type("not the password")
        press(page, "Sign in")
        expect(page.get_by_role("alert")).to_contain_text("We cannot sign you in with this email address and password")
        expect(page.get_by_label("Email address")).to_have_value(email)
        assert page.title().startswith("Error: ")
        page.get_by_label("Password").fill(live.passwords[email])
        press(page, "Sign in")
        press(page, "Set up an authenticator app")
        live.keys[email] = page.locator(".key-in-writing").inner_text().replace("-", "")
        page.get_by_label("Code").fill("000000")
        press(page, "Confirm the code")
        expect(page.get_by_role("alert")).to_contain_text("That code is not right")
        page.get_by_label("Code").fill(live.code_of(email))
        press(page, "Sign in")
        expect(page.get_by_role("heading", level=1)).to_have_text("Today's work")
        press(page, "Sign out")
        expect(page.get_by_role("heading", level=1)).to_have_text("Staff sign-in")
        page.goto(f"{live.url}/desk/referrals/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Staff sign-in")


def test_the_picture_with_the_key_can_be_scanned_in_the_dark(desk):
    email = desk.live.add_staff(Role.HUB_COORDINATOR, HUB, name="night.shift")
    with desk.stranger(color_scheme="dark") as page:
        page.goto(f"{desk.live.url}/desk/")
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password").fill(desk.live.passwords[email])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Set up an authenticator app").click()
        expect(page.locator("img.qr")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_a_code_that_was_used_is_refused(desk):
    live = desk.live
    email = live.add_staff(Role.COUNCIL_SPOC, "fenland")
    with desk.stranger() as page:
        live.sign_in(page, email)
        used = live.code_of(email)
    with desk.stranger() as page:
        page.goto(f"{live.url}/desk/")
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password").fill(live.passwords[email])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Code").fill(used)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("it was used already")
        page.get_by_label("Code").fill(live.code_of(email, later_seconds=30))
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Today's work")


@with_and_without_javascript
def test_the_co_ordinators_day(desk, javascript):
    case = desk.take_in("new")
    with desk.signed_in(COORDINATOR, java_script_enabled=javascript) as page:
        page.goto(f"{desk.live.url}/desk/")
        expect(page.get_by_role("table", name="Tasks that need a person")).to_contain_text("The person is under 18")
        page.get_by_role("link", name="Open the queue of cases").click()
        assert references_on(page, "Referrals") == _by_clock(desk)
        page.get_by_role("link", name=case.reference).click()

        expect(page.get_by_role("heading", name="How to contact this person safely")).to_be_visible()
        assert plan_comes_first(page)
        assert "900111" not in page.content().replace(" ", "")

        page.locator("summary", has_text="Show how to reach the person").click()
        page.get_by_role("group", name="Which one?").get_by_label("Phone").check()
        page.get_by_role("button", name="Show it").click()
        expect(page.get_by_role("alert")).to_contain_text("Say why you need it now")
        assert "900111" not in page.content().replace(" ", "")
        _reveal(page, "Phone", "First call")
        expect(page.locator(".safe-plan")).to_contain_text("07700 900111")
        assert plan_comes_first(page)

        page.get_by_role("button", name="I take this case").click()
        expect(page.locator("p[role=status]")).to_have_text("Allocated.")
        page.get_by_role("group", name="How?").get_by_label("Phone").check()
        page.get_by_role("group", name="What happened?").get_by_label("We spoke with the person").check()
        page.get_by_label("Note").first.fill("They would like to talk on Thursday.")
        page.get_by_role("button", name="Note it").click()
        expect(page.locator(".clock").first).to_contain_text("First contact done")
        expect(page.locator(".timeline")).to_contain_text("They would like to talk on Thursday.")

        page.get_by_role("group", name="Why?").get_by_label("Support is finished").check()
        page.get_by_role("button", name="Close the case").click()
        expect(page.locator(".govuk-tag").first).to_have_text("Closed")
        page.get_by_role("link", name="Referrals", exact=True).click()
        assert case.reference not in references_on(page, "Referrals")
        page.get_by_role("link", name="Closed referrals").click()
        assert case.reference in references_on(page, "Closed referrals")
    with desk.live.session() as session:
        names = [event.name for event in history.events_of(session, case.reference)]
        looked = session.scalars(sa.select(AccessEntry.what).where(AccessEntry.reference == case.reference)).all()
        assert history.broken_links(session) == []
    assert names[0] == "referral_received" and names[-1] == "referral_closed"
    assert {"address_revealed", "referral_allocated", "person_reached"} <= set(names)
    assert "saw phone address" in looked and "looked at the case" in looked


def _reveal(page: Page, channel: str, reason: str) -> None:
    summary = page.locator("summary", has_text="Show how to reach the person")
    if not page.get_by_role("button", name="Show it").is_visible():
        summary.click()
    page.get_by_role("group", name="Which one?").get_by_label(channel, exact=True).check()
    page.get_by_label("Why do you need it now?").fill(reason)
    page.get_by_role("button", name="Show it").click()


def _by_clock(desk: Desk) -> list[str]:
    """The Hub's open referrals: nobody reached yet first, the nearest clock on top."""
    with desk.live.session() as session:
        found = session.scalars(sa.select(Referral).where(Referral.status != "closed")).all()
    found = sorted(found, key=lambda one: (one.first_contact_at_utc is not None, one.first_contact_by_utc or one.received_at_utc))
    return [one.reference for one in found]


@with_and_without_javascript
def test_the_spocs_day_when_the_threshold_is_not_met(desk, javascript):
    live, case = desk.live, desk.take_in("near-miss", goes_to="received")
    elsewhere = desk.take_in("just-in", answers={"area": "fenland"})
    with desk.signed_in(SPOC, java_script_enabled=javascript) as page:
        page.goto(f"{live.url}/desk/applications/")
        shown = references_on(page, "Applications for a case review")
        assert case.reference in shown and elsewhere.reference not in shown
        assert shown == _by_limit(desk)
        refused = page.goto(f"{live.url}/desk/applications/{elsewhere.reference}/")
        assert refused.status == 404
        page.goto(f"{live.url}/desk/applications/{case.reference}/")
        assert plan_comes_first(page)
        assert "demo.sam@example.org" not in page.content()

        reports = page.get_by_role("table", name="Reports, one by one").locator("tbody tr")
        expect(reports.nth(0)).to_contain_text("Counts")
        expect(reports.nth(2)).to_contain_text("Near miss")
        expect(reports.nth(2)).to_contain_text("days after the last day")
        expect(page.locator("#threshold ~ p").first).to_contain_text("2 count, and 3 would settle it")

        page.locator("summary", has_text="Show numbers and addresses").click()
        page.get_by_label("Why?").fill("To agree how they take part")
        page.get_by_role("button", name="Show them").click()
        expect(page.get_by_role("row", name="Email")).to_contain_text("demo.sam@example.org")
        page.get_by_role("link", name="Back to the case").click()

        page.get_by_role("button", name="Begin to assess").click()
        page.get_by_role("link", name="Decide on the threshold").click()
        page.get_by_role("button", name="See the letter first").click()
        expect(page.get_by_role("alert")).to_contain_text("Choose met or not met")
        for label in ("Persistence", "Harm", "How good the response"):
            page.get_by_label(label).fill(f"{label}: what we found, in plain words.")
        page.get_by_label("Not met (letter CT2)").check()
        page.get_by_label("Reason for the decision").fill("Two reports count and the third was told five days late.")
        page.get_by_role("button", name="See the letter first").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("This letter will go: CT2")
        preview = page.get_by_role("article", name="The letter").inner_text()
        assert "the third was told five days late" in preview and "Dear Demo: Sam Birch" in preview
        assert _kinds(desk, case.reference) == ["CT1"], "nothing is recorded before the person said so"
        page.get_by_role("button", name="Record the decision and send the letter").click()
        expect(page.locator("main")).to_contain_text("Threshold not met")
        assert _kinds(desk, case.reference) == ["CT1", "CT2"]

        live.work()
        page.reload()
        letters = page.locator("#letters ~ ul")
        expect(letters).to_contain_text("CT2: reached the person or was sent")
        letters.get_by_role("link", name="CT2").click()
        assert page.get_by_role("article", name="The letter").inner_text() == preview
    with live.session() as session:
        assert history.broken_links(session) == []


@with_and_without_javascript
def test_the_spocs_day_when_the_threshold_is_met(desk, javascript):
    live, case = desk.live, desk.take_in("counts", goes_to="received")
    with desk.signed_in(SPOC, java_script_enabled=javascript) as page:
        page.goto(f"{live.url}/desk/applications/{case.reference}/")
        expect(page.get_by_text("3 count, and 3 are needed. The Act says that the threshold is then met.")).to_be_visible()
        page.get_by_role("button", name="Begin to assess").click()
        page.get_by_role("link", name="Decide on the threshold").click()
        page.get_by_label("Met: the case goes to a meeting (letter CT3)").check()
        page.get_by_role("group", name="Which meeting?").get_by_role("radio").first.check()
        page.get_by_label("Reason for the decision").fill("Three reports count.")
        page.get_by_role("button", name="See the letter first").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("This letter will go: CT3")
        page.get_by_role("button", name="Change something").click()
        expect(page.get_by_label("Reason for the decision")).to_have_value("Three reports count.")
        page.get_by_role("button", name="See the letter first").click()
        page.get_by_role("button", name="Record the decision and send the letter").click()

        limits = page.get_by_role("table", name=re.compile("Each limit"))
        expect(limits.get_by_role("row", name=re.compile("Decision, and letter"))).to_contain_text("Done in time")
        page.get_by_role("link", name="Choose the meeting").click()
        meeting_on = timekeeping.today() + timedelta(days=10)
        page.get_by_role("group", name="Which meeting?").get_by_role("radio").first.check()
        for label, part in (("Day", meeting_on.day), ("Month", meeting_on.month), ("Year", meeting_on.year)):
            page.get_by_label(label, exact=True).fill(str(part))
        page.get_by_role("button", name="Put it on the case").click()
        expect(page.locator(".govuk-tag").first).to_have_text("Waiting for the meeting")
    assert _kinds(desk, case.reference) == ["CT1", "CT3"]


def _kinds(desk: Desk, reference: str) -> list[str]:
    with desk.live.session() as session:
        return [letter.kind for letter in letters_of(session, reference)]


def _by_limit(desk: Desk) -> list[str]:
    """The council's own applications: the nearest limit on top, those without one below."""
    with desk.live.session() as session:
        own = session.scalars(sa.select(Application).where(Application.controller == "south-cambridgeshire")).all()
    own = sorted(own, key=lambda one: (one.next_due_on is None, one.next_due_on or MONDAY_AT_TWO.date(), one.received_at_utc))
    return [one.reference for one in own]


def test_the_hub_sees_no_application_and_the_council_no_referral(desk):
    application, referral = desk.take_in("just-in"), desk.take_in("new")
    for email, address in ((COORDINATOR, f"applications/{application.reference}/"), (SPOC, f"referrals/{referral.reference}/")):
        with desk.signed_in(email) as page:
            assert page.goto(f"{desk.live.url}/desk/{address}").status == 403
            assert page.goto(f"{desk.live.url}/desk/{address.split('/')[0]}/").status == 403


def test_a_case_is_opened_and_a_number_shown_by_keyboard_alone(desk):
    case = desk.take_in("new")
    with desk.signed_in(COORDINATOR) as page:
        page.goto(f"{desk.live.url}/desk/referrals/")
        link = page.get_by_role("link", name=case.reference).element_handle()
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("link => document.activeElement === link", link):
                break
        with page.expect_navigation():
            page.keyboard.press("Enter")
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.safe-plan summary')"):
                break
        for key in ("Enter", "Tab", "Space", "Tab"):
            page.keyboard.press(key)
        page.keyboard.type("First call")
        press(page, "Show it")
        expect(page.locator(".safe-plan")).to_contain_text("07700 900111")
