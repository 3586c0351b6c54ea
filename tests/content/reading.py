"""How hard a text is to read, by a rule simple enough to argue with.

Flesch-Kincaid grade = 0.39 x words a sentence + 11.8 x syllables a word - 15.59; reading age is about grade + 5.
It counts length only. It cannot see kindness, order or sense, so an editor's ear still decides.
"""

from __future__ import annotations

import re

# Names that nobody can shorten. They count as one plain word of one syllable, or each page about them would fail.
NAMES = (
    "South Cambridgeshire",
    "East Cambridgeshire",
    "Cambridgeshire Constabulary",
    "Cambridgeshire",
    "Peterborough",
    "Huntingdonshire",
    "Fenland",
    "Victim and Witness Hub",
    "ASB Case Review",
    "Community Trigger",
    "antisocial behaviour",
    "Anti-social Behaviour, Crime and Policing Act 2014",
    "Victims' Code",
)
SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[\"'”)]*\s+(?=[\"'“(]*[A-Z0-9])")
WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’]*|\d[\d,.]*\d|\d")


def sentences(block: str) -> list[str]:
    return [part for part in SENTENCE_ENDS.split(block) if WORD.search(part)]


def words(text: str) -> list[str]:
    return WORD.findall(text)


def syllables(word: str) -> int:
    """Vowel groups, less the silent endings. Digits and short forms in capitals count one."""
    plain = re.sub(r"[^a-z]", "", word.lower().replace("'s", "").replace("’s", ""))
    if not plain or word.isupper():
        return 1
    groups = re.findall(r"[aeiouy]+", plain)
    count = len(groups)
    silent_e = plain.endswith("e") and not re.search(r"[^aeiouy]le$", plain) and len(groups) > 1
    silent_ed = plain.endswith("ed") and not re.search(r"[td]ed$", plain) and len(groups) > 1
    silent_es = bool(re.search(r"[^aeiouscgxzh]es$", plain)) and len(groups) > 1
    return max(1, count - (silent_e or silent_ed or silent_es))


def without_names(text: str) -> str:
    for name in NAMES:
        text = re.sub(re.escape(name), "Place", text, flags=re.IGNORECASE)
    return text


def grade(blocks: list[str]) -> float:
    """Flesch-Kincaid grade of a page. Blocks of fewer than four words (labels, links) say nothing and are left out."""
    found = [s for block in blocks for s in sentences(without_names(block)) if len(words(s)) >= 4]
    total_words = sum(len(words(s)) for s in found)
    total_syllables = sum(syllables(w) for s in found for w in words(s))
    return 0.39 * total_words / len(found) + 11.8 * total_syllables / total_words - 15.59
