"""Pages are easy to read: short sentences, a reading age of about nine, and no page too thin to help."""

from __future__ import annotations

import pytest

from tests.content import reading
from tests.content.pages import CONTENT, Page, paths, read

LONGEST_SENTENCE_WORDS = 25
HARDEST_GRADE = 4.0  # + 5 = a reading age of nine
# Definitions must say exact things in one breath, so this page may be a little harder; its words are records.
HARDER = {"about/glossary.md": 6.0}
# Its sentences are checked where they are written: the records of the glossary.
WORDS_FROM_RECORDS = {"about/glossary.md"}
THINNEST_PAGE_WORDS = 150

every_page = pytest.mark.parametrize("path", paths(), ids=lambda path: path.relative_to(CONTENT).as_posix())


def name(path) -> str:
    return path.relative_to(CONTENT).as_posix()


def words_in(page: Page) -> int:
    return sum(len(reading.words(block)) for block in page.blocks())


@every_page
def test_no_sentence_has_more_than_25_words(path):
    if name(path) in WORDS_FROM_RECORDS:
        pytest.skip("its sentences are records")
    sentences = [sentence for block in read(path).blocks() for sentence in reading.sentences(block)]
    long = [sentence for sentence in sentences if len(reading.words(sentence)) > LONGEST_SENTENCE_WORDS]
    assert not long, "\n".join(long)


@every_page
def test_a_nine_year_old_can_read_it(path):
    page = read(path)
    grade = reading.grade(page.blocks())
    assert grade <= HARDER.get(page.name, HARDEST_GRADE), f"{page.name} reads at grade {grade:.1f}"


@every_page
def test_no_page_is_too_thin_to_help(path):
    page = read(path)
    assert words_in(page) >= THINNEST_PAGE_WORDS, page.name


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("help", 1),
        ("police", 2),
        ("people", 2),
        ("scared", 1),
        ("needed", 2),
        ("crime", 1),
        ("little", 2),
        ("houses", 2),
        ("emergency", 4),
        ("council", 2),
        ("999", 1),
        ("SARC", 1),
        ("they're", 1),
        ("idea", 2),
    ],
)
def test_syllables_are_counted_about_right(word, count):
    assert abs(reading.syllables(word) - count) <= (word == "idea")


def test_a_hard_text_is_found_to_be_hard():
    officialese = (
        "Applications demonstrating insufficient evidential particularity may be administratively discontinued, "
        "notwithstanding representations subsequently submitted by the applicant or any nominated intermediary."
    )
    assert reading.grade([officialese]) > 12
    assert len(reading.sentences("We will call you. It is free! Is it safe?")) == 3
