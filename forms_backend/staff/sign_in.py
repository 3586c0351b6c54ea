"""Staff sign-in: password (argon2id) and a second factor from an authenticator app, by Flask-Security.

On top of it: a code works once (its own class lets a code be used again), recovery codes are kept encrypted, sign-in is rate
limited, and a session ends after 20 idle minutes and after 8 hours in all (sessions.py).
"""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta

import sqlalchemy as sa
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask, abort, request, session
from flask_limiter.util import get_remote_address
from flask_security import Security, SQLAlchemySessionUserDatastore
from flask_security.totp import Totp
from passlib.exc import UsedTokenError
from passlib.totp import TotpMatch

from forms_backend.database import current_session
from forms_backend.limits import SECOND_FACTOR_FOR_AN_ACCOUNT, SIGN_IN, SIGN_IN_FOR_AN_ACCOUNT, limiter
from forms_backend.settings import Settings
from forms_backend.staff.models import StaffMember, StaffRole
from forms_backend.staff.sessions import PlainLoginForm, end_old_sessions, for_good, only_by_the_form

GUARDED_ENDPOINTS = {
    "security.login": SIGN_IN_FOR_AN_ACCOUNT,
    "security.two_factor_token_validation": SECOND_FACTOR_FOR_AN_ACCOUNT,
    "security.mf_recovery": SECOND_FACTOR_FOR_AN_ACCOUNT,
}
CLOSED_ENDPOINTS = ("security.two_factor_rescue", "security.tf_select")  # a second factor by email would be no second factor
SHORTEST_PASSWORD = 12


class OnceOnlyTotp(Totp):
    """A code that was used once is refused the second time."""

    def get_last_counter(self, user: StaffMember) -> int | None:
        return user.tf_last_counter

    def set_last_counter(self, user: StaffMember, tmatch: TotpMatch) -> None:
        """Of two requests that bring one code at the same moment, one gets a row to change.

        Raises:
            UsedTokenError: the other was first; the code does not count.
        """
        is_newer = sa.or_(StaffMember.tf_last_counter.is_(None), StaffMember.tf_last_counter < tmatch.counter)
        database = current_session()
        changed = database.execute(
            sa.update(StaffMember).where(StaffMember.id == user.id, is_newer).values(tf_last_counter=tmatch.counter)
        ).rowcount
        database.commit()
        if not changed:
            raise UsedTokenError


def init_sign_in(app: Flask, settings: Settings) -> None:
    """Set Flask-Security up for the desk, and end sessions that are idle or old."""
    app.config.update(
        SECURITY_PASSWORD_SALT=_derived(settings, b"password salt"),
        SECURITY_PASSWORD_LENGTH_MIN=SHORTEST_PASSWORD,
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_TWO_FACTOR=True,
        SECURITY_TWO_FACTOR_REQUIRED=True,
        SECURITY_TWO_FACTOR_ENABLED_METHODS=["authenticator"],
        SECURITY_TWO_FACTOR_ALWAYS_VALIDATE=True,
        SECURITY_TWO_FACTOR_RESCUE_EMAIL=False,
        SECURITY_TOTP_SECRETS={"1": _derived(settings, b"second factor")},
        SECURITY_TOTP_ISSUER="Staff desk",
        SECURITY_MULTI_FACTOR_RECOVERY_CODES=True,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_N=8,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS=[_fernet_key(settings)],
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_CHANGEABLE=True,
        SECURITY_SEND_PASSWORD_CHANGE_EMAIL=False,
        SECURITY_URL_PREFIX="/desk/account",
        SECURITY_LOGIN_URL="/sign-in",
        SECURITY_LOGOUT_URL="/sign-out",
        SECURITY_POST_LOGIN_VIEW="/desk/",
        SECURITY_POST_LOGOUT_VIEW="/desk/account/sign-in",
        SECURITY_TWO_FACTOR_POST_SETUP_VIEW="/desk/",
        SECURITY_POST_CHANGE_VIEW="/desk/",
        SECURITY_STATIC_FOLDER=None,
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_API_ENABLED_METHODS=["session"],
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False, "test_environment": True},
        SECURITY_EMAIL_SENDER=settings.mail_from,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.staff_session_hours),
    )
    datastore = SQLAlchemySessionUserDatastore(app.extensions["database"].session, StaffMember, StaffRole)
    security = Security(app, datastore, totp_cls=OnceOnlyTotp, login_form=PlainLoginForm)
    for endpoint, limit in GUARDED_ENDPOINTS.items():
        for_account = limiter.limit(limit, key_func=_account, methods=["POST"])
        for_connection = limiter.limit(SIGN_IN, methods=["POST"])
        app.view_functions[endpoint] = for_connection(for_account(app.view_functions[endpoint]))
    for endpoint in CLOSED_ENDPOINTS:
        app.view_functions[endpoint] = _not_found
    only_by_the_form(app, security)
    app.view_functions["security.logout"] = for_good(app.view_functions["security.logout"])
    end_old_sessions(app, settings)


def _account() -> str:
    """Whose account is being tried, as a hash: at the second factor the one whose password was right."""
    typed = request.form.get("email", "").strip().lower()
    whose = (typed if request.endpoint == "security.login" else session.get("tf_user_id")) or get_remote_address()
    return hashlib.sha256(whose.encode()).hexdigest()


def _not_found(**_values: str) -> None:
    abort(404)


def _derived(settings: Settings, purpose: bytes) -> str:
    """A secret of its own for each purpose, from the desk's secret, which the public forms never hold."""
    key = HKDF(hashes.SHA256(), 32, salt=None, info=b"portal staff " + purpose).derive(settings.desk_secret_key.encode())
    return key.hex()


def _fernet_key(settings: Settings) -> bytes:
    return base64.urlsafe_b64encode(bytes.fromhex(_derived(settings, b"recovery codes")))
