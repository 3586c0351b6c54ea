"""What letters say, and that a gap or a leftover is refused."""

from __future__ import annotations

import re
import shutil
from datetime import date, datetime

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_backend.letters import MissingFacts, UnusedFacts, catalogue, compose, preview, words
from forms_backend.letters import __main__ as check
from forms_backend.letters.compose import ComposedLetter, check_words, neutral_notice
from tests.forms_backend.letters.factories import facts_for

ON = date(2026, 11, 23)
KINDS = sorted(catalogue.KINDS)


def letter(kind: str, **changes) -> ComposedLetter:
    return preview(kind, facts_for(kind, **changes), on=ON)


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_use_exactly_the_declared_facts(kind):
    for language in sorted(path.name for path in words.LETTERS_DIR.iterdir() if path.is_dir()):
        check_words(kind, language)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param("{{ reference }} {{ colour }}", MissingFacts, id="a fact nobody declared"),
        pytest.param("{{ spoc.name }}", MissingFacts, id="an optional fact outside its part"),
        pytest.param("{{ reference }}", UnusedFacts, id="declared facts left out"),
    ],
)
def test_words_that_do_not_fit_the_catalogue_fail(monkeypatch, text, error):
    broken = words.read_words(f"---\ntitle: x\n---\n{text}\n", "x.md")
    monkeypatch.setattr(compose, "words_of", lambda *_: broken)
    with pytest.raises(error):
        check_words.__wrapped__("CT1", "en")


@pytest.mark.parametrize("kind", KINDS)
def test_each_required_fact_is_needed(kind):
    for name, fact in catalogue.KINDS[kind].facts.items():
        facts = facts_for(kind)
        for empty in (None, "", []):
            holder, key = (facts[name.split(".")[0]], name.split(".")[1]) if "." in name else (facts, name)
            kept = holder[key]
            facts_now = facts | ({name.split(".")[0]: holder | {key: empty}} if "." in name else {key: empty})
            if fact.required:
                with pytest.raises(MissingFacts, match=re.escape(name)):
                    preview(kind, facts_now, on=ON)
            else:
                preview(kind, facts_now, on=ON)
            assert kept is holder[key]


@pytest.mark.parametrize("kind", KINDS)
def test_a_fact_the_letter_does_not_use_is_refused(kind):
    with pytest.raises(UnusedFacts, match="shoe_size"):
        letter(kind, shoe_size="6")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("decide_by", "2026-12-01", id="a date as text"),
        pytest.param("decide_by", datetime(2026, 12, 1), id="a moment for a day"),  # noqa: DTZ001
        pytest.param("support", "one", id="a text for lines"),
        pytest.param("support", ["one", ""], id="an empty line"),
        pytest.param("collect_url", "javascript:alert(1)", id="an address that is none"),
        pytest.param("greeting_name", {"first": "Ann"}, id="a dict for a text"),
    ],
)
def test_a_fact_of_the_wrong_shape_is_refused(name, value):
    with pytest.raises((MissingFacts, UnusedFacts)):
        letter("CT1", **{name: value})


def test_an_error_names_facts_and_never_their_values():
    with pytest.raises(MissingFacts) as caught:
        letter("CT1", decide_by="planted-secret", greeting_name=None)
    assert "planted-secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "sentences"),
    [
        ("CT1", [
            "It reached us on Saturday 21 November 2026.", "by Tuesday 1 December 2026",
            "on or before Friday 1 January 2027", "If anyone is in danger now, call 999.", "the Community Safety Officer",
            "We do not have their own phone number or email to print here yet.", "K7PM-4XQD",
            "A Supportline: 0000 000 0000 (24 hours)", "If a way is no longer safe",
        ]),
        ("CT2", [
            "We decided on Monday 30 November 2026.", "Complaint 1: not counted. Made to the council, Monday 2 March 2026.",
            "Complaint 2: counted. Made to a service you did not name, about October.", "It was made too long ago.",
            "How long it has gone on, and how often: It went on for two months.",
            "The harm it caused, or could cause: You sleep badly.",
            "What the services have done about it: The council answered in a week.", "you can appeal",
            "They must finish within 2 months", "There is no last day to appeal.", "Local Government and Social Care Ombudsman",
            "call 999",
        ]),
        ("CT3", [
            "There will be a case review.", "Tasking and Co-ordination Group", "It meets on Tuesday 15 December 2026.",
            "by Wednesday 30 December 2026 at the latest", "in person or by video", "Someone you trust can speak for you.",
            "The law lets them share what is needed for the review.", "within 10 working days of the meeting", "you can appeal",
            "call 999",
        ]),
        ("HUB1", ["Saturday 21 November 2026", "within 24 hours", "Police staff run it.", "not your fault", "call 999"]),
    ],
)  # fmt: skip
def test_a_letter_says_what_it_must(kind, sentences):
    composed = letter(kind)
    text, page = " ".join(composed.text.split()), " ".join(re.sub(r"<[^>]+>", "", composed.html).split())
    for sentence in sentences:
        assert sentence in text
        assert sentence in page.replace("&#39;", "'")


def test_what_is_unset_is_said_truthfully_and_what_is_set_is_shown():
    spoc = {"role": "Community Safety Officer", "name": "A Person", "email": "spoc@example.org", "phone": "00000 000000"}
    text = letter("CT1", spoc=spoc).text
    assert "Name: A Person" in text and "Phone: 00000 000000" in text and "Email: spoc@example.org" in text
    assert "We do not have their own phone number" not in text
    assert "The date of the meeting is not set yet." in letter("CT3", meeting_on=None).text
    assert "You told us that you will contact us." in letter("HUB1", contact_by_words=None).text
    assert "You did not give us the dates of any complaints." in letter("CT2", complaints=[]).text


def test_preview_and_the_letter_that_goes_are_the_same():
    assert letter("CT2").sha256 == letter("CT2").sha256 != letter("CT2", reason_words="Another reason.").sha256


def test_a_letter_read_back_is_the_same_letter():
    composed = letter("CT2")
    assert ComposedLetter.from_json(composed.to_json()) == composed


def test_a_language_without_words_falls_back_to_english():
    assert preview("CT1", facts_for("CT1"), "xx", on=ON).language == "en"
    assert preview("CT1", facts_for("CT1"), "../../etc", on=ON).language == "en"


def test_the_neutral_notice_holds_no_word_of_what_it_is_about():
    notice = neutral_notice("K7PM-4XQD", "https://help.example.org/letters/collect/")
    assert "K7PM-4XQD" in notice and "https://help.example.org/letters/collect/" in notice
    harm = r"crime|victim|police|antisocial|anti-social|ASB|trigger|case|review|hub|council|abuse|support|refer(?!ence)|safe|CT\d"
    assert not re.search(harm, notice, re.IGNORECASE)


@settings(deadline=None)
@given(st.text(min_size=1).filter(str.strip))
def test_nothing_a_person_typed_becomes_markup_or_another_fact(typed):
    composed = letter("CT2", reason_words=typed, greeting_name="{{ reference }} ## **x**")
    said = "".join(
        run if isinstance(run, str) else run.get("bold", run.get("link", ""))
        for block in composed.blocks for run in block.get("paragraph", [])
    )  # fmt: skip
    assert "Dear {{ reference }} ## **x**" in said
    tree = html5lib.parse(composed.html, namespaceHTMLElements=False)
    allowed = {"html", "head", "body", "article", "p", "h2", "h3", "strong", "ul", "ol", "li", "a"}
    assert {element.tag for element in tree.iter()} <= allowed
    assert len(list(tree.iter("h3"))) == len(list(html5lib.parse(letter("CT2").html, namespaceHTMLElements=False).iter("h3")))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        "Pay here: https://evil.example",
        "www.evil",
        "me@evil.example",
        "Claim at evil.example",
        "x" * 61,
        "You won. " * 50,
    ],
)
def test_a_greeting_is_a_name_and_never_a_message_to_whoever_owns_the_address(kind, name):
    composed = letter(kind, greeting_name=name)
    assert "\nHello,\n" in composed.text and "Dear" not in composed.text
    assert "evil" not in composed.text + composed.html_page and composed.greeting_name == ""


@pytest.mark.parametrize("name", ["Ann", "Dr. A. B. Example-O\u2019Neill", "Jo & Sam", "李娜", "x" * 60])
def test_an_ordinary_name_is_greeted(name):
    assert f"Dear {name}" in letter("HUB1", greeting_name=name).text


@pytest.mark.parametrize("kind", KINDS)
def test_sentences_are_short_and_blame_nobody(kind):
    text = letter(kind).text
    for sentence in re.split(r"(?<=[.?!:])\s+|\n\n|\n- |\n\d+\. ", text):
        assert len(sentence.split()) <= 26, sentence
    assert not re.search(r"\b(alleged|claims?|admit|failed to|unfortunately|vexatious)\b", text, re.IGNORECASE)


def test_the_check_of_all_words_passes_and_names_a_file_nobody_uses(tmp_path, monkeypatch):
    assert check.problems() == []
    shutil.copytree(words.LETTERS_DIR, tmp_path / "letters")
    (tmp_path / "letters" / "en" / "CT9.md").write_text("---\ntitle: x\n---\nx\n")
    monkeypatch.setattr(check, "LETTERS_DIR", tmp_path / "letters")
    assert check.problems() == ["content/letters/en/CT9.md: no letter of that name is in the catalogue"]
