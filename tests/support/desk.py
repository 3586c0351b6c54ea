"""Signing in at the desk as a member of staff, the whole way: password, then a second factor."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from passlib.totp import TOTP
from werkzeug.test import TestResponse

from forms_backend import timekeeping
from forms_backend.database import current_session
from forms_backend.staff.access import Role
from forms_backend.staff.accounts import add_account

SIGN_IN, SET_UP, VALIDATE = "/desk/account/sign-in", "/desk/account/tf-setup", "/desk/account/tf-validate"


def token_of(response: TestResponse) -> str:
    """The CSRF token of the first form on a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', response.get_data(as_text=True))
    assert found, "the page has no form with a token"
    return found[1]


@dataclass
class StaffAccount:
    """An account for a test, with what its owner knows."""

    email: str
    password: str
    key: str = ""

    def code(self) -> str:
        return TOTP(key=self.key).generate().token


def make_account(app: Flask, role: Role, controller: str, email: str = "") -> StaffAccount:
    email = email or f"{role.value}.{controller}@example.org"
    with app.app_context():
        password = add_account(
            current_session(), email=email, name=f"Someone in {controller}", role=role, controller=controller,
            controllers={controller}, at=timekeeping.now_utc(),
        )  # fmt: skip
        current_session().commit()
    return StaffAccount(email, password)


def sign_in(client: FlaskClient, account: StaffAccount) -> None:
    """Password, then set up the second factor (first time) or use it."""
    page = client.get(SIGN_IN)
    answer = client.post(SIGN_IN, data={"email": account.email, "password": account.password, "csrf_token": token_of(page)})
    assert answer.status_code == 302, "the password was not accepted"
    if answer.headers["Location"].startswith(SET_UP):
        page = client.post(SET_UP, data={"setup": "authenticator", "csrf_token": token_of(client.get(SET_UP))})
        account.key = re.search(r'key-in-writing">([^<]+)<', page.get_data(as_text=True))[1].replace("-", "").replace(" ", "")
    else:
        page = client.get(VALIDATE)
    answer = client.post(VALIDATE, data={"code": account.code(), "csrf_token": token_of(page)})
    assert answer.status_code == 302, "the second factor was not accepted"


def signed_in_client(app: Flask, role: Role, controller: str, email: str = "") -> FlaskClient:
    """A client that a member of staff has signed in with."""
    client = app.test_client()
    sign_in(client, make_account(app, role, controller, email))
    return client
