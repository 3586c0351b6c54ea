"""/desk/letters: letters as sent, and the print queue. Staff see their own controller's letters only; every look is logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forms_backend import cases, history, tasks, timekeeping
from forms_backend.cases import SealedCase
from forms_backend.contact.safe_contact import Channel, SafeContact, may_use
from forms_backend.database import current_session
from forms_backend.letters import outbox
from forms_backend.letters.delivery import mark_sent
from forms_backend.letters.models import Letter, OutboxItem, Way
from forms_backend.letters.outbox import AlreadyQueued, add_task, finish_tasks, open_letter, send_another_way
from forms_backend.letters.parcels import window_address
from forms_backend.letters.pdf import letter_pdf
from forms_backend.letters.print_folder import take_out_or_tell
from forms_backend.letters.registry import find_case, may_send
from forms_backend.letters.stopping import printed_names, stop_letter
from forms_backend.sealing import CaseKeys
from forms_backend.staff.access import Permission, current_worker, staff_may

print_desk = Blueprint("print_desk", __name__, url_prefix="/desk/letters", template_folder="templates")
RETURNED = "letter_returned"
SHOW_POSTED_FOR = timedelta(days=60)


WAYS = {
    Way.EMAIL: _l("Email"),
    Way.POST: _l("Post"),
    Way.COLLECT: _l("Collected with the code"),
    Way.STAFF: _l("Given by staff, in an agreed way"),
}


@print_desk.app_template_global()
def way_words(way: str) -> str:
    """How a letter goes or went, in words."""
    return str(WAYS[Way(way)])


@dataclass(frozen=True)
class Printed:
    """One printed letter; `is_safe` is asked of the plan as it is now, because a plan can change after printing."""

    item: OutboxItem
    letter: Letter
    is_safe: bool


@print_desk.get("/")
@staff_may(Permission.PRINT_LETTERS)
def waiting() -> str:
    """Letters to post, and those posted lately, which may come back."""
    now = timekeeping.now_utc()
    printed = [
        Printed(item, letter, _may_be_posted(letter, now))
        for item, letter in _post(OutboxItem.done_at_utc.is_not(None), OutboxItem.posted_at_utc.is_(None))
    ]
    posted = _post(OutboxItem.posted_at_utc > now - SHOW_POSTED_FOR, OutboxItem.returned_at_utc.is_(None))
    return render_template("letters/desk_waiting.html", printed=printed, posted=posted)


@print_desk.get("/<reference>/<kind>/<int:number>/")
@staff_may(Permission.PRINT_LETTERS)
def show(reference: str, kind: str, number: int) -> str:
    """A letter as it was sent."""
    letter = _letter_or_404(reference, kind, number)
    keys, _contact = _opened(letter)
    composed = open_letter(letter, keys.letters_key)
    return render_template("letters/desk_letter.html", letter=letter, composed=composed, items=_items_of(letter))


@print_desk.get("/<reference>/<kind>/<int:number>/document")
@staff_may(Permission.PRINT_LETTERS)
def document(reference: str, kind: str, number: int) -> Response:
    """The letter to print: with the address while post is safe, else without one, so that it cannot be posted by mistake."""
    letter = _letter_or_404(reference, kind, number)
    keys, contact = _opened(letter)
    permission = may_use(contact, Channel.POST, timekeeping.now_utc())
    composed = open_letter(letter, keys.letters_key)
    address = window_address(permission.address) if permission.allowed else []
    pdf = letter_pdf(composed, address=address, large_print=contact.letter_format == "large_print")
    return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{reference}.pdf"'})


@print_desk.post("/<int:item_id>/posted")
@staff_may(Permission.PRINT_LETTERS)
def posted(item_id: int) -> Response:
    """Someone put it in the post; refused, with a task, when post is no longer safe."""
    session, now, worker = current_session(), timekeeping.now_utc(), current_worker()
    item, letter = _item_or_404(item_id, OutboxItem.done_at_utc.is_not(None), OutboxItem.posted_at_utc.is_(None))
    if _may_be_posted(letter, now):
        item.posted_at_utc, item.posted_by = now, worker.id
        mark_sent(session, letter, Way.POST, at=now, actor=worker.id)
        flash(_("%(reference)s is noted as posted.", reference=letter.reference))
    else:
        item.done_at_utc, item.cancelled_at_utc, letter.way = None, now, Way.COLLECT
        history.record(session, letter.reference, f"{letter.kind}_not_posted", at=now, actor=worker.id)
        if _is_ours(letter) and letter.sent_at_utc is None:
            add_task(session, letter, outbox.NEEDS_A_SAFE_WAY, at=now)
        flash(
            _("%(reference)s must not be posted: post is no longer safe. Destroy the printed copy.", reference=letter.reference)
        )
    session.commit()
    take_out_or_tell(printed_names([item]))
    return redirect(url_for("print_desk.waiting"), 303)


@print_desk.post("/<int:item_id>/returned")
@staff_may(Permission.PRINT_LETTERS)
def returned(item_id: int) -> Response:
    """It came back: a person must find another way, so there is a task by tomorrow."""
    session, now, worker = current_session(), timekeeping.now_utc(), current_worker()
    item, letter = _item_or_404(item_id, OutboxItem.posted_at_utc.is_not(None), OutboxItem.returned_at_utc.is_(None))
    item.returned_at_utc = now
    history.record(session, letter.reference, f"{letter.kind}_came_back", at=now, actor=worker.id)
    if _is_ours(letter):
        tasks.add_task(
            session, key=f"{RETURNED}:{item.key}", controller=letter.controller, reference=letter.reference, kind=RETURNED,
            at=now, due_at=now + timedelta(days=1),
        )  # fmt: skip
        flash(_("%(reference)s came back. There is a task to find another way.", reference=letter.reference))
    else:
        flash(_("%(reference)s came back. Another council has the case now and writes by itself.", reference=letter.reference))
    session.commit()
    return redirect(url_for("print_desk.waiting"), 303)


@print_desk.post("/<reference>/<kind>/<int:number>/given")
@staff_may(Permission.PRINT_LETTERS)
def given(reference: str, kind: str, number: int) -> Response:
    """Staff gave the letter, or told what it says, in a way agreed with the person."""
    session, now, worker = current_session(), timekeeping.now_utc(), current_worker()
    letter = _letter_or_404(reference, kind, number)
    _opened(letter)
    stopped = stop_letter(session, letter, at=now)
    mark_sent(session, letter, Way.STAFF, at=now, actor=worker.id)
    finish_tasks(session, letter, at=now, by=worker.id)
    session.commit()
    take_out_or_tell(printed_names(stopped))
    flash(_("Noted: the person has this letter."))
    return redirect(url_for("print_desk.show", reference=reference, kind=kind, number=number), 303)


@print_desk.post("/<reference>/<kind>/<int:number>/again")
@staff_may(Permission.PRINT_LETTERS)
def again(reference: str, kind: str, number: int) -> Response:
    """Send by the plan as it is now: after a failure, after a way became safe, or when it came back."""
    session, now, worker = current_session(), timekeeping.now_utc(), current_worker()
    letter = _letter_or_404(reference, kind, number)
    _keys, contact = _opened(letter)
    printed = [item for item in _items_of(letter) if item.done_at_utc is not None and item.posted_at_utc is None]
    try:
        route = send_another_way(session, letter, contact, now)
    except AlreadyQueued:
        flash(_("This letter is on its way already."))
    else:
        if route.due_at is None:
            flash(_("No way is safe yet, so nothing was sent."))
        else:
            finish_tasks(session, letter, at=now, by=worker.id)
            history.record(session, reference, f"{kind}_put_on_its_way_again", at=now, actor=worker.id)
            flash(_("The letter is on its way, in a way the person marked as safe."))
    session.commit()
    take_out_or_tell(printed_names(item for item in printed if item.cancelled_at_utc is not None))
    return redirect(url_for("print_desk.show", reference=reference, kind=kind, number=number), 303)


def _post(*conditions: sa.ColumnElement[bool]) -> list[tuple[OutboxItem, Letter]]:
    query = (
        sa.select(OutboxItem, Letter)
        .join(Letter, Letter.id == OutboxItem.letter_id)
        .order_by(OutboxItem.due_at_utc, OutboxItem.id)
    )
    mine = (OutboxItem.controller == current_worker().controller, OutboxItem.channel == Channel.POST)
    return [tuple(row) for row in current_session().execute(query.where(*mine, *conditions))]


def _item_or_404(item_id: int, *conditions: sa.ColumnElement[bool]) -> tuple[OutboxItem, Letter]:
    found = _post(OutboxItem.id == item_id, *conditions)
    if not found:
        abort(404)
    return found[0]


def _letter_or_404(reference: str, kind: str, number: int) -> Letter:
    letter = current_session().scalar(
        sa.select(Letter).where(Letter.key == f"{reference}:{kind}:{number}", Letter.controller == current_worker().controller)
    )
    if letter is None:
        abort(404)
    return letter


def _items_of(letter: Letter) -> list[OutboxItem]:
    query = sa.select(OutboxItem).where(OutboxItem.letter_id == letter.id).order_by(OutboxItem.id)
    return list(current_session().scalars(query))


def _is_ours(letter: Letter) -> bool:
    """False when the case is gone or was passed on: then the other council writes its own letters, and we cannot open it."""
    case = find_case(current_session(), letter.reference)
    return case is not None and case.controller == letter.controller


def _may_be_posted(letter: Letter, now: datetime) -> bool:
    """By the plan as it is now. Nobody sees the plan by this, only the answer, so it is no look at the case."""
    case = find_case(current_session(), letter.reference)
    if case is None or case.controller != letter.controller or not may_send(case):
        return False
    return may_use(_plan(case)[1], Channel.POST, now).allowed


def _opened(letter: Letter) -> tuple[CaseKeys, SafeContact]:
    """Open the case of a letter for the member of staff who asks. Each look is in the access log, whatever comes of it."""
    session, case = current_session(), find_case(current_session(), letter.reference)
    if case is None or case.controller != letter.controller:
        abort(404)
    history.record_access(
        session, at=timekeeping.now_utc(), actor=current_worker().id, reference=letter.reference, what=f"letter {letter.kind}"
    )
    session.commit()
    return _plan(case)


def _plan(case: SealedCase) -> tuple[CaseKeys, SafeContact]:
    keys = cases.open_keys(case, current_app.extensions["keyring"])
    return keys, cases.open_contact(case, keys)
