"""Every link and every fragment within the built site leads somewhere. No server, no network."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.site_built.reading_html import HtmlPage, read_pages

# Served by the forms backend. Its own tests say that they are there.
OTHER_HALF = ("/refer/", "/case-review/", "/exit", "/letters/collect/", "/desk/")


def broken_links(site_dir: Path, pages: dict[Path, HtmlPage]) -> list[str]:
    """'page: link' for each link within the site that leads nowhere."""
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            target = _target(site_dir, path, unquote(parts.path))
            if parts.path.startswith(OTHER_HALF) or _leads_somewhere(target, parts.fragment, pages):
                continue
            broken.append(f"{path.relative_to(site_dir)}: {link}")
    return broken


def _target(site_dir: Path, path: Path, address: str) -> Path:
    if not address:
        return path
    start = site_dir / address.lstrip("/") if address.startswith("/") else path.parent / address
    target = Path(os.path.normpath(start))
    return target / "index.html" if target.is_dir() else target


def _leads_somewhere(target: Path, fragment: str, pages: dict[Path, HtmlPage]) -> bool:
    if not target.is_file():
        return False
    return not fragment or target not in pages or fragment in pages[target].ids


def test_every_link_and_fragment_leads_somewhere(site_dir):
    pages = read_pages(site_dir)
    assert len(pages) > 150
    broken = broken_links(site_dir, pages)
    assert not broken, "\n".join(broken)


def test_every_page_can_be_reached_from_the_front_page(site_dir):
    pages = read_pages(site_dir)
    reached, waiting = set(), [site_dir / "index.html"]
    while waiting:
        path = waiting.pop()
        if path in reached or path not in pages:
            continue
        reached.add(path)
        waiting += [_target(site_dir, path, unquote(urlsplit(link).path)) for link in pages[path].links]
    unreached = {str(path.relative_to(site_dir)) for path in pages.keys() - reached} - {"404.html"}
    assert not unreached


@pytest.mark.parametrize("link", ["/nowhere/", "#nothing", "../x.html", "/there/#missing"])
def test_a_broken_link_would_be_found(tmp_path, link):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "index.html").write_text("<h1 id='a'>There</h1>", "utf-8")
    (tmp_path / "index.html").write_text(f"<a href='{link}'>x</a><a href='/there/#a'>y</a><a href='/refer/'>z</a>", "utf-8")
    assert broken_links(tmp_path, read_pages(tmp_path)) == [f"index.html: {link}"]
