"""How hard a text is to read: the Flesch-Kincaid grade, as a UK reading age.

An estimate for an editor, never a gate: names and addresses count as hard words though nobody can change them.
"""

from __future__ import annotations

import re

_SENTENCE_ENDS = re.compile(r"[.!?](?:\s|$)|\n+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019]*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^laeiouyscgzxh]es|[^aeiouytd]ed|[^laeiouy]e)$")
GRADE_TO_AGE = 5  # a school grade in the formula's country is a child about five years older


def syllables(word: str) -> int:
    """Groups of vowels, less a silent ending. Right for most English words, and near for the rest."""
    word = word.casefold().replace("'", "").replace("\u2019", "")
    counted = len(_VOWELS.findall(word))
    return max(1, counted - bool(_SILENT_END.search(word) and counted > 1))


def reading_age(text: str) -> float | None:
    """The age at which most people can read a text at first sight, or None when it holds no words."""
    words = _WORD.findall(text)
    sentences = [part for part in _SENTENCE_ENDS.split(text) if part and _WORD.search(part)]
    if not words:
        return None
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return round(max(grade, 0) + GRADE_TO_AGE, 1)


def longest_sentence(text: str) -> int:
    """Words in the longest sentence."""
    return max((len(_WORD.findall(part)) for part in _SENTENCE_ENDS.split(text)), default=0)
