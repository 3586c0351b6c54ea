"""Tasks for staff: what the system must not do by itself (an unsafe channel, a send that failed, a child's referral)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_backend.database import Base, Moment

DANGER = ("danger_now", "suicide_risk", "under_13_check", "child_at_risk", "adult_at_risk")  # however late other work is


class Task(Base):
    """One thing a person must do. `key` is UNIQUE: the same cause never makes two tasks. `kind` is a word from this system,
    never something a person typed."""

    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(160), unique=True)
    controller: Mapped[str] = mapped_column(sa.String(40), index=True)
    reference: Mapped[str] = mapped_column(sa.String(16), index=True)
    kind: Mapped[str] = mapped_column(sa.String(60))
    created_at_utc: Mapped[datetime] = mapped_column(Moment)
    due_at_utc: Mapped[datetime] = mapped_column(Moment)
    done_at_utc: Mapped[datetime | None] = mapped_column(Moment)
    done_by: Mapped[str | None] = mapped_column(sa.String(64))


_ADD = sa.insert(Task.__table__)  # a plain insert: sending a form is the dearest thing a visitor can ask for


def add_task(
    session: Session,
    *,
    key: str,
    controller: str,
    reference: str,
    kind: str,
    at: datetime,
    due_at: datetime,
    is_first: bool = False,
) -> None:
    """Add a task in the caller's transaction; the same key again changes nothing.

    Args:
        is_first: the case was made in this transaction, so there is nothing before it to look for.
    """
    if is_first or session.scalar(sa.select(Task.id).where(Task.key == key)) is None:
        session.connection().execute(_ADD, {
            "key": key, "controller": controller, "reference": reference, "kind": kind, "created_at_utc": at, "due_at_utc": due_at,
        })  # fmt: skip


def open_tasks(session: Session, controller: str) -> Sequence[Task]:
    """Open tasks of one controller: danger to someone first, then by the moment they are due."""
    danger_first = sa.case((Task.kind.in_(DANGER), 0), else_=1)
    query = sa.select(Task).where(Task.controller == controller, Task.done_at_utc.is_(None))
    return session.scalars(query.order_by(danger_first, Task.due_at_utc, Task.id)).all()


def finish_task(session: Session, task_id: int, controller: str, *, at: datetime, by: str) -> bool:
    """Mark a task of this controller done; False when it is not theirs or already done."""
    result = session.execute(
        sa.update(Task)
        .where(Task.id == task_id, Task.controller == controller, Task.done_at_utc.is_(None))
        .values(done_at_utc=at, done_by=by)
    )
    return result.rowcount == 1


def finish_tasks_of(session: Session, reference: str, kind: str, *, at: datetime, by: str) -> None:
    """Finish every open task of one kind on a case: what it asked for has happened, or has been overtaken."""
    session.execute(
        sa.update(Task)
        .where(Task.reference == reference, Task.kind == kind, Task.done_at_utc.is_(None))
        .values(done_at_utc=at, done_by=by)
    )
