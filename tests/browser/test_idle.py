"""The idle notice of journeys: it warns, asks the server for more time, and never says more than is true."""

from __future__ import annotations

import jinja2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from services_directory.publish.site_headers import headers_for
from tests.support.built_site import build_site
from tests.support.static_server import StaticServer

pytestmark = pytest.mark.browser

JOURNEY_PAGE = """{% extends "en.html" %}
{% set uses_forms = true %}
{% block title %}Your details{% endblock %}
{% block content %}<h1>Your details</h1><label for="words">Words</label><input id="words" class="govuk-input">
{% include "idle_notice.html" %}{% endblock %}"""
GIVEN = {
    "csrf_token": "a-token", "idle_minutes": 30, "idle_extend_url": "/journey/more-time", "idle_ended_url": "/journey/ended/",
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    site_dir = build_site(tmp_path_factory.mktemp("idle") / "site")
    shells = jinja2.Environment(
        loader=jinja2.FileSystemLoader(site_dir.parent / "shells"), autoescape=True, extensions=["jinja2.ext.i18n"]
    )
    shells.install_null_translations(newstyle=True)
    for name, source in {"page": JOURNEY_PAGE, "ended": "<title>Ended</title><h1>Your answers have gone</h1>"}.items():
        (site_dir / "journey" / name).mkdir(parents=True)
        (site_dir / "journey" / name / "index.html").write_text(shells.from_string(source).render(**GIVEN), "utf-8")
    return site_dir


@pytest.fixture
def server(built):
    server = StaticServer(built, headers_for)
    with server.running():
        yield server


@pytest.fixture
def idle_page(page: Page, server: StaticServer) -> Page:
    page.clock.install()
    page.goto(server.url + "/journey/page/")
    return page


def test_it_warns_five_minutes_before_the_end_and_not_sooner(idle_page):
    idle_page.clock.run_for("24:50")
    expect(idle_page.get_by_role("dialog")).not_to_be_visible()
    idle_page.clock.run_for("00:20")
    dialog = idle_page.get_by_role("dialog", name="Do you need more time?")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("5 minutes")
    found = Axe().run(idle_page).response["violations"]
    assert not found, [violation["id"] for violation in found]


def test_asking_for_more_time_tells_the_server_and_starts_again(idle_page, server):
    idle_page.clock.run_for("25:10")
    with idle_page.expect_response("**/journey/more-time"):
        idle_page.get_by_role("button", name="I need more time").click()
    expect(idle_page.get_by_role("dialog")).not_to_be_visible()
    assert [path for path, _ in server.posted] == ["/journey/more-time"]
    assert b"a-token" in server.posted[0][1]
    idle_page.clock.run_for("24:30")
    expect(idle_page.get_by_role("dialog")).not_to_be_visible()


def test_when_the_time_is_up_the_answers_leave_the_screen(idle_page):
    idle_page.clock.run_for("25:10")
    idle_page.clock.run_for("05:00")
    expect(idle_page.get_by_role("heading", name="Your answers have gone")).to_be_visible()
    assert idle_page.url.endswith("/journey/ended/")


def test_when_the_server_no_longer_has_the_answers_it_says_so_at_once(idle_page, server):
    server.answers["/journey/more-time"] = (410, {})
    idle_page.clock.run_for("25:10")
    idle_page.get_by_role("button", name="I need more time").click()
    expect(idle_page.get_by_role("heading", name="Your answers have gone")).to_be_visible()


def test_when_the_server_cannot_be_reached_it_does_not_pretend(idle_page):
    idle_page.clock.run_for("25:10")
    idle_page.context.set_offline(True)
    idle_page.get_by_role("button", name="I need more time").click()
    expect(idle_page.get_by_role("alert")).to_contain_text("We could not reach our server")
    expect(idle_page.get_by_role("dialog")).to_be_visible()


def test_someone_who_is_writing_is_not_idle(idle_page, server):
    idle_page.clock.run_for("20:00")
    with idle_page.expect_response("**/journey/more-time"):
        idle_page.get_by_label("Words").press_sequentially("still here")
    idle_page.clock.run_for("20:00")
    expect(idle_page.get_by_role("dialog")).not_to_be_visible()


def test_without_javascript_the_limit_is_a_line_of_text(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url + "/journey/page/")
    expect(page.get_by_text("we delete your answers if you do nothing for 30 minutes")).to_be_visible()
    expect(page.get_by_role("dialog")).not_to_be_visible()
    context.close()
