"""Jinja2 for pages made from records: the shell, our templates, the helpers, and Markdown inside records."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup, escape

PROJECT = Path(__file__).resolve().parents[2]
PAGES = PROJECT / "site" / "theme" / "pages"
SCRIPTS = PROJECT / "site" / "scripts"
WORDS = PROJECT / "content"  # only folders named _shared: the others are pages
_ADDRESS = re.compile(r"(https?://[^\s;,)]+[^\s;,.)])")


class NoSuchService(Exception):
    """Words name a service that is not published, or ask for the number of one that has none."""


class Words:
    """Markdown that may call `phone(id)` and `service_link(id)`. Jinja2 first, then Markdown.

    Attributes:
        used: ids of the services whose name or number went into what was rendered since `used` was last emptied.
    """

    def __init__(self, environment: jinja2.Environment, names: Mapping[str, Any], to_html: Callable[[str], str]) -> None:
        self._plain = environment.overlay(autoescape=False)
        self._names, self._to_html = names, to_html
        self.used: set[str] = set()
        environment.globals |= {"phone": self.phone, "service_link": self.service_link, "words": self.page_words}
        environment.filters |= {"markdown": self.markdown, "inline_markdown": self.inline_markdown}

    def phone(self, service_id: str) -> Markup:
        """Its numbers as links, joined by "or"."""
        service = self._named(service_id)
        if not service.phones:
            raise NoSuchService(f"phone({service_id!r}): this service has no phone number")
        return Markup(" or ").join(tel(number) for number in service.phones)

    def service_link(self, service_id: str, words: str | None = None) -> Markup:
        service = self._named(service_id)
        return Markup('<a href="/services/{}/">{}</a>').format(service.id, words or service.name)

    def markdown(self, text: str | None) -> Markup:
        """A Markdown field of a record as HTML."""
        if not text:
            return Markup("")
        return Markup(self._to_html(self._plain.from_string(text).render() if "{" in text else text))

    def inline_markdown(self, text: str) -> Markup:
        """A line of Markdown without the paragraph around it, for list items."""
        return Markup(self.markdown(text).removeprefix("<p>").removesuffix("</p>"))

    def page_words(self, name: str, **facts: Any) -> Markup:
        """One of the editors' files in a _shared folder of content/, as HTML."""
        source = (WORDS / name).read_text("utf-8")
        return Markup(self._to_html(self._plain.from_string(source).render(**facts)))

    def _named(self, service_id: str) -> Any:
        if service_id not in self._names:
            raise NoSuchService(f"{service_id!r} is not a published service")
        self.used.add(service_id)
        return self._names[service_id]


def environment(shells_dir: Path, cache_dir: Path, **shared: Any) -> jinja2.Environment:
    """Templates over the shell. A name misspelt in a template stops the build; compiled templates are kept."""
    compiled = cache_dir / "templates"
    compiled.mkdir(parents=True, exist_ok=True)
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([PAGES, shells_dir]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(compiled)),
    )
    made.globals |= {"tel": tel, "asset": cache(asset), **shared}
    made.filters |= {"day": day, "sources": sources, "clipped": clipped, "host": host, "sentence": sentence}
    return made


def asset(name: str) -> str:
    """The address of one of our scripts; it changes with the content, so browsers may keep it for ever."""
    return f"/assets/{name}?v={hashlib.sha256((SCRIPTS / name).read_bytes()).hexdigest()[:8]}"


def tel(number: str) -> Markup:
    return Markup(f'<a class="tel" href="tel:{escape(number.replace(" ", ""))}">{escape(number)}</a>')  # noqa: S704 - escaped


def day(value: date) -> str:
    """'3 March 2026'."""
    return f"{value.day} {value:%B %Y}"


@lru_cache(maxsize=1000)
def sources(source: str, dated: str | None = None) -> Markup:
    """Where a record comes from: each address in it becomes a link that shows only its host, the rest stays words."""
    link = Markup('<a href="{}" rel="noreferrer">{}</a>')
    pieces = [
        link.format(piece, host(piece)) if _ADDRESS.fullmatch(piece) else escape(piece)
        for piece in _ADDRESS.split(source.strip().rstrip("."))
    ]
    return Markup("").join(pieces) + (f" ({dated})." if dated else ".")


def clipped(text: str, limit: int = 155) -> str:
    """A summary short enough for a meta description, cut between words."""
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " ..."


def host(address: str) -> str:
    """'https://www.example.org/a/b' as people read it: 'example.org'."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def sentence(text: str) -> str:
    """A phrase of a record as a sentence: capital first, a full stop last."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
