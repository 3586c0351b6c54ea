"""One referral as a member of the Hub's staff sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import abort, current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from forms_backend import history, letters, timekeeping
from forms_backend.cases import open_contact, open_keys
from forms_backend.contact.safe_contact import Channel, ChannelPlan, Permission, SafeContact, may_use
from forms_backend.history import CaseEvent
from forms_backend.journeys import check_answers
from forms_backend.referrals.models import Referral
from forms_backend.sealing import CaseKeys
from forms_backend.staff.access import current_worker

CONTACT_EVENTS = ("contact_tried", "person_reached")
EVENT_WORDS = {
    "referral_received": _l("The form came in"),
    "referral_allocated": _l("Given to a co-ordinator"),
    "contact_tried": _l("Contact tried"),
    "person_reached": _l("We spoke with the person"),
    "safeguarding_check_done": _l("Safeguarding check done"),
    "contact_plan_changed": _l("The plan for safe contact was changed"),
    "address_revealed": _l("A number or address was shown"),
    "referral_closed": _l("Closed"),
}
STATUS_WORDS = {
    "awaiting_check": _l("Waiting for a safeguarding check"),
    "waiting_for_person": _l("The person will contact us"),
    "received": _l("New"),
    "allocated": _l("Allocated"),
    "in_contact": _l("In contact"),
    "closed": _l("Closed"),
}


@dataclass(frozen=True)
class CaseFile:
    """A referral with its keys open. Never kept longer than the request."""

    referral: Referral
    keys: CaseKeys
    contact: SafeContact
    answers: Mapping[str, Any]
    consents: Sequence[Mapping[str, Any]]
    events: Sequence[CaseEvent]

    def attempts(self) -> list[datetime]:
        return [event.at_utc for event in self.events if event.name == "contact_tried"]

    def ways(self, at: datetime) -> list[tuple[ChannelPlan, Permission]]:
        """Every way the person gave, and whether it may be used now."""
        return [(plan, may_use(self.contact, plan.channel, at)) for plan in self.contact.channels]

    def plan_for(self, channel: str) -> ChannelPlan | None:
        return self.contact.plan_for(Channel(channel))

    def with_new_events(self, session: Session) -> CaseFile:
        return replace(self, events=history.events_of(session, self.referral.reference))

    def detail(self, event: CaseEvent) -> dict[str, Any]:
        return history.detail_of(event, self.keys)

    def letters(self, session: Session) -> list[Any]:
        return letters.letters_of(session, self.referral.reference)


def referral_or_404(session: Session, reference: str) -> Referral:
    """By reference and controller: another controller's case is simply not found."""
    found = session.scalar(
        sa.select(Referral).where(Referral.reference == reference, Referral.controller == current_worker().controller)
    )
    if found is None:
        abort(404)
    return found


def open_case(session: Session, referral: Referral) -> CaseFile:
    """Open a case and note who did: there is no other way in, so nobody can look without a trace. The caller commits both."""
    history.record_access(
        session, at=timekeeping.now_utc(), actor=current_worker().id, reference=referral.reference, what="looked at the case"
    )
    keys = open_keys(referral, current_app.extensions["keyring"])
    sealed = referral.open(keys, "sealed_answers")
    return CaseFile(
        referral, keys, open_contact(referral, keys), sealed["answers"], sealed["consents"],
        history.events_of(session, referral.reference),
    )  # fmt: skip


def answer_rows(site: Any, answers: Mapping[str, Any]) -> list[check_answers.Row]:
    """The answers under the questions that were asked, but for contact, which the plan shows."""
    return [row for row in check_answers.answer_rows(site, answers) if row.page not in _contact_page_names()]


def _contact_page_names() -> frozenset[str]:
    from forms_backend.contact.pages import PAGES

    return frozenset(page.name for page in PAGES)
