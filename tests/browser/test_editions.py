"""Two editions of the Code side by side, in a real Chromium: a day that is typed picks one, and nothing is sent."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from services_directory import RECORDS
from services_directory.publish.refresh import refresh
from services_directory.publish.site_headers import headers_for
from tests.support.built_site import build_site
from tests.support.static_server import StaticServer

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory):
    root = tmp_path_factory.mktemp("editions")
    site_dir = build_site(root / "site")
    rights = shutil.copytree(RECORDS, root / "records") / "rights"
    old = (rights / "06-updates-on-the-case.yml").read_text("utf-8")
    (rights / "06-updates-on-the-case.yml").write_text(old.replace("valid_to: null", "valid_to: 2028-03-31"), "utf-8")
    new = old.replace('code_edition: "2021"', 'code_edition: "2099"').replace("valid_from: 2021-04-01", "valid_from: 2028-04-01")
    (rights / "06-updates-on-the-case.2099.yml").write_text(new, "utf-8")
    refresh(root / "records", site_dir, root / "shells", date(2028, 4, 2), search=False)
    with StaticServer(site_dir, headers_for).running() as server:
        yield server.url


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("31/3/2028", "For that day, this one counts: The Code of 2021"),
        ("1/4/2028", "For that day, this one counts: The Code of 2099"),
        ("31/3/2021", "We hold no edition that was in force on that day."),
        ("31/2/2028", "That is not a day in the calendar. Check the day, the month and the year."),
    ],
)
def test_the_day_picks_the_edition_and_stays_on_the_device(page: Page, url, day, answer):
    page.goto(url + "/your-rights/updates-on-the-case/")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for label, value in zip(("Day", "Month", "Year"), day.split("/"), strict=True):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Show which one").click()
    expect(page.locator("[data-editions-answer]")).to_have_text(answer)
    assert not asked
    assert page.url == url + "/your-rights/updates-on-the-case/"
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    assert not Axe().run(page, options=rules).response["violations"]


def test_without_javascript_each_edition_is_a_link(browser, url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + "/your-rights/updates-on-the-case/")
    assert not page.get_by_label("Day", exact=True).is_visible()
    page.get_by_role("link", name="The Code of 2021").click()
    assert page.get_by_text("This page is about the Code of 2021").is_visible()
    context.close()
