"""The worker: sends what is due."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forms_backend.letters.models import Heartbeat, OutboxItem

HEARTBEAT_MAY_BE = timedelta(minutes=2)
A_LETTER_MAY_BE_LATE = timedelta(minutes=15)


def worker_state(session: Session, now: datetime) -> str:
    """How the worker is, for /health: "ok", "none seen", "silent" (no sign for two minutes) or "behind" (a due letter waits)."""
    last = session.scalar(sa.select(sa.func.max(Heartbeat.at_utc)))
    if last is None:
        return "none seen"
    if now - last > HEARTBEAT_MAY_BE:
        return "silent"
    oldest = session.scalar(
        sa.select(sa.func.min(OutboxItem.due_at_utc)).where(
            OutboxItem.done_at_utc.is_(None), OutboxItem.dead_at_utc.is_(None), OutboxItem.cancelled_at_utc.is_(None)
        )
    )
    return "behind" if oldest is not None and now - oldest > A_LETTER_MAY_BE_LATE else "ok"
