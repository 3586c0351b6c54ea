"""Queueing: one safe way, or a task; sealed; once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from forms_backend import letters
from forms_backend.contact.safe_contact import Channel, ChannelPlan, Initiates, Safe, Whose
from forms_backend.letters import AlreadyQueued, MissingFacts, Way, open_letter, queue_letter
from forms_backend.letters.models import DeliveryAttempt, Letter, OutboxItem, Outcome
from forms_backend.letters.outbox import choose_route, send_another_way
from forms_backend.sealing import CannotOpen, CaseKeys
from forms_backend.tasks import Task
from tests.forms_backend.letters.factories import AT, contact_with, facts_for, make_case, safe_email, safe_post

TOMORROW = date(2026, 11, 24)


def queue(session, keyring, contact, kind="CT1", *, at=AT, must_go_by=TOMORROW, **more):
    case, keys = make_case(keyring, contact)
    session.add(case)
    session.flush()
    facts = facts_for(kind, case.reference)
    letter = queue_letter(
        session, case=case, keys=keys, contact=contact, kind=kind, facts=facts, at=at, must_go_by=must_go_by, **more
    )
    return case, keys, letter


@pytest.mark.parametrize(
    ("contact", "way", "due_at", "is_late"),
    [
        pytest.param(contact_with(safe_email(), safe_post()), Way.EMAIL, AT, False, id="email first"),
        pytest.param(contact_with(safe_post()), Way.POST, AT, False, id="post when email is not safe"),
        pytest.param(
            contact_with(safe_email(), safe_from=time(18), safe_until=time(20)), Way.EMAIL,
            datetime(2026, 11, 23, 18, tzinfo=UTC), False, id="later today, inside the safe times",
        ),
        pytest.param(
            contact_with(safe_email(), safe_days=frozenset({4})), Way.EMAIL, datetime(2026, 11, 27, 0, tzinfo=UTC), True,
            id="late, with a task",
        ),
        pytest.param(
            contact_with(safe_email(), safe_post(), safe_days=frozenset({4})), Way.POST, AT, False, id="post, not late email"
        ),
        pytest.param(contact_with(safe_email(), initiates=Initiates.THEM), Way.COLLECT, None, False, id="they will contact us"),
        pytest.param(contact_with(safe_email(), device_monitored="yes"), Way.COLLECT, None, False, id="the device is watched"),
        pytest.param(contact_with(ChannelPlan(Channel.EMAIL, Safe.ASK, "a@b.example")), Way.COLLECT, None, False, id="ask first"),
        pytest.param(contact_with(safe_post(whose=Whose.SHARED)), Way.COLLECT, None, False, id="others open the post"),
        pytest.param(contact_with(), Way.COLLECT, None, False, id="nothing was said"),
    ],
)  # fmt: skip
def test_one_way_out_is_chosen(contact, way, due_at, is_late):
    route = choose_route(contact, AT, TOMORROW)
    assert (route.way, route.due_at, route.is_late) == (way, due_at, is_late)


def test_a_letter_has_one_outbox_row_in_the_callers_transaction(sessions, keyring):
    with sessions() as session:
        _case, _keys, letter = queue(session, keyring, contact_with(safe_email(), safe_post()))
        assert letter.key == f"{letter.reference}:CT1:1"
        assert session.scalars(sa.select(OutboxItem.key)).all() == [f"{letter.key}:email"]
        assert not session.scalars(sa.select(Task)).all()
        session.rollback()
        assert not session.scalars(sa.select(Letter)).all() and not session.scalars(sa.select(OutboxItem)).all()


def test_with_no_safe_way_staff_have_a_task_by_the_limit_and_nothing_goes(sessions, keyring):
    with sessions() as session:
        _case, _keys, letter = queue(session, keyring, contact_with())
        assert letter.way == Way.COLLECT and letter.sent_at_utc is None
        assert not session.scalars(sa.select(OutboxItem)).all()
        (task,) = session.scalars(sa.select(Task)).all()
        assert task.kind == "letter_needs_a_safe_way"
        assert task.due_at_utc == datetime(2026, 11, 24, 17, tzinfo=UTC)


def test_a_letter_that_would_go_late_waits_for_a_safe_time_and_staff_know(sessions, keyring):
    with sessions() as session:
        queue(session, keyring, contact_with(safe_email(), safe_days=frozenset({4})))
        assert session.scalar(sa.select(OutboxItem.due_at_utc)) == datetime(2026, 11, 27, 0, tzinfo=UTC)
        assert session.scalar(sa.select(Task.kind)) == "letter_outside_safe_times"


def test_the_same_letter_cannot_be_queued_twice(sessions, keyring):
    with sessions() as session:
        case, keys, _letter = queue(session, keyring, contact_with(safe_email()))
        session.commit()
        again = {"case": case, "keys": keys, "contact": contact_with(safe_email()), "kind": "CT1", "at": AT, "must_go_by": None}
        with pytest.raises(AlreadyQueued):
            queue_letter(session, facts=facts_for("CT1", case.reference), **again)
        session.rollback()
        assert queue_letter(session, facts=facts_for("CT1", case.reference), number=2, **again).number == 2


def test_a_letter_with_a_gap_is_not_queued(sessions, keyring):
    with sessions() as session:
        case, keys = make_case(keyring, contact_with(safe_email()))
        session.add(case)
        facts = facts_for("CT1", case.reference, decide_by=None)
        with pytest.raises(MissingFacts):
            queue_letter(session, case=case, keys=keys, contact=contact_with(), kind="CT1", facts=facts, at=AT, must_go_by=None)
        assert not session.scalars(sa.select(Letter)).all()


def test_a_letter_is_kept_as_composed_and_opens_only_with_its_key(sessions, keyring):
    with sessions() as session:
        _case, keys, letter = queue(session, keyring, contact_with(safe_email()), "CT2")
        kept = open_letter(letter, keys.letters_key)
        assert kept == letters.preview("CT2", facts_for("CT2", letter.reference), on=date(2026, 11, 23))
        with pytest.raises(CannotOpen):
            open_letter(letter, CaseKeys.new().letters_key)
        letter.fingerprint = "0" * 64
        with pytest.raises(CannotOpen):
            open_letter(letter, keys.letters_key)


def test_no_word_of_a_letter_is_readable_in_its_rows(sessions, keyring):
    with sessions() as session:
        queue(session, keyring, contact_with(safe_email(), safe_post()), "CT2")
        rows = repr([
            tuple(row)
            for table in (Letter, OutboxItem, Task, DeliveryAttempt)
            for row in session.execute(sa.select(table.__table__))
        ])  # fmt: skip
        for word in ("Ann", "sleep", "council", "example.org", "Supportline", "Example Street"):
            assert word not in rows


def test_attempts_are_only_ever_added(sessions, keyring):
    with sessions() as session:
        queue(session, keyring, contact_with(safe_email()))
        item = session.scalar(sa.select(OutboxItem))
        attempt = DeliveryAttempt(item_id=item.id, number=1, at_utc=AT, outcome=Outcome.SENDING)
        session.add(attempt)
        session.commit()
        attempt.outcome = Outcome.SENT
        with pytest.raises(ValueError, match="only ever added"):
            session.flush()
        session.rollback()
        session.delete(attempt)
        with pytest.raises(ValueError, match="only ever added"):
            session.flush()


def test_staff_can_send_it_again_but_not_while_it_is_on_its_way(sessions, keyring):
    with sessions() as session:
        _case, _keys, letter = queue(session, keyring, contact_with(safe_email()))
        with pytest.raises(AlreadyQueued):
            send_another_way(session, letter, contact_with(safe_post()), AT)
        session.scalar(sa.select(OutboxItem)).dead_at_utc = AT
        assert send_another_way(session, letter, contact_with(), AT).way is Way.COLLECT
        assert send_another_way(session, letter, contact_with(safe_post()), AT + timedelta(hours=1)).way is Way.POST
        session.flush()
        assert sorted(session.scalars(sa.select(OutboxItem.key))) == [f"{letter.key}:2:post", f"{letter.key}:email"]


def test_a_held_letter_is_written_and_nothing_else(sessions, keyring):
    with sessions() as session:
        _case, keys, letter = queue(session, keyring, contact_with(safe_email(), safe_post()), held=True)
        assert letter.way == Way.COLLECT and open_letter(letter, keys.letters_key).kind == "CT1"
        assert not session.scalars(sa.select(OutboxItem)).all() and not session.scalars(sa.select(Task)).all()


def test_a_held_letter_goes_once_by_the_plan_as_it_is_when_it_is_let_go(sessions, keyring):
    with sessions() as session:
        case, keys, letter = queue(session, keyring, contact_with(safe_email()), held=True)
        later = AT + timedelta(hours=2)
        go = {"case": case, "keys": keys, "contact": contact_with(safe_post())}
        assert letters.release_held(session, at=later, **go) == [letter]
        assert letters.release_held(session, at=later, **go) == []
        item = session.scalars(sa.select(OutboxItem)).one()
        assert (letter.way, item.channel, item.due_at_utc) == ("post", "post", later)
        assert not session.scalars(sa.select(Task)).all()


def test_a_held_letter_with_no_safe_way_becomes_a_task_when_it_is_let_go(sessions, keyring):
    with sessions() as session:
        case, keys, letter = queue(session, keyring, contact_with(), held=True)
        assert letters.release_held(session, case=case, keys=keys, contact=contact_with(), at=AT) == [letter]
        assert letters.release_held(session, case=case, keys=keys, contact=contact_with(safe_email()), at=AT) == []
        assert session.scalars(sa.select(Task.kind)).all() == ["letter_needs_a_safe_way"]


def test_a_held_letter_that_was_read_meanwhile_stays(sessions, keyring):
    with sessions() as session:
        case, keys, letter = queue(session, keyring, contact_with(safe_email()), held=True)
        letter.sent_at_utc = letter.collected_at_utc = AT
        assert letters.release_held(session, case=case, keys=keys, contact=contact_with(safe_email()), at=AT) == []
        assert not session.scalars(sa.select(OutboxItem)).all()
