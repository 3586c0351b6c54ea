"""The Hub's desk: the queue, one case, and what may be done with it. Fetch, check the form, ask the rule, record, redirect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from forms_backend import history, letters, tasks, timekeeping
from forms_backend.contact.safe_contact import Channel, may_use
from forms_backend.database import current_session
from forms_backend.questions import form_adapter
from forms_backend.referrals import case_file, contact_words, desk_forms, rules
from forms_backend.referrals.case_file import CaseFile, open_case, referral_or_404
from forms_backend.referrals.consents import CONTACT_WORDS, SHARE_WORDS
from forms_backend.referrals.models import Referral
from forms_backend.referrals.public import SITE
from forms_backend.referrals.status import MOVES, MoveNotAllowed, Status, move
from forms_backend.sanitise import clean_html
from forms_backend.staff.access import HUB, Permission, current_worker, staff_may
from forms_backend.staff.models import StaffMember

CHANGED_BY_OTHERS = (MoveNotAllowed, StaleDataError, IntegrityError)
desk = Blueprint("referrals_desk", __name__, url_prefix="/desk/referrals", template_folder="templates")


@desk.get("/")
@staff_may(Permission.SEE_REFERRAL)
def queue():
    """Open referrals, the nearest clock first. Opens no seal: what is shown is a reference, a status and dates."""
    waits_longest = sa.func.coalesce(Referral.first_contact_by_utc, Referral.received_at_utc)
    shown = Referral.status == Status.CLOSED if request.args.get("closed") else Referral.status != Status.CLOSED
    referrals = current_session().scalars(
        sa.select(Referral)
        .where(Referral.controller == current_worker().controller, shown)
        .order_by(Referral.first_contact_at_utc.is_not(None), waits_longest)
        .limit(500)
    )
    return render_template(
        "referrals/desk_queue.html", referrals=referrals.all(), now=timekeeping.now_utc(), status_words=case_file.STATUS_WORDS,
        names=_names(), closed=bool(request.args.get("closed")),
    )  # fmt: skip


@desk.get("/<reference>/")
@staff_may(Permission.SEE_REFERRAL)
def show(reference: str):
    return _answer(_opened(reference))


@desk.post("/<reference>/reveal")
@staff_may(Permission.WORK_REFERRAL)
def reveal(reference: str):
    """Show one number or address, with a reason that is kept. The plan stands above it."""
    session, at = current_session(), timekeeping.now_utc()
    case, form = _opened(reference), desk_forms.RevealForm()
    if not form.is_right({}):
        return _answer(case, wrong=form)
    plan = case.plan_for(form.channel.kept)
    if not case.contact.channels:
        abort(404)
    if plan is None or not plan.address:
        form.complain("channel", _("The person gave nothing for this"))
        return _answer(case, wrong=form)
    history.record_access(session, at=at, actor=current_worker().id, reference=reference, what=f"saw {plan.channel} address")
    detail = {"channel": plan.channel, "reason": form.reason.kept}
    history.record(session, reference, "address_revealed", at=at, actor=current_worker().id, keys=case.keys, detail=detail)
    return _answer(case.with_new_events(session), revealed=plan)


@desk.post("/<reference>/take")
@staff_may(Permission.WORK_REFERRAL)
def take(reference: str):
    """A co-ordinator takes the case."""
    return _work(reference, None, lambda case, _form: _allocate(case, current_worker().id), _("Allocated."))


@desk.post("/<reference>/allocate")
@staff_may(Permission.ALLOCATE_REFERRAL)
def allocate(reference: str):
    """A supervisor gives the case to someone."""
    form = desk_forms.AllocateForm.for_workers(list(_names().items()))()
    return _work(reference, form, lambda case, form: _allocate(case, form["worker"].kept), _("Allocated."))


@desk.post("/<reference>/contact")
@staff_may(Permission.WORK_REFERRAL)
def note_contact(reference: str):
    """Note a contact. Speaking with the person stops the 24-hour clock; three attempts that count make a task."""
    return _work(reference, desk_forms.ContactForm(), _note_contact, _("Noted."))


@desk.post("/<reference>/check")
@staff_may(Permission.WORK_REFERRAL)
def check_done(reference: str):
    """The safeguarding check of a child under 13 is done: from here on the person may be contacted, and their letter goes."""
    return _work(reference, desk_forms.CheckForm(), _check_done, _("The check is noted."))


@desk.post("/<reference>/close")
@staff_may(Permission.WORK_REFERRAL)
def close(reference: str):
    return _work(reference, desk_forms.CloseForm(), _close, _("The case is closed."))


def _opened(reference: str) -> CaseFile:
    session = current_session()
    return open_case(session, referral_or_404(session, reference))


def _work(reference: str, form: Any, act: Callable[[CaseFile, Any], None], done: str) -> Any:
    """Open the case, check the form, act, commit. When someone else changed the case first, say so and keep what was typed."""
    session, case = current_session(), _opened(reference)
    if form is not None and not form.is_right({}):
        return _answer(case, wrong=form)
    if request.form.get("version") != str(case.referral.version):
        return _changed_meanwhile(case, form)
    try:
        act(case, form)
        session.commit()
    except CHANGED_BY_OTHERS:
        session.rollback()
        return _changed_meanwhile(_opened(reference), form)
    flash(done)
    return redirect(url_for("referrals_desk.show", reference=reference), 303)


def _note_contact(case: CaseFile, form: Any) -> None:
    session, at, referral = current_session(), timekeeping.now_utc(), case.referral
    if referral.status == Status.AWAITING_CHECK:
        raise MoveNotAllowed("nobody may be contacted yet, and the page does not offer it")
    detail = {"channel": form.contact_channel.kept, "outcome": form.outcome.kept, "note": form.contact_note.kept}
    if form.outcome.kept == "spoke":
        _reached(case, detail)
        return
    _record(case, "contact_tried", detail)
    counted = rules.counted_attempts([*case.attempts(), at])
    if len(counted) >= rules.ATTEMPTS:
        kind, key = rules.after_three_attempts(post_is_safe=may_use(case.contact, Channel.POST, at).allowed), referral.reference
        tasks.add_task(session, key=f"{key}:{kind}", controller=HUB, reference=key, kind=kind, at=at, due_at=at)


def _check_done(case: CaseFile, form: Any) -> None:
    _move(case, rules.status_after_check(case.answers), "safeguarding_check_done", {"note": form.check_note.kept})
    letters.release_held(
        current_session(), case=case.referral, keys=case.keys, contact=case.contact, at=timekeeping.now_utc()
    )  # fmt: skip


def _close(case: CaseFile, form: Any) -> None:
    _move(case, Status.CLOSED, "referral_closed", {"reason": form.close_reason.kept, "note": form.close_note.kept})
    case.referral.closed_at_utc = timekeeping.now_utc()


def _allocate(case: CaseFile, worker_id: str) -> None:
    case.referral.allocated_to = worker_id
    if case.referral.status in (Status.RECEIVED, Status.WAITING_FOR_PERSON):
        _move(case, Status.ALLOCATED, "referral_allocated", {"to": worker_id})
    else:
        _record(case, "referral_allocated", {"to": worker_id})


def _reached(case: CaseFile, detail: dict[str, Any]) -> None:
    referral = case.referral
    referral.first_contact_at_utc = referral.first_contact_at_utc or timekeeping.now_utc()
    if Status.IN_CONTACT in MOVES[Status(referral.status)]:
        _move(case, Status.IN_CONTACT, "person_reached", detail)
    else:
        _record(case, "person_reached", detail)


def _move(case: CaseFile, after: Status, name: str, detail: dict[str, Any]) -> None:
    before = Status(case.referral.status)
    case.referral.status = move(before, after)
    _record(case, name, detail, from_status=before, to_status=after)


def _record(case: CaseFile, name: str, detail: dict[str, Any], **statuses: Status) -> None:
    history.record(
        current_session(), case.referral.reference, name, at=timekeeping.now_utc(), actor=current_worker().id, keys=case.keys,
        detail=detail, **statuses,
    )  # fmt: skip


def _answer(case: CaseFile, *, wrong: Any = None, revealed: Any = None) -> Any:
    """Show the case. The note of who looked is committed before anyone sees it."""
    page = _case_page(case, wrong=wrong, revealed=revealed)
    current_session().commit()
    return page, 200 if wrong is None else 422


def _changed_meanwhile(case: CaseFile, form: Any) -> Any:
    """Two people worked on one case: nothing of the second is recorded, and nothing they typed is lost."""
    typed = form_adapter.in_words(type(form), form.kept()) if form is not None else []
    page = render_template(
        "referrals/desk_changed.html", referral=case.referral, status_words=case_file.STATUS_WORDS,
        typed=[(label, text) for _name, label, text in typed if text],
    )  # fmt: skip
    current_session().commit()
    return page, 409


def _case_page(case: CaseFile, *, wrong: Any = None, revealed: Any = None) -> str:
    """The case. The plan for safe contact comes first; a number only after it, and only when asked for."""
    at, session = timekeeping.now_utc(), current_session()
    shown: dict[str, Any] = {
        form.__name__: form(formdata=None)
        for form in (desk_forms.RevealForm, desk_forms.ContactForm, desk_forms.CheckForm, desk_forms.CloseForm)
    }
    shown["AllocateTo"] = desk_forms.AllocateForm.for_workers(list(_names().items()))(formdata=None)
    if wrong is not None:
        shown[type(wrong).__name__] = wrong
    return render_template(
        "referrals/desk_case.html", case=case, referral=case.referral, contact=case.contact, ways=case.ways(at), now=at,
        rows=case_file.answer_rows(SITE, case.answers), events=case.events, event_words=case_file.EVENT_WORDS, revealed=revealed,
        letters=[(letter, letters.open_letter(letter, case.keys.letters_key)) for letter in case.letters(session)],
        status_words=case_file.STATUS_WORDS, flags=sorted(rules.flags_of(case.answers)), names=_names(), forms=shown,
        form_html=form_adapter.filled_fields_html, errors=form_adapter.errors_of(wrong) if wrong is not None else [],
        channel_words=dict(desk_forms.CHANNELS), outcome_words=dict(desk_forms.OUTCOMES) | dict(desk_forms.CLOSING_REASONS),
        may_contact_other=rules.may_contact_the_other_person(case.answers), acting=rules.is_acting_for_someone(case.answers),
        moves=MOVES[Status(case.referral.status)], may_allocate=current_worker().may(Permission.ALLOCATE_REFERRAL),
        contact_words=contact_words, clean_html=clean_html,
        consent_words={"be_contacted": CONTACT_WORDS} | {f"share_with_{whom}": words for whom, words in SHARE_WORDS.items()},
        may_work=current_worker().may(Permission.WORK_REFERRAL), counted=len(rules.counted_attempts(case.attempts())),
    )  # fmt: skip


def _names() -> dict[str, str]:
    """The Hub's staff, by id."""
    members = current_session().scalars(
        sa.select(StaffMember).where(StaffMember.controller == current_worker().controller, StaffMember.active)
    )
    return {member.public_id: member.name for member in members}
