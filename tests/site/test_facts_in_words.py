"""Markdown pages ask for facts; a wrong question stops the build and names the page."""

from __future__ import annotations

from types import SimpleNamespace

import jinja2
import pytest
from mkdocs.exceptions import PluginError


@pytest.fixture
def asked(hook):
    """Render one page's words with two services: one published, one a draft."""
    number = SimpleNamespace(number="0000 000 000", digits="0000000000")
    services = {
        "open-line": SimpleNamespace(id="open-line", name="Open <Line>", phones=(number, number), draft=False),
        "no-phone": SimpleNamespace(id="no-phone", name="No phone", phones=(), draft=False),
        "a-draft": SimpleNamespace(id="a-draft", name="Draft", phones=(number,), draft=True),
    }
    hook.facts.update(directory=SimpleNamespace(services=services), local=None, today=None, printed=[], kit={})
    pages = jinja2.Environment(undefined=jinja2.StrictUndefined)
    hook.facts.update(phone=hook.phone, service_link=hook.service_link, pages=pages)
    page = SimpleNamespace(file=SimpleNamespace(src_uri="a/page.md"))
    return lambda words: hook.on_page_markdown(words, page, None, None)


def test_a_number_becomes_a_link_and_several_are_joined(asked):
    link = '<a class="tel" href="tel:0000000000">0000 000 000</a>'
    assert asked('{{ phone("open-line") }}') == f"{link} or {link}"


def test_a_service_is_linked_by_its_name_or_by_words_of_ours(asked):
    assert asked('{{ service_link("open-line") }}') == '<a href="/services/open-line/">Open &lt;Line&gt;</a>'
    assert asked('{{ service_link("open-line", "talk to them") }}').endswith(">talk to them</a>")


@pytest.mark.parametrize("words", ['{{ phone("a-draft") }}', '{{ phone("no-phone") }}', '{{ phone("nobody") }}',
                                   "{{ misspelt }}", "{% if %}"])  # fmt: skip
def test_a_wrong_question_stops_the_build_and_names_the_page(asked, words):
    with pytest.raises(PluginError, match="content/a/page.md"):
        asked(words)


def test_markdown_and_attribute_lists_pass_untouched(asked):
    assert asked("# Title {: #here }\n\n*a* < b & c\n") == "# Title {: #here }\n\n*a* < b & c"


@pytest.mark.parametrize(("url", "meta", "marked"), [
    pytest.param("find-support/", {}, ' aria-current="page"', id="the page itself"),
    pytest.param("services/childline/", {}, ' aria-current="true"', id="an address that belongs to it"),
    pytest.param("somewhere/", {"section": "find-support"}, ' aria-current="true"', id="a page that says so"),
    pytest.param("about/privacy/", {}, "", id="elsewhere"),
    pytest.param("", {}, "", id="the front page"),
])  # fmt: skip
def test_the_menu_marks_where_a_page_of_words_belongs(hook, url, meta, marked):
    item = {"section": "find-support", "url": "/find-support/", "holds": ["services", "search"]}
    assert hook.current(item, SimpleNamespace(url=url, meta=meta), False) == marked
