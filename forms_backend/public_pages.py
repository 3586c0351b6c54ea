"""Public forms do without what only signing in and limits need.

Flask-Security looks for a signed-in person around every request, and Flask-Limiter for limits that hold everywhere (there are none:
each limit stands on its own view and is checked there, also on the views that begin and send a form). On a form's page both find nothing and take longer than the page itself.
Not looking at the session there is also one thing less that could tell on someone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Flask, Request, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

PREFIXES = ("/desk", "/letters")  # where someone signs in, or where a limit stands
_LIBRARIES = ("flask_principal", "flask_security", "flask_login", "flask_limiter")


class SessionInterface(SecureCookieSessionInterface):
    """Flask's own below PREFIXES. Elsewhere there is no session: nothing can be put into a cookie there, not even by mistake."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        return super().open_session(app, request) if request.path.startswith(PREFIXES) else None

    @cache  # noqa: B019  (one application, one interface, as long as the process)
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return super().get_signing_serializer(app)


def spare_public_pages(app: Flask) -> None:
    """Call last in `create_app`: those libraries then act around requests below PREFIXES only."""
    app.session_interface = SessionInterface()
    app.ensure_sync = lambda act: act  # type: ignore[method-assign]  # no view is asynchronous; Flask asks eleven times a request
    for hooks in (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs):
        acts = hooks.get(None, [])
        acts[:] = [_only_there(act) if _module_of(act).startswith(_LIBRARIES) else act for act in acts]


def _module_of(act: Any) -> str:
    return getattr(act, "func", act).__module__  # a partial hides the function it calls


def _only_there(act: Callable[..., Any]) -> Callable[..., Any]:
    def there(*response: Any) -> Any:
        if request.path.startswith(PREFIXES):
            return act(*response)
        return response[0] if response else None

    return there
