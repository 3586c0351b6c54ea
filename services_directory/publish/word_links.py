"""Links back from the page of words: under each term, the pages that explain it. Made from the finished pages, so it is exact."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup

GLOSSARY = "about/glossary/index.html"
NOT_LOOKED_AT = frozenset({"services", "find-support", "search", "assets", "open-referral"})  # no word is explained there
_USED = re.compile(r'popovertarget="word-([a-z0-9-]+)">')
_PLACE = re.compile(r'<span data-word-uses="([a-z0-9-]+)"></span>')
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]+>")


def link_back(site_dir: Path) -> None:
    """Fill in the places that content/about/glossary.md leaves; a term that no page explains keeps none."""
    page = site_dir / GLOSSARY
    if not page.is_file():
        return
    uses = pages_by_word(site_dir)
    page.write_text(_PLACE.sub(lambda place: _links(uses.get(place[1], [])), page.read_text("utf-8")), "utf-8")


def pages_by_word(site_dir: Path) -> dict[str, list[tuple[str, str]]]:
    """Id of each term that pages explain -> (address, heading) of those pages, by heading."""
    found: dict[str, list[tuple[str, str]]] = {}
    for top in sorted(site_dir.iterdir()):
        if not top.is_dir() or top.name in NOT_LOOKED_AT:
            continue
        for path in sorted(top.rglob("index.html")):
            html = path.read_text("utf-8")
            if 'data-pagefind-ignore="all"' in html or not (words := set(_USED.findall(html))):
                continue
            heading = _HEADING.search(html)
            title = " ".join(_MARKUP.sub("", heading[1] if heading else "").split())
            for word in words:
                found.setdefault(word, []).append((f"/{path.parent.relative_to(site_dir).as_posix()}/", title))
    return {word: sorted(pages, key=lambda page: page[1].casefold()) for word, pages in found.items()}


def _links(pages: list[tuple[str, str]]) -> str:
    if not pages:
        return ""
    link = Markup('<li><a href="{}">{}</a></li>')
    links = Markup("").join(link.format(address, Markup(title)) for address, title in pages)  # noqa: S704 - from our own page
    count = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
    return Markup('<details class="no-print"><summary>Used on {}</summary><ul>{}</ul></details>').format(count, links)
