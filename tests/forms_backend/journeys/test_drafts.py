"""Drafts: sealed under the cookie, gone when idle, wiped on exit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from forms_backend import create_app, timekeeping
from forms_backend.journeys import drafts
from forms_backend.journeys.drafts import Draft, DraftKey
from forms_backend.limits import limiter
from tests.forms_backend.journeys.client import Walker
from tests.forms_backend.referrals.answers import LEAST
from tests.forms_backend.stored import Stored

IDLE = timedelta(minutes=30)


@pytest.fixture
def walker(client, clock) -> Walker:
    walker = Walker(client, "/refer")
    walker.walk({"in-your-words": {}}, until="your-name")
    walker.answer("your-name", {"call_me": "Zebrawood"})
    return walker


@pytest.fixture
def stored(app) -> Stored:
    return Stored(app)


def gone(response) -> bool:
    return response.status_code == 410 and "Your answers are not here any more" in response.get_data(as_text=True)


def test_the_row_says_nothing_and_opens_with_the_cookie_only(walker, stored, clock):
    row = stored.scalar(sa.select(Draft))
    assert b"Zebrawood" not in row.sealed
    cookie = walker.client.get_cookie("draft")
    key = DraftKey.from_cookie(cookie.value)
    assert cookie.http_only and cookie.same_site == "Strict" and cookie.expires is None and cookie.max_age is None
    assert row.id == key.draft_id and key.secret.hex() not in row.id
    assert repr(key) == "DraftKey(...)"


def test_answers_left_for_thirty_minutes_are_gone_and_the_page_says_so_kindly(walker, clock):
    with timekeeping.frozen_at(clock + IDLE + timedelta(minutes=1, seconds=1)):
        assert gone(walker.get("your-name/"))
        assert gone(walker.answer("your-name", {"call_me": "x"}))


def test_an_expired_draft_is_deleted_when_it_is_next_asked_for(walker, stored, clock):
    with timekeeping.frozen_at(clock + timedelta(hours=2)):
        walker.get("your-name/")
    assert stored.count(Draft) == 0
    assert walker.client.get_cookie("draft") is None


def test_reading_a_page_keeps_the_answers_a_while_longer(walker, clock):
    for minutes in (25, 50, 75):
        with timekeeping.frozen_at(clock + timedelta(minutes=minutes)):
            assert walker.get("your-name/").status_code == 200


def test_more_time_is_given_on_request(walker, clock):
    token = DraftKey.from_cookie(walker.client.get_cookie("draft").value).token()
    with timekeeping.frozen_at(clock + timedelta(minutes=29)):
        assert walker.client.post("/more-time", data={"csrf_token": token}).status_code == 204
        assert walker.client.post("/more-time", data={"csrf_token": "wrong"}).status_code == 410
    with timekeeping.frozen_at(clock + timedelta(minutes=58)):
        assert walker.get("your-name/").status_code == 200
    with timekeeping.frozen_at(clock + timedelta(hours=3)):
        assert walker.client.post("/more-time", data={"csrf_token": token}).status_code == 410


def test_the_worker_deletes_what_was_left_behind(walker, app, stored, clock):
    with app.app_context():
        session = app.extensions["database"].session()
        assert drafts.purge_idle_drafts(session, clock + IDLE, IDLE) == 0
        assert drafts.purge_idle_drafts(session, clock + IDLE + timedelta(minutes=2), IDLE) == 1
        session.commit()
    assert stored.count(Draft) == 0


@pytest.mark.parametrize("value", ["", "x", "é", "A" * 64, "!" * 64, "A" * 63 + "=", "A" * 5000])
def test_a_cookie_that_is_not_ours_is_met_with_the_same_kind_page(client, clock, value):
    client.set_cookie("draft", value)
    for path in ("/refer/your-name/", "/refer/check-answers/", "/refer/receipt/"):
        assert gone(client.get(path))
    assert gone(client.post("/refer/check-answers/", data={}))
    assert client.get("/refer/").status_code == 200


def test_anothers_row_with_my_secret_does_not_open(walker, client, clock):
    key = DraftKey.from_cookie(walker.client.get_cookie("draft").value)
    client.set_cookie("draft", DraftKey(key.draft_id, bytes(32)).to_cookie())
    assert gone(client.get("/refer/your-name/"))


def test_exit_wipes_the_row_and_the_cookie_and_goes_somewhere_neutral(walker, stored, directory):
    response = walker.client.post("/exit", data={"csrf_token": "stale or missing"})
    assert response.status_code == 303
    assert response.headers["Location"] == directory.local.exit_target_url
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert '"cookies"' in response.headers["Clear-Site-Data"]
    assert '"storage"' not in response.headers["Clear-Site-Data"], "exit.js keeps its one flag there"
    assert walker.client.get_cookie("draft") is None
    assert stored.count(Draft) == 0
    assert gone(walker.get("your-name/"))


def test_opening_the_exit_address_wipes_nothing(walker, stored):
    assert walker.client.get("/exit").status_code == 200
    assert stored.count(Draft) == 1


def test_exit_never_fails_even_when_the_database_does(walker, app, monkeypatch, directory):
    def fail(*_args):
        raise sa.exc.OperationalError("no database", {}, Exception())

    monkeypatch.setattr("forms_backend.journeys.drafts.wipe", fail)
    response = walker.client.post("/exit")
    assert response.status_code == 303 and response.headers["Location"] == directory.local.exit_target_url
    assert walker.client.get_cookie("draft") is None


def test_exit_without_anything_to_wipe_still_leaves(client, directory):
    assert client.post("/exit").headers["Location"] == directory.local.exit_target_url


def test_another_site_cannot_wipe(walker, stored):
    assert walker.client.post("/exit", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert stored.count(Draft) == 1


def test_pressing_start_makes_a_new_key_so_a_planted_or_copied_cookie_opens_nothing(app, client, clock, stored):
    planted = Walker(app.test_client(), "/refer")
    planted.begin()
    theirs = planted.client.get_cookie("draft").value
    client.set_cookie("draft", theirs)
    victim = Walker(client, "/refer")
    victim.walk(LEAST)
    victim.send()
    assert client.get_cookie("draft").value != theirs
    assert gone(planted.get("receipt/")) and gone(planted.get("your-name/"))
    assert stored.count(Draft) == 1


def test_pressing_start_brings_another_forms_answers_along(client, clock):
    refer, review = Walker(client, "/refer"), Walker(client, "/case-review")
    refer.walk({}, until="your-name")
    refer.answer("your-name", {"call_me": "Zebrawood"})
    review.begin()
    assert "Zebrawood" in refer.get("your-name/").get_data(as_text=True)


def test_over_https_the_cookie_has_a_name_that_no_other_host_can_set(settings, directory, clock):
    app = create_app(replace(settings, public_url="https://help.example.org"), directory)
    client = app.test_client()
    answer = client.post("/refer/", base_url="https://help.example.org")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-draft=") and "Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie
    key = client.get_cookie("__Host-draft", domain="help.example.org").value
    page = answer.headers["Location"]
    assert client.get(page, base_url="https://help.example.org").status_code == 200
    stranger = app.test_client()
    stranger.set_cookie("draft", key, domain="help.example.org")
    assert stranger.get(page, base_url="https://help.example.org").status_code == 410
    app.extensions["database"].engine.dispose()


def test_a_database_that_is_away_is_said_to_be_away_also_when_only_reading(walker, app, monkeypatch):
    app.config["RAISE_UNEXPECTED"] = False
    error = app.extensions["database"].engine.dialect.loaded_dbapi.OperationalError

    def fail(*_args, **_kwargs):
        raise error("no database")

    monkeypatch.setattr(app.extensions["database"].engine, "raw_connection", fail)
    assert walker.client.get("/refer/your-name/").status_code == 503


def test_many_forms_from_one_place_meet_a_kind_limit_and_nothing_typed_is_lost(walker, app, client, monkeypatch):
    walker.walk(LEAST)
    token = DraftKey.from_cookie(client.get_cookie("draft").value).token()
    other = app.test_client()
    codes = [other.post("/refer/check-answers/", data={}).status_code for _ in range(61)]
    assert codes[:60] == [410] * 60 and codes[60] == 429
    refused = client.post("/refer/check-answers/", data={"csrf_token": token})
    html = refused.get_data(as_text=True)
    assert refused.status_code == 429 and "Please wait a moment" in html and "Nothing you sent was lost" in html
    assert "Sam" in walker.get("check-answers/").get_data(as_text=True)
    limiter.reset()
    assert client.post("/refer/check-answers/", data={"csrf_token": token}).headers["Location"] == "/refer/receipt/"


def test_starting_is_limited_too(client, clock):
    codes = {client.post("/refer/").status_code for _ in range(61)}
    assert codes == {303, 429}
