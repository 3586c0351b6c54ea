"""A hard word is explained at its first use and nowhere it would be in the way; ordinary words are left alone."""

from __future__ import annotations

import re

import pytest

from services_directory import BadRecords, load
from services_directory.explaining import Explainer
from services_directory.glossary import Term
from tests.services_directory.conftest import TODAY

BAIL = Term("Bail", None, "Let out <while> the case goes on.", (), "everyone", None, ("bail",))
CPS = Term("CPS", "Crown Prosecution Service", "Lawyers.", (), "everyone", None, ("Crown Prosecution Service", "CPS"))
CODE = Term("Victims' Code", None, "Rules.", (), "everyone", None, ("Victims' Code",))
APPEAL = Term("Appeal", None, "Ask again.", (), "everyone", None)
explain = Explainer((BAIL, CPS, CODE, APPEAL))


def explained(html: str) -> list[str]:
    """The words that became buttons, in order."""
    return re.findall(r'popovertarget="word-[a-z-]+">([^<]+)<', explain(html))


@pytest.mark.parametrize(
    ("html", "words"),
    [
        pytest.param("<p>They got bail. More bail rules.</p>", ["bail"], id="only the first use"),
        pytest.param("<p>Bail is a rule.</p>", ["Bail"], id="a capital at the start of a sentence"),
        pytest.param("<p>The bailiff, bailing, un-bail and bail-hostel.</p>", [], id="never a part of a word"),
        pytest.param("<p>BAIL cps</p>", [], id="only the forms as listed"),
        pytest.param("<p>The Crown Prosecution Service (CPS) decides.</p>", ["Crown Prosecution Service"], id="the longest form"),
        pytest.param("<p>You can appeal.</p>", [], id="a term that lists no form is never guessed"),
        pytest.param("<p>Victims’ Code</p>", ["Victims’ Code"], id="a curly apostrophe"),
        pytest.param("<p>Victims&#39; Code</p>", ["Victims&#39; Code"], id="an escaped apostrophe"),
        pytest.param("<h2>Bail</h2><p>and bail</p>", ["bail"], id="never in a heading"),
        pytest.param('<p><a href="/bail/">bail <b>rules</b></a> and bail</p>', ["bail"], id="never in a link"),
        pytest.param('<li class="card"><p>bail<br>bail</p></li><p>bail</p>', ["bail"], id="never in a card"),
        pytest.param('<div class="script"><div>bail</div>bail</div><p>bail</p>', ["bail"], id="never in words to copy"),
        pytest.param("<table><tr><th>bail<td>bail</table><p>bail</p>", ["bail"], id="never in a table, which must stay narrow"),
        pytest.param('<p title="bail">no<!-- bail --></p>', [], id="never in an attribute or a comment"),
    ],
)
def test_which_words_are_explained(html, words):
    assert explained(html) == words


def test_the_words_of_a_page_stay_as_they_were_but_for_the_buttons():
    before = '<p class="lede">On bail, <em>the CPS</em> said &amp; did.</p>'
    after = re.sub(r"<span class=\"word__means\".*?</button></span>", "", explain(before))
    assert re.sub(r"<button[^>]*>|</button>", "", after) == before


def test_a_meaning_is_escaped_and_an_id_comes_once():
    page = explain("<p>bail</p><p>bail and the CPS</p>")
    assert "Let out &lt;while&gt; the case" in page
    assert len(re.findall(r' id="([^"]+)"', page)) == len(set(re.findall(r' id="([^"]+)"', page))) == 2


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("explain: [defendant]", "explain: [defendant, Bail]", "'Bail' is explained by 'Bail' already"),
        ("  audience: staff\n- term: ECINS", "  audience: staff\n  explain: [DVNA]\n- term: ECINS", "a term for staff"),
        ("explain: [defendant]", "explain: []", "needs at least 1"),
    ],
)
def test_a_form_listed_twice_or_for_staff_stops_the_build(records, old, new, says):
    path = records / "glossary.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BadRecords) as raised:
        load(records, today=TODAY)
    assert says in str(raised.value) and "glossary.yml:" in str(raised.value)
