"""Staff accounts. A member of staff belongs to one controller and has one role (access.py)."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from flask_security import AsaList, UserMixin
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from forms_backend.database import Base, Moment
from forms_backend.staff.access import Role, Worker


class StaffMember(Base, UserMixin):
    """One account. Secrets are hashed (password, argon2id) or encrypted (second factor, recovery codes) by Flask-Security."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(32), unique=True, default=lambda: uuid.uuid4().hex)
    email: Mapped[str] = mapped_column(sa.String(255), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(40))
    controller: Mapped[str] = mapped_column(sa.String(40), index=True)
    password: Mapped[str] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True, default=lambda: uuid.uuid4().hex)
    created_at_utc: Mapped[datetime] = mapped_column(Moment)
    tf_primary_method: Mapped[str | None] = mapped_column(sa.String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(sa.String(512))
    tf_last_counter: Mapped[int | None] = mapped_column(sa.BigInteger)
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))

    # Flask-Security joins this in when it looks a person up; what somebody may do is access.py's to say.
    roles: Mapped[list[StaffRole]] = relationship(
        primaryjoin=lambda: foreign(StaffMember.role) == StaffRole.name, viewonly=True, uselist=True
    )

    def as_worker(self) -> Worker:
        return Worker(id=self.public_id, name=self.name, role=Role(self.role), controller=self.controller)


class StaffRole(Base):
    """Flask-Security needs a role model; we keep no rows in it."""

    __tablename__ = "staff_roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(80), unique=True)
