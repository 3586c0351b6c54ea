"""Drafts: answers that were not sent yet. Sealed under a key that only the browser's cookie holds; gone after idle minutes.

The row holds an opaque id, sealed bytes and the minute it was last used, nothing else. Without the cookie nobody can open it,
and `purge_idle_drafts` (the worker's) deletes what is left behind.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Request, Response
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_backend import sealing
from forms_backend.database import Base, Moment

COOKIE = "draft"
TOUCH_EVERY = timedelta(minutes=1)  # `last_seen_at_utc` is no finer than this, and idle limits allow for it
_ID_BYTES, _SECRET_BYTES = 16, 32


class Draft(Base):
    """One browser's unsent answers."""

    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    sealed: Mapped[bytes]
    last_seen_at_utc: Mapped[datetime] = mapped_column(Moment, index=True)


_drafts = Draft.__table__


@dataclass(frozen=True)
class DraftKey:
    """What the cookie holds. `repr` says nothing, so that it never reaches a log."""

    draft_id: str
    secret: bytes

    @classmethod
    def new(cls) -> DraftKey:
        return cls(os.urandom(_ID_BYTES).hex(), os.urandom(_SECRET_BYTES))

    @classmethod
    def from_cookie(cls, text: str | None) -> DraftKey | None:
        """Read the cookie; None when it cannot be one of ours."""
        try:
            raw = urlsafe_b64decode((text or "").encode("ascii"))
        except ValueError:
            return None
        if len(raw) != _ID_BYTES + _SECRET_BYTES:
            return None
        return cls(raw[:_ID_BYTES].hex(), raw[_ID_BYTES:])

    def to_cookie(self) -> str:
        return urlsafe_b64encode(bytes.fromhex(self.draft_id) + self.secret).decode()

    def token(self) -> str:
        """The form token: another site cannot know it, and it lives exactly as long as the draft."""
        return hmac.new(self.secret, b"form token", hashlib.sha256).hexdigest()[:32]

    def is_token(self, text: str) -> bool:
        return hmac.compare_digest(self.token().encode(), text.encode("utf-8", "replace"))

    def __repr__(self) -> str:
        return "DraftKey(...)"


def create(session: Session, content: dict[str, Any], at: datetime) -> DraftKey:
    """A new draft, in the caller's transaction."""
    key = DraftKey.new()
    session.execute(sa.insert(_drafts).values(id=key.draft_id, sealed=_seal(key, content), last_seen_at_utc=at))
    return key


def load(session: Session, key: DraftKey, at: datetime, idle: timedelta, *, to_change: bool = False) -> dict[str, Any] | None:
    """The draft's content; None when it is gone, idle too long, or the key does not open it.

    Args:
        to_change: hold the row until the transaction ends, so that two requests of one browser take turns.
    """
    query = sa.select(_drafts.c.sealed, _drafts.c.last_seen_at_utc).where(_drafts.c.id == key.draft_id)
    row = session.execute(query.with_for_update() if to_change else query).first()
    if row is None or at - row.last_seen_at_utc > idle + TOUCH_EVERY:
        return None
    try:
        content = sealing.open_field(_key(key), row.sealed, table="drafts", column="sealed", row=key.draft_id)
    except sealing.CannotOpen:
        return None
    if not to_change and at - row.last_seen_at_utc >= TOUCH_EVERY:
        touch(session, key, at)
    return content


def save(session: Session, key: DraftKey, content: dict[str, Any], at: datetime) -> None:
    """Keep new content, in the caller's transaction."""
    session.execute(sa.update(_drafts).where(_drafts.c.id == key.draft_id).values(sealed=_seal(key, content), last_seen_at_utc=at))


def touch(session: Session, key: DraftKey, at: datetime) -> None:
    """The person is still there: their time starts again. Commits by itself: it is not part of anything else."""
    session.execute(sa.update(_drafts).where(_drafts.c.id == key.draft_id).values(last_seen_at_utc=at))
    session.commit()


def wipe(session: Session, key: DraftKey) -> None:
    """Delete the draft. Whoever holds its id may do so: wiping must never fail."""
    session.execute(sa.delete(_drafts).where(_drafts.c.id == key.draft_id))


def purge_idle_drafts(session: Session, now: datetime, idle: timedelta) -> int:
    """Delete every draft left idle (the worker runs this each minute); how many there were. Does not commit."""
    return session.execute(sa.delete(_drafts).where(_drafts.c.last_seen_at_utc < now - idle - TOUCH_EVERY)).rowcount


def set_cookie(response: Response, key: DraftKey, *, is_secure: bool) -> None:
    """A session cookie: the browser forgets it when it closes."""
    response.set_cookie(COOKIE, key.to_cookie(), httponly=True, secure=is_secure, samesite="Strict", path="/")


def forget_cookie(response: Response, *, is_secure: bool) -> None:
    response.delete_cookie(COOKIE, httponly=True, secure=is_secure, samesite="Strict", path="/")


def key_of(request: Request) -> DraftKey | None:
    """The key that this request's cookie carries."""
    return DraftKey.from_cookie(request.cookies.get(COOKIE))


def _key(key: DraftKey) -> bytes:
    return sealing.key_from_draft_secret(key.secret)


def _seal(key: DraftKey, content: dict[str, Any]) -> bytes:
    return sealing.seal_field(_key(key), content, table="drafts", column="sealed", row=key.draft_id)
