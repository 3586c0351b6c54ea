"""Words that hurt, mislead or go stale stay out of the pages; so do facts typed by hand."""

from __future__ import annotations

import re

import pytest

from tests.content.pages import CONTENT, directory, paths, read, split_front_matter

# What a page must never call a person or what happened to them, and words that promise or command.
BANNED = {
    r"\balleg\w+": "say what happened",
    r"\bclaim(?:s|ed) (?:that|to)\b": "say 'said' or 'told us'",
    r"\badmit\w*\b": "nobody has anything to admit",
    r"\bfail(?:ed|s|ure)? to\b": "say what was or was not done",
    r"\bwhy did(?: you not|n't you)\b": "it blames",
    r"\bcomplainant\b": "say 'you'",
    r"\binnocent victim": "every victim is innocent",
    r"\bdomestic violence\b": "say 'domestic abuse'",
    r"\bcommit(?:s|ted)? suicide\b": "say 'end your life'",
    r"\banti-social behaviour\b(?!, Crime and Policing)(?! \(ASB\))": "write 'antisocial behaviour'",
    r"\bwe guarantee\b|\bguaranteed\b": "promise nothing we cannot keep",
    r"\bclick here\b": "a link says where it goes",
    r"\bplease note\b|\bin order to\b|\bin the event\b|\bprior to\b|\bcommence\b|\butilis\w+": "use the short word",
    r"\bTODO\b|\bTBC\b|\blorem\b": "finish it",
}
# Where a banned phrase is quoted so that people can avoid it, or is an official name.
QUOTED = [
    '"Why did you not leave?"',
    '"why did you" or "why did you not"',
    "Independent Domestic Violence Adviser",
    "general knowledge",
]
SHORT_NUMBERS = re.compile(r"\b1800[01]\b")  # Relay UK's prefixes; 999, 101, 111 and 55 are too short to be caught
TYPED_NUMBER = re.compile(r"(?<![\w/#.-])(?:\+44|0)[\d ()-]{7,}\d|(?<![\w/#.=-])\d{5,}(?![\w-])")
TYPED_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")

every_page = pytest.mark.parametrize("path", paths(), ids=lambda path: path.relative_to(CONTENT).as_posix())
every_source = pytest.mark.parametrize(
    "path",
    sorted(path for path in CONTENT.rglob("*.md") if "letters" not in path.parts),
    ids=lambda path: path.relative_to(CONTENT).as_posix(),
)


@every_page
def test_no_word_blames_or_misleads(path):
    text = " ".join(read(path).blocks())
    for phrase in QUOTED:
        text = text.replace(phrase, "")
    found = {hit[0]: instead for pattern, instead in BANNED.items() for hit in re.finditer(pattern, text, re.IGNORECASE)}
    assert not found


@every_source
def test_no_page_types_a_phone_number_or_an_email_address(path):
    _, body = split_front_matter(path.read_text("utf-8"))
    source = SHORT_NUMBERS.sub("", re.sub(r"<svg.*?</svg>", "", body))
    found = TYPED_NUMBER.findall(source) + TYPED_EMAIL.findall(source)
    assert not found, "use phone(id), service_link(id) or local"


@every_page
def test_no_retired_name_or_number_comes_back(path):
    assert not directory().retired.found_in(" ".join(read(path).blocks()))


@every_source
def test_no_page_holds_a_style_or_a_script(path):
    assert not re.search(r"<script|\sstyle=|\son\w+=|javascript:", path.read_text("utf-8"), re.IGNORECASE)


@pytest.mark.parametrize("text", ["Call 0800 123 4567.", "Ring 01223 123456 now", "text 85258", "+44 1223 123456"])
def test_a_typed_number_is_found(text):
    assert TYPED_NUMBER.search(text)


@pytest.mark.parametrize("text", ["Call 999.", "press 55", "111 option 2", "the Act of 2014", "on 9 October 2014"])
def test_short_emergency_numbers_and_years_are_let_through(text):
    assert not TYPED_NUMBER.search(text)
