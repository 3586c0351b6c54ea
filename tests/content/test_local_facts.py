"""A page is whole whether or not the people who run the service have filled in what only they know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services_directory.local import Local
from tests.content.pages import CONTENT, directory, environment, paths, split_front_matter

SAMPLE = "0800 000 0000"  # a number nobody has; it stands for any value
every_page = pytest.mark.parametrize("path", paths(), ids=lambda path: path.relative_to(CONTENT).as_posix())


def rendered(path, value: str | None) -> str:
    """The page with every local fact set to `value`."""
    local = Local({fact.key: replace(fact, value=value) for fact in directory().local.all()})
    _, source = split_front_matter(path.read_text("utf-8"))
    return environment().from_string(source).render(local=local)


@every_page
@pytest.mark.parametrize("value", [None, SAMPLE], ids=["nothing is known", "everything is known"])
def test_a_page_reads_whole(path, value):
    text = rendered(path, value)
    assert "None" not in text
    assert "undefined" not in text.lower()


def test_the_hubs_number_shows_as_a_link_once_it_is_known():
    page = CONTENT / "refer-yourself.md"
    assert 'href="tel:08000000000"' in rendered(page, SAMPLE)
    assert "We do not have the Hub's own phone number" in rendered(page, None)
    assert "We do not have the Hub's own phone number" not in rendered(page, SAMPLE)


def test_the_disclosure_rule_is_never_guessed():
    page = CONTENT / "refer-yourself.md"
    assert "What is not settled yet" in rendered(page, None)
    assert "What is not settled yet" not in rendered(page, SAMPLE)
