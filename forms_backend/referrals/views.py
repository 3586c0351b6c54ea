"""The Hub's desk: the queue, one case, and what may be done with it. Fetch, check the form, ask the rule, record, redirect."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms_backend import form_adapter, history, letters, tasks, timekeeping
from forms_backend.database import current_session
from forms_backend.referrals import case_file, contact_words, desk_forms, rules
from forms_backend.referrals.case_file import CaseFile, open_case, referral_or_404
from forms_backend.referrals.consents import CONTACT_WORDS, SHARE_WORDS
from forms_backend.referrals.models import Referral
from forms_backend.referrals.public import SITE
from forms_backend.referrals.status import MOVES, MoveNotAllowed, Status, move
from forms_backend.safe_contact import Channel, may_use
from forms_backend.sanitise import clean_html
from forms_backend.staff.access import HUB, Permission, current_worker, staff_may
from forms_backend.staff.models import StaffMember

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
    session = current_session()
    referral = referral_or_404(session, reference)
    history.record_access(
        session, at=timekeeping.now_utc(), actor=current_worker().id, reference=reference, what="looked at the case"
    )
    page = _case_page(open_case(session, referral))
    session.commit()
    return page


@desk.post("/<reference>/reveal")
@staff_may(Permission.WORK_REFERRAL)
def reveal(reference: str):
    """Show one number or address, with a reason that is kept. The plan stands above it."""
    session, at = current_session(), timekeeping.now_utc()
    referral = referral_or_404(session, reference)
    case, form = open_case(session, referral), desk_forms.RevealForm()
    if not form.is_right({}):
        return _case_page(case, wrong=form), 422
    plan = case.plan_for(form.channel.kept)
    if not case.contact.channels:
        abort(404)
    if plan is None or not plan.address:
        form.complain("channel", _("The person gave nothing for this"))
        return _case_page(case, wrong=form), 422
    history.record_access(session, at=at, actor=current_worker().id, reference=reference, what=f"saw {plan.channel} address")
    detail = {"channel": plan.channel, "reason": form.reason.kept}
    history.record(session, reference, "address_revealed", at=at, actor=current_worker().id, keys=case.keys, detail=detail)
    page = _case_page(open_case(session, referral), revealed=plan)
    session.commit()
    return page


@desk.post("/<reference>/take")
@staff_may(Permission.WORK_REFERRAL)
def take(reference: str):
    """A co-ordinator takes the case."""
    return _allocate(reference, current_worker().id)


@desk.post("/<reference>/allocate")
@staff_may(Permission.ALLOCATE_REFERRAL)
def allocate(reference: str):
    """A supervisor gives the case to someone."""
    form = desk_forms.AllocateForm.for_workers(list(_names().items()))()
    if not form.is_right({}):
        session = current_session()
        return _case_page(open_case(session, referral_or_404(session, reference)), wrong=form), 422
    return _allocate(reference, form["worker"].kept)


@desk.post("/<reference>/contact")
@staff_may(Permission.WORK_REFERRAL)
def note_contact(reference: str):
    """Note a contact. Speaking with the person stops the 24-hour clock; three attempts that count make a task."""
    session, at = current_session(), timekeeping.now_utc()
    referral = referral_or_404(session, reference)
    case, form = open_case(session, referral), desk_forms.ContactForm()
    if not form.is_right({}):
        return _case_page(case, wrong=form), 422
    if referral.status == Status.AWAITING_CHECK:  # nobody may be contacted yet, and the page does not offer it
        abort(409)
    detail = {"channel": form.contact_channel.kept, "outcome": form.outcome.kept, "note": form.contact_note.kept}
    if form.outcome.kept == "spoke":
        _reached(referral, case, detail)
    else:
        history.record(session, reference, "contact_tried", at=at, actor=current_worker().id, keys=case.keys, detail=detail)
        counted = rules.counted_attempts([*case.attempts(), at])
        if len(counted) >= rules.ATTEMPTS:
            kind = rules.after_three_attempts(post_is_safe=may_use(case.contact, Channel.POST, at).allowed)
            tasks.add_task(session, key=f"{reference}:{kind}", controller=HUB, reference=reference, kind=kind, at=at, due_at=at)
    session.commit()
    return _back_to(reference, _("Noted."))


@desk.post("/<reference>/check")
@staff_may(Permission.WORK_REFERRAL)
def check_done(reference: str):
    """The safeguarding check of a child under 13 is done: from here on the person may be contacted."""
    session = current_session()
    referral = referral_or_404(session, reference)
    case, form = open_case(session, referral), desk_forms.CheckForm()
    if not form.is_right({}):
        return _case_page(case, wrong=form), 422
    _move(referral, rules.status_after_check(case.answers), "safeguarding_check_done", case, {"note": form.check_note.kept})
    session.commit()
    return _back_to(reference, _("The check is noted."))


@desk.post("/<reference>/close")
@staff_may(Permission.WORK_REFERRAL)
def close(reference: str):
    session = current_session()
    referral = referral_or_404(session, reference)
    case, form = open_case(session, referral), desk_forms.CloseForm()
    if not form.is_right({}):
        return _case_page(case, wrong=form), 422
    _move(referral, Status.CLOSED, "referral_closed", case, {"reason": form.close_reason.kept, "note": form.close_note.kept})
    referral.closed_at_utc = timekeeping.now_utc()
    session.commit()
    return _back_to(reference, _("The case is closed."))


def _allocate(reference: str, worker_id: str) -> Any:
    session = current_session()
    referral = referral_or_404(session, reference)
    case = open_case(session, referral)
    referral.allocated_to = worker_id
    if referral.status in (Status.RECEIVED, Status.WAITING_FOR_PERSON):
        _move(referral, Status.ALLOCATED, "referral_allocated", case, {"to": worker_id})
    else:
        at = timekeeping.now_utc()
        history.record(
            session, reference, "referral_allocated", at=at, actor=current_worker().id, keys=case.keys, detail={"to": worker_id}
        )
    session.commit()
    return _back_to(reference, _("Allocated."))


def _reached(referral: Referral, case: CaseFile, detail: dict[str, Any]) -> None:
    at = timekeeping.now_utc()
    referral.first_contact_at_utc = referral.first_contact_at_utc or at
    if Status.IN_CONTACT in MOVES[Status(referral.status)]:
        _move(referral, Status.IN_CONTACT, "person_reached", case, detail)
    else:
        history.record(
            current_session(),
            referral.reference,
            "person_reached",
            at=at,
            actor=current_worker().id,
            keys=case.keys,
            detail=detail,
        )


def _move(referral: Referral, after: Status, name: str, case: CaseFile, detail: dict[str, Any]) -> None:
    before = Status(referral.status)
    try:
        referral.status = move(before, after)
    except MoveNotAllowed:
        abort(409)
    history.record(
        current_session(), referral.reference, name, at=timekeeping.now_utc(), actor=current_worker().id, keys=case.keys,
        detail=detail, from_status=before, to_status=after,
    )  # fmt: skip


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


def _back_to(reference: str, sentence: str) -> Any:
    flash(sentence)
    return redirect(url_for("referrals_desk.show", reference=reference), 303)
