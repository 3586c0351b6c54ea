"""Checks the words of every letter in every language against the facts the catalogue declares; part of `make check`.

python -m forms_backend.letters
"""

from __future__ import annotations

import sys

from forms_backend.letters.catalogue import KINDS
from forms_backend.letters.compose import NEUTRAL_NOTICE, MissingFacts, UnusedFacts, check_words, neutral_notice
from forms_backend.letters.words import LETTERS_DIR, BadWords


def problems() -> list[str]:
    """One line for each thing that is wrong; empty when every letter can be written."""
    found = []
    for folder in sorted(path for path in LETTERS_DIR.iterdir() if path.is_dir()):
        for path in sorted(folder.glob("*.md")):
            try:
                if path.stem == NEUTRAL_NOTICE:
                    neutral_notice("AAAA-AAAA", "https://help.example.org/letters/collect/", folder.name)
                elif path.stem in KINDS:
                    check_words(path.stem, folder.name)
                else:
                    found.append(f"content/letters/{folder.name}/{path.name}: no letter of that name is in the catalogue")
            except (BadWords, MissingFacts, UnusedFacts, KeyError) as problem:
                found.append(str(problem))
    wordless = [kind for kind in KINDS if not (LETTERS_DIR / "en" / f"{kind}.md").is_file()]
    return found + [f"content/letters/en/{kind}.md: this letter has no words" for kind in wordless]


if __name__ == "__main__":
    for line in problems():
        print(line)
    sys.exit(1 if problems() else 0)
