"""/exit wipes and goes somewhere neutral; /more-time keeps a draft for another while.

The exit must never fail: it asks for no token (cookies are SameSite=Strict and headers.py refuses other sites), and even with the
database down the person is sent away and the cookie, without which nobody can open the draft, is gone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request
from sqlalchemy.exc import SQLAlchemyError

from forms_backend import timekeeping
from forms_backend.database import current_session
from forms_backend.journeys import drafts

# "storage" is left out: exit.js keeps one flag in the tab's session storage, by which Back does not show our pages.
CLEAR = '"cookies", "cache"'

exit_blueprint = Blueprint("leaving", __name__)


@exit_blueprint.record
def _exempt_from_session_tokens(state: Any) -> None:
    if "csrf" in state.app.extensions:
        state.app.extensions["csrf"].exempt(state.blueprint)


@exit_blueprint.get("/exit")
def ask() -> str:
    """Someone opened the address itself, or a browser fetched it ahead: nothing is wiped until they press the button."""
    return render_template("exit.html", csrf_token=str, exit_target_url=_target())


@exit_blueprint.post("/exit")
def leave() -> Response:
    key = drafts.key_of(request)
    if key is not None:
        try:
            drafts.wipe(current_session(), key)
            current_session().commit()
        except SQLAlchemyError as error:  # they must get away all the same; the sealed draft is useless without the cookie
            current_app.logger.error("a draft could not be wiped on exit: %s", type(error).__name__)
    response = redirect(_target(), 303)
    response.headers["Clear-Site-Data"] = CLEAR
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    response.delete_cookie(current_app.config["SESSION_COOKIE_NAME"])  # a member of staff is signed out too
    drafts.forget_cookie(response, is_secure=current_app.extensions["settings"].cookies_are_secure)
    return response


@exit_blueprint.post("/more-time")
def more_time() -> Response:
    """204 while the draft lives; 410 when it is gone."""
    key = drafts.key_of(request)
    at, idle = timekeeping.now_utc(), timedelta(minutes=current_app.extensions["settings"].draft_idle_minutes)
    if key is None or not key.is_token(request.form.get("csrf_token", "")):
        return Response(status=410)
    if drafts.load(current_session(), key, at, idle) is None:
        return Response(status=410)
    drafts.touch(current_session(), key, at)
    return Response(status=204)


def _target() -> str:
    return current_app.extensions["directory"].local.exit_target_url
