"""Changes single lines of a record file. Comments, order, spaces and line ends of all others stay byte for byte."""

from __future__ import annotations

import json
import re

import yaml

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.;()/'-]*[A-Za-z0-9.)]")
_MEANS_SOMETHING = frozenset({"true", "false", "null", "yes", "no", "on", "off"})


class CannotChange(Exception):
    """The record is written in a way that this cannot change safely; the text says what to do."""


def _lines_of(text: str, key: str) -> tuple[int, int] | None:
    """Where a key of the record begins and what it holds ends, in characters; without comments and gaps that follow."""
    for found, value in yaml.compose(text, yaml.SafeLoader).value:
        if found.value == key:
            start, end = found.start_mark.index, value.end_mark.index
            if isinstance(value, yaml.CollectionNode) and not value.flow_style:
                end = _end_of_items(value)
            return start, start + len(text[start:end].rstrip())  # a folded text ends with its line's end
    return None


def _end_of_items(node: yaml.CollectionNode) -> int:
    """The end of the last thing in a block; the mark of the block itself lies after the comments that follow it."""
    last = node.value[-1]
    last = last[1] if isinstance(last, tuple) else last
    return _end_of_items(last) if isinstance(last, yaml.CollectionNode) and not last.flow_style else last.end_mark.index


def set_key(text: str, key: str, value: str, newline: str, after: str) -> str:
    """The key with another value, in its own line; or in a new line after the one of `after`."""
    place = _lines_of(text, key)
    if place:
        return f"{text[: place[0]]}{key}: {value}{text[place[1] :]}"
    place = _lines_of(text, after)
    end = text.index("\n", place[1]) + 1 if place else len(text)
    return f"{text[:end]}{key}: {value}{newline}{text[end:]}"


def append_items(text: str, key: str, lines: list[str], newline: str) -> str:
    place = _lines_of(text, key)
    added = newline.join(lines) + newline
    if place is None:
        return f"{text}{key}:{newline}{added}"
    if text[place[0] : place[1]].rstrip().endswith("]"):
        if text[place[0] : place[1]].split(":", 1)[1].strip() != "[]":
            raise CannotChange(f"Write {key} as a list with one line an entry, then try again.")
        return f"{text[: place[0]]}{key}:{newline}{added.removesuffix(newline)}{text[place[1] :]}"
    end = text.index("\n", place[1]) + 1
    return text[:end] + added + text[end:]


def word(words: str) -> str:
    """A text as our records write it: plain where that cannot be misread, else in quotes."""
    if _PLAIN.fullmatch(words) and words.lower() not in _MEANS_SOMETHING:
        return words
    return json.dumps(words, ensure_ascii=False)
