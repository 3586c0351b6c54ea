"""How long a sign-in lasts, and that there is one way in: the sign-in form with both factors, kept in the session cookie.

Flask-Security and Flask-Login bring more ways: a cookie that remembers for a year, a token in an address, a header or a JSON body.
None of them asks for the second factor again, so all are shut here.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, redirect, request, session, url_for
from flask_login import LoginManager
from flask_security import LoginForm, Security, current_user, logout_user, user_authenticated

from forms_backend import timekeeping
from forms_backend.database import current_session
from forms_backend.settings import Settings
from forms_backend.staff.models import StaffMember

ACCOUNT_PAGES = "/desk/account"


class PlainLoginForm(LoginForm):
    """Address and password; `remember` is not asked, and not read when somebody sends it."""

    remember = None


def only_by_the_form(app: Flask, security: Security) -> None:
    """Shut every other way in."""
    manager: LoginManager = app.login_manager
    manager.request_loader(lambda _request: None)  # no token in a header, an address or a body
    manager._load_user_from_remember_cookie = lambda _cookie: None
    manager._set_cookie = lambda _response: None
    security.want_json(lambda _request: False)

    @app.before_request
    def _refuse_json() -> None:
        if request.path.startswith(ACCOUNT_PAGES) and request.is_json:
            abort(400)


def end_old_sessions(app: Flask, settings: Settings) -> None:
    """End a session that is idle, old, or was not begun by signing in here."""
    idle, whole = settings.staff_idle_minutes * 60, settings.staff_session_hours * 3600

    @user_authenticated.connect_via(app)
    def _begin(_app: Flask, *, authn_via: list[str] | None = None, **_values: Any) -> None:
        if authn_via != ["change"]:  # a new password goes on with the same session
            session["began"] = session["seen"] = _now()

    @app.before_request
    def _check() -> Any:
        if not request.path.startswith("/desk") or not current_user.is_authenticated:
            return None
        now, began, seen = _now(), session.get("began"), session.get("seen")
        if began is None or seen is None or now - seen > idle or now - began > whole:
            logout_user()
            session.clear()
            return redirect(url_for("security.login"))
        session["seen"] = now
        return None


def for_good(sign_out: Callable[[], Any]) -> Callable[[], Any]:
    """A sign-out after which no copy of the session's cookie opens anything: sessions are of the account's present mark."""

    @wraps(sign_out)
    def signed_out() -> Any:
        member_id = current_user.id if current_user.is_authenticated else None
        answer = sign_out()
        if member_id is not None and not current_user.is_authenticated:
            current_session().get_one(StaffMember, member_id).fs_uniquifier = uuid.uuid4().hex
            current_session().commit()
        return answer

    return signed_out


def _now() -> int:
    return int(timekeeping.now_utc().timestamp())
