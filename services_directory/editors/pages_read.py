"""The running words of a finished page, as a reader meets them: what is inside <main>, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from services_directory.editors.reading_age import reading_age

_BLOCKS = frozenset({"h1", "h2", "h3", "h4", "p", "li", "td", "th", "dt", "dd", "summary", "label", "legend", "caption", "div"})
_SKIPPED = frozenset({"nav", "form", "style", "script", "svg"})
FEWEST_WORDS = 4  # labels and links say nothing about sentences


class _Words(HTMLParser):
    """Collects the blocks of <main>; each ends where the next begins."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = [""]
        self._in_main = False
        self._skipping = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._in_main = self._in_main or tag == "main"
        self._skipping += tag in _SKIPPED
        if tag in _BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_main = self._in_main and tag != "main"
        self._skipping -= tag in _SKIPPED
        if tag in _BLOCKS:
            self.blocks.append("")

    def handle_data(self, text: str) -> None:
        if self._in_main and not self._skipping:
            self.blocks[-1] += text


def running_text(html: str) -> str:
    """One block a line, without blocks too short to hold a sentence."""
    words = _Words()
    words.feed(html)
    blocks = (" ".join(block.split()) for block in words.blocks)
    return "\n".join(block for block in blocks if len(block.split()) >= FEWEST_WORDS)


def reading_ages(site: Path) -> Iterator[tuple[str, float]]:
    """(address, reading age) of each page of a built site that has running words."""
    for path in sorted(site.rglob("*.html")):
        age = reading_age(running_text(path.read_text("utf-8")))
        if age is not None:
            yield "/" + path.relative_to(site).as_posix().removesuffix("index.html"), age
