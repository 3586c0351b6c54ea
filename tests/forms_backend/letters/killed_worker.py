"""Real worker processes that are killed at the worst moments, again and again. Run by test_killed_worker.py.

    python -m tests.forms_backend.letters.killed_worker DATABASE_URL KEYS_DIR SMTP_URL PRINT_DIR KILLS

The process that starts has read all modules and opened nothing; each worker is a fork of it, so that 200 of them start quickly. A
worker ends by `os._exit` at a moment drawn by lot (before the send, after it, before or after the end is recorded), or by SIGKILL
from outside at any moment at all.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import sessionmaker

from forms_backend import timekeeping
from forms_backend.contact.safe_contact import Channel
from forms_backend.database import make_engine
from forms_backend.letters import daily_limit, delivery, register_cases, worker
from forms_backend.letters.channels import MailServer, PrintQueue
from forms_backend.letters.parcels import Post
from forms_backend.sealing import Keyring
from tests.forms_backend.letters.factories import LetterCase

LEASE = timedelta(seconds=1.5)
POST = Post("no-reply@example.org", "https://help.example.org")
MOMENTS = ("before the send", "after the send", "before the record", "after the record")


def one_worker(arguments: list[str], dice: random.Random, *, dies: bool) -> None:
    """Work until nothing is due, or until the lot says die."""
    database_url, keys_dir, smtp_url, print_dir = arguments
    register_cases(LetterCase)
    daily_limit.MOST_A_DAY = 10**6  # many letters to one address here
    if dies:
        _die_at(dice.choice(MOMENTS), after=dice.randint(0, 3))
    engine = make_engine(database_url)
    channels = {Channel.EMAIL: MailServer(smtp_url), Channel.POST: PrintQueue(Path(print_dir))}
    worker.run_once(
        sessionmaker(engine),
        Keyring(Path(keys_dir)),
        channels,
        timekeeping.now_utc,
        post=POST,
        me=worker.worker_name(),
        lease=LEASE,
    )
    engine.dispose()


def _die_at(moment: str, *, after: int) -> None:
    counter = {"left": after}

    def dying(real, *, first: bool):
        def wrapped(*args, **kwargs):
            counter["left"] -= 1
            if first and counter["left"] < 0:
                os._exit(9)
            answer = real(*args, **kwargs)
            if not first and counter["left"] < 0:
                os._exit(9)
            return answer

        return wrapped

    name = "hand_over" if "send" in moment else "record"
    setattr(delivery, name, dying(getattr(delivery, name), first=moment.startswith("before")))


def main() -> None:
    *arguments, kills_wanted = sys.argv[1:]
    dice, killed, started = random.Random(200), 0, 0
    while killed < int(kills_wanted):
        started += 1
        from_outside = started % 4 == 0
        child = os.fork()
        if child == 0:
            one_worker(arguments, random.Random(started), dies=not from_outside)
            os._exit(0)
        if from_outside:
            time.sleep(dice.uniform(0.02, 0.25))
            os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        killed += status != 0
        if status == 0:
            time.sleep(0.3)  # nothing was due: wait for leases to end
    print(f"killed {killed}")


if __name__ == "__main__":
    main()
