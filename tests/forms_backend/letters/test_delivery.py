"""The worker: safe at the moment of sending, tried again, never twice, never lost."""

from __future__ import annotations

import hashlib
import json
import os
import re
import ssl
from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from forms_backend import history, timekeeping
from forms_backend.contact import safe_contact
from forms_backend.contact.safe_contact import Channel, Whose
from forms_backend.letters import Way, ask_before_sending, daily_limit, delivery, on_sent, open_letter, queue_letter, worker
from forms_backend.letters.channels import MailServer, PrintQueue, Result
from forms_backend.letters.delivery import Job, Settled, claim, hand_over, record
from forms_backend.letters.models import DailySends, DeliveryAttempt, Heartbeat, Letter, OutboxItem, Outcome
from forms_backend.letters.pdf import letter_pdf
from forms_backend.letters.print_folder import sweep
from forms_backend.letters.stopping import stop_letters_of
from forms_backend.tasks import Task
from tests.forms_backend.letters.conftest import POST
from tests.forms_backend.letters.factories import (
    ADDRESS,
    AT,
    LetterCase,
    contact_with,
    facts_for,
    make_case,
    safe_email,
    safe_post,
)
from tests.forms_backend.letters.mail_server import Mailbox, MailServerForTests, free_port, plain_text

MUST_GO_BY = date(2026, 11, 24)


@pytest.fixture
def queued(sessions, keyring):
    """Queue one letter; answers its reference and its case's keys."""

    def queue(contact, kind="CT1", must_go_by=MUST_GO_BY):
        case, keys = make_case(keyring, contact)
        with sessions.begin() as session:
            session.add(case)
            session.flush()
            queue_letter(
                session, case=case, keys=keys, contact=contact, kind=kind, facts=facts_for(kind, case.reference), at=AT,
                must_go_by=must_go_by,
            )  # fmt: skip
            return case.reference, keys

    return queue


def change_contact(sessions, reference, keys, contact):
    with sessions.begin() as session:
        case = session.get(LetterCase, reference)
        case.sealed_contact = case.seal(keys, "sealed_contact", safe_contact.to_json(contact))


def run(sessions, keyring, channels, now=AT) -> int:
    return worker.run_once(sessions, keyring, channels, now, post=POST, me="a worker")


def item_of(sessions) -> OutboxItem:
    with sessions() as session:
        return session.scalars(sa.select(OutboxItem)).one()


def outcomes(sessions) -> list[tuple[int, str, int | None]]:
    with sessions() as session:
        rows = session.scalars(sa.select(DeliveryAttempt).order_by(DeliveryAttempt.id)).all()
        return [(row.number, row.outcome, row.code) for row in rows]


def task_kinds(sessions) -> list[str]:
    with sessions() as session:
        return list(session.scalars(sa.select(Task.kind).order_by(Task.id)))


def test_ct1_arrives_through_a_real_smtp_conversation(sessions, keyring, queued, folders):
    mailbox = Mailbox()
    reference, keys = queued(contact_with(safe_email("ann+portal@example.org")))
    with MailServerForTests(mailbox) as url:
        assert run(sessions, keyring, folders | {Channel.EMAIL: MailServer(url)}) == 1
        assert run(sessions, keyring, folders | {Channel.EMAIL: MailServer(url)}) == 0
    (message,) = mailbox.messages
    assert mailbox.recipients == [["ann+portal@example.org"]]
    assert message["Subject"] == f"A message for you ({reference})"
    assert message["From"] == "no-reply@example.org"
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", message["Message-ID"])
    with sessions() as session:
        letter = session.scalars(sa.select(Letter)).one()
        kept = open_letter(letter, keys.letters_key)
        assert letter.sent_at_utc == AT and letter.sent_by == Way.EMAIL
        assert [event.name for event in history.events_of(session, reference)] == ["CT1_sent_by_email"]
    assert " ".join(plain_text(message).split()) == " ".join(kept.text.split())
    assert "by Tuesday 1 December 2026" in plain_text(message)
    assert kept.title in message.get_body(("html",)).get_content()
    assert outcomes(sessions) == [(1, "sending", None), (1, "sent", 250)]


def test_a_shared_mailbox_gets_neutral_words_only(sessions, keyring, queued, folders):
    mailbox = Mailbox()
    reference, _keys = queued(contact_with(safe_email(whose=Whose.SHARED)), "CT2")
    with MailServerForTests(mailbox) as url:
        run(sessions, keyring, folders | {Channel.EMAIL: MailServer(url)})
    (message,) = mailbox.messages
    assert not message.is_multipart()
    assert reference in plain_text(message) and "https://help.example.org/letters/collect/" in plain_text(message)
    harm = r"crime|victim|police|behaviour|ASB|trigger|case|review|council|Ann|CT2"
    assert not re.search(harm, plain_text(message).replace(reference, ""), re.IGNORECASE)


def test_headers_are_the_same_whatever_the_letter_is(sessions, keyring, queued, folders):
    mailbox = Mailbox()
    for kind in ("CT1", "CT2", "CT3", "HUB1"):
        queued(contact_with(safe_email()), kind)
    with MailServerForTests(mailbox) as url:
        run(sessions, keyring, folders | {Channel.EMAIL: MailServer(url)})
    seen = {
        tuple(
            (name, re.sub(r"\([^)]*\)", "()", value))
            for name, value in message.items()
            if name in ("From", "To", "Subject", "Auto-Submitted")
        )
        for message in mailbox.messages
    }
    assert len(mailbox.messages) == 4 and len(seen) == 1


def test_post_is_printed_with_the_address_and_large_print_when_asked_for(sessions, keyring, queued, folders):
    contact = contact_with(safe_post(), letter_format="large_print")
    reference, keys = queued(contact)
    run(sessions, keyring, folders)
    folder = folders[Channel.POST].folder
    printed = (folder / f"{reference}_CT1_1.pdf").read_bytes()
    note = json.loads((folder / f"{reference}_CT1_1.json").read_text())
    assert note["sha256"] == hashlib.sha256(printed).hexdigest() and note["print"] == "18 point"
    assert sorted(path.suffix for path in folder.iterdir()) == [".json", ".pdf"]
    assert (folder / f"{reference}_CT1_1.pdf").stat().st_mode & 0o077 == 0
    with sessions() as session:
        letter = session.scalars(sa.select(Letter)).one()
        composed = open_letter(letter, keys.letters_key)
        assert letter.sent_at_utc is None, "printed is not posted"
    assert printed == letter_pdf(composed, address=ADDRESS.splitlines(), large_print=True)


def test_nothing_stands_above_the_address_that_the_person_typed(sessions, keyring, queued, folders, monkeypatch):
    """Not the name in the greeting: who lives there may not know that one."""
    seen = []
    monkeypatch.setattr("forms_backend.letters.parcels.letter_pdf", lambda letter, **how: seen.append(how["address"]) or b"%PDF")
    queued(contact_with(safe_post("The Householder\n\n 1 Example Street \nZZ99 9ZZ")))
    run(sessions, keyring, folders)
    assert seen == [["The Householder", "1 Example Street", "ZZ99 9ZZ"]]


def test_no_longer_safe_at_the_moment_of_sending_stops_the_letter(sessions, keyring, queued, folders):
    reference, keys = queued(contact_with(safe_email()))
    change_contact(sessions, reference, keys, contact_with(safe_post()))
    run(sessions, keyring, folders)
    assert not folders[Channel.EMAIL].folder.exists() and not folders[Channel.POST].folder.exists()
    assert item_of(sessions).cancelled_at_utc == AT
    assert task_kinds(sessions) == ["letter_needs_a_safe_way"]
    assert outcomes(sessions) == []


def test_outside_the_safe_times_it_waits_for_them(sessions, keyring, queued, folders):
    reference, keys = queued(contact_with(safe_email()))
    change_contact(sessions, reference, keys, contact_with(safe_email(), safe_from=time(18), safe_until=time(20)))
    run(sessions, keyring, folders)
    evening = datetime(2026, 11, 23, 18, tzinfo=UTC)
    assert item_of(sessions).due_at_utc == evening and task_kinds(sessions) == []
    run(sessions, keyring, folders, evening)
    assert item_of(sessions).done_at_utc == evening


def test_a_case_that_a_person_must_look_at_first_gets_nothing_until_then_and_loses_nothing(sessions, keyring, queued, folders):
    """Such as the referral of a child under 13, whoever queued its letter and however."""
    is_checked = []
    ask_before_sending(LetterCase, lambda case: case.reference in is_checked)
    reference, _keys = queued(contact_with(safe_email()))
    assert run(sessions, keyring, folders) == 1
    assert not folders[Channel.EMAIL].folder.exists() and outcomes(sessions) == []
    is_checked.append(reference)
    later = AT + delivery.ASK_THE_DOMAIN_AGAIN_AFTER
    run(sessions, keyring, folders, later)
    assert item_of(sessions).done_at_utc == later and len(list(folders[Channel.EMAIL].folder.iterdir())) == 1


def test_waiting_past_the_limit_makes_a_task(sessions, keyring, queued, folders):
    reference, keys = queued(contact_with(safe_email()))
    change_contact(sessions, reference, keys, contact_with(safe_email(), safe_days=frozenset({4})))
    run(sessions, keyring, folders)
    assert task_kinds(sessions) == ["letter_outside_safe_times"]


def test_a_passing_fault_is_tried_again_and_the_letter_arrives_once(sessions, keyring, queued, folders):
    mailbox = Mailbox("451 try later")
    queued(contact_with(safe_email()))
    with MailServerForTests(mailbox) as url:
        channels = folders | {Channel.EMAIL: MailServer(url)}
        run(sessions, keyring, channels)
        assert mailbox.messages == [] and item_of(sessions).due_at_utc == AT + timedelta(minutes=1)
        run(sessions, keyring, channels, AT + timedelta(seconds=30))
        run(sessions, keyring, channels, AT + timedelta(minutes=1))
    assert len(mailbox.messages) == 1
    assert outcomes(sessions) == [(1, "sending", None), (1, "try_again", 451), (2, "sending", None), (2, "sent", 250)]


def test_a_refusal_goes_to_a_person_at_once(sessions, keyring, queued, folders):
    mailbox = Mailbox("550 no such person")
    queued(contact_with(safe_email()))
    with MailServerForTests(mailbox) as url:
        run(sessions, keyring, folders | {Channel.EMAIL: MailServer(url)})
        run(sessions, keyring, folders | {Channel.EMAIL: MailServer(url)}, AT + timedelta(days=1))
    assert mailbox.messages == [] and task_kinds(sessions) == ["letter_failed"]
    assert outcomes(sessions) == [(1, "sending", None), (1, "refused", 550)]


def test_a_server_cut_off_after_taking_the_message_goes_to_a_person_and_is_not_sent_again(sessions, keyring, queued, folders):
    mailbox = Mailbox("drop")
    queued(contact_with(safe_email()))
    with MailServerForTests(mailbox) as url:
        for hours in range(5):
            run(sessions, keyring, folders | {Channel.EMAIL: MailServer(url)}, AT + timedelta(hours=hours))
    assert len(mailbox.messages) == 1 and task_kinds(sessions) == ["letter_may_have_been_sent"]


@pytest.mark.parametrize("address", ["no-at-sign", "a@b.example\r\nBcc: x@y.example", "a b@c.example", "a@b.example,c@d.example"])
def test_an_address_that_is_none_never_reaches_the_server(sessions, keyring, queued, folders, address):
    mailbox = Mailbox()
    queued(contact_with(safe_email(address)))
    with MailServerForTests(mailbox) as url:
        for hours in range(6):
            run(sessions, keyring, folders | {Channel.EMAIL: MailServer(url)}, AT + timedelta(hours=hours))
            run(sessions, keyring, folders | {Channel.EMAIL: MailServer(url)}, AT + timedelta(hours=hours, minutes=30))
    assert mailbox.messages == []
    assert task_kinds(sessions) in (["letter_failed"], [])


def test_a_server_that_is_away_is_tried_for_at_least_four_hours_with_growing_delays(sessions, keyring, queued, folders):
    queued(contact_with(safe_email()))
    channels = folders | {Channel.EMAIL: MailServer(f"smtp://127.0.0.1:{free_port()}")}
    now, tried = AT, []
    while (item := item_of(sessions)).dead_at_utc is None:
        now = max(now, item.due_at_utc)
        tried.append(now)
        run(sessions, keyring, channels, now)
    waits = [later - earlier for earlier, later in zip(tried, tried[1:], strict=False)]
    assert tried[-1] - tried[0] >= timedelta(hours=4)
    assert waits == sorted(waits) and waits[0] == timedelta(minutes=1) and waits[-1] == timedelta(hours=1)
    assert task_kinds(sessions) == ["letter_failed"]


def test_a_full_disk_is_tried_again_and_leaves_one_whole_file(sessions, keyring, queued, folders, monkeypatch):
    reference, _keys = queued(contact_with(safe_post()))
    full = OSError(28, "No space left on device")
    with monkeypatch.context() as patched:
        patched.setattr("forms_backend.letters.channels.os.fsync", lambda _handle: (_ for _ in ()).throw(full))
        run(sessions, keyring, folders)
    assert list(folders[Channel.POST].folder.iterdir()) == [], "a half-written file was left behind"
    run(sessions, keyring, folders, AT + timedelta(minutes=1))
    assert sorted(path.name for path in folders[Channel.POST].folder.iterdir()) == [
        f"{reference}_CT1_1.json", f"{reference}_CT1_1.pdf",
    ]  # fmt: skip


def test_what_a_killed_worker_left_half_written_is_swept_away(sessions, keyring, queued, folders):
    folder = folders[Channel.POST].folder
    folder.mkdir()
    for name, age_hours in ((".half-old", 2), (".half-new", 0)):
        (folder / name).write_text("Dear Ann")
        moment = (AT - timedelta(hours=age_hours)).timestamp()
        os.utime(folder / name, (moment, moment))
    queued(contact_with(safe_post()))
    with timekeeping.frozen_at(AT):
        run(sessions, keyring, folders)
    assert not (folder / ".half-old").exists() and (folder / ".half-new").exists()


def test_a_letter_that_cannot_be_made_does_not_hold_up_the_others(sessions, keyring, queued, folders, monkeypatch):
    bad, _keys = queued(contact_with(safe_post()))
    good, _keys = queued(contact_with(safe_post()))
    real = delivery.parcel_for
    monkeypatch.setattr(
        delivery, "parcel_for", lambda key, *rest, **more: 1 / 0 if key.startswith(bad) else real(key, *rest, **more)
    )
    run(sessions, keyring, folders)
    assert (folders[Channel.POST].folder / f"{good}_CT1_1.pdf").exists()
    assert (1, "try_again", None) in outcomes(sessions)


def test_a_database_that_goes_away_before_the_end_is_recorded_loses_nothing_and_repeats_nothing(
    sessions, keyring, queued, folders, monkeypatch
):
    mailbox = Mailbox()
    queued(contact_with(safe_email()))
    monkeypatch.setattr(worker, "RECORD_AGAIN_AFTER_SECONDS", (0.01, 0.01, 0.01))
    calls, real = [], delivery.record

    def gone_twice(*args, **kwargs):
        calls.append(1)
        if len(calls) < 3:
            raise OperationalError("gone", None, Exception())
        return real(*args, **kwargs)

    monkeypatch.setattr(delivery, "record", gone_twice)
    with MailServerForTests(mailbox) as url:
        run(sessions, keyring, folders | {Channel.EMAIL: MailServer(url)})
    assert len(mailbox.messages) == 1 and item_of(sessions).done_at_utc == AT and task_kinds(sessions) == []


def test_a_database_that_stays_away_leaves_a_task_and_no_second_email(sessions, keyring, queued, folders, monkeypatch):
    mailbox = Mailbox()
    queued(contact_with(safe_email()))
    with MailServerForTests(mailbox) as url:
        channels = folders | {Channel.EMAIL: MailServer(url)}
        with monkeypatch.context() as patched:
            patched.setattr(worker, "RECORD_AGAIN_AFTER_SECONDS", ())
            patched.setattr(
                delivery, "record", lambda *_, **__: (_ for _ in ()).throw(OperationalError("gone", None, Exception()))
            )
            with pytest.raises(OperationalError):
                run(sessions, keyring, channels)
        run(sessions, keyring, channels, AT + timedelta(minutes=5))  # the lease still holds
        assert task_kinds(sessions) == []
        run(sessions, keyring, channels, AT + timedelta(minutes=11))
    assert len(mailbox.messages) == 1 and task_kinds(sessions) == ["letter_may_have_been_sent"]


def test_two_workers_never_hold_one_letter(sessions, keyring, queued, folders):
    queued(contact_with(safe_post()))
    with sessions() as one, sessions() as two:
        first = claim(one, keyring, folders, me="one", now=AT)
        assert isinstance(first, Job)
        assert claim(two, keyring, folders, me="two", now=AT) is None
        late = AT + delivery.LEASE + timedelta(seconds=1)
        second = claim(two, keyring, folders, me="two", now=late)
        assert isinstance(second, Job) and second.attempt == 2
        assert record(one, first, Result(Outcome.SENT), me="one", now=late) is False, "the lease was lost"
        assert record(two, second, hand_over(second, folders, POST, late), me="two", now=late) is True


def test_what_follows_is_done_once_in_the_same_transaction(sessions, keyring, queued, folders):
    told = []
    on_sent("CT1", lambda session, case, letter, at: told.append((case.reference, letter.sent_by, at, session.in_transaction())))
    reference, _keys = queued(contact_with(safe_email()))
    run(sessions, keyring, folders)
    run(sessions, keyring, folders, AT + timedelta(days=1))
    assert told == [(reference, "email", AT, True)]


def test_a_fault_in_what_follows_does_not_unsend_the_letter(sessions, keyring, queued, folders):
    def broken(session, case, letter, at):
        case.status = "half done"
        session.flush()
        raise KeyError("x")

    on_sent("CT1", broken)
    queued(contact_with(safe_email()))
    run(sessions, keyring, folders)
    with sessions() as session:
        assert session.scalars(sa.select(Letter)).one().sent_at_utc == AT
        assert session.scalar(sa.text("SELECT status FROM letter_cases_of_the_tests")) == "received"
    assert task_kinds(sessions) == ["letter_sent_but_case_not_moved"]


def test_a_case_that_is_gone_takes_its_letters_along(sessions, keyring, queued, folders):
    queued(contact_with(safe_email()))
    with sessions.begin() as session:
        session.execute(sa.text("DELETE FROM letter_cases_of_the_tests"))
    assert run(sessions, keyring, folders) == 1
    assert item_of(sessions).cancelled_at_utc == AT and not folders[Channel.EMAIL].folder.exists()


def test_letters_sealed_for_another_controller_are_left_to_its_worker(sessions, keyring, queued, folders, tmp_path):
    from forms_backend.sealing import Keyring

    queued(contact_with(safe_email()))
    Keyring(tmp_path / "keys").create("south-cambridgeshire", "2026-11-01")
    assert run(sessions, Keyring(tmp_path / "keys"), folders) == 0
    assert run(sessions, keyring, folders) == 1


def test_mail_to_a_server_elsewhere_is_encrypted_or_not_sent(sessions, keyring, queued, folders, monkeypatch):
    """A server that offers no encryption is only used on this machine; elsewhere the attempt ends before anything is said."""
    mailbox = Mailbox()
    queued(contact_with(safe_email()))
    with MailServerForTests(mailbox) as url:
        sender = MailServer(url)
        sender._is_local = False
        run(sessions, keyring, folders | {Channel.EMAIL: sender})
    assert mailbox.messages == [] and outcomes(sessions)[-1][1] == "try_again"


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(sessions, keyring, queued, folders, tmp_path):
    context = self_signed(tmp_path)
    mailbox = Mailbox()
    queued(contact_with(safe_email()))
    with MailServerForTests(mailbox, tls_context=context, require_starttls=True) as url:
        run(sessions, keyring, folders | {Channel.EMAIL: MailServer(url)})
        assert mailbox.messages == [] and outcomes(sessions)[-1][1] == "try_again"
        trusting = ssl.create_default_context(cafile=str(tmp_path / "server.pem"))
        run(sessions, keyring, folders | {Channel.EMAIL: MailServer(url, context=trusting)}, AT + timedelta(minutes=1))
    assert len(mailbox.messages) == 1


def self_signed(folder) -> ssl.SSLContext:
    """A certificate for 127.0.0.1 that only a test trusts."""
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "server.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return context


def test_health_knows_when_the_worker_is_silent_or_behind(sessions, keyring, queued, folders):
    def state(now):
        with sessions() as session:
            return worker.worker_state(session, now)

    assert state(AT) == "none seen"
    worker.beat(sessions, "one", AT)
    assert state(AT) == "ok"
    assert state(AT + timedelta(minutes=4)) == "silent"
    queued(contact_with(safe_email()))
    worker.beat(sessions, "one", AT + timedelta(minutes=20))
    assert state(AT + timedelta(minutes=20)) == "behind"
    run(sessions, keyring, folders, AT + timedelta(minutes=20))
    assert state(AT + timedelta(minutes=20)) == "ok"
    worker.beat(sessions, "two", AT + timedelta(days=2))
    with sessions() as session:
        assert session.scalars(sa.select(Heartbeat.name)).all() == ["two"]


def test_nothing_personal_reaches_the_log(sessions, keyring, queued, folders, caplog, monkeypatch):
    monkeypatch.setattr(PrintQueue, "send", lambda *_: (_ for _ in ()).throw(RuntimeError("Ann Example, 1 Example Street")))
    queued(contact_with(safe_post()))
    with caplog.at_level("DEBUG"):
        run(sessions, keyring, folders)
    assert "RuntimeError" in caplog.text and "Ann" not in caplog.text and "Street" not in caplog.text


def test_a_letter_the_person_has_is_not_sent_to_them_later(sessions, keyring, queued, folders):
    queued(contact_with(safe_email()))
    with sessions.begin() as session:
        session.scalars(sa.select(Letter)).one().sent_at_utc = AT
    run(sessions, keyring, folders)
    assert item_of(sessions).cancelled_at_utc == AT and not folders[Channel.EMAIL].folder.exists()


def test_a_letter_that_was_stopped_while_it_was_printed_leaves_no_file(sessions, keyring, queued, folders, monkeypatch):
    """Such as when its case is passed on to another council at that moment."""
    reference, _keys = queued(contact_with(safe_post()))
    real = PrintQueue.send

    def send_and_stop(self, parcel):
        answer = real(self, parcel)
        with sessions.begin() as session:
            stop_letters_of(session, reference, at=AT, by="someone")
        return answer

    monkeypatch.setattr(PrintQueue, "send", send_and_stop)
    run(sessions, keyring, folders)
    assert list(folders[Channel.POST].folder.iterdir()) == [] and item_of(sessions).cancelled_at_utc == AT
    assert [outcome for _, outcome, _ in outcomes(sessions)] == ["sending", "sent"]


def test_the_print_folder_keeps_what_may_be_posted_and_nothing_else(sessions, keyring, queued, folders):
    stopped, _keys = queued(contact_with(safe_post()))
    kept, _keys = queued(contact_with(safe_post()))
    run(sessions, keyring, folders)
    folder = folders[Channel.POST].folder
    (folder / "a note of the staff.pdf").write_text("x")
    with sessions.begin() as session:
        stop_letters_of(session, stopped, at=AT, by="someone")
    with sessions() as session:
        sweep(session, folders[Channel.POST])
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [f"{kept}_CT1_1.json", f"{kept}_CT1_1.pdf", "a note of the staff.pdf"]
    )


def test_nobody_can_have_us_flood_one_address(sessions, keyring, queued, folders):
    """Each time from another case, and however the address is written."""
    for number in range(daily_limit.MOST_A_DAY + 2):
        queued(contact_with(safe_email("ann@example.org" if number % 2 else " Ann@Example.org ")))
    queued(contact_with(safe_email("someone.else@example.org")))
    run(sessions, keyring, folders)
    assert len(list(folders[Channel.EMAIL].folder.iterdir())) == daily_limit.MOST_A_DAY + 1
    assert task_kinds(sessions) == ["letter_failed"] * 2
    queued(contact_with(safe_email()))
    run(sessions, keyring, folders, AT + timedelta(days=1))
    assert len(list(folders[Channel.EMAIL].folder.iterdir())) == daily_limit.MOST_A_DAY + 2
    with sessions.begin() as session:
        daily_limit.forget_old_days(session, AT + timedelta(days=4))
        assert session.scalars(sa.select(DailySends)).all() == []


def test_a_fault_before_sending_goes_to_a_person_once_and_the_others_go_on(sessions, keyring, queued, folders):
    bad, _keys = queued(contact_with(safe_email()))
    queued(contact_with(safe_email()))
    ask_before_sending(LetterCase, lambda case: case.reference != bad or 1 / 0)
    assert run(sessions, keyring, folders) == 2
    assert run(sessions, keyring, folders, AT + timedelta(days=1)) == 0
    assert task_kinds(sessions) == ["letter_failed"] and (1, "refused", None) in outcomes(sessions)
    assert len(list(folders[Channel.EMAIL].folder.iterdir())) == 1


def test_a_fault_in_recording_goes_to_a_person_once_and_the_others_go_on(sessions, keyring, queued, folders, monkeypatch):
    bad, _keys = queued(contact_with(safe_email()))
    queued(contact_with(safe_email()))
    real = delivery.mark_sent
    monkeypatch.setattr(
        delivery,
        "mark_sent",
        lambda session, letter, *rest, **more: 1 / 0 if letter.reference == bad else real(session, letter, *rest, **more),
    )
    assert run(sessions, keyring, folders) == 2
    assert run(sessions, keyring, folders, AT + timedelta(days=1)) == 0
    assert task_kinds(sessions) == ["letter_may_have_been_sent"]


def test_settled_is_not_a_job():
    assert not isinstance(Settled(), Job)
