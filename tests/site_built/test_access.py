"""axe, WCAG 2.2 AA, on one page of each template: light and dark, on a narrow phone and a desk."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from services_directory.publish.site_headers import headers_for
from tests.support.browser import refuse_strangers
from tests.support.static_server import StaticServer

pytestmark = pytest.mark.browser

AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ONE_OF_EACH = (
    "/",
    "/404.html",
    "/get-help-now/",
    "/staying-safe-online/",
    "/refer-yourself/",
    "/find-support/",
    "/find-support/crime/domestic-abuse/",
    "/find-support/area/fenland/",
    "/find-support/need/drugs-and-alcohol/",
    "/find-support/for/people-using-abuse/",
    "/search/",
    "/services/victim-and-witness-hub/",
    "/services/national-domestic-abuse-helpline/",
    "/services/british-transport-police/",
    "/services/respect-phoneline/",
    "/your-rights/",
    "/your-rights/updates-on-the-case/",
    "/your-rights/when-should-i-hear/",
    "/what-happens-if-i-tell-you/",
    "/what-happens/special-cases/",
    "/about/how-it-fits-together/",
    "/what-happens/",
    "/what-happens/investigation/",
    "/antisocial-behaviour/",
    "/antisocial-behaviour/case-review/",
    "/antisocial-behaviour/councils/huntingdonshire/",
    "/antisocial-behaviour/councils/peterborough/",
    "/for/children-and-young-people/",
    "/about/",
    "/about/privacy/",
    "/about/accessibility/",
    "/about/glossary/",
    "/printed/",
    "/partners/",
)


@pytest.fixture(scope="module")
def url(site_dir):
    with StaticServer(site_dir, headers_for).running() as server:
        yield server.url


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser: Browser, url, scheme, width):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    strangers = refuse_strangers(context)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    wrong = []
    for address in ONE_OF_EACH:
        page.goto(url + address)
        found = Axe().run(page, options={"runOnly": AA}).response["violations"]
        wrong += [(address, one["id"], [node["target"] for node in one["nodes"]]) for one in found]
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            wrong.append((address, "scrolls sideways"))
        assert page.locator("h1").count() == 1, address
    context.close()
    assert not wrong
    assert not strangers
    assert not said
