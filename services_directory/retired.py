"""Names and numbers that must never be shown again: retired ones, and ones that nobody could confirm."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from services_directory import fields

RETIRED_SHAPE = fields.list_of(fields.record(
    required={"text": fields.text, "why": fields.text}, optional={"instead": fields.maybe(fields.text)},
))

# Notes to ourselves that once stood in the facts and must not reach a page.
EDITORS_WORDS = re.compile(
    r"\(check[^)]*\)|[:,;] check\b|^check\b|\bunverified\b|\bfind_string\b|\bfile ids?\b|\bTODO\b|\bTBC\b|\bgithub\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Retired:
    text: str
    why: str
    instead: str | None


@dataclass(frozen=True, slots=True)
class RetiredList:
    """The list, with one pattern that finds any of it however a number is spaced."""

    items: tuple[Retired, ...]
    _pattern: re.Pattern[str] = field(repr=False)

    def found_in(self, text: str) -> list[Retired]:
        """Every retired name or number in a text: a field, a page, a letter."""
        if not self._pattern.search(text):
            return []
        return [item for item in self.items if re.search(_pattern_of(item.text), text, re.IGNORECASE)]


def retired_from(raw: list[dict[str, Any]]) -> RetiredList:
    items = tuple(Retired(entry["text"], entry["why"], entry.get("instead")) for entry in raw)
    pattern = "|".join(_pattern_of(item.text) for item in items) or r"(?!)"
    return RetiredList(items, re.compile(pattern, re.IGNORECASE))


def _pattern_of(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if len(digits) < 7:
        return r"\b" + r"\s+".join(re.escape(word) for word in text.split()) + r"\b"
    gap = r"[\s().\u00a0-]*"
    return rf"(?<!\d)(?:0|\+?44{gap}(?:\(0\))?){gap}" + gap.join(digits[1:]) + r"(?!\d)"
