"""Rate limits: loose by address, because refuges and libraries share one; tight only where guessing would pay."""

from __future__ import annotations

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

# Per process: with several web processes the real limit is that many times as high, which is why they are loose.
limiter = Limiter(get_remote_address, default_limits=[], headers_enabled=False)

SIGN_IN = "10 per minute; 60 per hour"
SIGN_IN_FOR_AN_ACCOUNT = "30 per hour"  # from wherever it is tried
SECOND_FACTOR_FOR_AN_ACCOUNT = "10 per hour"  # only whoever knows the password can use these up
GUESS_A_CODE = "10 per minute; 60 per hour"
SEND_A_FORM = "30 per minute"
# A refuge, a library or a phone company is one address to us: dozens of people a minute are let through. A program that floods the
# Hub, or sends mail in our name to strangers, meets the limit. Whoever meets it keeps what they typed and can press again.
BEGIN_OR_SEND = "60 per minute; 1000 per day"


def init_limits(app: Flask) -> None:
    app.config.setdefault("RATELIMIT_STORAGE_URI", "memory://")
    limiter.init_app(app)
