"""Every link inside the site leads to a page that will exist, and every fragment to a heading on it."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

import pytest

from services_directory.printed.partner_kit import WORDS
from services_directory.publish.open_referral.downloads import DOWNLOADS
from tests.content.pages import CONTENT, Page, address_of, directory, paths, read

FORMS = {"/refer/", "/case-review/", "/letters/collect/"}
OFFICIAL = "https://www.gov.uk/"  # its addresses are kept working; others live in the records, where they are checked

every_page = pytest.mark.parametrize("path", paths(), ids=lambda path: path.relative_to(CONTENT).as_posix())


@cache
def made_from_records() -> frozenset[str]:
    """Addresses that the directory publishes beside the pages of `content/`."""
    d = directory()
    helps = [("crime", d.crime_types), ("area", d.areas), ("need", d.needs), ("for", d.audiences)]
    return frozenset(
        [
            *(f"/services/{service.id}/" for service in d.published_services()),
            *(f"/find-support/{kind}/{key}/" for kind, labels in helps for key in labels),
            *(f"/your-rights/{key}/" for key in d.rights),
            *(f"/what-happens/{key}/" for key in d.stages),
            *(f"/antisocial-behaviour/councils/{key}/" for key in d.areas),
            "/find-support/",
            "/search/",
            "/your-rights/when-should-i-hear/",
            "/about/how-it-fits-together/",
            *(f"/partners/files/{words}-{key}{end}" for words in WORDS for key in d.areas for end in (".txt", ".html.txt")),
            "/open-referral/openapi.json",
            *(f"/open-referral/{download.path}" for download in DOWNLOADS),
            *FORMS,
        ]
    )


def target_of(page: Page, link: str) -> str:
    """The address a link leads to; a link to another Markdown file is turned into that page's address, as MkDocs does."""
    path = urlsplit(link).path
    if not path:
        return page.address
    return address_of((page.path.parent / path).resolve()) if path.endswith(".md") else path


@cache
def headings() -> dict[str, frozenset[str]]:
    """Address of each page -> the ids that a fragment may name."""
    read_pages = [read(path) for path in paths()]
    return {page.address: frozenset(page.tree.xpath("//@id")) for page in read_pages}


@every_page
def test_links_inside_the_site_lead_somewhere(path):
    page = read(path)
    exists = {address_of(path) for path in paths()} | made_from_records()
    lost = [
        link
        for link in page.tree.xpath("//a/@href")
        if not urlsplit(link).scheme and urlsplit(link).path and target_of(page, link) not in exists
    ]
    assert not lost


@every_page
def test_fragments_name_a_heading(path):
    page, ids = read(path), headings()
    lost = []
    for link in page.tree.xpath("//a/@href"):
        parts, target = urlsplit(link), target_of(page, link)
        if not parts.scheme and parts.fragment and target in ids and parts.fragment not in ids[target]:
            lost.append(link)
    assert not lost


@every_page
def test_links_to_other_websites_come_from_records(path):
    """A web address typed in a page would go stale unseen; the records are the ones we check."""
    page = read(path)
    known = {service.url for service in directory().services.values()} | {fact.value for fact in directory().local.all()}
    links = [link for link in page.tree.xpath("//a/@href") if urlsplit(link).scheme in ("http", "https")]
    typed = [link for link in links if link not in known and not link.startswith(OFFICIAL)]
    assert not typed


@every_page
def test_a_link_says_where_it_goes(path):
    page = read(path)
    vague = [
        a.text_content()
        for a in page.tree.iter("a")
        if a.get("href")
        and a.text_content().strip().lower() in {"", "here", "click here", "link", "more", "this", "read more", "this page"}
    ]
    assert not vague


def test_pages_repeat_the_forms_own_waiting_time():
    """Read from the text: the pages must not need the backend's libraries."""
    settings = (CONTENT.parent / "forms_backend" / "settings.py").read_text("utf-8")
    said = re.search(r"\d+", (CONTENT / "_shared" / "idle-minutes.md").read_text("utf-8"))
    assert said
    assert f"draft_idle_minutes: int = {said[0]}\n" in settings
