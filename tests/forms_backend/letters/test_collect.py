"""Collecting with the code: only the code opens letters, and nobody learns from us whether somebody has a case."""

from __future__ import annotations

import dataclasses
import io
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from forms_backend import history, sealing, timekeeping
from forms_backend.letters import Way, collect_views, collecting, on_sent, queue_letter
from forms_backend.letters.collecting import Pass, open_pass, seal_pass, wait_after
from forms_backend.letters.models import CodeTries, Letter, OutboxItem
from forms_backend.limits import limiter
from forms_backend.references import new_code, new_reference
from forms_backend.sealing import Keyring
from forms_backend.tasks import Task
from tests.forms_backend.letters.factories import AT, OurBase, contact_with, facts_for, make_case, safe_post

CODE = "H4KQ-9TXM-C7RA"
SECRET = "a secret that only the tests use, long enough"
SAME_ANSWER = "That reference and code do not belong together."


@pytest.fixture(autouse=True)
def no_limit(app):
    """The limit by address has its own test."""
    limiter.enabled = False
    yield
    limiter.enabled = True


@pytest.fixture
def letters_waiting(app, clock):
    """A case with CT1 and CT2, which went out by no channel. Answers its reference."""
    OurBase.metadata.create_all(app.extensions["database"].engine)
    keyring = app.extensions["keyring"]
    with app.app_context():
        session = app.extensions["database"].session()
        contact = contact_with()
        case, keys = make_case(keyring, contact, code=CODE)
        session.add(case)
        session.flush()
        for kind in ("CT1", "CT2"):
            queue_letter(
                session, case=case, keys=keys, contact=contact, kind=kind, facts=facts_for(kind, case.reference), at=AT,
                must_go_by=None,
            )  # fmt: skip
        reference = case.reference
        session.commit()
    return reference


def post(client, path="/letters/collect/", **fields):
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/letters/collect/").get_data(as_text=True))[1]
    return client.post(path, data={"csrf_token": token, **fields})


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]+)"', page)[1]


def test_the_person_reads_every_letter_with_reference_and_code(client, letters_waiting):
    answer = post(client, reference=letters_waiting.lower().replace("-", " "), code=CODE.lower())
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Complaint 1: not counted." in page and "It reached us on" in page
    assert page.index("Complaint 1") < page.index("It reached us on"), "the newest letter comes first"
    assert answer.headers["Cache-Control"] == "no-store"
    title = re.search(r"<title>(.*?)</title>", page)[1]
    assert not re.search(r"ASB|case|review|crime|trigger|CT\d|[A-Z0-9]{4}-", title, re.IGNORECASE)


def test_nothing_is_kept_in_address_cookie_or_storage(client, letters_waiting):
    answer = post(client, reference=letters_waiting, code=CODE)
    cookies = repr([answer.headers.getlist("Set-Cookie"), client._cookies])
    assert letters_waiting not in cookies and CODE not in cookies
    assert not answer.headers.get("Location")
    page = answer.get_data(as_text=True)
    assert CODE not in page and "localStorage" not in page
    assert not re.search(r'(href|action)="[^"]*' + letters_waiting, page)


def test_reading_is_recorded_once_and_the_domain_is_told(app, client, letters_waiting):
    told = []
    on_sent("CT1", lambda _session, case, letter, at: told.append((case.reference, letter.sent_by, at)))
    for _ in range(2):
        post(client, reference=letters_waiting, code=CODE)
    assert told == [(letters_waiting, "collect", AT)]
    with app.app_context():
        session = app.extensions["database"].session()
        letters = session.scalars(sa.select(Letter)).all()
        assert {(letter.collected_at_utc, letter.sent_by) for letter in letters} == {(AT, Way.COLLECT)}
        names = [event.name for event in history.events_of(session, letters_waiting)]
        assert sorted(names) == ["CT1_sent_by_collect", "CT2_sent_by_collect"]
        assert {task.done_by for task in session.scalars(sa.select(Task))} == {"applicant"}


def test_a_letter_that_was_read_with_the_code_is_not_sent_as_well(app, client, letters_waiting):
    with app.app_context():
        session = app.extensions["database"].session()
        for letter in session.scalars(sa.select(Letter)).all():
            session.add(OutboxItem(
                key=f"{letter.key}:email", letter_id=letter.id, reference=letter.reference, controller=letter.controller,
                channel="email", due_at_utc=AT + timedelta(hours=8),
            ))  # fmt: skip
        session.commit()
    post(client, reference=letters_waiting, code=CODE)
    with app.app_context():
        items = app.extensions["database"].session().scalars(sa.select(OutboxItem)).all()
        assert [item.cancelled_at_utc for item in items] == [AT, AT]


def test_it_works_where_there_are_no_private_keys(app, client, letters_waiting, tmp_path):
    app.extensions["keyring"] = Keyring(tmp_path / "empty")
    assert post(client, reference=letters_waiting, code=CODE).status_code == 200


@pytest.mark.parametrize("large", [False, True], ids=["standard", "large print"])
def test_a_copy_can_be_saved_and_its_name_says_nothing(client, letters_waiting, large):
    page = post(client, reference=letters_waiting, code=CODE).get_data(as_text=True)
    answer = post(
        client, "/letters/collect/document", **{"pass": hidden(page, "pass"), "letter": hidden(page, "letter"),
        "print": "large" if large else "standard"},
    )  # fmt: skip
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert letters_waiting in PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()


def test_a_pass_ends_and_opens_no_other_case(app, client, letters_waiting):
    page = post(client, reference=letters_waiting, code=CODE).get_data(as_text=True)
    fields = {"pass": hidden(page, "pass"), "letter": hidden(page, "letter")}
    with timekeeping.frozen_at(AT + collecting.PASS_LASTS):
        assert post(client, "/letters/collect/document", **fields).status_code == 303
    other = seal_pass(Pass("AAAA-AAAA", b"x" * 32), app.config["SECRET_KEY"], AT)
    assert post(client, "/letters/collect/document", **{**fields, "pass": other}).status_code == 303
    for broken in ("", "zz", fields["pass"][:-2] + "00", seal_pass(Pass(letters_waiting, b"x" * 32), "another secret", AT)):
        assert post(client, "/letters/collect/document", **{**fields, "pass": broken}).status_code == 303
    assert open_pass(seal_pass(Pass("R", b"k" * 32), SECRET, AT), SECRET, AT) == Pass("R", b"k" * 32)


def test_a_wrong_code_and_an_unknown_reference_get_the_same_answer_for_the_same_work(client, letters_waiting, monkeypatch):
    work, real = [], sealing.key_from_code
    monkeypatch.setattr(sealing, "key_from_code", lambda *args: work.append(1) or real(*args))
    bodies = []
    for reference in (letters_waiting, new_reference()):
        work.clear()
        answer = post(client, reference=reference, code=new_code())
        bodies.append((answer.status_code, len(answer.data), re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True))))
        assert len(work) == 1, "the slow key must be derived once, whatever was typed"
        assert {name for name, _ in answer.headers} >= {"Cache-Control"}
    assert bodies[0] == bodies[1] and SAME_ANSWER in bodies[0][2] and bodies[0][0] == 422


def test_what_was_typed_is_not_shown_again(client, letters_waiting):
    page = post(client, reference="<b>K7PM", code="planted").get_data(as_text=True)
    assert "planted" not in page and "K7PM" not in page.replace("such as K7PM-4XQD", "")


@pytest.mark.parametrize("is_known", [True, False], ids=["known", "unknown"])
def test_guessing_is_slowed_down_and_stops_even_the_right_code_for_a_while(client, letters_waiting, is_known):
    reference = letters_waiting if is_known else new_reference()
    answers = [post(client, reference=reference, code=new_code()).get_data(as_text=True) for _ in range(6)]
    assert [SAME_ANSWER in page for page in answers] == [True] * 5 + [False]
    assert "There were too many tries with this reference." in answers[-1]
    assert "There were too many tries" in post(client, reference=reference, code=CODE).get_data(as_text=True)
    with timekeeping.frozen_at(AT + timedelta(seconds=16)):
        assert post(client, reference=reference, code=CODE).status_code == (200 if is_known else 422)


def test_the_wait_grows_to_two_minutes_and_no_further():
    waits = [wait_after(wrong) for wrong in range(40)]
    assert waits[:5] == [timedelta(0)] * 5 and waits[5] == timedelta(seconds=15)
    assert waits == sorted(waits) and waits[-1] == timedelta(minutes=2)


def test_whoever_guesses_elsewhere_cannot_shut_the_person_out(client, letters_waiting, monkeypatch):
    monkeypatch.setattr(collect_views, "get_remote_address", lambda: "192.0.2.1")
    for _ in range(6):
        page = post(client, reference=letters_waiting, code=new_code()).get_data(as_text=True)
    assert "There were too many tries" in page
    monkeypatch.setattr(collect_views, "get_remote_address", lambda: "192.0.2.2")
    assert post(client, reference=letters_waiting, code=CODE).status_code == 200


def test_guesses_from_many_places_only_ever_cost_seconds(client, letters_waiting, monkeypatch):
    monkeypatch.setattr(collecting, "FREE_TRIES_OF_ALL", 3)
    for number in range(4):
        monkeypatch.setattr(collect_views, "get_remote_address", lambda number=number: f"192.0.2.{number}")
        page = post(client, reference=letters_waiting, code=new_code()).get_data(as_text=True)
    assert "There were too many tries" in page
    with timekeeping.frozen_at(AT + timedelta(seconds=2)):
        assert post(client, reference=letters_waiting, code=CODE).status_code == 200


def test_the_right_code_clears_the_count_and_old_counts_are_forgotten(app, client, letters_waiting):
    for code in (new_code(), CODE):
        post(client, reference=letters_waiting, code=code)
    post(client, reference=new_reference(), code=CODE)
    with app.app_context():
        session = app.extensions["database"].session()
        tries = session.scalars(sa.select(CodeTries)).all()
        assert len(tries) == 2 and all(re.fullmatch(r"[0-9a-f]{64}", row.who) for row in tries), (
            "a reference that somebody typed is not kept in clear"
        )
        collecting.forget_old_tries(session, AT + timedelta(days=2))
        assert session.scalars(sa.select(CodeTries)).all() == []


def test_a_form_without_its_token_is_refused(client, letters_waiting):
    assert client.post("/letters/collect/", data={"reference": letters_waiting, "code": CODE}).status_code == 400


def test_tries_from_one_address_are_limited(client, letters_waiting):
    limiter.enabled = True
    limiter.reset()
    codes = [post(client, reference=new_reference(), code=CODE).status_code for _ in range(11)]
    limiter.reset()
    assert codes == [422] * 10 + [429]


def test_letters_posted_are_not_told_again_when_read(app, client, clock):
    """The first way counts: reading a letter that was emailed or posted changes nothing but the day it was read."""
    OurBase.metadata.create_all(app.extensions["database"].engine)
    with app.app_context():
        session = app.extensions["database"].session()
        contact = contact_with(safe_post())
        case, keys = make_case(app.extensions["keyring"], contact, code=CODE)
        session.add(case)
        session.flush()
        letter = queue_letter(
            session,
            case=case,
            keys=keys,
            contact=contact,
            kind="HUB1",
            facts=facts_for("HUB1", case.reference),
            at=AT,
            must_go_by=None,
        )
        letter.sent_at_utc, letter.sent_by = AT - timedelta(hours=1), Way.POST
        reference = case.reference
        session.commit()
    assert post(client, reference=reference, code=CODE).status_code == 200
    with app.app_context():
        letter = app.extensions["database"].session().scalars(sa.select(Letter)).one()
        assert (letter.sent_by, letter.collected_at_utc) == (Way.POST, AT)


def test_a_pass_shows_no_key_when_printed():
    assert "k" * 8 not in repr(Pass("R", b"k" * 32)) and dataclasses.is_dataclass(Pass)
