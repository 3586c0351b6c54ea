"""`make demo`: invented cases, marked as such, on one's own machine only, by the same functions as real ones."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from forms_backend import demo, history
from forms_backend.__main__ import main
from forms_backend.cases import open_keys
from forms_backend.community_trigger.journey import case_review
from forms_backend.community_trigger.models import Application
from forms_backend.community_trigger.opened import open_case
from forms_backend.community_trigger.status import Status
from forms_backend.community_trigger.threshold import Advice
from forms_backend.contact.pages import missing_contact
from forms_backend.demo_cases import APPLICATIONS, REFERRALS
from forms_backend.journeys import check_answers
from forms_backend.letters.models import Letter, OutboxItem
from forms_backend.referrals.journey import REFERRAL
from forms_backend.referrals.models import Referral
from forms_backend.referrals.public import SITE as REFER
from forms_backend.settings import BadSettings
from forms_backend.tasks import Task

DRAMA_NUMBERS = re.compile(r"01632 960\d{3}|07700 900\d{3}")
EVERYTHING = [(case.key, case.answers) for case in (*APPLICATIONS, *REFERRALS)]


def texts_of(value):
    if isinstance(value, dict):
        value = list(value.values())
    return [text for one in value for text in texts_of(one)] if isinstance(value, list) else [str(value)]


@pytest.fixture
def filled(settings, directory, clock):
    return demo.fill(settings, directory, now=clock)


def application(session, key):
    return session.scalar(sa.select(Application).where(Application.submission_id == f"demo-{key}"))


def referral(session, key):
    return session.scalar(sa.select(Referral).where(Referral.submission_id == f"demo-{key}"))


@pytest.mark.parametrize(("key", "answers"), EVERYTHING)
def test_nothing_could_be_taken_for_a_real_person(key, answers):
    for name in ("call_me", "victim_name", "their_name"):
        assert answers.get(name, "Demo: ").startswith("Demo: ")
    for text in texts_of(answers):
        assert "@" not in text or text.endswith("@example.org")
        for number in re.findall(r"\b0\d[\d ]{7,}", text):
            assert DRAMA_NUMBERS.fullmatch(number.strip()), number


def test_the_real_forms_could_have_sent_these_answers(app):
    council = case_review(lambda _postcode: None)
    for case in APPLICATIONS:
        assert council.kept(case.answers) == case.answers, case.key
        assert missing_contact(case.answers) is None
    with app.test_request_context():
        for case in REFERRALS:
            assert REFERRAL.kept(case.answers) == case.answers, case.key
            assert REFER.missing(case.answers) is None
            assert case.answers["call_me"] in {row.text for row in check_answers.answer_rows(REFER, case.answers)}


def test_a_dozen_cases_stand_at_different_places(filled, session):
    assert len(filled) == len(EVERYTHING) >= 12
    statuses = {case.status for case in session.scalars(sa.select(Application))}
    assert statuses >= {Status.RECEIVED, Status.ACKNOWLEDGED, Status.ASSESSING, Status.AWAITING_MEETING, Status.NOT_MET}
    statuses = {case.status for case in session.scalars(sa.select(Referral))}
    assert statuses == {"received", "waiting_for_person", "in_contact", "closed"}


def test_some_are_late_one_is_a_near_miss_one_is_a_child_and_one_will_contact_us(filled, session, keyring, directory, clock):
    assert application(session, "late-and-unsafe").next_due_on < date(2026, 11, 23)
    assert referral(session, "late").first_contact_by_utc < clock
    near_miss = open_case(application(session, "near-miss"), keyring, directory).advice
    assert [one.advice for one in near_miss.complaints] == [Advice.COUNTS, Advice.COUNTS, Advice.NEAR_MISS]
    assert referral(session, "i-will-contact-you").first_contact_by_utc is None
    own_tasks = session.scalars(sa.select(Task.kind).where(Task.reference == referral(session, "young").reference))
    assert sorted(own_tasks) == ["child_check", "letter_needs_a_safe_way"]


def test_nobody_is_asked_to_do_what_was_done(filled, session):
    done = [application(session, key).reference for key in ("met", "not-met")]
    assert session.scalars(sa.select(Task.kind).where(Task.reference.in_(done), Task.done_at_utc.is_(None))).all() == []


def test_letters_went_by_the_ways_marked_safe_and_the_history_holds(filled, session, settings):
    sent = session.scalars(sa.select(Letter).where(Letter.sent_at_utc.is_not(None))).all()
    assert {letter.kind for letter in sent} == {"CT1", "CT2", "CT3", "HUB1"}
    unsafe = application(session, "late-and-unsafe").reference
    assert session.scalar(sa.select(OutboxItem.id).where(OutboxItem.reference == unsafe)) is None
    assert len(list(settings.print_dir.glob("*.pdf"))) == 1
    assert history.broken_links(session) == []


def test_what_was_typed_is_sealed_like_any_other_case(filled, session, keyring):
    case = application(session, "just-in")
    assert b"Demo: Robin" not in case.sealed_answers
    assert case.open(open_keys(case, keyring), "sealed_answers")["call_me"] == "Demo: Robin Ash"


def test_a_second_time_adds_nothing(filled, settings, directory, session, clock):
    assert demo.fill(settings, directory, now=clock) == []
    assert session.scalar(sa.select(sa.func.count()).select_from(Application)) == len(APPLICATIONS)


@pytest.mark.parametrize(
    "changes",
    [
        {"public_url": "https://help.example.org"},
        {"public_url": "https://127.0.0.1.example.org"},
        {"mail_url": "smtp://127.0.0.1"},
    ],
)
def test_it_refuses_anywhere_but_on_a_machine_of_ones_own(settings, directory, session, changes):
    with pytest.raises(BadSettings, match="Demo cases"):
        demo.fill(replace(settings, **changes), directory)
    assert session.scalar(sa.select(Application.reference)) is None


def test_the_command_says_in_one_sentence_why_it_refuses(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PORTAL_PUBLIC_URL", "https://help.example.org")
    monkeypatch.setenv("PORTAL_MAIL_URL", "smtp://mail.example.org:587")
    assert main(["demo", "--folder", str(tmp_path)]) == 2
    assert "only for your own machine" in capsys.readouterr().err
    assert not (tmp_path / "portal.sqlite3").exists()
