"""The worker: sends what is due, purges idle drafts, and shows that it is alive. Any number of them may run.

python -m forms_backend worker
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from forms_backend import timekeeping
from forms_backend.contact.safe_contact import Channel
from forms_backend.database import make_engine
from forms_backend.journeys import drafts
from forms_backend.letters import collecting, daily_limit, delivery, print_folder
from forms_backend.letters.channels import PrintQueue, Sender, channels_from
from forms_backend.letters.models import Heartbeat, OutboxItem
from forms_backend.letters.parcels import Post, print_name
from forms_backend.sealing import Keyring
from forms_backend.settings import Settings

ROUND_SECONDS, CHORES_EVERY, BEAT_EVERY = 2.0, timedelta(minutes=1), timedelta(seconds=30)
HEARTBEAT_MAY_BE, A_LETTER_MAY_BE_LATE = timedelta(minutes=3), timedelta(minutes=15)
RECORD_AGAIN_AFTER_SECONDS = (0.5, 2, 8, 30, 60)  # together well within the lease
log = logging.getLogger(__name__)
Sessions = Callable[[], Session]


def run_once(
    sessions: Sessions,
    keyring: Keyring,
    channels: Mapping[Channel, Sender],
    now: datetime | Callable[[], datetime],
    *,
    post: Post,
    me: str = "worker",
    lease: timedelta = delivery.LEASE,
    keep_on: Callable[[], bool] = lambda: True,
) -> int:
    """Deal with everything that is due, one item at a time. How many items that were."""
    clock = now if callable(now) else lambda: now
    dealt_with = 0
    while keep_on() and _step(sessions, keyring, channels, clock, post, me, lease):
        dealt_with += 1
    return dealt_with


def run_forever(settings: Settings) -> None:
    """Go round until SIGTERM or SIGINT; the letter in hand is finished first."""
    from forms_backend import models_registry  # noqa: F401  (the domains say which tables hold cases)

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    sessions, me = sessionmaker(make_engine(settings.database_url)), worker_name()
    keyring, channels = Keyring(settings.keys_dir), channels_from(settings)
    post, idle = (
        Post(settings.mail_from, settings.public_url, settings.secret_key),
        timedelta(minutes=settings.draft_idle_minutes),
    )
    beat_due = chores_due = timekeeping.now_utc()
    while not stop.is_set():
        try:
            if (now := timekeeping.now_utc()) >= beat_due:
                beat(sessions, me, now)
                beat_due = now + BEAT_EVERY
            if now >= chores_due:
                with sessions.begin() as session:
                    drafts.purge_idle_drafts(session, now, idle)
                    collecting.forget_old_tries(session, now)
                    daily_limit.forget_old_days(session, now)
                _sweep(sessions, channels)
                chores_due = now + CHORES_EVERY
            may_go_on = _until(stop, beat_due)
            run_once(sessions, keyring, channels, timekeeping.now_utc, post=post, me=me, keep_on=may_go_on)
        except DBAPIError as fault:  # the database is away: everything is still in it, so wait and go on
            log.warning("the database did not answer: %s", type(fault).__name__)
            stop.wait(ROUND_SECONDS * 5)
        except Exception as fault:  # noqa: BLE001  (the next letters must go, so this process goes on; its words may be personal)
            log.error("a fault in this round: %s", type(fault).__name__)
            stop.wait(ROUND_SECONDS * 5)
        stop.wait(ROUND_SECONDS)


def _until(stop: threading.Event, moment: datetime) -> Callable[[], bool]:
    return lambda: not stop.is_set() and timekeeping.now_utc() < moment


def worker_name() -> str:
    """Different for each worker and each start, so that a lease belongs to one."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"


def beat(sessions: Sessions, me: str, now: datetime) -> None:
    """Say that this worker is alive; forget those not seen for a day."""
    with sessions() as session:
        session.execute(sa.delete(Heartbeat).where(Heartbeat.at_utc < now - timedelta(days=1)))
        session.merge(Heartbeat(name=me, at_utc=now))
        session.commit()


def worker_state(session: Session, now: datetime) -> str:
    """How the workers are, for /health: "ok", "none seen", "silent" (no sign for minutes) or "behind" (a due letter waits)."""
    last = session.scalar(sa.select(sa.func.max(Heartbeat.at_utc)))
    if last is None:
        return "none seen"
    if now - last > HEARTBEAT_MAY_BE:
        return "silent"
    oldest = session.scalar(sa.select(sa.func.min(OutboxItem.due_at_utc)).where(delivery.is_open()))
    return "behind" if oldest is not None and now - oldest > A_LETTER_MAY_BE_LATE else "ok"


def _step(
    sessions: Sessions,
    keyring: Keyring,
    channels: Mapping[Channel, Sender],
    clock: Callable[[], datetime],
    post: Post,
    me: str,
    lease: timedelta,
) -> bool:
    with sessions() as session:
        job = delivery.claim(session, keyring, channels, me=me, now=clock(), lease=lease, secret=post.secret)
    if not isinstance(job, delivery.Job):
        return job is not None
    result = delivery.hand_over(job, channels, post, clock())
    if not _record(sessions, job, result, me, clock) and job.channel is Channel.POST:
        _sweep(sessions, channels, [print_name(job.key)])  # it was stopped while we printed it
    return True


def _sweep(sessions: Sessions, channels: Mapping[Channel, Sender], names: list[str] | None = None) -> None:
    queue = channels.get(Channel.POST)
    if isinstance(queue, PrintQueue):
        with sessions() as session:
            print_folder.sweep(session, queue, names)


def _record(sessions: Sessions, job: delivery.Job, result: delivery.Result, me: str, clock: Callable[[], datetime]) -> bool:
    """Write down how it ended; when the database is away, try for a while, since only we know."""
    for wait_seconds in (*RECORD_AGAIN_AFTER_SECONDS, None):
        try:
            with sessions() as session:
                return delivery.record(session, job, result, me=me, now=clock())
        except DBAPIError as fault:
            log.warning("could not record the end of %s: %s", job.key, type(fault).__name__)
            if wait_seconds is None:
                raise
            threading.Event().wait(wait_seconds)
        except Exception as fault:  # noqa: BLE001
            log.error("fault in recording the end of %s: %s", job.key, type(fault).__name__)
            with sessions() as session:
                delivery.give_to_a_person(session, job, result, me=me, now=clock())
            return False
    raise AssertionError("the last try returns or raises")
