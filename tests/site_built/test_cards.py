"""The cards to carry away, as Chromium shows and prints them: a camera reads each number, and axe finds nothing."""

from __future__ import annotations

import io
import subprocess

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser
from pypdf import PdfReader

from services_directory.publish.site_headers import headers_for
from services_directory.publish.take_away import FOLDER
from tests.site_built.test_access import AA
from tests.support.browser import refuse_strangers
from tests.support.static_server import StaticServer

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def url(site_dir):
    with StaticServer(site_dir, headers_for).running() as server:
        yield server.url


def read(picture: bytes) -> list[str]:
    return sorted(found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L")))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_camera_reads_every_number_from_the_screen(browser: Browser, url, site_dir, directory, scheme):
    known = {f"TEL:{phone.digits}" for service in directory.services.values() for phone in service.phones}
    context = browser.new_context(color_scheme=scheme, viewport={"width": 800, "height": 600}, device_scale_factor=2)
    strangers = refuse_strangers(context)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    seen = 0
    for card in sorted((site_dir / FOLDER).glob("*.html")):
        page.goto(f"{url}/{FOLDER}/{card.name}")
        dialled = [link.get_attribute("href") for link in page.locator(".card a[href^='tel:']").all()]
        codes = [read(image.screenshot()) for image in page.locator("img").all()]
        assert codes == [[link.replace("tel:", "TEL:")] for link in dialled], card.name
        assert {code for one in codes for code in one} <= known
        seen += len(codes)
    context.close()
    assert seen > 30
    assert not strangers
    assert not said


def test_the_printed_card_holds_the_number_and_a_code_and_no_address(browser: Browser, url, site_dir, tmp_path):
    card = sorted((site_dir / FOLDER).glob("*.html"))[0]
    page = browser.new_page()
    page.goto(f"{url}/{FOLDER}/{card.name}")
    number = page.locator("h1").inner_text()
    page.get_by_label("Your own first line").fill("Window cleaner")
    (tmp_path / "card.pdf").write_bytes(page.pdf(prefer_css_page_size=True, display_header_footer=False))
    page.close()
    printed = " ".join(PdfReader(tmp_path / "card.pdf").pages[0].extract_text().split())
    assert number in printed and "Window cleaner" in printed
    assert "text file" not in printed and "http" not in printed and "first line" not in printed
    subprocess.run(["pdftoppm", "-r", "150", "-png", tmp_path / "card.pdf", tmp_path / "card"], check=True)
    shown = next(tmp_path.glob("card-*.png")).read_bytes()
    assert f"TEL:{number.replace(' ', '')}" in read(shown)


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_a_card(browser: Browser, url, site_dir, width):
    page = browser.new_page(viewport={"width": width, "height": 700})
    longest = max((site_dir / FOLDER).glob("*.html"), key=lambda path: path.stat().st_size)
    page.goto(f"{url}/{FOLDER}/{longest.name}")
    found = Axe().run(page, options={"runOnly": AA}).response["violations"]
    assert not [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.close()
