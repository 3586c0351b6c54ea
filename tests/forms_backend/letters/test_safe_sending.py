"""10,000 random safe-contact records through every kind of letter: not one unsafe send.

The oracle below decides by itself, from the person's record, what may go out; it does not call `may_use`.
"""

from __future__ import annotations

import json
import random
from datetime import date, datetime, time, timedelta
from email import message_from_bytes
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from forms_backend.contact import safe_contact
from forms_backend.contact.safe_contact import Channel, ChannelPlan, Initiates, Safe, SafeContact, Whose
from forms_backend.letters import catalogue, queue_letter, worker
from forms_backend.letters.channels import Parcel, Result
from forms_backend.letters.models import Letter, OutboxItem, Outcome
from forms_backend.tasks import Task
from tests.forms_backend.letters.conftest import POST
from tests.forms_backend.letters.factories import AT, LetterCase, facts_for, make_case

RECORDS = 10_000
CAMBRIDGE = ZoneInfo("Europe/London")
KINDS = sorted(catalogue.KINDS)
NEUTRAL_ONLY = "There is a letter for you."


def random_contact(dice: random.Random, number: int) -> SafeContact:
    """Any record that the form or a member of staff could make, and some that they could not."""
    plans = tuple(
        ChannelPlan(
            channel, dice.choices(list(Safe), [6, 2, 1])[0], _address(dice, channel, number),
            dice.choices(list(Whose), [5, 2, 2])[0],
        )
        for channel in dice.sample(list(Channel), dice.choice([0, 2, 4, 5, 6]))
    )  # fmt: skip
    return SafeContact(
        initiates=dice.choices(list(Initiates), [9, 1])[0],
        channels=plans,
        safe_days=frozenset(dice.sample(range(7), dice.choice([0, 0, 1, 3, 5, 7]))),
        safe_from=dice.choice([None, None, time(8), time(9, 30), time(17)]),
        safe_until=dice.choice([None, None, time(10), time(9, 31), time(23)]),
        device_monitored=dice.choices(["", "no", "yes", "not_sure"], [4, 4, 1, 1])[0],
        review_on=dice.choice([None, None, None, date(2026, 11, 1), date(2026, 11, 25), date(2027, 6, 1)]),
        letter_format=dice.choice(["standard", "large_print"]),
        language=dice.choice(["en", "pl", "ur"]),
        unsafe_times=dice.choices(["", "  ", "Monday mornings, he reads my mail"], [8, 1, 1])[0],
        notes=dice.choices(["", " ", "Do not write on Mondays"], [8, 1, 1])[0],
    )


def _address(dice: random.Random, channel: Channel, number: int) -> str:
    real = f"person{number}@example.org" if channel is Channel.EMAIL else f"Person {number}\n{number} Example Street"
    return dice.choices([real, "", "   "], [8, 1, 1])[0]


def may_go(contact: SafeContact, channel: Channel, at: datetime) -> tuple[bool, bool]:
    """(may anything go this way at this moment?, may it say what it is about?): the rules in facts, written a second time."""
    there = at.astimezone(CAMBRIDGE)
    named = [plan for plan in contact.channels if plan.channel == channel]
    is_stopped = (
        not named
        or contact.initiates == "them"
        or named[0].safe != "yes"
        or named[0].address.strip() == ""
        or (contact.review_on is not None and contact.review_on <= there.date())
        or contact.notes.split() != []  # only a person understands what was written: neither email nor post goes by itself
    )
    if is_stopped:
        return False, False
    is_own = named[0].whose == "mine"
    if channel == "post":
        return is_own, True
    if contact.unsafe_times.split():
        return False, False
    is_watched = contact.device_monitored in {"yes", "not_sure"}
    minute = there.hour * 60 + there.minute
    begins = contact.safe_from.hour * 60 + contact.safe_from.minute if contact.safe_from else 0
    ends = contact.safe_until.hour * 60 + contact.safe_until.minute if contact.safe_until else 24 * 60
    is_day = not contact.safe_days or there.isoweekday() - 1 in contact.safe_days
    return (not is_watched and is_day and begins <= minute < ends), is_own


class Watcher:
    """A channel that only remembers what it was given, and when."""

    is_repeatable = True

    def __init__(self) -> None:
        self.given: list[tuple[datetime, Parcel]] = []
        self.now = AT

    def send(self, parcel: Parcel) -> Result:
        self.given.append((self.now, parcel))
        return Result(Outcome.SENT)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_ten_thousand_random_records_give_no_unsafe_send(sessions, engine, keyring, monkeypatch):
    sa.event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
    monkeypatch.setattr("forms_backend.letters.parcels.letter_pdf", lambda letter, **how: json.dumps(how["address"]).encode())
    dice, contacts, changed = random.Random(104), {}, {}
    for number in range(RECORDS):
        contact = random_contact(dice, number)
        if number % 500 == 0:
            session = sessions()
        case, keys = make_case_quickly(keyring, contact, number)
        session.add(case)
        session.flush()
        for kind in KINDS:
            queue_letter(
                session, case=case, keys=keys, contact=contact, kind=kind, facts=facts_for(kind, case.reference), at=AT,
                must_go_by=date(2026, 11, 24),
            )  # fmt: skip
        if dice.random() < 0.3:  # the person changes their mind before the worker comes
            changed[case.reference] = random_contact(dice, number)
            case.sealed_contact = case.seal(keys, "sealed_contact", safe_contact.to_json(changed[case.reference]))
        contacts[case.reference] = changed.get(case.reference, contact)
        if number % 500 == 499:
            session.commit()
            session.close()
    watchers = {Channel.EMAIL: Watcher(), Channel.POST: Watcher()}
    moments = [AT + timedelta(hours=hours) for hours in (0, 1, 9, 15, 24, 33, 48, 100, 24 * 16)]
    for moment in moments:
        for watcher in watchers.values():
            watcher.now = moment
        worker.run_once(sessions, keyring, watchers, moment, post=POST)
    unsafe = list(unsafe_sends(watchers, contacts))
    assert not unsafe, unsafe[:5]
    sent = {channel: len(watcher.given) for channel, watcher in watchers.items()}
    assert min(sent.values()) > 2000, f"the test saw too few sends to mean anything: {sent}"
    assert nobody_is_forgotten(sessions) == []


def unsafe_sends(watchers, contacts):
    for channel, watcher in watchers.items():
        for moment, parcel in watcher.given:
            reference = (
                parcel.name.split("_")[0] if channel is Channel.POST else parcel.message["Subject"].split("(")[1].rstrip(")")
            )
            contact = contacts[reference]
            may, may_say = may_go(contact, channel, moment)
            plan = contact.plan_for(channel)
            if not may:
                yield reference, channel, moment, "went out"
            elif channel is Channel.EMAIL:
                body = message_from_bytes(parcel.message.as_bytes()).as_string()
                if parcel.to != plan.address.strip():
                    yield reference, channel, "another address"
                if not may_say and NEUTRAL_ONLY not in body:
                    yield reference, channel, "said what it is about"
                if not may_say and any(word in body for word in ("council", "Council", "Hub", "ASB", "police", "Dear")):
                    yield reference, channel, "said what it is about"
            elif plan.address.splitlines() != json.loads(parcel.pdf)[-len(plan.address.splitlines()) :]:
                yield reference, channel, "another address"


def nobody_is_forgotten(sessions) -> list[str]:
    """Letters that neither went out, nor wait for a safe time, nor are in front of a person."""
    with sessions() as session:
        handled = set(session.scalars(sa.select(Task.reference)))
        handled |= set(session.scalars(sa.select(OutboxItem.reference).where(OutboxItem.done_at_utc.is_not(None))))
        handled |= set(
            session.scalars(sa.select(OutboxItem.reference).where(OutboxItem.due_at_utc > AT, OutboxItem.dead_at_utc.is_(None)))
        )
        return [reference for reference in session.scalars(sa.select(Letter.reference)) if reference not in handled]


_KEY = {}


def make_case_quickly(keyring, contact: SafeContact, number: int) -> tuple[LetterCase, object]:
    """The code's slow key is made once: it is not what this test is about."""
    from forms_backend import references, sealing

    if not _KEY:
        _KEY["code"] = sealing.key_from_code("H4KQ-9TXM-C7RA", b"0" * 16)
    original, sealing.key_from_code = sealing.key_from_code, lambda *_: _KEY["code"]
    try:
        return make_case(keyring, contact, reference=f"{references.new_reference()}{number % 10}")
    finally:
        sealing.key_from_code = original
