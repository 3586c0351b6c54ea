"""There is one way into the desk: the form, with both factors. Each other way the libraries bring is tried here."""

import pytest
from flask_login.utils import encode_cookie

from forms_backend import timekeeping
from forms_backend.database import current_session
from forms_backend.staff.access import Role
from forms_backend.staff.models import StaffMember
from tests.support.desk import SIGN_IN, make_account, sign_in, signed_in_client, token_of


@pytest.fixture
def member(app) -> StaffMember:
    """A member of staff who has set up the second factor, read from the database."""
    account = make_account(app, Role.HUB_COORDINATOR, "hub")
    sign_in(app.test_client(), account)
    with app.app_context():
        return current_session().query(StaffMember).one()


def test_nobody_is_remembered_when_the_browser_closes(app, monkeypatch):
    browser = type(app.test_client())
    post = browser.post
    monkeypatch.setattr(browser, "post", lambda self, address, data: post(self, address, data=data | {"remember": "y"}))
    client = signed_in_client(app, Role.HUB_COORDINATOR, "hub")
    assert client.get("/desk/").status_code == 200
    assert client.get_cookie("remember_token") is None
    client.delete_cookie("s")
    assert client.get("/desk/").status_code == 302


def test_a_cookie_that_remembers_opens_nothing(app, client, member):
    with app.app_context():
        client.set_cookie("remember_token", encode_cookie(member.fs_uniquifier))
    assert client.get("/desk/").status_code == 302


def test_a_token_opens_nothing(app, client, member):
    with app.test_request_context("/desk/"):
        token = member.get_auth_token()
    assert client.get("/desk/", query_string={"auth_token": token}).status_code == 302
    assert client.get("/desk/", headers={"Authentication-Token": token}).status_code == 302
    assert client.get("/desk/account/mf-recovery-codes", headers={"Authentication-Token": token}).status_code in (302, 401)


def test_json_is_not_spoken_at_the_account_pages(app, client):
    account = make_account(app, Role.HUB_COORDINATOR, "hub")
    token = token_of(client.get(SIGN_IN))
    typed = {"email": account.email, "password": account.password}
    answer = client.post(SIGN_IN, json=typed, headers={"X-CSRFToken": token})
    assert answer.status_code == 400
    assert not answer.is_json
    asked = client.post(SIGN_IN, data=typed | {"csrf_token": token}, headers={"Accept": "application/json"})
    assert not asked.is_json


def test_a_session_that_was_not_begun_by_signing_in_is_ended(app):
    client = signed_in_client(app, Role.HUB_COORDINATOR, "hub")
    assert client.get("/desk/").status_code == 200
    with client.session_transaction("/desk/") as kept:
        del kept["began"]
    assert client.get("/desk/").status_code == 302
    with client.session_transaction("/desk/") as kept:
        assert "_user_id" not in kept


def test_signing_in_again_begins_anew_whatever_an_older_session_left(app, clock):
    account = make_account(app, Role.HUB_COORDINATOR, "hub")
    client = app.test_client()
    client.get(SIGN_IN)
    with client.session_transaction("/desk/") as kept:
        kept["began"] = kept["seen"] = int(timekeeping.now_utc().timestamp()) - 9 * 3600
    sign_in(client, account)
    assert client.get("/desk/").status_code == 200


def test_after_signing_out_a_copy_of_the_cookie_opens_nothing(app):
    client = signed_in_client(app, Role.HUB_COORDINATOR, "hub")
    page = client.get("/desk/")
    copy = client.get_cookie("s").value
    assert client.post("/desk/account/sign-out", data={"csrf_token": token_of(page)}).status_code == 302
    assert client.get("/desk/").status_code == 302
    thief = app.test_client()
    thief.set_cookie("s", copy)
    assert thief.get("/desk/").status_code == 302
