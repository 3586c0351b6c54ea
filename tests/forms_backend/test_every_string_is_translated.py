"""A pseudo-locale: every translated string comes in brackets, so a string nobody marked for translation stands out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest

from forms_backend import create_app, i18n
from tests.forms_backend.journeys.client import Walker
from tests.forms_backend.referrals.answers import LEAST, PLANTED

XHTML = "{http://www.w3.org/1999/xhtml}"
# Names of languages in the language itself, which are never translated.
OWN_NAMES = {"Lietuvių", "Polski", "Português", "Română", "اردو"}
TYPED = {
    value for fill in (*PLANTED.values(), LEAST) for data in fill.values() for value in data.values() if isinstance(value, str)
} | {"Xyzzy", "09:00", "15:00"}
NUMBERS = re.compile(r"[\d\s:.,()+–-]*$")
CODE = re.compile(r"\w{4}(-\w{4}){1,2}$")


@pytest.fixture
def pseudo_app(settings, directory, monkeypatch):
    """An application whose catalogue brackets everything."""
    monkeypatch.setattr(i18n, "catalogue_in_use", i18n.PseudoDomain)
    app = create_app(settings, directory)
    app.testing = True
    app.config["RAISE_UNEXPECTED"] = True
    yield app
    app.extensions["database"].engine.dispose()


def texts_in(element: Element, hidden: bool = False) -> Iterator[str]:
    """Text nodes that a person reads, and labels that a screen reader does."""
    if element.tag in (f"{XHTML}script", f"{XHTML}style", f"{XHTML}textarea"):
        return
    for name in ("aria-label", "title", "alt", "placeholder"):
        if element.get(name):
            yield element.get(name)
    yield element.text or ""
    for child in element:
        yield from texts_in(child)
        yield child.tail or ""


def untranslated(page: str) -> set[str]:
    """Text inside <main> that is neither in brackets nor something a person typed."""
    main = next(html5lib.parse(page).iter(f"{XHTML}main"))
    found, depth = set(), 0
    for text in texts_in(main):
        for piece in re.split(r"([\[\]])", text):
            depth += {"[": 1, "]": -1}.get(piece, 0)
            plain = piece.strip()
            is_word = depth == 0 and plain and plain not in "[]:" and plain not in OWN_NAMES | TYPED
            if is_word and not NUMBERS.match(plain) and not CODE.match(plain):
                found.add(plain)
    return found


@pytest.mark.parametrize("fill", [*PLANTED.values(), LEAST], ids=[*PLANTED, "least"])
def test_every_page_of_the_referral(pseudo_app, clock, fill):
    walker = Walker(pseudo_app.test_client(), "/refer")
    walker.get("")
    walker.walk(fill)
    walker.get("check-answers/")
    walker.get("")
    walker.send()
    walker.get("")
    for path, page in walker.seen.items():
        assert not untranslated(page), path
    assert len(walker.seen) > 15


def test_every_error_of_the_referral(pseudo_app, clock):
    walker = Walker(pseudo_app.test_client(), "/refer")
    fill = PLANTED["for-someone"]
    wrong = {
        "safe-now": {"risks": ["none", "weapon"]}, "your-name": {}, "reaching-them": {"their_contact_safe": "yes"},
        "who-gets-in-touch": {"who_starts": "x"}, "phone-number": {"phone_number": "1"}, "email-address": {"email_address": "Xyzzy"},
        "postal-address": {}, "safe-times": {"safe_from": "5pm", "safe_until": "Xyzzy"}, "who-we-say-we-are": {"say_who": "cover_name"},
        "may-we-contact-you": {}, "what-happened": {"what_kinds": ["x"]}, "in-your-words": {"when_about": "x" * 600},
    }  # fmt: skip
    here = walker.begin()
    while here != "check-answers":
        if here in wrong:
            response = walker.answer(here, wrong[here])
            assert response.status_code == 422, here
            assert not {text for text in untranslated(response.get_data(as_text=True)) if "xxx" not in text}, here
        here = walker.where(walker.answer(here, fill.get(here, {})))


def test_pages_off_the_path(pseudo_app, clock):
    client = pseudo_app.test_client()
    for path in ("/exit", "/refer/your-name/", "/refer/wiped/"):
        assert not untranslated(client.get(path).get_data(as_text=True)), path


def test_the_test_would_find_a_string_that_nobody_marked():
    assert untranslated("<main><p>[Marked] <b>Forgotten</b></p></main>") == {"Forgotten"}
