"""How letters meet the domains without importing them: which tables hold cases, and who wants to know that a letter was sent.

A domain says both once, beside its models, so that the web, the desk and the worker all know:

    letters.register_cases(Application)
    letters.on_sent("CT1", acknowledge)
    letters.ask_before_sending(Referral, is_checked)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forms_backend.cases import SealedCase

if TYPE_CHECKING:
    from forms_backend.letters.models import Letter

OnSent = Callable[[Session, SealedCase, "Letter", datetime], None]
MaySend = Callable[[SealedCase], bool]
_case_models: list[type[SealedCase]] = []
_on_sent: dict[str, list[OnSent]] = {}
_may_send: dict[type[SealedCase], MaySend] = {}


def register_cases(model: type[SealedCase]) -> type[SealedCase]:
    """Say that this table holds cases that letters are written to. The same table twice changes nothing."""
    if model not in _case_models:
        _case_models.append(model)
    return model


def find_case(session: Session, reference: str, *, to_change: bool = False) -> SealedCase | None:
    """The case with this reference, whichever domain holds it. Always asks every table, so the time it takes tells nothing.

    Args:
        to_change: read it afresh and hold it until the transaction ends.
    """
    queries = [sa.select(model).where(model.reference == reference) for model in _case_models]
    if to_change:
        queries = [query.with_for_update().execution_options(populate_existing=True) for query in queries]
    found = [session.scalar(query) for query in queries]
    return next((case for case in found if case is not None), None)


def on_sent(kind: str, callback: OnSent) -> OnSent:
    """Call `callback(session, case, letter, at)` once for each letter of this kind, in the transaction that records it as sent.

    Sent means: the mail server took the email; staff posted the letter; the person read it with their code; or staff gave it in
    a way agreed with the person (`letter.sent_by` says which). The callback must not commit, and may run where there is no
    private key.
    """
    callbacks = _on_sent.setdefault(kind, [])
    if callback not in callbacks:
        callbacks.append(callback)
    return callback


def callbacks_for(kind: str) -> tuple[OnSent, ...]:
    return tuple(_on_sent.get(kind, ()))


def ask_before_sending(model: type[SealedCase], may_send: MaySend) -> MaySend:
    """Ask `may_send(case)` at the moment of each send. While it says no, that case's letters wait; none of them is lost.

    For a case that a person must look at first, such as a young child's. It reads the readable columns only, and once for a table.
    """
    _may_send[model] = may_send
    return may_send


def may_send(case: SealedCase) -> bool:
    """What the domain says of this case: yes when it said nothing."""
    asked = _may_send.get(type(case))
    return asked is None or asked(case)
