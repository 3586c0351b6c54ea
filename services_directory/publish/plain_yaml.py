"""The values of a record file whose every line is of the plainest kind, several times as fast as any YAML parser in Python.

    key: "words in double quotes"        key: plain words        key: [some, plain, words]        key: 2026-11-22
    key: true                            key:
    - key: ... a list of records, each of such lines
      key: ...

Most records are like that. Whatever is not (a comment, an escape, a value over two lines, a number, a key that comes twice)
is no matter for this module: it says so, and YAML itself reads the whole file. A test compares the two on made-up files.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

NOT_PLAIN = object()

_QUOTED = r'[^"\\\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\uf8ff\ufeff\ufff0-\U0010ffff]*'
_WORDS = r"[A-Za-z](?:[A-Za-z0-9 ,.;()/'&%+=?!@_\u00a1-\u2027-]|:(?=[A-Za-z0-9/]))*"
_WORD = r"[A-Za-z][A-Za-z0-9 ()/'-]*"
_LINE = re.compile(rf'(- |  )?([a-z_]+):(?: (?:"({_QUOTED})"|\[((?:{_WORD}(?:, ?{_WORD})*)?)\]|(\d{{4}}-\d\d-\d\d)|({_WORDS})))?')
_MEANS = {"true": True, "false": False, "null": None}
_MAY_MEAN = frozenset({*_MEANS, "yes", "no", "on", "off"})  # in any mixture of capitals


def read_plain(text: str) -> Any:
    """The values in `text`, or NOT_PLAIN."""
    record: dict[str, Any] = {}
    inner: list[dict[str, Any]] | None = None
    for line in text.removesuffix("\n").split("\n"):
        found = _LINE.fullmatch(line)
        if found is None:
            return NOT_PLAIN
        indent, key, quoted, listed, day, words = found.groups()
        if indent is None:
            if inner == []:
                return NOT_PLAIN  # a key without a value
            into, inner = record, None
        elif inner is None:
            return NOT_PLAIN
        else:
            if indent == "- ":
                inner.append({})
            elif not inner:
                return NOT_PLAIN
            into = inner[-1]
        if key in into or key in _MAY_MEAN:
            return NOT_PLAIN
        if quoted is not None:
            into[key] = quoted
        elif words is not None:
            value = words.rstrip(" ")
            if value.lower() in _MAY_MEAN:
                if value not in _MEANS:
                    return NOT_PLAIN
                value = _MEANS[value]
            into[key] = value
        elif listed is not None:
            values = [one.strip(" ") for one in listed.split(",")] if listed else []
            if any(one.lower() in _MAY_MEAN for one in values):
                return NOT_PLAIN
            into[key] = values
        elif day is not None:
            try:
                into[key] = date.fromisoformat(day)
            except ValueError:
                return NOT_PLAIN
        elif indent is None:
            into[key] = inner = []
        else:
            return NOT_PLAIN
    return NOT_PLAIN if inner == [] else record
