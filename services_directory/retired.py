"""Names and numbers that must never be shown again: retired ones, and ones that nobody could confirm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from services_directory import fields

RETIRED_SHAPE = fields.list_of(
    fields.record(
        required={"text": fields.text, "why": fields.text},
        optional={"instead": fields.maybe(fields.text)},
    )
)

# Notes to ourselves that once stood in the facts and must not reach a page.
EDITORS_WORDS = re.compile(
    r"\(check[^)]*\)|[:,;] check\b|^check\b|\bunverified\b|\bTODO\b|\bTBC\b|\bgithub\b",
    re.IGNORECASE,
)
_THEIR_TRACES = ("check", "unverified", "todo", "tbc", "github")


def editors_words_in(text: str) -> str | None:
    """The first note to ourselves in a text, or None. Plain tests first: the pattern alone costs ten times more."""
    lowered = text.casefold()
    if not any(trace in lowered for trace in _THEIR_TRACES):
        return None
    found = EDITORS_WORDS.search(text)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Retired:
    text: str
    why: str
    instead: str | None


@dataclass(frozen=True, slots=True)
class RetiredList:
    """The list. A number is found however it is spaced, a name in any case.

    `_traces` holds, for each item, a part of it without spaces: looking for those first keeps a long list cheap.
    """

    items: tuple[Retired, ...]
    _traces: tuple[str, ...]

    def found_in(self, text: str) -> list[Retired]:
        """Every retired name or number in a text: a field, a page, a letter."""
        packed = text.casefold().translate(_GAPS)
        return [
            item
            for item, trace in zip(self.items, self._traces, strict=True)
            if trace in packed and re.search(_pattern_of(item.text), text, re.IGNORECASE)
        ]


_GAPS = str.maketrans("", "", " \t\n\u00a0().-")


def retired_from(raw: list[dict[str, Any]]) -> RetiredList:
    items = tuple(Retired(entry["text"], entry["why"], entry.get("instead")) for entry in raw)
    return RetiredList(items, tuple(_trace_of(item.text) for item in items))


def _trace_of(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return digits[-6:] if len(digits) >= 7 else text.casefold().translate(_GAPS)


def _pattern_of(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if len(digits) < 7:
        return r"\b" + r"\s+".join(re.escape(word) for word in text.split()) + r"\b"
    gap = r"[\s().\u00a0-]*"
    return rf"(?<!\d)(?:0|\+?44{gap}(?:\(0\))?){gap}" + gap.join(digits[1:]) + r"(?!\d)"
