"""The table of referrals. What is readable here is listed in docs/decisions/0001; the rest is sealed to the Hub."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forms_backend import letters
from forms_backend.cases import SealedCase
from forms_backend.database import Base, Moment
from forms_backend.referrals.status import Status


class Referral(SealedCase, Base):
    """One referral to the Hub. `allocated_to` is a staff id, never a name."""

    __tablename__ = "referrals"

    first_contact_by_utc: Mapped[datetime | None] = mapped_column(Moment, index=True)
    first_contact_at_utc: Mapped[datetime | None] = mapped_column(Moment)
    allocated_to: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    closed_at_utc: Mapped[datetime | None] = mapped_column(Moment)


letters.register_cases(Referral)
letters.ask_before_sending(Referral, lambda case: case.status != Status.AWAITING_CHECK)
