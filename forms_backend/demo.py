"""`make demo`: fills the local database with invented cases (demo_cases.py) by the functions that the forms and the desk call, so
that whoever learns the desk sees real clocks, letters and histories. Only on one's own machine, and never by real mail.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.datastructures import MultiDict

from forms_backend import create_app, history, references, sealing, tasks, timekeeping
from forms_backend.cases import Receipt, open_keys
from forms_backend.community_trigger import acknowledgement, decision, desk_forms
from forms_backend.community_trigger import submit as applications
from forms_backend.community_trigger.models import Application
from forms_backend.community_trigger.opened import open_case
from forms_backend.community_trigger.status import Status, move
from forms_backend.database import current_session
from forms_backend.demo_cases import APPLICATIONS, AREA, REFERRALS, DemoApplication, DemoReferral
from forms_backend.letters.channels import channels_from
from forms_backend.letters.parcels import Post
from forms_backend.letters.worker import run_once
from forms_backend.questions import form_adapter
from forms_backend.referrals import status as referral_status
from forms_backend.referrals import submit as referrals
from forms_backend.referrals.models import Referral
from forms_backend.settings import BadSettings, Settings
from forms_backend.staff.access import HUB
from forms_backend.staff.models import StaffMember
from services_directory import Directory

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
KEY_PREFIX = "demo-"  # of `submission_id`: a second `make demo` finds what the first one made
HALF_PAST_TEN = time(10, 30)
SALT_BYTES = 16
WORKER_COMES_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class DemoCase:
    """What the person would have on the receipt."""

    what: str
    reference: str
    code: str


def fill(settings: Settings, directory: Directory, now: datetime | None = None) -> list[DemoCase]:
    """Add every invented case that is not there yet, each at its own moment before now.

    Raises:
        BadSettings: this is not a local, separate set-up: invented cases must never stand among real ones.
    """
    refuse_unless_local(settings)
    now = now or timekeeping.now_utc()
    app = create_app(settings, directory)
    made = [DemoRun(app, settings, directory, now).take_in(case) for case in (*APPLICATIONS, *REFERRALS)]
    app.extensions["database"].engine.dispose()
    return [case for case in made if case is not None]


def refuse_unless_local(settings: Settings) -> None:
    """
    Raises:
        BadSettings: the service is public, or its mail leaves this machine.
    """
    if urlsplit(settings.public_url).hostname not in LOCAL_HOSTS:
        raise BadSettings(
            "Demo cases are only for your own machine: leave PORTAL_PUBLIC_URL unset, or set it to http://127.0.0.1."
        )
    if not settings.mail_url.startswith("folder:"):
        raise BadSettings("Demo cases must not send real mail: leave PORTAL_MAIL_URL unset, or set it to folder:var/outbox.")


class DemoRun:
    """One filling. Each case is taken in with the clock at its own moment; the worker comes five minutes later."""

    def __init__(self, app: Flask, settings: Settings, directory: Directory, now: datetime):
        self.app, self.settings, self.directory, self.now = app, settings, directory, now
        self.keyring = app.extensions["keyring"]

    def take_in(self, case: DemoApplication | DemoReferral) -> DemoCase | None:
        """None when it is there already."""
        receipt, key = _receipt(), f"{KEY_PREFIX}{case.key}"
        with self.app.test_request_context(base_url=self.settings.public_url):
            session = current_session()
            table = Application if isinstance(case, DemoApplication) else Referral
            if session.scalar(sa.select(table.reference).where(table.submission_id == key)) is not None:
                return None
            if isinstance(case, DemoApplication):
                self._application(session, case, receipt, key)
            else:
                self._referral(session, case, receipt, key)
        return DemoCase(case.key, receipt.reference, receipt.code)

    def _application(self, session: Session, case: DemoApplication, receipt: Receipt, key: str) -> None:
        received_at = self._working_days_ago(case.working_days_ago)
        answers = case.answers | {"complaints": case.reports(timekeeping.uk_date(received_at))}
        self._at(received_at, lambda: applications.submit(
            session, self.keyring, self.directory, answers=answers, receipt=receipt, submission_id=key, at=received_at,
            public_url=self.settings.public_url,
        ))  # fmt: skip
        if case.goes_to != "received":
            begun_at = self._later(received_at, 1)
            self._at(begun_at, lambda: self._begin_to_assess(session, receipt.reference, begun_at))
        if case.decision:
            decided_at = self._later(received_at, 3)
            self._at(decided_at, lambda: self._decide(session, receipt.reference, case, decided_at))

    def _begin_to_assess(self, session: Session, reference: str, at: datetime) -> None:
        case = session.get_one(Application, reference)
        before, case.status = case.state, move(case.state, Status.ASSESSING)
        acknowledgement.queue_again(case)
        self._finish(session, reference, applications.REQUEST_INFORMATION, at)
        history.record(
            session, reference, "assessment_started", at=at, actor=self._worker_of(AREA),
            from_status=before, to_status=case.status,
        )  # fmt: skip

    def _finish(self, session: Session, reference: str, kind: str, at: datetime) -> None:
        """Tick a task off, as someone who assesses the case has done."""
        asked = session.scalar(sa.select(tasks.Task.id).where(tasks.Task.reference == reference, tasks.Task.kind == kind))
        tasks.finish_task(session, asked, AREA, at=at, by=self._worker_of(AREA))

    def _decide(self, session: Session, reference: str, case: DemoApplication, at: datetime) -> None:
        opened = open_case(session.get_one(Application, reference), self.keyring, self.directory)
        answers = MultiDict(case.decision)
        if case.goes_to == "met":
            meeting_on = timekeeping.uk_date(at) + timedelta(days=20)
            answers.update({f"meeting_on-{part}": str(getattr(meeting_on, part)) for part in ("day", "month", "year")})
        form = form_adapter.read(desk_forms.decision_form(opened, timekeeping.uk_date(at)), answers)
        if not form.is_right({}):
            raise ValueError(f"{case.key}: {form_adapter.errors_of(form)}")
        decision.record(
            session, opened, form.decision(), self.directory, self.settings.public_url, at=at, by=self._worker_of(AREA)
        )

    def _referral(self, session: Session, case: DemoReferral, receipt: Receipt, key: str) -> None:
        received_at = self.now - timedelta(hours=case.hours_ago)
        self._at(received_at, lambda: referrals.submit(
            session, self.keyring, self.directory, answers=case.answers, receipt=receipt, submission_id=key, at=received_at
        ))  # fmt: skip
        for hours_ago in case.attempts_hours_ago:
            tried_at = self.now - timedelta(hours=hours_ago)
            self._at(tried_at, lambda at=tried_at: self._note(
                session, receipt.reference, "contact_tried", at, {"channel": "phone", "outcome": "no_answer", "note": ""}
            ))  # fmt: skip
        if case.goes_to == "received":
            return
        spoke_at = received_at + timedelta(hours=20)
        self._at(spoke_at, lambda: self._speak(session, receipt.reference, spoke_at))
        if case.goes_to == "closed":
            closed_at = spoke_at + timedelta(hours=48)
            self._at(closed_at, lambda: self._close(session, receipt.reference, closed_at))

    def _speak(self, session: Session, reference: str, at: datetime) -> None:
        referral = session.get_one(Referral, reference)
        self._move(session, referral, referral_status.Status.ALLOCATED, "referral_allocated", at, {"to": self._worker_of(HUB)})
        referral.allocated_to, referral.first_contact_at_utc = self._worker_of(HUB), at
        spoke = {"channel": "email", "outcome": "spoke", "note": "Demo: we agreed a time to talk."}
        self._move(session, referral, referral_status.Status.IN_CONTACT, "person_reached", at, spoke)

    def _close(self, session: Session, reference: str, at: datetime) -> None:
        referral = session.get_one(Referral, reference)
        referral.closed_at_utc = at
        self._move(session, referral, referral_status.Status.CLOSED, "referral_closed", at, {"reason": "supported", "note": ""})

    def _move(
        self, session: Session, referral: Referral, after: referral_status.Status, name: str, at: datetime, detail: dict
    ) -> None:
        before = referral_status.Status(referral.status)
        referral.status = referral_status.move(before, after)
        self._note(session, referral.reference, name, at, detail, before, after)

    def _note(
        self, session: Session, reference: str, name: str, at: datetime, detail: dict,
        before: str | None = None, after: str | None = None,
    ) -> None:  # fmt: skip
        keys = open_keys(session.get_one(Referral, reference), self.keyring)
        history.record(
            session, reference, name, at=at, actor=self._worker_of(HUB), keys=keys, detail=detail,
            from_status=before, to_status=after,
        )  # fmt: skip

    def _at(self, at: datetime, step: Callable[[], object]) -> None:
        """Take one step with the clock at its moment, commit, and let the worker send what became due."""
        with timekeeping.frozen_at(at):
            step()
            current_session().commit()
        with timekeeping.frozen_at(at + WORKER_COMES_AFTER):
            run_once(
                sessionmaker(self.app.extensions["database"].engine), self.keyring, channels_from(self.settings),
                timekeeping.now_utc, post=Post(self.settings.mail_from, self.settings.public_url),
            )  # fmt: skip
        current_session().expire_all()

    def _working_days_ago(self, days: int) -> datetime:
        """Half past ten on the working day that many before today; with 0, twenty minutes ago."""
        if days == 0:
            return self.now - timedelta(minutes=20)
        day = timekeeping.uk_date(self.now)
        while days:
            day -= timedelta(days=1)
            days -= self.directory.calendar.is_working_day(day)
        return _half_past_ten(day)

    def _later(self, at: datetime, working_days: int) -> datetime:
        """Half past ten that many working days later, but never after now."""
        later = _half_past_ten(self.directory.calendar.add(timekeeping.uk_date(at), working_days))
        return min(later, self.now - WORKER_COMES_AFTER)

    def _worker_of(self, controller: str) -> str:
        found = current_session().scalar(sa.select(StaffMember.public_id).where(StaffMember.controller == controller).limit(1))
        return found or history.SYSTEM


def run(folder: Path) -> int:
    """The command: set up what is missing, add the cases, and say how to look at them. Returns the exit code."""
    from forms_backend.embedded import prepare

    settings, directory, _environment = prepare(folder, port=8000, check=refuse_unless_local)
    made = fill(settings, directory)
    if not made:
        print("The demo cases are there already; nothing was added.")
        return 0
    print(f"Added {len(made)} invented cases. Every name begins with “Demo:”. To read the letters of one at /letters/collect/:")
    for case in made:
        print(f"  {case.what:20} reference {case.reference}   code {case.code}")
    return 0


def _receipt() -> Receipt:
    code, salt = references.new_code(), os.urandom(SALT_BYTES)
    return Receipt(references.new_reference(), code, salt, sealing.key_from_code(code, salt))


def _half_past_ten(day: date) -> datetime:
    return datetime.combine(day, HALF_PAST_TEN, tzinfo=timekeeping.UK).astimezone(timekeeping.now_utc().tzinfo)
