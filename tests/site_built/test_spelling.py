"""Every word on every page is spelt as English is spelt here; so are the letters."""

from __future__ import annotations

import re

import pytest

from tests.site_built.reading_html import read_pages
from tests.site_built.spelling import OUR_WORDS, our_words, wrong_words
from tests.support.built_site import PROJECT


def test_every_page_is_spelt_right(site_dir):
    wrong = {
        str(path.relative_to(site_dir)): found
        for path, page in read_pages(site_dir).items()
        if (found := wrong_words(" ".join(page.words)))
    }
    lines = "\n".join(f"{name}: {', '.join(sorted(found))}" for name, found in wrong.items())
    assert not wrong, f"Mend these, or add a name to {OUR_WORDS.relative_to(PROJECT)}:\n{lines}"


@pytest.mark.parametrize("path", sorted((PROJECT / "content" / "letters").rglob("*.md")), ids=lambda path: path.stem)
def test_every_letter_is_spelt_right(path):
    text = re.sub(r"^:::.*$|\{[{%].*?[}%]\}|\{[^}]*\}|<[^>]*>", " ", path.read_text("utf-8"), flags=re.MULTILINE)
    assert not wrong_words(text)


@pytest.mark.parametrize("wrong", ["recieve", "Cambridgshire", "behavior", "center", "neighbors", "counselled's"])
def test_a_mistake_would_be_found(wrong):
    expected = set() if wrong.startswith("counselled") else {wrong.lower()}
    assert wrong_words(f"They {wrong} it.") == expected


@pytest.mark.parametrize(
    "right", ["behaviour", "Centre", "counselling", "defence", "isn't", "don’t", "Victims’", "www.recieve.org", "BSL"]
)
def test_what_is_right_here_is_left_alone(right):
    assert not wrong_words(f"See {right} here.")


def test_the_list_of_our_words_is_in_order_and_small_letters():
    listed = [line for line in OUR_WORDS.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert listed == sorted({word.lower() for word in listed}) and our_words()
