"""The blocks that `document.typ` sets: small dicts, so that one list of them can be a booklet, a form or a page of rights.

A line of words is a list of runs: text, `{"bold": ...}` or `{"link": address, "words": ...}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from services_directory.freshness import uk_date
from services_directory.qr import QUIET, Code, svg_path
from services_directory.typesetting import LARGE_PRINT_POINTS, STANDARD_POINTS, pdf_from

Block = dict[str, Any]
Run = str | dict[str, str]
DOCUMENT = Path(__file__).with_name("document.typ")


def heading(level: int, *runs: Run) -> Block:
    return {"heading": list(runs), "level": level}


def paragraph(*runs: Run) -> Block:
    return {"paragraph": list(runs)}


def small(*runs: Run) -> Block:
    return {"small": list(runs)}


def bullets(lines: Iterable[str | Sequence[Run]]) -> Block:
    return {"bullets": [_line(line) for line in lines]}


def steps(lines: Iterable[str | Sequence[Run]]) -> Block:
    return {"steps": [_line(line) for line in lines]}


def bold(words: str) -> Run:
    return {"bold": words}


def code_picture(code: Code, alt: str) -> Block:
    """A square code of 30 mm."""
    return {"code": svg(code), "alt": alt}


def svg(code: Code) -> str:
    side = code.side + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path fill="white" d="M0 0h{side}v{side}H0z"/>'
        f'<path stroke="black" d="{svg_path(code)}"/></svg>'
    )


def document_pdf(
    blocks: Sequence[Block], *, title: str, subtitle: str, printed: Sequence[str], on: date, large_print: bool = False
) -> bytes:
    """A tagged PDF with bookmarks and page numbers.

    Args:
        title: its heading, and what a viewer shows.
        printed: lines under the title that say when it was printed and how sure it is.
        on: the day it was made (a UK date).
        large_print: 18 point, in every part of the page.
    """
    values = {
        "title": title, "heading": title, "subtitle": subtitle, "printed": list(printed), "blocks": list(blocks),
        "footer": f"Printed on {uk_date(on)}", "date": [on.year, on.month, on.day],
        "size": LARGE_PRINT_POINTS if large_print else STANDARD_POINTS,
    }  # fmt: skip
    return pdf_from(DOCUMENT, "document", values)


def blocks_of_html(html: str, level: int = 3) -> list[Block]:
    """The blocks of a piece of HTML that Markdown or a template of ours made.

    A link within the site becomes plain words inside a sentence. Where it stands alone, it only asks to be pressed: it goes.

    Args:
        level: the level that an `<h2>` gets; an `<h3>` gets the next.
    """
    reader = _Reader(level)
    reader.feed(html)
    reader.close()
    return reader.blocks


def _line(line: str | Sequence[Run]) -> list[Run]:
    return [line] if isinstance(line, str) else list(line)


class _Reader(HTMLParser):
    def __init__(self, level: int) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._level, self._runs, self._items, self._kind = level, [], [], ""
        self._bold, self._link, self._inside = 0, "", False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "h2", "h3", "li", "ul", "ol", "section", "div"):
            self._end_line()
        if tag in ("ul", "ol"):
            self._items, self._kind = [], "bullets" if tag == "ul" else "steps"
        elif tag in ("strong", "b"):
            self._bold += 1
        elif tag == "a":
            address = dict(attributes).get("href") or ""
            self._link = address if address.startswith(("http", "mailto:")) else ""
            self._inside = address.startswith(("/", "#"))
        elif tag == "br":
            self._runs.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h2", "h3"):
            runs = self._taken()
            if runs:
                self.blocks.append({"heading": runs, "level": self._level + (tag == "h3")})
        elif tag in ("p", "li", "section", "div"):
            self._end_line()
        elif tag in ("ul", "ol"):
            self._end_line()
            if self._items:
                self.blocks.append({self._kind: self._items})
            self._items, self._kind = [], ""
        elif tag in ("strong", "b"):
            self._bold -= 1
        elif tag == "a":
            self._link, self._inside = "", False

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        words = f"{' ' if data[:1].isspace() else ''}{words}{' ' if words and data[-1:].isspace() else ''}"
        if not words.strip() and not self._runs:
            return
        if self._inside and self._stands_alone():
            return
        if self._link:
            self._runs.append({"link": self._link, "words": words})
        else:
            self._runs.append({"bold": words} if self._bold else words)

    def close(self) -> None:
        super().close()
        self._end_line()

    def _stands_alone(self) -> bool:
        """Nothing before it in its line, or a finished sentence."""
        before = "".join(run if isinstance(run, str) else next(iter(run.values())) for run in self._runs).rstrip()
        return not before or before.endswith((".", "!", "?"))

    def _end_line(self) -> None:
        runs = self._taken()
        if not runs:
            return
        if self._kind:
            self._items.append(runs)
        else:
            self.blocks.append({"paragraph": runs})

    def _taken(self) -> list[Run]:
        runs, self._runs = self._runs, []
        return runs if any(run.strip() if isinstance(run, str) else True for run in runs) else []
