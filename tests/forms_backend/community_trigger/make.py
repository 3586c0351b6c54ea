"""Valid applications for tests: a test states only what it is about."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask

from forms_backend import references, sealing
from forms_backend.cases import Receipt
from forms_backend.community_trigger.models import Application
from forms_backend.community_trigger.submit import submit
from forms_backend.database import current_session

PUBLIC_URL = "http://127.0.0.1:8000"
SOUTH_CAMBS = "south-cambridgeshire"


def report(happened: str = "2026-11-01", reported: str = "2026-11-02", body: str = "council", **more: str) -> dict[str, str]:
    return {"happened_on": happened, "reported_on": reported, "body": body} | more


def answers(**changes: Any) -> dict[str, Any]:
    """What a person might send: they contact us, three reports that count."""
    return {
        "applying_for": "self",
        "postcode": "",
        "area": SOUTH_CAMBS,
        "call_me": "Sam",
        "who_starts": "them",
        "complaints": [report(), report("2026-11-05", "2026-11-06", "police"), report("2026-11-08", "2026-11-09", "landlord")],
        "declaration": ["yes"],
    } | changes


def safe_email(address: str = "sam@example.org", whose: str = "mine") -> dict[str, str]:
    return {"who_starts": "us", "email_safe": "yes", "email_address": address, "email_whose": whose}


def receipt() -> Receipt:
    code, salt = references.new_code(), b"0123456789abcdef"
    return Receipt(references.new_reference(), code, salt, sealing.key_from_code(code, salt))


@dataclass(frozen=True)
class Made:
    reference: str
    code: str
    shown: dict[str, Any]


def submit_one(app: Flask, at: datetime, receipt_: Receipt | None = None, submission_id: str = "", **changes: Any) -> Made:
    """Send an application and commit it."""
    receipt_ = receipt_ or receipt()
    session = current_session()
    with app.test_request_context():
        shown = submit(
            session, app.extensions["keyring"], app.extensions["directory"], answers=answers(**changes), receipt=receipt_,
            submission_id=submission_id or uuid.uuid4().hex, at=at, public_url=PUBLIC_URL,
        )  # fmt: skip
        session.commit()
    return Made(receipt_.reference, receipt_.code, shown)


def case_of(reference: str) -> Application:
    session = current_session()
    session.expire_all()
    return session.get(Application, reference)
