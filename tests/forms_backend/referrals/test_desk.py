"""The Hub's desk: who sees what, the plan before any number, and each thing that may be done."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from forms_backend import history, timekeeping
from forms_backend.history import AccessEntry, CaseEvent
from forms_backend.letters import registry
from forms_backend.letters.models import Letter, OutboxItem
from forms_backend.referrals.models import Referral
from forms_backend.staff.access import Role
from forms_backend.tasks import Task
from tests.forms_backend.journeys.client import Walker, reference_in
from tests.forms_backend.referrals.answers import LEAST, PLANTED
from tests.forms_backend.stored import Stored
from tests.support.desk import signed_in_client, token_of


@pytest.fixture
def stored(app) -> Stored:
    return Stored(app)


@pytest.fixture
def hub(app, clock):
    return signed_in_client(app, Role.HUB_COORDINATOR, "hub")


def refer(app, fill=PLANTED["for-someone"]) -> str:
    walker = Walker(app.test_client(), "/refer")
    walker.walk(fill)
    return reference_in(walker.send().get_data(as_text=True))


def do(client, reference: str, what: str, **data):
    return send(client, reference, what, client.get(f"/desk/referrals/{reference}/"), **data)


def send(client, reference: str, what: str, page, **data):
    """Press a button on a case's page as it was when it was opened."""
    version = re.search(r'name="version" value="(\d+)"', page.get_data(as_text=True))
    known = {"csrf_token": token_of(page), "version": version[1] if version else ""}
    return client.post(f"/desk/referrals/{reference}/{what}", data=known | data)


def status(stored: Stored) -> str:
    return stored.scalar(sa.select(Referral.status))


def test_the_queue_puts_the_nearest_clock_first_and_opens_no_seal(app, hub, clock):
    with timekeeping.frozen_at(clock + timedelta(hours=1)):
        later = refer(app)
    sooner, theirs = refer(app), refer(app, LEAST)
    page = hub.get("/desk/referrals/").get_data(as_text=True)
    assert page.index(sooner) < page.index(later)
    assert theirs in page and "the person contacts us" in page
    assert "Zebrawood" not in page


def test_the_plan_comes_first_and_no_number_is_shown(app, hub):
    reference = refer(app)
    page = hub.get(f"/desk/referrals/{reference}/").get_data(as_text=True)
    assert page.index("How to contact this person safely") < page.index("Lapislazuli")
    for secret in ("01632 960 147", "07700 900 258", "umbrellabird", "Tamarind"):
        assert secret not in page
    for told in ("Salamander hours", "Rhubarb Dentistry", "Persimmon", "09:00–15:00", "Velociraptor", "Nahuatlish"):
        assert told in page
    assert f"<title>{reference}</title>" in page


def test_a_number_is_shown_with_a_reason_that_is_kept_sealed_and_logged(app, hub, stored, keyring):
    reference = refer(app)
    assert do(hub, reference, "reveal", channel="phone", reason="").status_code == 422
    page = do(hub, reference, "reveal", channel="phone", reason="First call, Grapefruit").get_data(as_text=True)
    assert "01632 960 147" in page and "07700" not in page
    assert page.index("How to contact this person safely") < page.index("01632 960 147")
    entries = stored.all(sa.select(AccessEntry.what).order_by(AccessEntry.id))
    assert entries.count("saw phone address") == 1 and "looked at the case" in entries
    event = stored.scalar(sa.select(CaseEvent).where(CaseEvent.name == "address_revealed"))
    assert b"Grapefruit" not in event.sealed_detail
    assert "Grapefruit" in hub.get(f"/desk/referrals/{reference}/").get_data(as_text=True)


def test_what_was_not_given_cannot_be_shown(app, hub):
    reference = refer(app, LEAST)
    assert do(hub, reference, "reveal", channel="phone", reason="x").status_code == 404
    some = refer(
        app,
        {
            **LEAST,
            **{page: PLANTED["young"][page] for page in ("who-gets-in-touch", "calls", "phone-number", "may-we-contact-you")},
        },
    )
    assert do(hub, some, "reveal", channel="email", reason="x").status_code == 422


def test_speaking_with_the_person_stops_the_clock(app, hub, stored, clock):
    reference = refer(app)
    do(hub, reference, "take")
    assert status(stored) == "allocated"
    do(hub, reference, "contact", contact_channel="phone", outcome="spoke", contact_note="Went well")
    assert status(stored) == "in_contact"
    assert stored.scalar(sa.select(Referral.first_contact_at_utc)) == clock
    do(hub, reference, "close", close_reason="supported")
    assert status(stored) == "closed" and stored.scalar(sa.select(Referral.closed_at_utc)) == clock
    assert reference not in hub.get("/desk/referrals/").get_data(as_text=True)
    assert reference in hub.get("/desk/referrals/?closed=1").get_data(as_text=True)


def test_three_attempts_that_count_make_one_task(app, stored, clock):
    reference = refer(app, {**PLANTED["for-someone"], "anything-else-about-contact": {}})
    for number, (days, hours) in enumerate([(0, 0), (0, 3), (1, 3), (2, -1), (3, 6)]):
        with timekeeping.frozen_at(clock + timedelta(days=days, hours=hours)):
            client = signed_in_client(app, Role.HUB_COORDINATOR, "hub", f"c{number}@example.org")
            do(client, reference, "contact", contact_channel="phone", outcome="no_answer")
        kinds = stored.all(sa.select(Task.kind).where(Task.kind.in_(["follow_up_letter", "supervisor_no_safe_contact"])))
        assert kinds == ([] if number < 4 else ["follow_up_letter"])


def test_an_under_13_is_contacted_by_nobody_before_the_check(app, hub, stored):
    reference = refer(app, PLANTED["young"])
    page = hub.get(f"/desk/referrals/{reference}/").get_data(as_text=True)
    assert "Contact nobody before the safeguarding check is done." in page and "Note a contact" not in page
    assert do(hub, reference, "contact", contact_channel="phone", outcome="spoke").status_code == 409
    assert do(hub, reference, "take").status_code in (303, 409)
    assert status(stored) == "awaiting_check"
    assert do(hub, reference, "check", check_note="").status_code == 422
    do(hub, reference, "check", check_note="Agreed with the safeguarding lead")
    assert status(stored) == "received"


def test_a_move_outside_the_table_is_refused(app, hub, stored):
    reference = refer(app)
    do(hub, reference, "close", close_reason="declined")
    token = token_of(hub.get("/desk/referrals/"))
    response = hub.post(f"/desk/referrals/{reference}/close", data={"csrf_token": token, "close_reason": "declined"})
    assert response.status_code == 409


def test_a_supervisor_gives_cases_out_and_a_co_ordinator_may_not(app, hub, stored, clock):
    reference = refer(app)
    supervisor = signed_in_client(app, Role.HUB_SUPERVISOR, "hub")
    page = supervisor.get(f"/desk/referrals/{reference}/").get_data(as_text=True)
    worker = re.search(r'name="worker" type="radio" value="([^"]+)"', page)[1]
    do(supervisor, reference, "allocate", worker=worker)
    assert stored.scalar(sa.select(Referral.allocated_to)) == worker
    assert do(hub, reference, "allocate", worker=worker).status_code == 403
    assert do(supervisor, reference, "allocate", worker="nobody").status_code == 422


def test_a_council_never_sees_a_referral(app, clock):
    reference = refer(app)
    council = signed_in_client(app, Role.COUNCIL_SPOC, "fenland")
    assert council.get("/desk/referrals/").status_code == 403
    assert council.get(f"/desk/referrals/{reference}/").status_code == 403


def test_without_signing_in_nothing_is_seen(app, client, clock):
    reference = refer(app)
    for path in ("/desk/referrals/", f"/desk/referrals/{reference}/"):
        assert client.get(path).status_code in (302, 401)


def test_the_history_and_the_access_log_hold_together(app, hub, stored):
    reference = refer(app)
    do(hub, reference, "reveal", channel="email", reason="x")
    do(hub, reference, "contact", contact_channel="email", outcome="left_message")
    with app.app_context():
        assert history.broken_links(app.extensions["database"].session()) == []


def test_the_letter_is_shown_as_it_was_composed(app, hub):
    reference = refer(app)
    page = hub.get(f"/desk/referrals/{reference}/").get_data(as_text=True)
    assert "<h2>Letters</h2>" in page and "Zebrawood" in page.split("<h2>Letters</h2>")[1]


def test_a_helpers_plan_is_not_mistaken_for_the_other_persons(app, hub):
    page = hub.get(f"/desk/referrals/{refer(app)}/").get_data(as_text=True)
    assert "This plan is about the person who wrote, not the person who was hurt." in page
    assert "only as described in the answers" in page


BAD_INPUT = [
    ("reveal", {}), ("reveal", {"channel": "fax", "reason": "x"}), ("reveal", {"channel": "voicemail", "reason": ""}),
    ("check", {}), ("contact", {}), ("contact", {"contact_channel": "phone"}), ("close", {}), ("allocate", {}),
    ("allocate", {"worker": "nobody"}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "data"), BAD_INPUT)
def test_whoever_sees_the_case_is_in_the_log_whatever_they_sent(app, stored, clock, what, data):
    reference = refer(app, PLANTED["young"] if what == "check" else PLANTED["for-someone"])
    supervisor = signed_in_client(app, Role.HUB_SUPERVISOR, "hub")
    page = supervisor.get(f"/desk/referrals/{reference}/")
    before = stored.count(AccessEntry)
    response = send(supervisor, reference, what, page, **data)
    assert response.status_code == 422 and "How to contact this person safely" in response.get_data(as_text=True)
    assert stored.count(AccessEntry) == before + 1


def test_the_second_of_two_people_is_told_and_keeps_what_they_typed(app, hub, stored, clock):
    reference = refer(app)
    page = hub.get(f"/desk/referrals/{reference}/")
    other = signed_in_client(app, Role.HUB_COORDINATOR, "hub", "other@example.org")
    do(other, reference, "take")
    events, seen = stored.count(CaseEvent), stored.count(AccessEntry)
    response = send(hub, reference, "close", page, close_reason="declined", close_note="Grapefruit, a long note")
    html = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "Someone else changed this case first" in html and "Grapefruit, a long note" in html and "Allocated" in html
    assert status(stored) == "allocated" and stored.count(CaseEvent) == events and stored.count(AccessEntry) == seen + 1


def test_two_people_at_the_very_same_moment_are_met_the_same_way(app, hub, monkeypatch):
    reference = refer(app)

    def changed_by_another(*_args, **_kwargs):
        raise StaleDataError

    monkeypatch.setattr("forms_backend.referrals.views.history.record", changed_by_another)
    response = do(hub, reference, "contact", contact_channel="phone", outcome="spoke", contact_note="Grapefruit")
    assert response.status_code == 409 and "Grapefruit" in response.get_data(as_text=True)


YOUNG_WITH_EMAIL = {
    **PLANTED["young"],
    "who-gets-in-touch": {"who_starts": "us"},
    "who-can-see": {"device_monitored": "no"},
    "safe-now": {},
    "email": {"email_safe": "yes"},
    "email-address": {"email_address": "child@example.org", "email_whose": "mine"},
}


def test_nothing_is_on_its_way_to_a_child_under_13_before_the_check_and_the_letter_goes_after_it(app, hub, stored):
    reference = refer(app, YOUNG_WITH_EMAIL)
    assert stored.count(Letter) == 1 and stored.count(OutboxItem) == 0
    referral = stored.scalar(sa.select(Referral))
    assert not registry.may_send(referral)
    do(hub, reference, "check", check_note="Agreed with the safeguarding lead")
    items = stored.all(sa.select(OutboxItem))
    assert [item.channel for item in items] == ["email"]
    assert registry.may_send(stored.scalar(sa.select(Referral)))


def test_a_child_over_13_is_written_to_at_once(app, stored, clock):
    refer(app, {**YOUNG_WITH_EMAIL, "age": {"age_band": "13_15"}})
    assert stored.count(OutboxItem) == 1
