"""The way out, in a real Chromium under our real policy. It does not clear the history; the safety page says so."""

from __future__ import annotations

import jinja2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from services_directory.publish.site_headers import headers_for
from tests.support.built_site import build_site
from tests.support.static_server import StaticServer

pytestmark = pytest.mark.browser

NEUTRAL = "https://www.bbc.co.uk/weather"
JOURNEY_PAGE = """{% extends "en.html" %}
{% block title %}Your details{% endblock %}
{% block exit %}{% include "exit_form.html" %}{% endblock %}
{% block content %}<h1>Your details</h1><label for="name">Name</label><input id="name" class="govuk-input">{% endblock %}"""


def headers(path: str) -> dict[str, str]:
    """As served; on journey pages nothing may be kept, and the form may lead to the exit's target."""
    given = dict(headers_for(path))
    if path.startswith("/journey/"):
        given["Content-Security-Policy"] = given["Content-Security-Policy"].replace(
            "form-action 'self'", "form-action 'self' https://www.bbc.co.uk"
        )
        given["Cache-Control"] = "no-store"
    return given


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    site_dir = build_site(tmp_path_factory.mktemp("exit") / "site")
    shells = jinja2.Environment(loader=jinja2.FileSystemLoader(site_dir.parent / "shells"), autoescape=True)
    for name in ("one", "two"):
        (site_dir / "journey" / name).mkdir(parents=True)
        page = shells.from_string(JOURNEY_PAGE).render(csrf_token="a-token")
        (site_dir / "journey" / name / "index.html").write_text(page, "utf-8")
    return site_dir


@pytest.fixture
def server(built):
    server = StaticServer(built, headers)
    server.answers["/exit"] = (303, {"Location": NEUTRAL})
    with server.running():
        yield server


def neutral_page(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<title>Weather</title><h1>Weather</h1>")


@pytest.fixture
def visitor(browser: Browser, request):
    """A fresh browser in which the neutral site is a page of ours to make, and nothing else is reachable."""
    context: BrowserContext = browser.new_context(java_script_enabled=getattr(request, "param", True))
    problems: list[str] = []
    context.route(lambda address: not address.startswith(("http://127.0.0.1", "data:")), lambda route: route.abort())
    context.route(NEUTRAL, neutral_page)
    page = context.new_page()
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert not problems, problems


def press_shift(page: Page, times: int, side: str = "ShiftLeft") -> None:
    for _ in range(times):
        page.keyboard.press(side)


def read_two_pages(page: Page, server: StaticServer, first: str, second: str) -> None:
    page.goto(server.url + first)
    page.goto(server.url + second)


def go_back(page: Page) -> None:
    page.evaluate("setTimeout(() => history.back())")
    page.wait_for_timeout(600)


@pytest.mark.parametrize(("first", "second"), [("/", "/your-rights/"), ("/journey/one/", "/journey/two/")])
@pytest.mark.parametrize("way", ["click", "left Shift", "right Shift"])
def test_the_exit_leaves_and_back_never_shows_our_pages_in_that_tab(visitor, server, first, second, way):
    read_two_pages(visitor, server, first, second)
    if way == "click":
        visitor.locator("a.exit, button.exit").click()
    else:
        press_shift(visitor, 3, "ShiftLeft" if way == "left Shift" else "ShiftRight")
    visitor.wait_for_url(NEUTRAL)
    for _ in range(2):
        go_back(visitor)
        visitor.wait_for_url(lambda address: not address.startswith(server.url))  # "Back came to a page of ours" ends here


PAINTS = """new PerformanceObserver(list => list.getEntries().forEach(
    entry => tell(performance.getEntriesByType('navigation')[0].type))).observe({type: 'paint', buffered: true})"""


def test_back_after_leaving_paints_nothing_of_ours_not_even_for_a_moment(browser, built, tmp_path):
    """The script is kept from the first page, so it runs before a page that comes back is drawn. Nothing is intercepted here:
    Playwright turns the cache off when it is."""
    (tmp_path / "index.html").write_text("<title>Weather</title><h1>Weather</h1>", "utf-8")
    kept = StaticServer(built, lambda path: headers_for(path, versioned=True))
    context, painted = browser.new_context(), []
    with kept.running() as server, StaticServer(tmp_path, lambda path: {}).running() as neutral:
        context.expose_binding("tell", lambda source, kind: painted.append(kind))
        context.add_init_script(PAINTS)
        page = context.new_page()
        read_two_pages(page, server, "/your-rights/", "/get-help-now/")
        page.evaluate("address => { document.querySelector('a.exit').href = address }", f"{neutral.url}/")
        page.locator("a.exit").click()
        page.wait_for_url(f"{neutral.url}/")
        go_back(page)
        assert page.url == f"{neutral.url}/"
        context.close()
    assert "navigate" in painted and "back_forward" not in painted


def test_a_journey_exit_tells_the_server_to_wipe_the_session(visitor, server):
    visitor.goto(server.url + "/journey/one/")
    press_shift(visitor, 3)
    visitor.wait_for_url(NEUTRAL)
    visitor.wait_for_timeout(200)
    assert [path for path, _ in server.posted] == ["/exit"]
    assert b"a-token" in server.posted[0][1]


@pytest.mark.parametrize("visitor", [False], indirect=True)
def test_without_javascript_a_journey_exit_is_a_form_that_wipes_and_leaves(visitor, server):
    visitor.goto(server.url + "/journey/one/")
    visitor.get_by_role("button", name="Exit this page").click()
    visitor.wait_for_url(NEUTRAL)
    assert server.posted == [("/exit", b"csrf_token=a-token")]


@pytest.mark.parametrize("visitor", [False], indirect=True)
def test_without_javascript_the_exit_on_pages_of_words_is_a_link(visitor, server):
    visitor.goto(server.url + "/")
    visitor.get_by_role("link", name="Exit this page").click()
    visitor.wait_for_url(NEUTRAL)


def test_two_presses_do_not_leave_and_say_how_many_are_left(visitor, server):
    visitor.goto(server.url + "/")
    press_shift(visitor, 2)
    expect(visitor.locator("#exit-status")).to_have_text("Press Shift 1 more time to leave.")
    assert visitor.url == server.url + "/"


def test_capital_letters_in_a_field_do_not_leave(visitor, server):
    visitor.goto(server.url + "/journey/one/")
    visitor.get_by_label("Name").focus()
    for letter in "ABCDEF":
        visitor.keyboard.press(f"Shift+{letter}")
    assert visitor.get_by_label("Name").input_value() == "ABCDEF"
    visitor.wait_for_timeout(200)
    assert visitor.url.endswith("/journey/one/")


def test_three_presses_spread_over_more_than_five_seconds_do_not_leave(visitor, server):
    visitor.goto(server.url + "/")
    press_shift(visitor, 2)
    visitor.wait_for_timeout(5200)
    press_shift(visitor, 1)
    visitor.wait_for_timeout(200)
    assert visitor.url == server.url + "/"


def test_the_page_is_blank_before_the_next_one_has_come(visitor, server):
    hidden_at_once: list[bool] = []
    visitor.expose_function("tell", lambda hidden: hidden_at_once.append(hidden))
    visitor.goto(server.url + "/")
    visitor.evaluate("addEventListener('keyup', () => tell(getComputedStyle(document.documentElement).display === 'none'))")
    press_shift(visitor, 3)
    visitor.wait_for_url(NEUTRAL)
    assert hidden_at_once == [False, False, True]


def test_someone_who_comes_back_of_their_own_will_sees_the_page_and_the_flag_is_gone(visitor, server):
    visitor.goto(server.url + "/")
    assert visitor.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    press_shift(visitor, 3)
    visitor.wait_for_url(NEUTRAL)
    visitor.goto(server.url + "/")
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    assert visitor.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_the_keyboard_reaches_the_exit_with_two_presses_of_tab(visitor, server):
    visitor.goto(server.url + "/your-rights/")
    visitor.keyboard.press("Tab")
    expect(visitor.get_by_role("link", name="Skip to main content")).to_be_focused()
    visitor.keyboard.press("Tab")
    expect(visitor.locator("a[data-exit]")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (320, 800)])
def test_nothing_that_has_focus_hides_under_the_exit_bar(visitor, server, width, height):
    visitor.set_viewport_size({"width": width, "height": height})
    visitor.goto(server.url + "/your-rights/")
    visitor.evaluate("scrollTo(0, document.body.scrollHeight)")
    for _ in range(40):
        visitor.keyboard.press("Shift+Tab")
        covered = visitor.evaluate("""() => {
            const bar = document.querySelector(".exit-bar"), now = document.activeElement;
            if (!now || now === document.body || bar.contains(now) || now.matches(".govuk-skip-link")) return false;
            return now.getBoundingClientRect().top < bar.getBoundingClientRect().bottom - 1;
        }""")
        assert not covered
