"""What the page of a service says, and never says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services_directory.publish.ledger import digest
from services_directory.publish.press import Named, Press, call_cost, police_words
from services_directory.service import Phone
from services_directory.vocabulary import Vocabulary


@pytest.fixture
def press(directory, workshop) -> Press:
    words = Vocabulary(directory.crime_types, directory.needs, directory.audiences, directory.area_labels)
    return Press(
        shells_dir=workshop.shells,
        cache_dir=workshop.root / "cache",
        labels=words,
        local=directory.local,
        check_times=directory.check_times,
        today=workshop.today,
        names={one.id: Named.of(one) for one in directory.published_services()},
    )


@pytest.fixture
def page(press):
    def make(service) -> str:
        return press.service_page(service, press.listing_of(service, "x"))

    return make


@pytest.fixture
def shelter(directory):
    return directory.services["shelter"]


def test_every_route_is_there_with_what_it_costs_and_a_bill_warning(page, shelter):
    html = page(
        replace(
            shelter,
            phones=(Phone("0808 157 0001", label="Helpline", hours="9am to 5pm", hours_confirmed=True),),
            text="85258",
            text_how="Text HELLO.",
            email="a@example.org",
            url="https://www.example.org/x",
            webchat="https://chat.example.org/",
            address="PO Box 1",
            form="/refer/",
            through="victim-support",
        )
    )
    for part in (
        'href="tel:08081570001"',
        "Helpline",
        "9am to 5pm. Free to call.",
        'href="sms:85258"',
        "Text HELLO.",
        'href="mailto:a@example.org"',
        ">example.org</a>",
        'href="https://chat.example.org/"',
        "PO Box 1",
        'href="/refer/"',
        '<a href="/services/victim-support/">Victim Support Supportline</a>',
        "Calls can show on a phone bill",
    ):
        assert part in html


def test_hours_that_nobody_confirmed_say_so(page, shelter):
    assert "9 to 5 (we could not confirm these hours)." in page(replace(shelter, phone_hours="9 to 5", hours_confirmed=False))
    assert "We do not know their hours." in page(replace(shelter, phone_hours=None))


def test_no_bill_warning_for_an_emergency_number(page, shelter):
    assert "phone bill" not in page(replace(shelter, phones=(Phone("999"),)))


def test_unrung_is_said_plainly_and_rung_is_not_doubted(page, shelter):
    assert "Nobody here has rung this number yet." in page(shelter)
    assert "Nobody here has tried this yet." in page(replace(shelter, phones=(), url="https://example.org/"))
    checked = page(replace(shelter, rung=True, checked_on=date(2026, 11, 1), checked_by="Ana", checked_how="rang it"))
    assert "Nobody here" not in checked
    assert "Last checked on 1 November 2026." in checked
    assert "Checked by Ana: Rang it." in checked


def test_words_for_editors_never_show(page, shelter):
    html = page(replace(shelter, notes="SECRET NOTE", draft_reason="SECRET REASON"))
    assert "SECRET" not in html


def test_what_a_record_holds_is_escaped(page, shelter):
    html = page(replace(shelter, name="A <script>", summary="x & <b>"))
    assert "<script>" not in html.replace('<script src="', "")
    assert "x &amp; &lt;b&gt;" in html


@pytest.mark.parametrize(
    ("self_referral", "needs_report", "said"),
    [
        ("yes", "unknown", "You can contact them without telling the police. We do not know"),
        ("no", "unknown", "Someone else puts you in touch"),
        ("unknown", "unknown", "We do not know"),
        ("yes", "yes", "Yes."),
        ("no", "no", "No. They help whether or not"),
    ],
)
def test_whether_the_police_must_know_is_only_what_the_record_says(shelter, self_referral, needs_report, said):
    assert police_words(replace(shelter, self_referral=self_referral, needs_police_report=needs_report)).startswith(said)


@pytest.mark.parametrize(
    ("known", "said"), [("yes", "Yes. A call shows"), ("no", "No. The phone itself"), ("unknown", "We do not know. To be safe")]
)
def test_whether_a_call_shows_on_the_bill_is_said_with_its_source(page, shelter, known, said):
    source = None if known == "unknown" else "their own page"
    html = page(replace(shelter, shows_on_bill=known, bill_source=source))
    assert f"<dd>{said}" in html
    assert ("This comes from: their own page." in html) == (known != "unknown")


def test_what_happens_next_is_said_or_said_to_be_unknown(page, shelter):
    assert "We do not know yet. You can ask them that first" in page(replace(shelter, what_happens_next=None))
    assert "<dd>They write it down.</dd>" in page(replace(shelter, what_happens_next="They write it down."))


def test_hours_with_structure_go_along_for_the_browser_and_the_words_are_there_without_it(page, directory):
    html = page(directory.services["mens-advice-line"])
    assert 'data-open="~13,540,1200,u.245,540,1020,u" hidden></p>' in html
    assert (
        "Monday and Wednesday, 9am to 8pm; Tuesday, Thursday and Friday, 9am to 5pm (we could not confirm these hours)." in html
    )
    assert "open-now.js" in html
    assert "open-now.js" not in page(directory.services["galop"])


def test_hours_of_a_text_line_are_shown_too(page, directory):
    html = page(directory.services["shout"])
    assert 'data-open="=1234567,0,1440,y"' in html
    assert "<p>Open: 24 hours.</p>" in html


def test_the_police_are_not_asked_whether_the_police_must_know(directory):
    assert police_words(directory.services["police-101"]) == ""


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        ("free", "Free to call."),
        ("standard call charge", "Calls cost what your phone company charges for a normal call."),
        ("ask them", ""),
    ],
)
def test_the_cost_of_a_call_is_only_what_the_record_says(shelter, cost, said):
    assert call_cost(replace(shelter, cost=cost)) == said


def test_a_digest_changes_with_any_field(press, shelter):
    digests = {
        press.digest_of(replace(shelter, **{name: value}))
        for name, value in {"summary": "a", "notes": "b", "cost": "c", "through": "victim-support", "rung": True}.items()
    }
    assert len(digests | {press.digest_of(shelter)}) == 6
    assert digest("a", "b") != digest("ab", "")
