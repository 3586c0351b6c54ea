"""The desk of a council's single point of contact: queue, case, threshold decision. Only their own area's cases exist here."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from forms_backend import history, letters, references, tasks, timekeeping
from forms_backend.community_trigger import acknowledgement, clock_table, decision, desk_forms, desk_page, pass_on, wording
from forms_backend.community_trigger.models import Application
from forms_backend.community_trigger.opened import OpenedCase, open_case
from forms_backend.community_trigger.status import BEFORE_DECISION, MoveNotAllowed, Status, move
from forms_backend.contact.safe_contact import Channel, may_use
from forms_backend.database import current_session
from forms_backend.questions import form_adapter
from forms_backend.questions.fields import DatePartsField
from forms_backend.questions.form_adapter import QuestionForm, RenderedPage
from forms_backend.staff.access import Permission, current_worker, staff_may

desk = Blueprint("applications_desk", __name__, url_prefix="/desk/applications", template_folder="templates")
CHANGED_BY_OTHERS = (StaleDataError, IntegrityError)


@desk.get("/")
@staff_may(Permission.SEE_APPLICATION)
def queue():
    """Every case of the area: those with a limit running first, the nearest limit on top."""
    own = sa.select(Application).where(Application.controller == current_worker().controller)
    found = current_session().scalars(
        own.order_by(Application.next_due_on.is_(None), Application.next_due_on, Application.received_at_utc).limit(500)
    )
    return render_template("community_trigger/desk_queue.html", cases=found.all(), today=timekeeping.today(), words=wording)


@desk.get("/<reference>/")
@staff_may(Permission.SEE_APPLICATION)
def show(reference: str):
    return _case_page(_opened(reference, "case"))


@desk.post("/<reference>/contact")
@staff_may(Permission.SEE_APPLICATION)
def reveal_contact(reference: str):
    """Numbers and addresses, for a reason that is kept. Not a page one can come back to."""
    form = form_adapter.read(desk_forms.ReasonForm, request.form)
    if not form.is_right({}):
        return _case_page(_opened(reference, "case"), form), 422
    opened = _opened(reference, "contact")
    at = timekeeping.now_utc()
    history.record(
        current_session(), opened.case.reference, "contact_revealed", at=at, actor=current_worker().id, keys=opened.keys,
        detail={"reason": form.reason.data},
    )  # fmt: skip
    current_session().commit()
    permissions = [(channel, may_use(opened.contact, channel, at)) for channel in Channel if channel is not Channel.COLLECT]
    return render_template("community_trigger/desk_contact.html", opened=opened, permissions=permissions, words=desk_page)


@desk.post("/<reference>/assess")
@staff_may(Permission.DECIDE_THRESHOLD)
def start_assessing(reference: str):
    case = _own_case(reference)
    if _is_stale(case):
        return _go_back(reference, _("Someone else changed this case. Look at it again, then go on."))
    try:
        before, case.status = case.state, move(case.state, Status.ASSESSING)
        acknowledgement.queue_again(case)
        history.record(
            current_session(), case.reference, "assessment_started", at=timekeeping.now_utc(), actor=current_worker().id,
            from_status=before, to_status=case.status,
        )  # fmt: skip
        current_session().commit()
    except (MoveNotAllowed, *CHANGED_BY_OTHERS):
        current_session().rollback()
        return _go_back(reference, _("Someone else changed this case. Look at it again, then go on."))
    return _go_back(reference, _("You have begun to assess this case."))


@desk.get("/<reference>/decide")
@staff_may(Permission.DECIDE_THRESHOLD)
def decide(reference: str):
    opened = _opened(reference, "decision")
    if opened.case.state is not Status.ASSESSING:
        return _go_back(reference, _("Begin to assess the case first."))
    form_class = desk_forms.decision_form(opened, timekeeping.today())
    return _form_page("desk_decide", opened, form_class(formdata=None, data=desk_forms.advised_answers(opened)))


@desk.post("/<reference>/decide")
@staff_may(Permission.DECIDE_THRESHOLD)
def record_decision(reference: str):
    """First the letter is shown; only the button under it records the decision and sends the letter."""
    opened = _opened(reference, "decision")
    if opened.case.state is not Status.ASSESSING:
        return _changed_meanwhile("desk_decide", opened, None)
    form = form_adapter.read(desk_forms.decision_form(opened, timekeeping.today()), request.form)
    if not form.is_right({}):
        return _form_page("desk_decide", opened, form), 422
    if _is_stale(opened.case):
        return _changed_meanwhile("desk_decide", opened, form)
    decided, at = form.decision(), timekeeping.now_utc()
    shared = (_directory(), current_app.extensions["settings"].public_url)
    if "change" in request.form:
        return _form_page("desk_decide", opened, form)
    if "confirm" not in request.form:
        letter = decision.preview(opened, decided, *shared, timekeeping.uk_date(at))
        is_after = desk_forms.is_after_limit(opened, decided.meeting, timekeeping.uk_date(at))
        return render_template(
            "community_trigger/desk_preview.html", opened=opened, decided=decided, letter=letter, is_after_limit=is_after,
            words=wording, typed=[pair for pair in request.form.items(multi=True) if pair[0] not in ("csrf_token", "version")],
        )  # fmt: skip
    try:
        decision.record(current_session(), opened, decided, *shared, at=at, by=current_worker().id)
        current_session().commit()
    except CHANGED_BY_OTHERS:
        current_session().rollback()
        return _changed_meanwhile("desk_decide", _opened(reference, "decision"), form)
    return _go_back(
        reference, _("Decided. Letter %(kind)s is on its way, or waits for a safe way to go.", kind=decided.letter_kind)
    )


@desk.get("/<reference>/meeting")
@staff_may(Permission.DECIDE_THRESHOLD)
def meeting(reference: str):
    opened = _opened(reference, "meeting")
    if opened.case.state not in (Status.MET, Status.AWAITING_MEETING):
        return _go_back(reference, _("A meeting is chosen when the threshold is met."))
    return _form_page("desk_meeting", opened, desk_forms.meeting_form(opened)(formdata=None))


@desk.post("/<reference>/meeting")
@staff_may(Permission.DECIDE_THRESHOLD)
def choose_meeting(reference: str):
    opened = _opened(reference, "meeting")
    if opened.case.state not in (Status.MET, Status.AWAITING_MEETING):
        return _changed_meanwhile("desk_meeting", opened, None)
    form = form_adapter.read(desk_forms.meeting_form(opened), request.form)
    if not form.is_right({}):
        return _form_page("desk_meeting", opened, form), 422
    if _is_stale(opened.case):
        return _changed_meanwhile("desk_meeting", opened, form)
    chosen = desk_forms.meeting_from(form)
    try:
        decision.choose_meeting(current_session(), opened, chosen, at=timekeeping.now_utc(), by=current_worker().id)
        current_session().commit()
    except CHANGED_BY_OTHERS:
        current_session().rollback()
        return _changed_meanwhile("desk_meeting", _opened(reference, "meeting"), form)
    if desk_forms.is_after_limit(opened, chosen, opened.case.decided_on):
        flash(_("This meeting is after the limit. An extra meeting is needed to keep it."))
    return _go_back(reference, _("The meeting is on the case. Tell the person its date by a safe way."))


@desk.get("/<reference>/pass-on")
@staff_may(Permission.DECIDE_THRESHOLD)
def ask_pass_on(reference: str):
    opened = _opened(reference, "passing on")
    if opened.case.state not in BEFORE_DECISION:
        return _go_back(reference, _("A case is passed on before the threshold is decided."))
    return _form_page("desk_pass_on", opened, _pass_on_form(opened)(formdata=None))


@desk.post("/<reference>/pass-on")
@staff_may(Permission.DECIDE_THRESHOLD)
def pass_on_case(reference: str):
    opened = _opened(reference, "passing on")
    if opened.case.state not in BEFORE_DECISION:
        return _changed_meanwhile("desk_pass_on", opened, None)
    form = form_adapter.read(_pass_on_form(opened), request.form)
    if not form.is_right({}):
        return _form_page("desk_pass_on", opened, form), 422
    if _is_stale(opened.case):
        return _changed_meanwhile("desk_pass_on", opened, form)
    try:
        pass_on.pass_on(
            current_session(), opened, form.to_area.data, form.reason.data, current_app.extensions["keyring"], _directory(),
            current_app.extensions["settings"].public_url, at=timekeeping.now_utc(), by=current_worker().id,
        )  # fmt: skip
        current_session().commit()
    except CHANGED_BY_OTHERS:
        current_session().rollback()
        return _changed_meanwhile("desk_pass_on", _opened(reference, "passing on"), form)
    flash(_("%(reference)s is with the other council now.", reference=reference))
    return redirect(url_for("applications_desk.queue"), 303)


@desk.get("/<reference>/letters/<int:letter_id>")
@staff_may(Permission.SEE_APPLICATION)
def letter(reference: str, letter_id: int):
    """A letter exactly as it was composed."""
    own = letters.letters_of(current_session(), _own_case(reference).reference)
    found = next((one for one in own if one.id == letter_id), None) or abort(404)
    opened = _opened(reference, f"letter {found.kind}")
    composed = letters.open_letter(found, opened.keys.letters_key)
    return render_template("community_trigger/desk_letter.html", opened=opened, letter=found, composed=composed)


@desk.context_processor
def _dates() -> dict[str, Any]:
    """A kept date as a person reads it, whole or not."""
    return {"kept_date": lambda kept: DatePartsField.in_words(kept, {}) or _("not said")}


def _directory() -> Any:
    return current_app.extensions["directory"]


def _own_case(reference: str) -> Application:
    """The case, if it is this worker's own area's; any other does not exist for them."""
    case = current_session().scalar(
        sa.select(Application).where(
            Application.reference == references.tidy(reference), Application.controller == current_worker().controller
        )
    )
    return case or abort(404)


def _opened(reference: str, what: str) -> OpenedCase:
    """The one place where the desk opens a case. The look is in the access log, for good, before anything is opened, so that no
    answer shows a case without a row for it, whatever was sent. The case is read after that, as it then stands."""
    session, worker = current_session(), current_worker()
    history.record_access(session, at=timekeeping.now_utc(), actor=worker.id, reference=_own_case(reference).reference, what=what)
    session.commit()
    return open_case(_own_case(reference), current_app.extensions["keyring"], _directory())


def _case_page(opened: OpenedCase, reason_form: QuestionForm | None = None) -> str:
    session, reference = current_session(), opened.case.reference
    events = history.events_of(session, reference)
    form = reason_form or desk_forms.ReasonForm(formdata=None)
    return render_template(
        "community_trigger/desk_case.html", opened=opened, case=opened.case, clocks=clock_table.clocks_of(opened),
        information_note=clock_table.information_note(opened.case), sections=desk_page.sections(opened.answers),
        plan=desk_page.plan_rows(opened.contact), decided=decision.decision_of(opened),
        details={event.number: history.detail_of(event, opened.keys) for event in events}, events=events,
        letters=letters.letters_of(session, reference), today=timekeeping.today(), now=timekeeping.now_utc(), words=wording,
        own_tasks=[task for task in tasks.open_tasks(session, opened.case.controller) if task.reference == reference],
        reason_html=_form_html(form), errors=form_adapter.errors_of(form), area=_directory().areas[opened.case.area],
        may_decide=current_worker().may(Permission.DECIDE_THRESHOLD), Status=Status, BEFORE_DECISION=BEFORE_DECISION,
    )  # fmt: skip


def _form_page(name: str, opened: OpenedCase, form: QuestionForm, *, is_changed: bool = False) -> str:
    return render_template(
        f"community_trigger/{name}.html", opened=opened, case=opened.case, fields_html=_form_html(form), words=wording,
        errors=form_adapter.errors_of(form), is_changed=is_changed, today=timekeeping.today(),
    )  # fmt: skip


def _form_html(form: QuestionForm) -> Markup:
    """The fields with what was typed; escaped where it goes in."""
    values: dict[str, str] = {}
    for question in form:
        values.update(type(question).slot_values(question.name, question.typed))
    return Markup(RenderedPage.cut(str(form_adapter.fields_html(form))).fill(values))


def _changed_meanwhile(name: str, opened: OpenedCase, form: QuestionForm | None) -> Any:
    """Someone else was quicker: say so, keep what was typed, and let this person look again before going on."""
    if form is None or opened.case.state not in BEFORE_DECISION | {Status.MET, Status.AWAITING_MEETING}:
        page = render_template(
            "community_trigger/desk_changed.html", opened=opened, words=wording,
            typed=[(key, value) for key, value in request.form.items(multi=True) if key not in ("csrf_token", "version")],
        )  # fmt: skip
        return page, 409
    return _form_page(name, opened, form, is_changed=True), 409


def _is_stale(case: Application) -> bool:
    """The page was opened before the case last changed."""
    return request.form.get("version") != str(case.version)


def _pass_on_form(opened: OpenedCase) -> type[QuestionForm]:
    others = {
        area.id: area.council_name for area in _directory().areas.values() if area.id != opened.case.area and not area.valid_to
    }
    return desk_forms.pass_on_form(others)


def _go_back(reference: str, sentence: str) -> Any:
    flash(sentence)
    return redirect(url_for("applications_desk.show", reference=reference), 303)
