"""The worker as it is started for real: a process that sends, shows that it lives, and stops when told."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import sqlalchemy as sa

from forms_backend import timekeeping
from forms_backend.contact.safe_contact import Channel
from forms_backend.letters import queue_letter, worker
from forms_backend.letters.channels import MailFolder, MailServer, channels_from
from forms_backend.letters.models import Heartbeat, OutboxItem
from forms_backend.settings import PROJECT_ROOT
from tests.forms_backend.letters.factories import contact_with, facts_for, make_case, safe_email

CODE = (
    "from forms_backend.letters import register_cases; from tests.forms_backend.letters.factories import LetterCase;"
    "register_cases(LetterCase); from forms_backend.letters.worker import run_forever;"
    "from forms_backend.settings import load_settings; run_forever(load_settings())"
)


def test_the_worker_process_sends_shows_it_lives_and_stops_when_told(sessions, database_url, keyring, letter_keys_dir, tmp_path):
    contact, at = contact_with(safe_email()), timekeeping.now_utc() - timedelta(minutes=1)
    case, keys = make_case(keyring, contact)
    with sessions.begin() as session:
        session.add(case)
        session.flush()
        queue_letter(
            session, case=case, keys=keys, contact=contact, kind="HUB1", facts=facts_for("HUB1", case.reference), at=at,
            must_go_by=None,
        )  # fmt: skip
    environment = {
        **os.environ, "DATABASE_URL": database_url, "PORTAL_PUBLIC_URL": "http://127.0.0.1:8113", "PORTAL_SECRET_KEY": "x" * 40,
        "PORTAL_DESK_SECRET_KEY": "d" * 40,
        "PORTAL_KEYS_DIR": str(letter_keys_dir), "PORTAL_MAIL_URL": f"folder:{tmp_path / 'mail'}",
        "PORTAL_MAIL_FROM": "no-reply@example.org", "PORTAL_PRINT_DIR": str(tmp_path / "print"), "PYTHONPATH": str(PROJECT_ROOT),
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-c", CODE], cwd=PROJECT_ROOT, env=environment)
    try:
        assert _within(60, lambda: _is_done(sessions)), "the letter did not go"
        with sessions() as session:
            assert session.scalars(sa.select(Heartbeat.name)).all()
            assert worker.worker_state(session, timekeeping.now_utc()) == "ok"
        assert len(list((tmp_path / "mail").glob("*.eml"))) == 1
    finally:
        process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0


def test_the_settings_choose_the_channels(settings, tmp_path):
    assert isinstance(channels_from(settings)[Channel.EMAIL], MailFolder)
    server = dataclasses.replace(settings, mail_url="smtps://user:p%40ss@mail.example.org")
    sender = channels_from(server)[Channel.EMAIL]
    assert isinstance(sender, MailServer)
    assert (sender._host, sender._port, sender._user, sender._password) == ("mail.example.org", 465, "user", "p@ss")


def _is_done(sessions) -> bool:
    with sessions() as session:
        return session.scalars(sa.select(OutboxItem)).one().done_at_utc is not None


def _within(seconds: float, is_so) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.2)
    return False
