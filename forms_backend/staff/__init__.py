"""The desk: sign-in, who may do what, and today's work."""

from __future__ import annotations

from flask import Flask

from forms_backend.settings import Settings


def init_staff(app: Flask, settings: Settings) -> None:
    """Sign-in and the worklist."""
    from forms_backend.staff.sign_in import init_sign_in
    from forms_backend.staff.views import desk

    app.register_blueprint(desk)  # before Flask-Security: of two templates with one name, the first registered wins
    init_sign_in(app, settings)
