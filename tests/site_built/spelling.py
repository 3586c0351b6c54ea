"""Which words on the pages are not English as it is spelt here.

pyspellchecker knows English words, mostly as Americans spell them; codespell's list pairs British spellings with American ones.
Together: a word is right when pyspellchecker knows it, or when it is the British one of such a pair; it is wrong when it is
only the American one, or when nobody knows it. Names and the field's own words are in our_words.txt.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import codespell_lib
from spellchecker import SpellChecker

OUR_WORDS = Path(__file__).with_name("our_words.txt")
_PAIRS = Path(codespell_lib.__file__).parent / "data" / "dictionary_en-GB_to_en-US.txt"
_NOT_WORDS = re.compile(r"\S*[@/]\S*|\S+\.\S+")  # addresses
_WORD = re.compile(r"[A-Za-z][a-z]+(?:['’][a-z]+)?")  # short forms in capitals are not spelt


def wrong_words(text: str) -> set[str]:
    """The words of a text that are not right, in small letters."""
    found = {_plain(word) for word in _WORD.findall(_NOT_WORDS.sub(" ", text))}
    british, american = _pairs()
    unsure = {word for word in found - our_words() - british if len(word) > 1}
    return _speller().unknown(unsure) | (unsure & american)


@cache
def our_words() -> frozenset[str]:
    lines = OUR_WORDS.read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line and not line.startswith("#"))


def _plain(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.lower()).replace("’", "'")


@cache
def _speller() -> SpellChecker:
    return SpellChecker(language="en")


@cache
def _pairs() -> tuple[frozenset[str], frozenset[str]]:
    """British spellings, and American ones that are not also British words ('practice', 'meter' are both)."""
    rows = [line.split("->") for line in _PAIRS.read_text("utf-8").splitlines() if "->" in line]
    british = {row[0].strip().lower() for row in rows}
    american = {word.strip().lower() for row in rows for word in row[1].split(",") if word.strip()}
    return frozenset(british), frozenset(american - british - BOTH)


BOTH = frozenset({"practice", "license", "program", "check", "checks", "meter", "meters", "story", "stories", "draft", "inquiry",
                  "tire", "tired", "curb", "disk", "ax", "catalog", "dialog", "analog", "artifact", "plow", "gray"})  # fmt: skip
