"""Drafts: answers that were not sent yet. Sealed under a key that only the browser's cookie holds; gone after idle minutes.

The row holds an opaque id, sealed bytes and the minute it was last used, nothing else. Without the cookie nobody can open it,
and `purge_idle_drafts` (the worker's) deletes what is left behind.
"""

from __future__ import annotations

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Request, Response, current_app
from sqlalchemy.orm import Mapped, Session, mapped_column
from werkzeug.http import parse_cookie

from forms_backend import sealing
from forms_backend.database import Base, Database, Moment

COOKIE = "draft"
SECURE_COOKIE = "__Host-draft"  # browsers take this name from this very host only, over https: no neighbour can plant one
TOUCH_EVERY = timedelta(minutes=1)  # `last_seen_at_utc` is no finer than this, and idle limits allow for it
_ID_BYTES, _SECRET_BYTES = 16, 32


class Draft(Base):
    """One browser's unsent answers."""

    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    sealed: Mapped[bytes]
    last_seen_at_utc: Mapped[datetime] = mapped_column(Moment, index=True)


_drafts = Draft.__table__
_ONE_TO_CHANGE = (
    sa.select(_drafts.c.sealed, _drafts.c.last_seen_at_utc).where(_drafts.c.id == sa.bindparam("draft_id")).with_for_update()
)
_SAVE = (
    sa.update(_drafts)
    .where(_drafts.c.id == sa.bindparam("draft_id"))
    .values(sealed=sa.bindparam("new_sealed"), last_seen_at_utc=sa.bindparam("seen_at"))
)
_READ = {
    "sqlite": "SELECT sealed, last_seen_at_utc FROM drafts WHERE id = ?",
    "postgresql": "SELECT sealed, last_seen_at_utc FROM drafts WHERE id = %s",
}


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
        return hmac.digest(self.secret, b"form token", "sha256").hex()[:32]

    def is_token(self, text: str) -> bool:
        return hmac.compare_digest(self.token().encode(), text.encode("utf-8", "replace"))

    def __repr__(self) -> str:
        return "DraftKey(...)"


def create(session: Session, content: dict[str, Any], at: datetime) -> DraftKey:
    """A new draft, in the caller's transaction."""
    key = DraftKey.new()
    session.execute(sa.insert(_drafts).values(id=key.draft_id, sealed=_seal(key, content), last_seen_at_utc=at))
    return key


def load(session: Session, key: DraftKey, at: datetime, idle: timedelta) -> dict[str, Any] | None:
    """The draft's content, held until the transaction ends, so that two requests of one browser take turns.

    Returns:
        None when the draft is gone, was left idle too long, or the key does not open it.
    """
    row = session.connection().execute(_ONE_TO_CHANGE, {"draft_id": key.draft_id}).first()
    return None if row is None else _opened(key, row.sealed, row.last_seen_at_utc, at, idle)


def look(database: Database, key: DraftKey, at: datetime, idle: timedelta) -> dict[str, Any] | None:
    """The same for a request that only reads. It takes no lock and opens no transaction of ours: most requests are these."""
    row = _read(database.engine, key)
    if row is None:
        return None
    sealed, seen = row
    last_seen = datetime.fromisoformat(seen) if isinstance(seen, str) else seen
    last_seen = last_seen.replace(tzinfo=UTC) if last_seen.tzinfo is None else last_seen
    content = _opened(key, bytes(sealed), last_seen, at, idle)
    if content is not None and at - last_seen >= TOUCH_EVERY:
        touch(database.session(), key, at)
    return content


def _read(engine: sa.Engine, key: DraftKey) -> tuple | None:
    """The row as the driver gives it. A fault of the driver becomes one of SQLAlchemy's, so that a database that is away is a 503."""
    connection = None
    try:
        connection = engine.raw_connection()
        return connection.dbapi_connection.execute(_READ[engine.dialect.name], (key.draft_id,)).fetchone()
    except engine.dialect.loaded_dbapi.Error as fault:
        if connection is not None:
            connection.invalidate(fault)
        raise sa.exc.OperationalError("read a draft", None, fault, hide_parameters=True) from None
    finally:
        if connection is not None:
            connection.close()


def _opened(key: DraftKey, sealed: bytes, last_seen: datetime, at: datetime, idle: timedelta) -> dict[str, Any] | None:
    if at - last_seen > idle + TOUCH_EVERY:
        return None
    try:
        return sealing.open_field(_key(key), sealed, table="drafts", column="sealed", row=key.draft_id)
    except sealing.CannotOpen:
        return None


def save(session: Session, key: DraftKey, content: dict[str, Any], at: datetime) -> None:
    """Keep new content, in the caller's transaction."""
    session.connection().execute(_SAVE, {"draft_id": key.draft_id, "new_sealed": _seal(key, content), "seen_at": at})


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
    response.set_cookie(
        cookie_name(is_secure=is_secure), key.to_cookie(), httponly=True, secure=is_secure, samesite="Strict", path="/"
    )


def forget_cookie(response: Response, *, is_secure: bool) -> None:
    response.delete_cookie(cookie_name(is_secure=is_secure), httponly=True, secure=is_secure, samesite="Strict", path="/")


def key_of(request: Request) -> DraftKey | None:
    """The key that this request's cookie carries. Read from the header itself, which takes half as long as `request.cookies`."""
    is_secure = current_app.extensions["settings"].cookies_are_secure
    return DraftKey.from_cookie(parse_cookie(request.environ).get(cookie_name(is_secure=is_secure)))


def cookie_name(*, is_secure: bool) -> str:
    return SECURE_COOKIE if is_secure else COOKIE


def _key(key: DraftKey) -> bytes:
    return sealing.key_from_draft_secret(key.secret)


def _seal(key: DraftKey, content: dict[str, Any]) -> bytes:
    return sealing.seal_field(_key(key), content, table="drafts", column="sealed", row=key.draft_id)
