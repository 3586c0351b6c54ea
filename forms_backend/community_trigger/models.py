"""The table of applications. What is readable here is in docs/decisions/0001; whatever a person typed is sealed."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forms_backend.cases import SealedCase
from forms_backend.community_trigger.status import Status
from forms_backend.database import Base


class Application(SealedCase, Base):
    """One request for an ASB Case Review. Its controller is the id of the council area that decides it.

    `rules_valid_from` names the area's rules in force when it arrived: kept for its whole life. Every date is a UK date and was
    computed once (`rules.py`); `next_due_on` is only the place in the queue.

    Sealed: `sealed_answers` (the form, applicant and victim apart), `sealed_contact` (the applicant's safe-contact plan),
    `sealed_decision` (the reason, what was weighed, and which complaints a person counted).
    """

    __tablename__ = "applications"

    rules_valid_from: Mapped[date]
    clock_starts_on: Mapped[date]
    acknowledge_by: Mapped[date]
    ct1_sent_on: Mapped[date | None]
    assess_by: Mapped[date]
    assess_cap: Mapped[date]
    information_by: Mapped[date]
    decided_on: Mapped[date | None]
    decision: Mapped[str | None] = mapped_column(sa.String(8))  # met or not_met
    discuss_by: Mapped[date | None]
    discuss_by_cautious: Mapped[date]
    meeting_group: Mapped[str | None] = mapped_column(sa.String(60))
    meeting_on: Mapped[date | None]
    next_due_on: Mapped[date | None] = mapped_column(index=True)
    sealed_decision: Mapped[bytes | None]

    @property
    def area(self) -> str:
        return self.controller

    @property
    def state(self) -> Status:
        return Status(self.status)
