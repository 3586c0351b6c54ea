"""Making and ending staff accounts (from the command line; the first ones by `make run`)."""

from __future__ import annotations

import secrets
from datetime import datetime

import sqlalchemy as sa
from flask_security import hash_password
from sqlalchemy.orm import Session

from forms_backend.staff.access import HUB, Role
from forms_backend.staff.models import StaffMember

WORD_BYTES = 12
HUB_ROLES = {Role.HUB_COORDINATOR, Role.HUB_SUPERVISOR}


class BadAccount(Exception):
    """The account cannot be made; the text says why in one sentence."""


def add_account(
    session: Session, *, email: str, name: str, role: Role, controller: str, controllers: set[str], at: datetime
) -> str:
    """Make an account and return its first password, which is shown once and kept nowhere in clear.

    The second factor is set up by the person at their first sign-in; without it no page of the desk opens.

    Raises:
        BadAccount: the address is taken, or role and controller do not go together.
    """
    if controller not in controllers:
        raise BadAccount(f"There is no controller called {controller}: choose one of {', '.join(sorted(controllers))}.")
    if role in HUB_ROLES and controller != HUB:
        raise BadAccount("A Hub role belongs to the controller hub.")
    if role is Role.COUNCIL_SPOC and controller == HUB:
        raise BadAccount("A council SPOC belongs to a council area, not to the hub.")
    if session.scalar(sa.select(StaffMember.id).where(StaffMember.email == email.lower())) is not None:
        raise BadAccount("There is an account with this address already.")
    password = secrets.token_urlsafe(WORD_BYTES)
    session.add(
        StaffMember(
            email=email.lower(), name=name, role=role, controller=controller, password=hash_password(password), created_at_utc=at
        )
    )
    session.flush()
    return password


def close_account(session: Session, email: str) -> bool:
    """End an account and every session it has; the row stays, so that the history still means someone."""
    member = session.scalar(sa.select(StaffMember).where(StaffMember.email == email.lower()))
    if member is None:
        return False
    member.active = False
    member.fs_uniquifier = secrets.token_hex(16)
    return True
