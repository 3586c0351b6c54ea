"""One browser's visit to a journey: the opened draft, and what changes in it."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, request
from sqlalchemy.orm import Session

from forms_backend import references, sealing, timekeeping
from forms_backend.cases import Receipt
from forms_backend.database import current_session
from forms_backend.journeys import drafts
from forms_backend.journeys.drafts import DraftKey
from forms_backend.journeys.engine import Progress
from forms_backend.journeys.site import JourneySite

_SALT_BYTES = 16


@dataclass
class Visit:
    """`content` is the whole draft, with one part for each journey; `progress` is this journey's."""

    key: DraftKey
    content: dict[str, Any]
    journey: str
    progress: Progress

    @classmethod
    def opened(cls, site: JourneySite, key: DraftKey, content: dict[str, Any]) -> Visit:
        own = content.get(site.name, {})
        return cls(key, content, site.name, Progress(dict(own.get("answers", {})), set(own.get("done", ()))))

    @classmethod
    def create(cls, site: JourneySite, session: Session, at: datetime, *, beside: dict[str, Any] | None = None) -> Visit:
        """A new draft under a new key. What `beside` holds of other journeys comes along."""
        content = {**(beside or {}), site.name: _empty()}
        return cls(drafts.create(session, content, at), content, site.name, Progress())

    @property
    def answers(self) -> dict[str, Any]:
        return self.progress.answers

    @property
    def is_begun(self) -> bool:
        return self.journey in self.content

    @property
    def sent(self) -> dict[str, Any] | None:
        return self.content.get(self.journey, {}).get("sent")

    @property
    def submission_id(self) -> str:
        return self.content[self.journey]["submission_id"]

    @property
    def receipt(self) -> Receipt:
        kept = self.content[self.journey]["receipt"]
        return Receipt(kept["reference"], kept["code"], bytes.fromhex(kept["code_salt"]), bytes.fromhex(kept["code_key"]))

    def has_token(self) -> bool:
        return self.key.is_token(request.form.get("csrf_token", ""))

    def replace(self, names: tuple[str, ...], values: dict[str, Any]) -> None:
        """Put a page's new answers in place of its old ones."""
        for name in names:
            self.progress.answers.pop(name, None)
        self.progress.answers.update(values)

    def mark_sent(self, receipt: Receipt, at: datetime, shown: dict[str, Any]) -> None:
        """Nothing is left of the answers; what the receipt shows stays until the person leaves."""
        self.progress = Progress()
        sent = {"reference": receipt.reference, "code": receipt.code, "at": at.isoformat(), "shown": shown}
        self.content[self.journey] = {"submission_id": self.submission_id, "sent": sent}

    def save(self, session: Session, at: datetime) -> None:
        """Seal and write the draft, in the caller's transaction."""
        if not self.sent:
            own = self.content[self.journey]
            own["answers"], own["done"] = self.progress.answers, sorted(self.progress.done)
        drafts.save(session, self.key, self.content, at)


def visit_of(site: JourneySite, *, to_change: bool = False) -> Visit | None:
    """The visit that this request's cookie opens; None when there is no cookie, or its draft is gone."""
    key = drafts.key_of(request)
    if key is None:
        return None
    extensions, at = current_app.extensions, timekeeping.now_utc()
    idle = timedelta(minutes=extensions["settings"].draft_idle_minutes)
    if to_change:
        content = drafts.load(current_session(), key, at, idle)
    else:
        content = drafts.look(extensions["database"], key, at, idle)
    return None if content is None else Visit.opened(site, key, content)


def prepare_receipt(visit: Visit, *, afresh: bool = False) -> None:
    """Make the reference, the code and the key that the code opens, once, ahead of sending: the key is slow by design."""
    own = visit.content[visit.journey]
    if "receipt" in own and not afresh:
        return
    code, salt = references.new_code(), os.urandom(_SALT_BYTES)
    own["receipt"] = {
        "reference": references.new_reference(),
        "code": code,
        "code_salt": salt.hex(),
        "code_key": sealing.key_from_code(code, salt).hex(),
    }


def _empty() -> dict[str, Any]:
    return {"submission_id": secrets.token_hex(16)}
