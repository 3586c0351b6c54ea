"""Every page of the built site: what the policy allows, whose files it asks for, what it weighs."""

from __future__ import annotations

import gzip
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from services_directory.publish.site_headers import inline_stylesheet
from tests.support.built_site import PROJECT

PAGE_BUDGET = 30 * 1024  # HTML, CSS and JS of a page of words, gzipped
STYLE_BUDGET = {"core.css": 9 * 1024, "forms.css": 8 * 1024}
FETCHING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "object": "data", "form": "action"}


class Page(HTMLParser):
    """What one page fetches, and whatever the policy would block."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.blocked: list[str] = []
        self._in = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self._in = tag
        if given.get(FETCHING.get(tag, "")) and given.get("rel") != "canonical":
            self.fetched.append(given[FETCHING[tag]])
        self.blocked += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]

    def handle_data(self, data):
        if self._in == "script" and data.strip():
            self.blocked.append("inline script")
        if self._in == "style" and data != inline_stylesheet():
            self.blocked.append("a stylesheet of its own")

    def handle_endtag(self, tag):
        self._in = ""


def pages(site_dir: Path) -> dict[str, Page]:
    return {str(path.relative_to(site_dir)): Page(path.read_text("utf-8")) for path in sorted(site_dir.rglob("*.html"))}


def test_no_page_has_anything_that_the_policy_blocks(site_dir):
    blocked = {name: page.blocked for name, page in pages(site_dir).items() if page.blocked}
    assert not blocked


def test_a_page_with_an_inline_handler_would_be_caught():
    page = Page('<p style="color:red" onclick="x()">a</p><script>x()</script><style>p{}</style>')
    assert page.blocked == ["p style", "p onclick", "inline script", "a stylesheet of its own"]


def test_no_page_fetches_anything_from_anyone_else(site_dir):
    strange = {
        name: others
        for name, page in pages(site_dir).items()
        if (others := [address for address in page.fetched if not re.match(r"/(?!/)|data:(?:,$|image/svg)|#", address)])
    }
    assert not strange


def test_no_asset_of_ours_names_another_site(site_dir):
    for asset in (site_dir / "assets").glob("*.*s"):
        assert not re.search(r"https?://|url\((?!data:)", asset.read_text("utf-8")), asset.name


def test_every_file_a_page_asks_for_is_there(site_dir):
    for name, page in pages(site_dir).items():
        for address in page.fetched:
            if address.startswith("/assets/"):
                assert (site_dir / address.lstrip("/").split("?")[0]).is_file(), f"{name} asks for {address}"


def test_nothing_of_the_theme_underneath_is_shipped(site_dir):
    shipped = {path.name for path in (site_dir / "assets").iterdir()}
    assert {"core.css", "forms.css", "forms.js", "exit.js", "idle.js"} <= shipped
    assert not shipped & {"javascripts", "stylesheets", "images"}


def test_danger_comes_first_on_the_front_page_and_then_three_doors(site_dir):
    main = (site_dir / "index.html").read_text("utf-8").split("<main")[1]
    assert main.count('class="door"') == 3
    assert main.index("tel:999") < main.index('class="door"')
    assert "When you are asked, <strong>press 55</strong>" in main
    assert "not your fault" in main


def test_the_page_for_a_wrong_address_helps(site_dir):
    html = (site_dir / "404.html").read_text("utf-8")
    assert html.count("<h1") == 1 and "/get-help-now/" in html
    assert "aria-current=" not in html


@cache
def zipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def weight(site_dir: Path, name: str) -> int:
    """Bytes a browser fetches to show a page, gzipped, without what it fetches only when someone searches."""
    page = Page((site_dir / name).read_text("utf-8"))
    assets = {address.lstrip("/").split("?")[0] for address in page.fetched if address.startswith("/assets/")}
    return zipped(site_dir / name) + sum(zipped(site_dir / asset) for asset in assets)


def test_every_page_keeps_to_its_budget(site_dir):
    heavy = {name: found for name in pages(site_dir) if (found := weight(site_dir, name)) > PAGE_BUDGET}
    assert not heavy


def test_the_front_page_is_half_the_budget(site_dir):
    assert weight(site_dir, "index.html") <= PAGE_BUDGET / 2


@pytest.mark.parametrize("name", STYLE_BUDGET)
def test_a_stylesheet_keeps_to_its_budget(name):
    assert zipped(PROJECT / "site" / "theme" / "assets" / name) <= STYLE_BUDGET[name]
