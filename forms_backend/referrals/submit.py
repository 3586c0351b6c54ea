"""Receiving a referral: the case, its first event, its tasks and its letter, in one transaction that the caller commits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from forms_backend import history, letters, sealing, tasks
from forms_backend.cases import Receipt
from forms_backend.contact import pages as contact_pages
from forms_backend.contact import safe_contact
from forms_backend.contact.safe_contact import SafeContact
from forms_backend.referrals import rules
from forms_backend.referrals.consents import consents_of
from forms_backend.referrals.models import Referral
from forms_backend.referrals.status import Status
from forms_backend.sealing import CaseKeys, Keyring
from forms_backend.staff.access import HUB
from forms_backend.timekeeping import uk_date
from services_directory import Directory


def submit(
    session: Session, keyring: Keyring, directory: Directory, *,
    answers: Mapping[str, Any], receipt: Receipt, submission_id: str, at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """Insert everything that belongs to a new referral. Does not commit.

    Returns:
        What the receipt shows, as plain JSON.
    """
    keys, contact = CaseKeys.new(), contact_pages.safe_contact_from(answers, at=at)
    referral = _case(answers, receipt, submission_id, at, keys, keyring, contact)
    with session.no_autoflush:  # everything is new: nothing that is looked for here still waits to be written
        session.add(referral)
        session.flush()  # a reference that is taken shows here and nowhere else: the form's page then takes another
        history.record(
            session,
            referral.reference,
            "referral_received",
            at=at,
            actor=history.APPLICANT,
            to_status=referral.status,
            is_first=True,
        )
        for due in rules.tasks_of(answers, at):
            tasks.add_task(
                session, key=f"{referral.reference}:{due.kind}", controller=HUB, reference=referral.reference, kind=due.kind, at=at,
                due_at=due.due_at, is_first=True,
            )  # fmt: skip
        letter = letters.queue_letter(
            session, case=referral, keys=keys, contact=contact, kind="HUB1", facts=_letter_facts(answers, referral, directory),
            at=at, must_go_by=None, held=referral.status == Status.AWAITING_CHECK,  # nobody writes to the child before the check
        )  # fmt: skip
    return {
        "they_start": contact.initiates == safe_contact.Initiates.THEM,
        "contact_by": referral.first_contact_by_utc.isoformat() if referral.first_contact_by_utc else None,
        "letter_goes_by": str(letter.way),
        "is_young": rules.is_young_person(answers),
        "awaits_check": rules.Flag.UNDER_13_CHECK in rules.flags_of(answers),
        "for_someone": rules.is_acting_for_someone(answers),
    }


def _case(
    answers: Mapping[str, Any],
    receipt: Receipt,
    submission_id: str,
    at: datetime,
    keys: CaseKeys,
    keyring: Keyring,
    contact: SafeContact,
) -> Referral:
    referral = Referral(
        reference=receipt.reference,
        controller=HUB,
        status=rules.first_status(answers),
        received_at_utc=at,
        submission_id=submission_id,
        sealed_keys=keyring.seal_keys(keys, HUB, receipt.reference),
        code_salt=receipt.code_salt,
        letters_key_by_code=sealing.wrap_letters_key(keys.letters_key, receipt.code_key, receipt.reference),
        first_contact_by_utc=rules.first_contact_by(answers, at),
    )
    referral.sealed_answers = referral.seal(
        keys, "sealed_answers", {"answers": dict(answers), "consents": consents_of(answers, at.isoformat())}
    )
    referral.sealed_contact = referral.seal(keys, "sealed_contact", safe_contact.to_json(contact))
    return referral


def _letter_facts(answers: Mapping[str, Any], referral: Referral, directory: Directory) -> dict[str, Any]:
    local = directory.local
    return {
        **letters.shared_facts(directory, current_app.extensions["settings"].public_url),
        "reference": referral.reference,
        "greeting_name": answers.get("call_me", ""),
        "received_on": uk_date(referral.received_at_utc),
        "contact_by_words": _("within 24 hours") if referral.first_contact_by_utc else None,
        "hub_phone": local.hub_freephone,
        "hub_email": local.hub_email,
        "hub_hours": local.hub_opening_hours,
    }
