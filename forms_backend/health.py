"""/health: is the database there, is the worker alive, does the calendar last? For monitoring; says nothing about anyone."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from forms_backend import timekeeping
from forms_backend.database import current_session
from forms_backend.letters.worker import worker_state

health = Blueprint("health", __name__)
CALENDAR_ALARM_DAYS = 365


@health.get("/health")
def show():
    """200 when all is well, 503 when the database or the worker is not; each part in one word."""
    calendar_days_left = (current_app.extensions["directory"].calendar.last_day - timekeeping.today()).days
    parts = {"calendar": "ok" if calendar_days_left >= CALENDAR_ALARM_DAYS else "ends soon"}
    try:
        current_session().execute(sa.text("SELECT 1"))
        parts |= {"database": "ok", "worker": worker_state(current_session(), timekeeping.now_utc())}
    except SQLAlchemyError:
        parts |= {"database": "down", "worker": "unknown"}
    is_well = parts["database"] == "ok" and parts["worker"] == "ok"
    return jsonify(parts), 200 if is_well else 503
