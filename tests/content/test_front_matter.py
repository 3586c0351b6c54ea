"""Each page says what it is, where it belongs and where its facts come from."""

from __future__ import annotations

import re

import pytest

from tests.content.pages import CONTENT, paths, read

SECTIONS = {"get-help", "find-support", "your-rights", "what-happens", "antisocial-behaviour", "refer-yourself", "about"}
PAGES_OF_A_TEMPLATE = {"index.md", "404.md"}
SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION = 40, 170
STATES_LAW_OR_LIMITS = re.compile(r"\b(Act 20\d\d|Victims' Code|working days?|section 10\d)\b")
BLOCK = "Where this comes from"

every_page = pytest.mark.parametrize("path", paths(), ids=lambda path: path.relative_to(CONTENT).as_posix())
written_here = pytest.mark.parametrize(
    "path",
    [path for path in paths() if path.parent.name in ("for", "antisocial-behaviour") or path.parent == CONTENT],
    ids=lambda path: path.relative_to(CONTENT).as_posix(),
)


@every_page
def test_a_page_has_a_title_and_a_description(path):
    page = read(path)
    assert page.front.get("title")
    assert SHORTEST_DESCRIPTION <= len(page.front.get("description", "")) <= LONGEST_DESCRIPTION


@every_page
def test_a_page_says_which_section_it_belongs_to(path):
    page = read(path)
    if page.name in PAGES_OF_A_TEMPLATE:
        pytest.skip("it belongs to no section")
    assert page.front.get("section") in SECTIONS


@every_page
def test_a_page_says_where_its_facts_come_from(path):
    page = read(path)
    if page.name in PAGES_OF_A_TEMPLATE or page.address in ("/search/", "/find-support/"):
        pytest.skip("it states no facts of its own")
    assert page.front.get("sources"), "list the sources for the next editor"


@every_page
def test_a_page_has_one_main_heading_and_skips_no_level(path):
    levels = [int(h.tag[1]) for h in read(path).tree.iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


@written_here
def test_a_page_that_states_law_or_limits_shows_where_that_comes_from(path):
    page = read(path)
    if page.name in PAGES_OF_A_TEMPLATE or not STATES_LAW_OR_LIMITS.search(" ".join(page.blocks())):
        pytest.skip("it states neither")
    assert BLOCK in page.text
