"""letter = f(kind, facts, language). Preview and final copy come from this one call; it reads no clock and no database."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

import jinja2
from markupsafe import Markup

from forms_backend.letters.catalogue import Fact, LetterKind, Shape, kind_of
from forms_backend.letters.labels import N_, label, short_day, uk_day
from forms_backend.letters.words import DEFAULT_LANGUAGE, Block, Line, Part, Words, language_for, words_of

NEUTRAL_NOTICE = "neutral_notice"
LONGEST_NAME = 60
_LOOKS_LIKE_AN_ADDRESS = re.compile(r"://|www\.|@|\w\.\w{2}", re.IGNORECASE)  # mail programs make a link of "example.org" too


class MissingFacts(ValueError):
    """The words need a fact that is not there. Names the facts, never their values."""


class UnusedFacts(ValueError):
    """A fact was given or declared that the letter does not use."""


@dataclass(frozen=True)
class ComposedLetter:
    """A finished letter. `blocks` are plain values (see `_filled`), sealed as they are; every form comes from them."""

    kind: str
    language: str
    title: str
    reference: str
    greeting_name: str
    sender: str
    written_on: str
    blocks: tuple[dict[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        return {**{name: getattr(self, name) for name in _FIELDS}, "blocks": list(self.blocks)}

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> ComposedLetter:
        return cls(**{**plain, "blocks": tuple(plain["blocks"])})

    @cached_property
    def canonical(self) -> bytes:
        """The same bytes for the same letter, to hash."""
        return json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.canonical).hexdigest()

    @property
    def html(self) -> Markup:
        """The letter as a piece of a page, escaped; headings begin at h2."""
        return Markup(_template("letter_body.html").render(letter=self, label=label))  # noqa: S704

    @property
    def html_page(self) -> str:
        """The letter as a whole document, for an email."""
        return _template("email.html").render(letter=self, label=label)

    @property
    def text(self) -> str:
        """The letter as plain text."""
        return _template("letter.txt").render(letter=self, label=label).strip() + "\n"


_FIELDS = tuple(field.name for field in fields(ComposedLetter))


def compose(kind: str, facts: Mapping[str, Any], language: str = DEFAULT_LANGUAGE, *, on: date) -> ComposedLetter:
    """Write a letter.

    Args:
        kind: a key of the catalogue.
        facts: what the catalogue declares for it; days as `date`.
        language: falls back to English when there are no words in it.
        on: the date at the top.

    Raises:
        MissingFacts, UnusedFacts: see the classes.
    """
    letter_kind = kind_of(kind)
    language = language_for(kind, language)
    check_words(kind, language)
    known = _checked(letter_kind, facts)
    if not is_a_name(str(known.get("greeting_name", ""))):
        known.pop("greeting_name", None)
    words = words_of(kind, language)
    return ComposedLetter(
        kind=kind,
        language=language,
        title=words.title,
        reference=known["reference"],
        greeting_name=known.get("greeting_name", ""),
        sender=known[letter_kind.sender_fact] if letter_kind.sender_fact else label(letter_kind.sender, language),
        written_on=on.isoformat(),
        blocks=tuple(_filled(words, letter_kind.facts, known, language)),
    )


def is_a_name(text: str) -> bool:
    """May we greet someone with this? Whoever fills in a form could have us send words or a web address to anybody."""
    return 0 < len(text) <= LONGEST_NAME and not _LOOKS_LIKE_AN_ADDRESS.search(text)


def neutral_notice(reference: str, collect_url: str, language: str = DEFAULT_LANGUAGE) -> str:
    """The words of an email that others may read: there is a letter, the reference, where to collect it. Nothing else."""
    facts = {"reference": Fact(Shape.TEXT), "collect_url": Fact(Shape.URL)}
    language = language_for(NEUTRAL_NOTICE, language)
    known = {"reference": reference, "collect_url": collect_url}
    notice = _Notice(tuple(_filled(words_of(NEUTRAL_NOTICE, language), facts, known, language)))
    return _template("notice.txt").render(letter=notice).strip() + "\n"


@dataclass(frozen=True)
class _Notice:
    blocks: tuple[dict[str, Any], ...]


@lru_cache
def check_words(kind: str, language: str) -> None:
    """Do the words use exactly the facts that the catalogue declares? Part of the build's checks as well.

    Raises:
        MissingFacts: the words name a fact that is not declared, or an optional one outside `::: with` it.
        UnusedFacts: a declared fact appears nowhere.
    """
    declared, used = kind_of(kind).facts, set()
    where = f"content/letters/{language}/{kind}.md"
    for part in words_of(kind, language).parts:
        used.update(part.facts)
        columns = declared[part.facts[0]].columns if part.condition == "each" and part.facts[0] in declared else {}
        for name in _names_in(part):
            if part.condition == "each":
                if name not in columns:
                    raise MissingFacts(f"{where}: a row has no {name}")
                continue
            used.add(name)
            if name in declared and not declared[name].required and (part.condition != "with" or part.facts != (name,)):
                raise MissingFacts(f"{where}: {name} may be unset, so it belongs inside `::: with {name}`")
    if unknown := used - set(declared):
        raise MissingFacts(f"{where}: not declared in the catalogue: {', '.join(sorted(unknown))}")
    if unused := set(declared) - used:
        raise UnusedFacts(f"{where}: declared and never used: {', '.join(sorted(unused))}")


def _names_in(part: Part) -> Iterator[str]:
    for block in part.blocks:
        for line in block.lines:
            yield from (piece.fact for piece in line if piece.fact)


def _checked(kind: LetterKind, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with dotted names, each of its declared shape, without those we do not have."""
    flat = {name: value for name, value in _flattened(facts, kind.facts) if value not in (None, "", [], ())}
    given = {name for name, _ in _flattened(facts, kind.facts)}
    if unused := given - set(kind.facts):
        raise UnusedFacts(f"{kind.key} does not use: {', '.join(sorted(unused))}")
    if missing := {name for name, fact in kind.facts.items() if fact.required} - set(flat):
        raise MissingFacts(f"{kind.key} needs: {', '.join(sorted(missing))}")
    if wrong := sorted(name for name, value in flat.items() if not _fits(kind.facts[name], value)):
        raise MissingFacts(f"{kind.key}: not of the declared shape: {', '.join(wrong)}")
    return flat


def _flattened(facts: Mapping[str, Any], declared: Mapping[str, Fact], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in facts.items():
        if isinstance(value, Mapping):
            yield from _flattened(value, declared, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _fits(fact: Fact, value: Any) -> bool:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    match fact.shape:
        case Shape.DAY:
            return is_day
        case Shape.WHEN:
            return is_day or isinstance(value, str)
        case Shape.URL:
            return isinstance(value, str) and value.startswith(("https://", "http://127.0.0.1", "http://localhost"))
        case Shape.LINES:
            return isinstance(value, list | tuple) and all(isinstance(line, str) and line.strip() for line in value)
        case Shape.ROWS:
            return isinstance(value, list | tuple) and all(_row_fits(fact, row) for row in value)
        case Shape.TEXT:
            return isinstance(value, bool | int) or (isinstance(value, str) and bool(value.strip()))


def _row_fits(fact: Fact, row: Any) -> bool:
    return (
        isinstance(row, Mapping)
        and set(row) == set(fact.columns)
        and all((value in (None, "") and column.or_else) or _fits(column, value) for column, value in _pairs(fact, row))
    )


def _pairs(fact: Fact, row: Mapping[str, Any]) -> Iterator[tuple[Fact, Any]]:
    return ((column, row[name]) for name, column in fact.columns.items())


def _filled(words: Words, declared: Mapping[str, Fact], known: Mapping[str, Any], language: str) -> Iterator[dict[str, Any]]:
    """Blocks as plain values: {"heading": runs}, {"paragraph": runs}, {"bullets": [runs]}, {"steps": [runs]}.
    A run is a text, {"bold": text} or {"link": address}."""
    for part in words.parts:
        if part.condition == "each":
            rows, columns = known.get(part.facts[0], ()), declared[part.facts[0]].columns
            lines = [_runs(block.lines[0], columns, row, language) for row in rows for block in part.blocks]
            if lines:
                yield {"bullets": lines}
            continue
        if part.condition == "with" and not any(name in known for name in part.facts):
            continue
        if part.condition == "without" and any(name in known for name in part.facts):
            continue
        for block in part.blocks:
            yield from _filled_block(block, declared, known, language)


def _filled_block(
    block: Block, declared: Mapping[str, Fact], known: Mapping[str, Any], language: str
) -> Iterator[dict[str, Any]]:
    if block.kind in ("bullets", "steps"):
        lines = []
        for line in block.lines:
            if len(line) == 1 and line[0].fact and declared[line[0].fact].shape is Shape.LINES:
                lines.extend(_with_links(_one_line(text)) for text in known[line[0].fact])
            else:
                lines.append(_runs(line, declared, known, language))
        yield {block.kind: lines}
        return
    line = block.lines[0]
    if len(line) == 1 and line[0].fact and isinstance(known[line[0].fact], str):  # a text alone keeps its own paragraphs
        for text in known[line[0].fact].splitlines():
            if text.strip():
                yield {block.kind: [_one_line(text)]}
        return
    yield {block.kind: _runs(line, declared, known, language)}


def _runs(line: Line, declared: Mapping[str, Fact], known: Mapping[str, Any], language: str) -> list[Any]:
    runs: list[Any] = []
    for piece in line:
        text = _said(declared[piece.fact], known.get(piece.fact), language) if piece.fact else piece.text
        if piece.fact and declared[piece.fact].shape is Shape.URL:
            runs.append({"link": text})
        elif piece.bold and runs and isinstance(runs[-1], dict) and "bold" in runs[-1]:
            runs[-1]["bold"] += text
        elif piece.bold:
            runs.append({"bold": text})
        elif runs and isinstance(runs[-1], str):
            runs[-1] += text
        else:
            runs.append(text)
    return runs


def _with_links(text: str) -> list[Any]:
    """A line of ours (a service, a council's page) with its web addresses as links."""
    return [{"link": part} if part.startswith("https://") else part for part in re.split(r"(https://\S+)", text) if part]


def _said(fact: Fact, value: Any, language: str) -> str:
    """A fact in words."""
    if value in (None, "") and not isinstance(value, bool):
        return label(fact.or_else, language)
    if isinstance(value, bool):
        return label(N_("counted"), language) if value else label(N_("not counted"), language)
    if isinstance(value, date):
        return uk_day(value, language)
    return _one_line(str(value))


def _one_line(text: str) -> str:
    """One line, without control signs, which have no place on paper."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


@lru_cache
def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("forms_backend.letters", "templates/letters"),
        autoescape=lambda template: template is None or template.endswith(".html"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = lambda written_on, language: short_day(date.fromisoformat(written_on), language)
    return environment.get_template(name)
