"""Hard words explained in place, in a real Chromium: by keyboard, without JavaScript, on a narrow phone, on paper."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from services_directory.publish.site_headers import headers_for
from services_directory.publish.word_links import pages_by_word
from tests.support.built_site import build_site
from tests.support.static_server import StaticServer

pytestmark = pytest.mark.browser

RIGHT = "/your-rights/updates-on-the-case/"
AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def site_dir(tmp_path_factory: pytest.TempPathFactory):
    return build_site(tmp_path_factory.mktemp("words") / "site")


@pytest.fixture(scope="module")
def url(site_dir):
    with StaticServer(site_dir, headers_for).running() as server:
        yield server.url


def test_by_keyboard_and_without_javascript_a_word_opens_and_closes(browser, url):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(url + RIGHT)
    word, meaning = page.get_by_role("button", name="suspect", exact=True), page.locator("#word-suspect")
    assert not meaning.is_visible()
    word.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    assert "The person the police think did it." in meaning.inner_text()
    box = meaning.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320
    page.keyboard.press("Tab")
    assert page.locator("#word-suspect a:focus").count() == 1, "the next thing reached is inside the meaning"
    page.keyboard.press("Escape")
    expect(meaning).not_to_be_visible()
    expect(word).to_be_focused()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_meaning_is_accessible(browser, url, scheme):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 800})
    page = context.new_page()
    for address in (RIGHT, "/what-happens/bail-and-protection/", "/for/bereaved-people/"):
        page.goto(url + address)
        page.locator("button.word").first.click()
        assert not Axe().run(page, options=AA).response["violations"], address
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


def test_on_paper_the_meaning_stands_behind_the_word(page: Page, url):
    page.goto(url + RIGHT)
    page.emulate_media(media="print")
    assert page.locator("#word-suspect > span").is_visible()
    assert not page.locator("#word-suspect a").is_visible()


def test_the_exit_hides_an_open_meaning_too(page: Page, url):
    page.goto(url + RIGHT)
    page.locator("button.word").first.click()
    page.evaluate("document.documentElement.hidden = true")
    assert not page.locator(".word__means").first.is_visible()


def test_the_page_of_words_and_the_pages_link_to_each_other(page: Page, url, site_dir):
    uses = pages_by_word(site_dir)
    assert len(uses) > 20 and all(pages for pages in uses.values())
    page.goto(url + "/about/glossary/")
    for word, pages in uses.items():
        listed = page.locator(f"dt#{word} + dd a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
        assert listed == [address for address, _ in pages], word
    assert not page.locator("[data-word-uses]").filter(has_text="Used on").count()
    page.goto(url + RIGHT)
    page.get_by_role("button", name="suspect", exact=True).click()
    page.locator("#word-suspect a").click()
    assert page.url.endswith("/about/glossary/#suspect")
    assert page.locator("dt#suspect").is_visible()
