"""The desk: letters as sent, the print queue, and what happens to a letter that must not go or comes back."""

from __future__ import annotations

import io
import re
from datetime import time, timedelta

import pytest
import sqlalchemy as sa
from pypdf import PdfReader
from sqlalchemy.orm import sessionmaker

from forms_backend import history
from forms_backend.contact import safe_contact
from forms_backend.contact.safe_contact import Channel
from forms_backend.letters import Way, ask_before_sending, on_sent, print_folder, queue_letter, worker
from forms_backend.letters.channels import MailFolder, PrintQueue
from forms_backend.letters.models import Letter, OutboxItem
from forms_backend.staff.access import Role
from forms_backend.tasks import Task
from tests.forms_backend.letters.conftest import POST
from tests.forms_backend.letters.factories import (
    AT,
    LetterCase,
    OurBase,
    contact_with,
    facts_for,
    make_case,
    safe_email,
    safe_post,
)
from tests.support.desk import signed_in_client, token_of

COUNCIL = "south-cambridgeshire"


@pytest.fixture
def print_dir(app):
    return app.extensions["settings"].print_dir


@pytest.fixture
def letter_of(app, clock, tmp_path, print_dir):
    """Queue one letter and run the worker; answers reference and keys."""
    engine = app.extensions["database"].engine
    OurBase.metadata.create_all(engine)
    sessions = sessionmaker(engine)

    def make(contact, kind="CT1", controller=COUNCIL):
        case, keys = make_case(app.extensions["keyring"], contact, controller=controller)
        with sessions.begin() as session:
            session.add(case)
            session.flush()
            queue_letter(
                session,
                case=case,
                keys=keys,
                contact=contact,
                kind=kind,
                facts=facts_for(kind, case.reference),
                at=AT,
                must_go_by=None,
            )
            reference = case.reference
        channels = {Channel.EMAIL: MailFolder(tmp_path / "mail"), Channel.POST: PrintQueue(print_dir)}
        worker.run_once(sessions, app.extensions["keyring"], channels, AT, post=POST)
        return reference, keys

    make.sessions = sessions
    return make


@pytest.fixture
def spoc(app, clock):
    return signed_in_client(app, Role.COUNCIL_SPOC, COUNCIL)


def press(client, path: str):
    token = token_of(client.get("/desk/letters/")) if "csrf" in client.get("/desk/letters/").get_data(as_text=True) else ""
    return client.post(path, data={"csrf_token": token})


def one(sessions, model):
    with sessions() as session:
        return session.scalars(sa.select(model)).one()


def test_a_printed_letter_waits_until_someone_posted_it(spoc, letter_of, print_dir):
    told = []
    on_sent("CT1", lambda _session, case, letter, at: told.append((case.reference, letter.sent_by)))
    reference, _keys = letter_of(contact_with(safe_post()))
    assert reference in spoc.get("/desk/letters/").get_data(as_text=True)
    assert (print_dir / f"{reference}_CT1_1.pdf").exists() and told == []
    item = one(letter_of.sessions, OutboxItem)
    assert press(spoc, f"/desk/letters/{item.id}/posted").status_code == 303
    assert told == [(reference, Way.POST)]
    assert list(print_dir.iterdir()) == [], "a posted letter is not left lying in clear"
    page = spoc.get("/desk/letters/").get_data(as_text=True)
    assert "No letter is waiting to be posted." in page and "It came back" in page
    assert press(spoc, f"/desk/letters/{item.id}/posted").status_code == 404, "it cannot be posted twice"


def test_a_letter_that_came_back_gets_a_dated_task(spoc, letter_of):
    reference, _keys = letter_of(contact_with(safe_post()))
    item = one(letter_of.sessions, OutboxItem)
    press(spoc, f"/desk/letters/{item.id}/posted")
    assert press(spoc, f"/desk/letters/{item.id}/returned").status_code == 303
    task = one(letter_of.sessions, Task)
    assert (task.kind, task.reference, task.controller, task.due_at_utc) == (
        "letter_returned", reference, COUNCIL, AT + timedelta(days=1),
    )  # fmt: skip
    with letter_of.sessions() as session:
        assert [event.name for event in history.events_of(session, reference)] == ["CT1_sent_by_post", "CT1_came_back"]
        assert history.broken_links(session) == []


def test_a_letter_that_is_no_longer_safe_after_printing_must_not_be_posted(spoc, letter_of, print_dir):
    reference, keys = letter_of(contact_with(safe_post()))
    with letter_of.sessions.begin() as session:
        case = session.get(LetterCase, reference)
        case.sealed_contact = case.seal(keys, "sealed_contact", safe_contact.to_json(contact_with()))
    assert "Do not post: no longer safe" in spoc.get("/desk/letters/").get_data(as_text=True)
    pdf = spoc.get(f"/desk/letters/{reference}/CT1/1/document").data
    assert "Example Street" not in PdfReader(io.BytesIO(pdf)).pages[0].extract_text(), "no address, so nobody posts it by mistake"
    press(spoc, f"/desk/letters/{one(letter_of.sessions, OutboxItem).id}/posted")
    item, letter = one(letter_of.sessions, OutboxItem), one(letter_of.sessions, Letter)
    assert item.posted_at_utc is None and item.cancelled_at_utc == AT and letter.sent_at_utc is None
    assert one(letter_of.sessions, Task).kind == "letter_needs_a_safe_way" and list(print_dir.iterdir()) == []


def test_staff_see_the_letter_as_it_was_sent_and_the_look_is_logged(spoc, letter_of):
    reference, _keys = letter_of(contact_with(safe_email()))
    page = spoc.get(f"/desk/letters/{reference}/CT1/1/").get_data(as_text=True)
    assert "It reached us on <strong>Saturday 21 November 2026</strong>" in page and "handed to the mail server" in page
    entry = one(letter_of.sessions, history.AccessEntry)
    assert (entry.reference, entry.what) == (reference, "letter CT1")


def test_staff_of_another_controller_find_nothing(app, letter_of):
    reference, _keys = letter_of(contact_with(safe_post()))
    hub = signed_in_client(app, Role.HUB_COORDINATOR, "hub")
    assert reference not in hub.get("/desk/letters/").get_data(as_text=True)
    for path in (f"/desk/letters/{reference}/CT1/1/", f"/desk/letters/{reference}/CT1/1/document"):
        assert hub.get(path).status_code == 404
    item = one(letter_of.sessions, OutboxItem)
    for path in (f"{item.id}/posted", f"{item.id}/returned", f"{reference}/CT1/1/given", f"{reference}/CT1/1/again"):
        assert press(hub, f"/desk/letters/{path}").status_code == 404


def test_a_case_passed_on_to_another_council_keeps_the_first_councils_letter_off_the_post(spoc, letter_of):
    reference, _keys = letter_of(contact_with(safe_post()))
    with letter_of.sessions.begin() as session:
        session.get(LetterCase, reference).controller = "cambridge"
    assert "Do not post" in spoc.get("/desk/letters/").get_data(as_text=True)
    assert spoc.get(f"/desk/letters/{reference}/CT1/1/").status_code == 404


def test_nobody_sees_letters_without_signing_in(client, letter_of):
    reference, _keys = letter_of(contact_with(safe_post()))
    for path in ("", f"{reference}/CT1/1/", f"{reference}/CT1/1/document"):
        answer = client.get(f"/desk/letters/{path}")
        assert answer.status_code in (302, 401) and b"Example" not in answer.data


def test_staff_can_say_that_they_gave_it_in_an_agreed_way(spoc, letter_of):
    told = []
    on_sent("CT1", lambda _session, case, letter, at: told.append(letter.sent_by))
    reference, _keys = letter_of(contact_with())
    assert one(letter_of.sessions, Task).done_at_utc is None
    assert spoc.get(f"/desk/letters/{reference}/CT1/1/").status_code == 200
    token = re.search(
        r'name="csrf_token"[^>]*value="([^"]+)"', spoc.get(f"/desk/letters/{reference}/CT1/1/").get_data(as_text=True)
    )[1]
    assert spoc.post(f"/desk/letters/{reference}/CT1/1/given", data={"csrf_token": token}).status_code == 303
    assert told == [Way.STAFF] and one(letter_of.sessions, Task).done_at_utc == AT


def test_a_letter_goes_by_a_way_that_became_safe(spoc, letter_of):
    reference, keys = letter_of(contact_with())
    press(spoc, f"/desk/letters/{reference}/CT1/1/again")
    with letter_of.sessions() as session:
        assert session.scalars(sa.select(OutboxItem)).all() == [], "still nothing is safe"
    with letter_of.sessions.begin() as session:
        case = session.get(LetterCase, reference)
        case.sealed_contact = case.seal(keys, "sealed_contact", safe_contact.to_json(contact_with(safe_email())))
    press(spoc, f"/desk/letters/{reference}/CT1/1/again")
    press(spoc, f"/desk/letters/{reference}/CT1/1/again")
    assert one(letter_of.sessions, OutboxItem).channel == "email"
    assert one(letter_of.sessions, Task).done_at_utc == AT


def looks(sessions) -> int:
    with sessions() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(history.AccessEntry))


def names_of(sessions, reference: str) -> list[str]:
    with sessions() as session:
        return [event.name for event in history.events_of(session, reference)]


def test_a_letter_given_by_staff_goes_no_other_way_later(spoc, letter_of, print_dir):
    waits, _keys = letter_of(contact_with(safe_email(), safe_from=time(18)))
    printed, _keys = letter_of(contact_with(safe_post()))
    for reference in (waits, printed):
        assert press(spoc, f"/desk/letters/{reference}/CT1/1/given").status_code == 303
    with letter_of.sessions() as session:
        assert [item.cancelled_at_utc for item in session.scalars(sa.select(OutboxItem))] == [AT, AT]
    assert list(print_dir.iterdir()) == [] and "No letter is waiting" in spoc.get("/desk/letters/").get_data(as_text=True)


def test_a_printed_letter_sent_another_way_is_not_posted_as_well(spoc, letter_of, print_dir):
    reference, keys = letter_of(contact_with(safe_post()))
    with letter_of.sessions.begin() as session:
        case = session.get(LetterCase, reference)
        case.sealed_contact = case.seal(keys, "sealed_contact", safe_contact.to_json(contact_with(safe_email())))
    press(spoc, f"/desk/letters/{reference}/CT1/1/again")
    assert list(print_dir.iterdir()) == [] and reference not in spoc.get("/desk/letters/").get_data(as_text=True)
    assert names_of(letter_of.sessions, reference) == ["CT1_put_on_its_way_again"]


def test_a_print_folder_that_refuses_keeps_the_record_and_tells_staff(app, spoc, letter_of, print_dir, monkeypatch):
    reference, _keys = letter_of(contact_with(safe_post()))
    item = one(letter_of.sessions, OutboxItem)
    with monkeypatch.context() as patched:
        patched.setattr(PrintQueue, "take_out", lambda *_: (_ for _ in ()).throw(PermissionError("read-only")))
        assert press(spoc, f"/desk/letters/{item.id}/posted").status_code == 303
    assert "could not be removed" in spoc.get("/desk/letters/").get_data(as_text=True)
    assert one(letter_of.sessions, OutboxItem).posted_at_utc == AT and len(list(print_dir.iterdir())) == 2
    with letter_of.sessions() as session:
        print_folder.sweep(session, PrintQueue(print_dir))
    assert list(print_dir.iterdir()) == []


@pytest.mark.parametrize("way", ["show", "document", "given", "again"])
def test_every_look_at_a_letter_is_in_the_access_log(spoc, letter_of, way):
    reference, _keys = letter_of(contact_with(safe_post()))
    before = looks(letter_of.sessions)
    path = f"/desk/letters/{reference}/CT1/1/"
    if way in ("given", "again"):
        press(spoc, path + way)
    else:
        spoc.get(path + ("" if way == "show" else way))
    assert looks(letter_of.sessions) == before + 1


def test_what_staff_do_with_a_letter_is_in_its_history(spoc, letter_of, app, tmp_path):
    reference, keys = letter_of(contact_with(safe_post()))
    press(spoc, f"/desk/letters/{one(letter_of.sessions, OutboxItem).id}/posted")
    press(spoc, f"/desk/letters/{reference}/CT1/1/again")
    channels = {Channel.POST: PrintQueue(app.extensions["settings"].print_dir), Channel.EMAIL: MailFolder(tmp_path / "mail")}
    worker.run_once(letter_of.sessions, app.extensions["keyring"], channels, AT, post=POST)
    with letter_of.sessions() as session:
        second = session.scalars(sa.select(OutboxItem.id).order_by(OutboxItem.id.desc())).first()
    press(spoc, f"/desk/letters/{second}/posted")
    assert names_of(letter_of.sessions, reference) == ["CT1_sent_by_post", "CT1_put_on_its_way_again", "CT1_sent_again_by_post"]


def test_a_posting_that_was_refused_is_in_the_history(spoc, letter_of):
    reference, keys = letter_of(contact_with(safe_post()))
    with letter_of.sessions.begin() as session:
        case = session.get(LetterCase, reference)
        case.sealed_contact = case.seal(keys, "sealed_contact", safe_contact.to_json(contact_with()))
    press(spoc, f"/desk/letters/{one(letter_of.sessions, OutboxItem).id}/posted")
    assert names_of(letter_of.sessions, reference) == ["CT1_not_posted"]


def test_the_first_council_gets_no_task_on_a_case_it_cannot_open_and_cannot_settle_its_letter(spoc, letter_of):
    reference, _keys = letter_of(contact_with(safe_post()))
    with letter_of.sessions.begin() as session:
        session.get(LetterCase, reference).controller = "cambridge"
    assert press(spoc, f"/desk/letters/{reference}/CT1/1/given").status_code == 404
    press(spoc, f"/desk/letters/{one(letter_of.sessions, OutboxItem).id}/posted")
    with letter_of.sessions() as session:
        assert session.scalars(sa.select(Task)).all() == [] and session.scalars(sa.select(Letter)).one().sent_at_utc is None


def test_a_case_that_a_person_must_look_at_first_is_not_posted(spoc, letter_of):
    reference, _keys = letter_of(contact_with(safe_post()))
    ask_before_sending(LetterCase, lambda case: False)
    assert "Do not post" in spoc.get("/desk/letters/").get_data(as_text=True)
