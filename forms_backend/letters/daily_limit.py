"""So many letters to one address in one day, and then a person looks: forms are open to anybody, and any address fits in them."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from forms_backend.letters.models import DailySends
from forms_backend.timekeeping import uk_date

MOST_A_DAY = 6  # a case has one to three letters in a day; a household or a refuge may have a few cases
FORGET_AFTER = timedelta(days=2)


def may_send_one_more(session: Session, secret: str, channel: str, address: str, at: datetime) -> bool:
    """Count one letter to this address today, in the caller's transaction. False, and not counted, when that would be too many."""
    there = " ".join(address.split()).casefold()
    said = f"sends|{uk_date(at).isoformat()}|{channel}|{there}".encode()
    who = hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    count_one = (
        dialect.insert(DailySends)
        .values(who=who, sent=1, last_at_utc=at)
        .on_conflict_do_update(
            index_elements=["who"], set_={"sent": DailySends.sent + 1, "last_at_utc": at}, where=DailySends.sent < MOST_A_DAY
        )
        .returning(DailySends.sent)
    )
    return session.execute(count_one).scalar() is not None


def forget_old_days(session: Session, now: datetime) -> None:
    session.execute(sa.delete(DailySends).where(DailySends.last_at_utc < now - FORGET_AFTER))
