"""Reads the words of a letter: a small, strict part of Markdown with named facts, so that editors can change words, nothing else.

    Paragraphs, `## headings`, `- lists`, `1. steps`, **bold**, and {{ a_fact }}.
    `- {{ some_lines }}`           alone in a list item: one item for each line of the fact.
    `::: with a_fact` ... `:::`     shown when we have the fact (with several, separated by commas: any of them).
    `::: without a_fact` ... `:::`  shown when we have none of them.
    `::: each rows` ... `:::`       one list item for each row; {{ names }} inside are the row's.

The words choose no outcome: they only ask whether a fact is there. Facts go in after the Markdown was read, so nothing a person
typed can become a heading, a link or another fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from forms_backend.settings import PROJECT_ROOT

LETTERS_DIR = PROJECT_ROOT / "content" / "letters"
DEFAULT_LANGUAGE = "en"
_TOKEN = re.compile(r"(\*\*|\{\{.*?\}\})")
_FACT = re.compile(r"\{\{\s*([a-z][a-z0-9_.]*)\s*\}\}")
_FENCE = re.compile(r"::: (with|without|each) ([a-z][a-z0-9_., ]*)")
_STEP = re.compile(r"\d+\. +(.+)")
_NOT_KNOWN = re.compile(r"^(#(?!# )|\||>|```|<|!\[)|\]\(|(?<!\*)\*(?!\*)\S")


class BadWords(Exception):
    """A words file does not follow the rules above; the text names the file and the line."""


@dataclass(frozen=True)
class Piece:
    """A run of text, or a fact to put in (`fact` is then its name)."""

    text: str = ""
    fact: str = ""
    bold: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Block:
    """`kind` is heading, paragraph, bullets or steps; the last two hold several lines."""

    kind: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Part:
    """Blocks under one condition: always, with, without or each, and the facts it asks about."""

    condition: str
    facts: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Words:
    title: str
    parts: tuple[Part, ...]


@lru_cache
def words_of(kind: str, language: str) -> Words:
    """The words of one kind of letter, read once."""
    path = LETTERS_DIR / language_for(kind, language) / f"{kind}.md"
    return read_words(path.read_text("utf-8"), f"content/letters/{path.parent.name}/{path.name}")


def language_for(kind: str, language: str) -> str:
    """The language the letter will be in: the one asked for when we have its words, else English."""
    has_words = re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]+)?", language) and (LETTERS_DIR / language / f"{kind}.md").is_file()
    return language if has_words else DEFAULT_LANGUAGE


def read_words(text: str, name: str) -> Words:
    """Read one file.

    Raises:
        BadWords: with the file's name and the line.
    """
    lines = text.splitlines()
    if len(lines) < 3 or lines[0] != "---" or not lines[1].startswith("title: ") or lines[2] != "---":
        raise BadWords(f"{name}:1: the file begins with ---, one line `title: ...`, and ---")
    return Words(lines[1].removeprefix("title: ").strip(), tuple(_parts(lines, name)))


def _parts(lines: list[str], name: str) -> Iterator[Part]:
    condition, facts, since, held = "always", (), 0, []
    for number, line in enumerate(lines[3:], start=4):
        if not line.startswith(":::"):
            held.append((number, line))
            continue
        opens = _FENCE.fullmatch(line.rstrip())
        if bool(opens) == (condition != "always") or (not opens and line.rstrip() != ":::"):
            raise BadWords(
                f"{name}:{number}: `::: with|without|each facts` opens a part and `:::` alone closes it; none inside another"
            )
        yield Part(condition, facts, tuple(_blocks(held, name)))
        held = []
        condition, facts, since = "always", (), number
        if opens:
            condition, facts = opens[1], tuple(fact.strip() for fact in opens[2].split(","))
    if condition != "always":
        raise BadWords(f"{name}:{since}: this part is never closed with :::")
    yield Part(condition, facts, tuple(_blocks(held, name)))


def _blocks(held: list[tuple[int, str]], name: str) -> Iterator[Block]:
    kind, lines = "", []
    for number, line in [*held, (0, "")]:
        line = line.strip()
        this, text = _kind_of(line)
        if line and _NOT_KNOWN.search(_TOKEN.sub("", line)):
            raise BadWords(f"{name}:{number}: letters use paragraphs, ## headings, - lists, 1. steps and **bold** only")
        if lines and (this != kind or this == "heading"):
            yield Block(kind, tuple(lines))
            lines = []
        if not this:
            continue
        if this == "paragraph" and lines:
            lines[0] = (*lines[0], Piece(" "), *_pieces(text, name, number))
        else:
            lines.append(_pieces(text, name, number))
        kind = this


def _kind_of(line: str) -> tuple[str, str]:
    if not line:
        return "", ""
    if line.startswith("## "):
        return "heading", line[3:]
    if line.startswith("- "):
        return "bullets", line[2:]
    if step := _STEP.fullmatch(line):
        return "steps", step[1]
    return "paragraph", line


def _pieces(text: str, name: str, number: int) -> Line:
    pieces, bold = [], False
    for token in _TOKEN.split(text):
        if token == "**":
            bold = not bold
        elif token.startswith("{{"):
            fact = _FACT.fullmatch(token)
            if not fact:
                raise BadWords(f"{name}:{number}: {token} is not the name of a fact")
            pieces.append(Piece(fact=fact[1], bold=bold))
        elif token:
            if "{" in token or "}" in token:
                raise BadWords(f"{name}:{number}: a fact is written as two curly brackets, its name, and two again")
            pieces.append(Piece(token, bold=bold))
    if bold:
        raise BadWords(f"{name}:{number}: ** opens bold and is never closed")
    return tuple(pieces)
