"""The worklist: what is due today, for the signed-in worker's own controller."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from forms_backend import history, tasks, timekeeping
from forms_backend.database import current_session
from forms_backend.letters.event_words import words_of_letter_event
from forms_backend.staff.access import HUB, Permission, current_worker, staff_may

desk = Blueprint("desk", __name__, url_prefix="/desk", template_folder="templates")

TASK_WORDS = {
    "letter_needs_a_safe_way": _l(
        "A letter has no safe way to go by itself. Read what the person wrote about contact, or agree a way with them."
    ),
    "letter_outside_safe_times": _l("A letter cannot go in time inside the safe times. Agree another way."),
    "letter_failed": _l("A letter could not be sent. Check the channel and send it another way."),
    "letter_may_have_been_sent": _l("A letter may or may not have gone. Check before sending again."),
    "letter_returned": _l("A letter came back. Agree another way with the person."),
    "danger_now": _l("The person said they, or someone, may be in danger now. Read this first."),
    "child_at_risk": _l("A child may be at risk. Follow the safeguarding steps today."),
    "adult_at_risk": _l("An adult may be at risk. Follow the safeguarding steps today."),
    "suicide_risk": _l("The person may be thinking of ending their life. Read this first."),
    "perpetrator_has_access_to_account": _l(
        "The person who hurt them may see their accounts. Make a safe plan before any call, text or email."
    ),
    "weapon": _l("The person who hurt them has a weapon. Read this first."),
    "follow_up_letter": _l("Three attempts did not reach the person. Post is safe: write one letter."),
    "supervisor_no_safe_contact": _l(
        "Three attempts did not reach the person, and no letter may go by itself. A supervisor decides."
    ),
    "child_check": _l("The person is under 18. A human check is due today."),
    "under_13_check": _l("The person is under 13. Do the safeguarding check before any contact."),
    "request_information": _l("Ask the relevant bodies for what they hold, today."),
}


def task_words(kind: str) -> str:
    """What a task asks for, in words; a kind without words is shown as it is named, never hidden."""
    return str(TASK_WORDS.get(kind, kind.replace("_", " ").capitalize()))


@desk.app_template_global()
def words_of_task(kind: str) -> str:
    return task_words(kind)


desk.app_template_global()(words_of_letter_event)


@desk.get("/")
@staff_may(Permission.SEE_WORKLIST)
def worklist():
    worker = current_worker()
    case_view = "referrals_desk.show" if worker.controller == HUB else "applications_desk.show"
    return render_template(
        "staff/worklist.html",
        worker=worker,
        tasks=tasks.open_tasks(current_session(), worker.controller),
        now=timekeeping.now_utc(),
        case_view=case_view,
        queue_view="referrals_desk.queue" if worker.controller == HUB else "applications_desk.queue",
    )


@desk.post("/tasks/<int:task_id>/done")
@staff_may(Permission.FINISH_TASK)
def finish_task(task_id: int):
    worker, session, at = current_worker(), current_session(), timekeeping.now_utc()
    if not tasks.finish_task(session, task_id, worker.controller, at=at, by=worker.id):
        abort(404)
    history.record(session, session.get_one(tasks.Task, task_id).reference, "task_finished", at=at, actor=worker.id)
    session.commit()
    return redirect(url_for("desk.worklist"))


@desk.app_context_processor
def desk_context() -> dict:
    """What desk/base.html needs on every page of the desk."""
    if not request.path.startswith("/desk"):
        return {}
    area = current_app.extensions["directory"].areas
    return {
        "area_names": {area_id: record.council_name for area_id, record in area.items()} | {HUB: _l("Victim and Witness Hub")}
    }
