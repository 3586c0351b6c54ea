"""The worker killed 200 times at the worst moments, a real mail server, a real print folder: nothing lost, nothing twice."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
import sqlalchemy as sa

from forms_backend import timekeeping
from forms_backend.contact.safe_contact import Channel
from forms_backend.letters import queue_letter, worker
from forms_backend.letters.channels import MailServer, PrintQueue
from forms_backend.letters.models import DeliveryAttempt, OutboxItem
from forms_backend.letters.parcels import print_name
from forms_backend.settings import PROJECT_ROOT
from forms_backend.tasks import Task
from tests.forms_backend.letters.conftest import POST
from tests.forms_backend.letters.factories import contact_with, facts_for, make_case, safe_email, safe_post
from tests.forms_backend.letters.mail_server import Mailbox, MailServerForTests

KILLS, LETTERS = 200, 700


def queue_letters(sessions, keyring) -> None:
    """Half by email, half by post, all due now."""
    for start in range(0, LETTERS, 100):
        with sessions.begin() as session:
            for number in range(start, start + 100):
                contact = contact_with(safe_email(f"person{number}@example.org") if number % 2 else safe_post())
                case, keys = make_case(keyring, contact)
                session.add(case)
                session.flush()
                queue_letter(
                    session, case=case, keys=keys, contact=contact, kind="HUB1", facts=facts_for("HUB1", case.reference),
                    at=timekeeping.now_utc(), must_go_by=None,
                )  # fmt: skip


@pytest.fixture(autouse=True)
def quick_codes(monkeypatch):
    monkeypatch.setattr("forms_backend.sealing.key_from_code", lambda _code, _salt: b"k" * 32)


@pytest.fixture(autouse=True)
def many_letters_to_one_address(monkeypatch):
    monkeypatch.setattr("forms_backend.letters.daily_limit.MOST_A_DAY", 10**6)


def test_a_worker_killed_two_hundred_times_loses_nothing_and_repeats_nothing(
    sessions, engine, database_url, keyring, tmp_path, letter_keys_dir
):
    queue_letters(sessions, keyring)
    mailbox, print_dir = Mailbox(), tmp_path / "print"
    with MailServerForTests(mailbox) as url:
        killer = subprocess.run(
            [sys.executable, "-m", "tests.forms_backend.letters.killed_worker", database_url, str(letter_keys_dir), url,
             str(print_dir), str(KILLS)],
            cwd=PROJECT_ROOT, env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT)}, capture_output=True, text=True, timeout=900,
        )  # fmt: skip
        assert killer.returncode == 0 and f"killed {KILLS}" in killer.stdout, killer.stderr[-2000:]
        time.sleep(1.6)  # the last leases end
        channels = {Channel.EMAIL: MailServer(url), Channel.POST: PrintQueue(print_dir)}
        worker.run_once(sessions, keyring, channels, timekeeping.now_utc, post=POST, me="the last one")
    check_every_letter(sessions, mailbox, print_dir)


def check_every_letter(sessions, mailbox: Mailbox, print_dir) -> None:
    arrivals = mailbox.count()
    assert max(arrivals.values()) == 1, "an email came twice"
    arrived = {message["Subject"].split("(")[1].rstrip(")") for message in mailbox.messages}
    assert len(arrived) == len(arrivals)
    with sessions() as session:
        items = session.scalars(sa.select(OutboxItem)).all()
        with_task = set(session.scalars(sa.select(Task.reference).where(Task.kind == "letter_may_have_been_sent")))
        tried = session.scalar(
            sa.select(sa.func.count()).select_from(DeliveryAttempt).where(DeliveryAttempt.outcome == "sending")
        )
    assert len(items) == LETTERS
    printed = {path.name for path in print_dir.glob("*.pdf")}
    for item in items:
        if item.channel == "post":
            assert item.done_at_utc is not None and f"{print_name(item.key)}.pdf" in printed
        elif item.done_at_utc is not None:
            assert item.reference in arrived and item.reference not in with_task
        else:
            assert item.dead_at_utc is not None and item.reference in with_task, f"{item.key} is lost"
    assert len(printed) == LETTERS // 2 == sum(item.channel == "post" for item in items)
    assert len(with_task) > 10 and tried > LETTERS, (
        f"too few kills hit the worst moments: {len(with_task)} tasks, {tried} attempts"
    )
