"""The helpers that templates and records use."""

from __future__ import annotations

from datetime import date

import jinja2
import pytest

from services_directory.publish import templates
from services_directory.publish.kept_markdown import KeptMarkdown
from services_directory.publish.press import Named

NAMES = {"line": Named("line", "The <Line>", ("0808 157 0001", "999")), "quiet": Named("quiet", "Quiet", ())}


@pytest.fixture
def words(tmp_path) -> templates.Words:
    return templates.Words(templates.environment(tmp_path, tmp_path), NAMES, KeptMarkdown(tmp_path).to_html)


def test_helpers_run_before_markdown(words):
    html = words.markdown("Call **{{ phone('line') }}**, or see {{ service_link('quiet') }}.")
    assert (
        '<strong><a class="tel" href="tel:08081570001">0808 157 0001</a> or <a class="tel" href="tel:999">999</a></strong>'
        in html
    )
    assert '<a href="/services/quiet/">Quiet</a>' in html
    assert words.used == {"line", "quiet"}


def test_a_name_is_escaped(words):
    assert "The &lt;Line&gt;" in words.markdown("{{ service_link('line') }}")


def test_inline_markdown_has_no_paragraph(words):
    assert words.inline_markdown("ask for **it**") == "ask for <strong>it</strong>"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ phone('nobody') }}", "'nobody' is not a published service"),
        ("{{ phone('quiet') }}", "has no phone number"),
        ("{{ service_link('nobody') }}", "is not a published service"),
    ],
)
def test_words_that_name_a_missing_service_stop_the_build(words, text, why):
    with pytest.raises(templates.NoSuchService, match=why):
        words.markdown(text)


def test_a_misspelt_name_stops_the_build(words):
    with pytest.raises(jinja2.UndefinedError):
        words.markdown("{{ phoen('line') }}")


def test_sources_become_links_that_show_their_host():
    html = templates.sources("Leaflet, 2014; https://www.example.org/a/b?c=1 (undated); a <b>", "2026")
    assert html == (
        'Leaflet, 2014; <a href="https://www.example.org/a/b?c=1" rel="noreferrer">example.org</a> (undated); a &lt;b&gt; (2026).'
    )


@pytest.mark.parametrize(("given", "said"), [("free", "Free."), ("Call first!", "Call first!"), ("a.", "A."), ("", ".")])
def test_a_phrase_becomes_a_sentence(given, said):
    assert templates.sentence(given) == said


def test_a_day_is_written_in_full():
    assert templates.day(date(2026, 3, 2)) == "2 March 2026"


def test_a_long_summary_is_cut_between_words():
    cut = templates.clipped("word " * 60, limit=22)
    assert cut == "word word word word ..."
