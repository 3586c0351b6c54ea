"""The markup that docs/look.md tells people to write: accessible in light and dark, whole on the narrowest screen."""

from __future__ import annotations

import re

import jinja2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from services_directory.publish.site_headers import headers_for
from tests.support.built_site import PROJECT, build_site
from tests.support.static_server import StaticServer

pytestmark = pytest.mark.browser

AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ("/", "/404.html", "/look/", "/your-rights/", "/services/childline/", "/find-support/")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build_site(tmp_path_factory.mktemp("look") / "site")


@pytest.fixture(scope="module")
def url(built):
    site_dir = built
    examples = re.findall(r"```html\n(.*?)```", (PROJECT / "docs" / "look.md").read_text("utf-8"), re.DOTALL)
    assert len(examples) >= 10
    shown = [part for part in examples if "receipt" not in part]  # a receipt has the page's h1
    parts = "".join(f'<div class="prose"><h2>Part {at}</h2>{part}</div>' for at, part in enumerate(shown))
    shells = jinja2.Environment(loader=jinja2.FileSystemLoader(site_dir.parent / "shells"), autoescape=True)
    (site_dir / "look").mkdir()
    source = '{% extends "en.html" %}{% set uses_forms = true %}{% block content %}<h1>Look</h1>{{ parts|safe }}{% endblock %}'
    (site_dir / "look" / "index.html").write_text(shells.from_string(source).render(parts=parts), "utf-8")
    server = StaticServer(site_dir, headers_for)
    with server.running():
        yield server.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, url, scheme):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 375, "height": 800})
    page = context.new_page()
    for address in PAGES:
        page.goto(url + address)
        found = Axe().run(page, options={"runOnly": AA}).response["violations"]
        assert not found, (address, [(one["id"], [node["target"] for node in one["nodes"]]) for one in found])
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(browser: Browser, url, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for address in PAGES:
        page.goto(url + address)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
    context.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_where_an_older_policy_refuses_the_stylesheet_a_page_can_still_be_read(browser: Browser, width, built):
    """A proxy may hold the policy of another build until it is reloaded. The words then stand on a plain page."""
    with StaticServer(built, lambda path: headers_for(path, style_hash="sha256-of-another-build")).running() as server:
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        page.goto(server.url + "/get-help-now/")
        assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--page')") == "", "the style was not refused"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        heading = page.locator("h1").bounding_box()
        assert heading["y"] < 800, "the words begin below the first screen"
        assert page.locator("main a[href='tel:999']").first.is_visible()
        assert page.locator(".brand svg").bounding_box()["width"] < 60
        context.close()


def test_the_menu_opens_without_javascript_on_a_phone(browser: Browser, url):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(url + "/")
    link = page.get_by_role("navigation", name="Menu").get_by_role("link", name="Find support")
    assert not link.is_visible()
    page.locator("summary", has_text="Menu").click()
    link.click()
    assert page.url.endswith("/find-support/")
    context.close()


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("address", ["/find-support/", "/search/", "/get-help-now/"])
def test_nothing_jumps_when_a_script_has_come(browser: Browser, url, address, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(url + address, wait_until="networkidle")
    moved = page.evaluate("""() => new Promise(tell => { let sum = 0;
        new PerformanceObserver(list => list.getEntries().forEach(shift => { sum += shift.value })).observe({type: 'layout-shift', buffered: true});
        setTimeout(() => tell(sum), 200) })""")
    assert moved < 0.05, "Lighthouse counts 0.1 as bad"
    context.close()
