"""What a person agreed to is recorded choice by choice, with the version of the words they saw."""

from __future__ import annotations

import hashlib

from flask import Flask

from forms_backend.i18n import init_translations
from forms_backend.referrals import consents

# Changed a sentence? Give consents.VERSION a new name and add a line here. Never change an old line: old cases name it.
WORDS_OF = {"2026-11": "dd82c48c6f7cda12"}


def test_a_change_of_words_needs_a_new_version():
    app = Flask(__name__)
    init_translations(app)
    with app.test_request_context():
        shares = [f"{whom}={words}" for whom, words in consents.SHARE_WORDS.items()]
        words = "|".join(map(str, (consents.CONTACT_WORDS, consents.SHARE_QUESTION, *shares)))
    assert hashlib.sha256(words.encode()).hexdigest()[:16] == WORDS_OF[consents.VERSION]


def test_each_choice_is_a_record_of_its_own_and_silence_is_no():
    records = consents.consents_of({"consent_contact": "yes", "consent_share": ["council"]}, "2026-11-23T09:30:00+00:00")
    given = {record["what"]: record["given"] for record in records}
    assert given.pop("be_contacted") is True and given.pop("share_with_council") is True
    assert set(given.values()) == {False}
    assert all(record["text_version"] == consents.VERSION and record["at"] for record in records)
    assert not any(record["given"] for record in consents.consents_of({}, "now"))
