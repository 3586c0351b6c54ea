"""What one finished page holds: its links, its ids, its files, its words."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

ELSEWHERE = ("mailto:", "tel:", "sms:", "data:", "http://", "https://")
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


class HtmlPage(HTMLParser):
    """Attributes hold what the page says: links within the site, links out, ids, files it fetches, stylesheets in it, visible words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.out: list[str] = []
        self.ids: set[str] = set()
        self.files: list[str] = []
        self.inline: list[str] = []
        self.styles: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag not in VOID:
            self._open.append(tag)
        if given.get("id"):
            self.ids.add(given["id"])
        for name in ("href", "src", "action"):
            if value := given.get(name):
                (self.out if value.startswith(ELSEWHERE) else self.links).append(value)
        if tag == "script" or (tag == "link" and given.get("rel") == "stylesheet"):
            self.files.append(given.get("src") or given.get("href") or "")
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        if inside == "style":
            self.styles.append(data)
        elif inside == "script":
            self.inline.append(f"{inside} with text")
        elif data.strip():
            self.words.append(data.strip())


def read_pages(site_dir: Path) -> dict[Path, HtmlPage]:
    return {path: HtmlPage(path.read_text("utf-8")) for path in sorted(site_dir.rglob("*.html"))}
