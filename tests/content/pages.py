"""The pages of `content/` as a reader gets them: templates filled in, front matter apart, words without markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import markdown
import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html

import services_directory
from services_directory.printed.partner_kit import pieces

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
NOT_PAGES = {"_shared", "letters"}
TODAY = date(2026, 11, 23)
EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "md_in_html", "sane_lists", "tables", "toc"]  # as in mkdocs.yml
BLOCKS = ["h1", "h2", "h3", "h4", "p", "li", "td", "th", "dt", "dd", "summary"]


@dataclass(frozen=True)
class Page:
    """One Markdown page. `source` is the body as an editor wrote it, `text` the same with the facts filled in."""

    path: Path
    front: dict[str, Any]
    source: str
    text: str
    tree: html.HtmlElement

    @property
    def name(self) -> str:
        return self.path.relative_to(CONTENT).as_posix()

    @property
    def address(self) -> str:
        return address_of(self.path)

    def blocks(self) -> list[str]:
        """Each heading, paragraph, list item and cell as plain words; a block that holds blocks gives only its own words."""
        found = []
        for element in self.tree.iter(*BLOCKS):
            words = " ".join(_own_words(element).split())
            if words:
                found.append(words)
        return found


def _own_words(element: html.HtmlElement) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag not in (*BLOCKS, "ul", "ol", "dl", "table", "div", "svg"):
            parts.append(_own_words(child))
        parts.append(child.tail or "")
    return "".join(parts)


@cache
def directory() -> services_directory.Directory:
    return services_directory.load(today=TODAY)


def phone(service_id: str) -> str:
    number = directory().services[service_id].phones[0].number
    return f'<a class="tel" href="tel:{number.replace(" ", "")}">{number}</a>'


def service_link(service_id: str) -> str:
    service = directory().services[service_id]
    assert not service.draft, f"{service_id} is a draft: it has no page to link to"
    return f'<a href="/services/{service_id}/">{service.name}</a>'


@cache
def environment() -> Environment:
    env = Environment(loader=FileSystemLoader(CONTENT), undefined=StrictUndefined, keep_trailing_newline=True)
    env.globals.update(directory=directory(), local=directory().local, today=TODAY, phone=phone, service_link=service_link)
    env.globals.update(kit=pieces(directory(), TODAY, CONTENT, ""), printed=[])
    return env


def address_of(path: Path) -> str:
    """Where the site publishes a page of `content/`."""
    stem = path.relative_to(CONTENT).as_posix().removesuffix(".md").removesuffix("index").rstrip("/")
    return f"/{stem}/" if stem else "/"


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    found = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    return (yaml.safe_load(found[1]) or {}, text[found.end() :]) if found else ({}, text)


def read(path: Path) -> Page:
    front, source = split_front_matter(path.read_text("utf-8"))
    text = environment().from_string(source).render()
    tree = html.fromstring(f"<main>{markdown.markdown(text, extensions=EXTENSIONS)}</main>")
    return Page(path, front, source, text, tree)


def paths() -> list[Path]:
    """Every page of the site, in order; parts that pages share and the letters are not pages."""
    return sorted(p for p in CONTENT.rglob("*.md") if not NOT_PAGES & set(p.relative_to(CONTENT).parts))


@cache
def pages() -> tuple[Page, ...]:
    return tuple(read(path) for path in paths())
