"""Staff change a person's plan, at the Hub and at a council: what was on its way stops, every look is logged, nothing is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from forms_backend import cases, history, timekeeping
from forms_backend.community_trigger.models import Application
from forms_backend.contact import desk as contact_desk
from forms_backend.contact.safe_contact import Channel, Safe, Whose
from forms_backend.history import AccessEntry
from forms_backend.letters.channels import channels_from
from forms_backend.letters.models import Letter, OutboxItem
from forms_backend.letters.parcels import Post
from forms_backend.letters.worker import run_once
from forms_backend.referrals.models import Referral
from forms_backend.staff.access import Role
from forms_backend.tasks import Task
from tests.forms_backend.community_trigger import make
from tests.forms_backend.journeys.client import Walker, reference_in
from tests.forms_backend.referrals.answers import LEAST
from tests.forms_backend.stored import Stored
from tests.forms_backend.test_nothing_in_clear import raw_bytes
from tests.support.desk import signed_in_client

EMAIL = {
    "who-gets-in-touch": {"who_starts": "us"},
    "who-can-see": {"device_monitored": "no"},
    "email": {"email_safe": "yes"},
    "email-address": {"email_address": "tamarind@example.org", "email_whose": "mine"},
    "may-we-contact-you": {"consent_contact": "yes"},
    "age": {"age_band": "18_over"},
}
BY_EMAIL = {"who_starts": "us", "email_safe": "yes", "email_whose": "mine", "told": "On the phone today, Grapefruit"}
STOP = {"who_starts": "them", "email_safe": "yes", "email_whose": "mine", "told": "She rang and asked"}
BY_POST = {"post_safe": "yes", "post_address": "1 Kumquat Row\nPE1 1AA", "post_whose": "mine"}


@dataclass
class Desk:
    """One case with a letter by email on its way, and the member of staff who works on it."""

    app: Any
    settings: Any
    model: type
    client: FlaskClient
    reference: str
    stored: Stored

    @property
    def path(self) -> str:
        return f"/desk/{'referrals' if self.model is Referral else 'applications'}/{self.reference}/"

    def case(self) -> Any:
        return self.stored.scalar(sa.select(self.model).where(self.model.reference == self.reference))

    def contact(self) -> Any:
        return cases.open_contact(self.case(), cases.open_keys(self.case(), self.app.extensions["keyring"]))

    def change(self, version: str = "", **data: Any) -> Any:
        return self.client.post(f"{self.path}plan", data={"version": version or str(self.case().version)} | data)

    def letters_go(self) -> list[str]:
        """The worker goes round: what lies in the mail folder and in the print folder afterwards."""
        run_once(
            sessionmaker(self.app.extensions["database"].engine), self.app.extensions["keyring"], channels_from(self.settings),
            timekeeping.now_utc, post=Post(self.settings.mail_from, self.settings.public_url),
        )  # fmt: skip
        folders = (Path(self.settings.mail_url.removeprefix("folder:")), self.settings.print_dir)
        return [
            path.read_bytes().decode(errors="replace") for folder in folders if folder.exists() for path in folder.rglob("*.*")
        ]

    def looks(self) -> int:
        return self.stored.count(AccessEntry)


@pytest.fixture(params=[Referral, Application])
def desk(request, app, settings, clock) -> Desk:
    is_hub = request.param is Referral
    if is_hub:
        walker = Walker(app.test_client(), "/refer")
        walker.walk({**LEAST, **EMAIL})
        reference = reference_in(walker.send().get_data(as_text=True))
        client = signed_in_client(app, Role.HUB_COORDINATOR, "hub")
    else:
        with app.app_context():
            reference = make.submit_one(app, clock, **make.safe_email("tamarind@example.org")).reference
        client = signed_in_client(app, Role.COUNCIL_SPOC, make.SOUTH_CAMBS)
    app.config["WTF_CSRF_ENABLED"] = False
    return Desk(app, settings, request.param, client, reference, Stored(app))


def test_without_a_change_the_letter_goes(desk):
    assert any("tamarind@example.org" in mail for mail in desk.letters_go())


def test_when_email_is_not_safe_any_more_the_letter_stays_and_a_person_finds_a_way(desk):
    assert desk.change(**BY_EMAIL | BY_POST | {"email_safe": "no"}).status_code == 303
    assert desk.contact().plan_for(Channel.EMAIL).safe is Safe.NO
    item, letter = desk.stored.scalar(sa.select(OutboxItem)), desk.stored.scalar(sa.select(Letter))
    assert item.cancelled_at_utc is not None and letter.way == "collect"
    assert desk.stored.all(sa.select(Task.kind).where(Task.kind == "letter_needs_a_safe_way"))
    assert desk.letters_go() == []


def test_stop_all_contact_and_nothing_goes(desk):
    assert desk.change(**STOP).status_code == 303
    assert desk.contact().initiates == "them" and desk.contact().plan_for(Channel.EMAIL).address == "tamarind@example.org"
    assert desk.letters_go() == []
    page = desk.client.get(desk.path).text
    assert re.search("Do not call, text, email or write", page) and "She rang and asked" in page
    assert "stop all contact" in page


def test_the_next_letter_goes_to_the_new_address(desk):
    assert desk.change(**BY_EMAIL | {"email_address": "quokka@example.org"}).status_code == 303
    mails = desk.letters_go()
    assert any("quokka@example.org" in mail for mail in mails) and not any("tamarind" in mail for mail in mails)


def test_a_printed_letter_with_an_old_address_is_taken_out_of_the_print_folder(desk):
    desk.change(**BY_EMAIL | BY_POST | {"email_safe": "no"})
    letter = desk.stored.scalar(sa.select(Letter))
    desk.client.post(f"/desk/letters/{desk.reference}/{letter.kind}/{letter.number}/again")
    desk.letters_go()
    assert list(desk.settings.print_dir.glob("*.pdf"))
    answer = desk.change(
        **BY_EMAIL | {"email_safe": "no", "post_safe": "yes", "post_address": "2 Elsewhere", "post_whose": "mine"}
    )
    assert answer.status_code == 303
    assert not list(desk.settings.print_dir.glob("*.pdf"))
    assert "Destroy the printed copy" in desk.client.get(desk.path).text
    assert desk.stored.all(
        sa.select(Task.id).where(Task.kind == "letter_needs_a_safe_way", Task.done_at_utc.is_(None))
    )  # fmt: skip
    assert desk.letters_go() == []


def test_the_change_is_in_the_history_sealed_and_confirmed_now(desk, clock):
    with timekeeping.frozen_at(clock + timedelta(minutes=5)):
        desk.change(**BY_EMAIL | {"email_whose": "shared", "unsafe_times": "Salamander hours"})
    assert desk.contact().confirmed_at == clock + timedelta(minutes=5)
    assert desk.contact().plan_for(Channel.EMAIL).whose is Whose.SHARED
    with Session(desk.stored.engine, expire_on_commit=False) as session:
        event = history.events_of(session, desk.reference)[-1]
        assert history.broken_links(session) == []
    detail = history.detail_of(event, cases.open_keys(desk.case(), desk.app.extensions["keyring"]))
    assert (event.name, detail["reason"]) == ("contact_plan_changed", "On the phone today, Grapefruit")
    assert {"Email: Theirs alone → Shared with someone", "Never safe: changed"} <= set(detail["changed"])


def test_the_page_shows_no_address_and_each_look_is_logged_whatever_comes_of_it(desk):
    before = desk.looks()
    page = desk.client.get(f"{desk.path}plan")
    assert page.status_code == 200 and "tamarind" not in page.text and "We have one" in page.text
    for more, data, status in ((2, BY_EMAIL | {"told": ""}, 422), (3, BY_EMAIL | {"version": "0"}, 409), (4, BY_EMAIL, 303)):
        assert desk.change(**data).status_code == status
        assert desk.looks() == before + more
    assert f"{desk.path}plan" in desk.client.get(desk.path).text


def test_a_plan_that_is_not_finished_comes_back_with_what_was_typed(desk):
    answer = desk.change(**BY_EMAIL | {"email_address": "quokka at home", "unsafe_times": "Salamander hours"})
    assert answer.status_code == 422 and "quokka at home" in answer.text and "Salamander hours" in answer.text
    assert "tamarind" not in answer.text and desk.contact().unsafe_times == ""


def test_a_colleague_who_stopped_contact_meanwhile_is_not_undone_unseen(desk):
    seen = str(desk.case().version)
    desk.change(**STOP)
    answer = desk.change(seen, **BY_EMAIL | {"email_address": "quokka@example.org"})
    assert answer.status_code == 409 and "quokka@example.org" in answer.text and "Grapefruit" in answer.text
    assert "If you send it now" in answer.text and "stop all contact from here → We may" in answer.text
    assert f'name="version" value="{desk.case().version}"' in answer.text
    assert desk.contact().initiates == "them"


def test_a_colleague_who_is_quicker_by_a_moment_costs_nothing(desk, monkeypatch):
    def too_late(*_parts, **_names):
        raise StaleDataError("someone else was quicker")

    monkeypatch.setattr(contact_desk, "recall", too_late)
    answer = desk.change(**STOP)
    assert answer.status_code == 409 and "She rang and asked" in answer.text
    assert desk.contact().initiates == "us"
    assert desk.stored.all(sa.select(history.CaseEvent.name).where(history.CaseEvent.name == "contact_plan_changed")) == []


def test_another_controllers_case_is_not_there(desk):
    is_hub = desk.model is Referral
    desk.app.config["WTF_CSRF_ENABLED"] = True
    other = signed_in_client(desk.app, Role.COUNCIL_SPOC, "fenland", "other@example.org")
    desk.app.config["WTF_CSRF_ENABLED"] = False
    before = desk.looks()
    for answer in (other.get(f"{desk.path}plan"), other.post(f"{desk.path}plan", data=STOP | {"version": "1"})):
        assert answer.status_code == (403 if is_hub else 404)
    assert desk.client.get(f"{desk.path.replace(desk.reference, 'NONE-SUCH')}plan").status_code == 404
    assert desk.looks() == before and desk.contact().initiates == "us"


def test_nothing_that_was_typed_is_in_the_database_in_clear(desk):
    typed = {
        "email_address": "quokka@example.org", "phone_safe": "ask", "phone_address": "01632 960 777", "unsafe_times": "Salamander",
        "contact_notes": "Marzipan", "say_who": "cover_name", "cover_name": "Rhubarb",
    }  # fmt: skip
    assert desk.change(**BY_EMAIL | BY_POST | typed).status_code == 303
    raw = raw_bytes(desk.settings, desk.app)
    words = ("quokka", "960 777", "Salamander", "Marzipan", "Rhubarb", "Kumquat", "Grapefruit", "tamarind", "another number")
    assert not [word for word in words if word.encode() in raw]
