"""The text that other bodies put on their sites and say at a second report: one for each area, from the records.

The words are in content/_shared/partner-*.md. The same words become the page of the portal, an HTML file and a text file.
Sources: South Cambridgeshire CDRP Board papers, 9 October 2014, item 7a, approach B (one text on every partner's site, which
points to the council's) and C; Home Office guidance of July 2025 (explain the review at a second report in six months).
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import jinja2
import markdown

from services_directory import Directory
from services_directory.area import Area
from services_directory.days.counting import number_of
from services_directory.printed.record_words import RecordWords, numbers
from services_directory.typesetting.blocks import Block, Run, blocks_of_html

FOLDER = "partners/files"
WORDS = ("website", "second-report")
DANGER, NATIONAL = "emergency-999", "victim-support"


class Piece(NamedTuple):
    """One text for one area. `name` is its file's, without the ending; `html` has no heading above an h2 and no style."""

    name: str
    area: Area
    html: str
    text: str


def pieces(directory: Directory, on: date, content: Path, portal_url: str) -> dict[str, list[Piece]]:
    """Every text by the name of its words, in the order of the areas' names."""
    environment = jinja2.Environment(  # noqa: S701 - this makes Markdown from our own records
        loader=jinja2.FileSystemLoader(content), undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    areas = sorted((one for one in directory.areas.values() if one.valid_to is None), key=lambda one: one.name)
    return {words: [_piece(environment, directory, on, words, area, portal_url) for area in areas] for words in WORDS}


def write_files(site_dir: Path, made: dict[str, list[Piece]]) -> None:
    """Write each text as HTML and as plain text; a text that is made no more goes."""
    folder = site_dir / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for one in (piece for some in made.values() for piece in some):
        (folder / f"{one.name}.txt").write_bytes(one.text.replace("\n", "\r\n").encode())
        (folder / f"{one.name}.html.txt").write_text(one.html + "\n", "utf-8")


def plain_text(blocks: list[Block]) -> str:
    """Blocks as plain text: a link is its words and its address, a point begins with a hyphen."""
    return "\n\n".join(_written(block) for block in blocks) + "\n"


def _piece(
    environment: jinja2.Environment, directory: Directory, on: date, words: str, area: Area, portal_url: str
) -> Piece:  # fmt: skip
    published = RecordWords(directory).published
    national = published(NATIONAL)
    source = environment.get_template(f"_shared/partner-{words}.md").render(
        area=area, rule=area.rules_on(on).threshold, service=directory.service_of_area(area.id), months=lambda number: number_of(number, "month"),
        portal_url=portal_url.rstrip("/"), danger=numbers(published(DANGER)), national=national, national_number=numbers(national),
    )  # fmt: skip
    html = markdown.markdown(source, extensions=["sane_lists"])
    return Piece(f"{words}-{area.id}", area, html, plain_text(blocks_of_html(html)))


def _written(block: Block) -> str:
    (kind, lines), *_ = block.items()
    if kind == "bullets":
        return "\n".join(f"- {_line(line)}" for line in lines)
    return _line(lines)


def _line(runs: list[Run]) -> str:
    return "".join(_run(run) for run in runs).strip()


def _run(run: Run) -> str:
    if isinstance(run, str):
        return run
    if "bold" in run:
        return run["bold"]
    address = run["link"].removeprefix("mailto:")
    return address if address == run["words"] else f"{run['words']}: {address}"
