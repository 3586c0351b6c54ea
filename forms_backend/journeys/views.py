"""From a declared journey to addresses that work: `make_blueprint(JourneySite(...))`. (/exit and /more-time are in leaving.py.)

A GET changes nothing but the minute the draft was last used. The only cookie is the draft's. Pages are rendered once and filled in
for each request (see form_adapter), because a journey page must not cost more than twice a bare one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_backend import timekeeping
from forms_backend.cases import Receipt
from forms_backend.database import current_session
from forms_backend.journeys import check_answers, drafts
from forms_backend.journeys import lists as list_pages
from forms_backend.journeys import pages as journey_pages
from forms_backend.journeys.engine import CHECK_ANSWERS
from forms_backend.journeys.leaving import exit_blueprint
from forms_backend.journeys.pages import cached_page, open_page, shell_context, wiped_page
from forms_backend.journeys.site import FormFor, JourneySite, ListWords, Missing
from forms_backend.journeys.visit import Visit, prepare_receipt, visit_of
from forms_backend.limits import BEGIN_OR_SEND, limiter
from forms_backend.questions import form_adapter
from forms_backend.questions.form_adapter import slot


def make_blueprint(site: JourneySite, import_name: str, template_folder: str = "templates") -> Blueprint:
    """The routes of a journey.

    | Address                          | What it is                                             |
    |----------------------------------|--------------------------------------------------------|
    | PREFIX/                          | the interruption page; its button starts a draft        |
    | PREFIX/<page>/                   | a question, or a list                                  |
    | PREFIX/<page>/<n>/               | one item of a list; .../remove/ asks before removing    |
    | PREFIX/check-answers/            | every answer, each with a Change link; its button sends |
    | PREFIX/receipt/                  | what was sent and what happens next                    |
    | PREFIX/wiped/                    | the answers are gone, and why                          |
    """
    blueprint = Blueprint(site.name, import_name, template_folder=template_folder, url_prefix=site.url_prefix)
    blueprint.record(_exempt_from_session_tokens)
    add = blueprint.add_url_rule
    add("/", "start", lambda: show_start(site), methods=["GET"])
    add("/", "begin", lambda: begin(site), methods=["POST"])
    add("/wiped/", "wiped", lambda: wiped_page(site, 200), methods=["GET"])
    add("/check-answers/", "check_answers", lambda: check_answers.show(site), methods=["GET"])
    add("/check-answers/", "send", lambda: send(site), methods=["POST"])
    add("/receipt/", "receipt", lambda: show_receipt(site), methods=["GET"])
    add("/<name>/", "page", lambda name: show_page(site, name), methods=["GET"])
    add("/<name>/", "answer", lambda name: answer_page(site, name), methods=["POST"])
    add("/<name>/<int:number>/", "item", lambda name, number: list_pages.show_item(site, name, number), methods=["GET"])
    add("/<name>/<int:number>/", "answer_item", lambda name, number: list_pages.answer_item(site, name, number), methods=["POST"])
    add(
        "/<name>/<int:number>/remove/",
        "ask_remove",
        lambda name, number: list_pages.ask_remove(site, name, number),
        methods=["GET"],
    )
    add("/<name>/<int:number>/remove/", "remove", lambda name, number: list_pages.remove(site, name, number), methods=["POST"])
    return blueprint


def _exempt_from_session_tokens(state: Any) -> None:
    """Journeys carry a token bound to the draft instead of one in the session cookie: no second cookie, and it ends with the draft."""
    if "csrf" in state.app.extensions:
        state.app.extensions["csrf"].exempt(state.blueprint)


# The start


def show_start(site: JourneySite) -> Response | str:
    visit = visit_of(site)
    variant = "fresh" if visit is None or not visit.is_begun else "sent" if visit.sent else "begun"
    page = cached_page(
        (site.name, "start", variant),
        lambda: render_template(
            site.start_template, **shell_context(site), variant=variant, carry_on=slot("carry_on"),
            receipt_url=site.url("receipt"), **site.template_context(),
        ),
    )  # fmt: skip
    values = {"token": visit.key.token() if visit else ""}
    if variant == "begun":
        values["carry_on"] = site.url(site.journey.first_open(visit.progress))
    return page.fill(values)


@limiter.limit(BEGIN_OR_SEND)
def begin(site: JourneySite) -> Response:
    """Start with no answers, always under a new key: whoever planted the old cookie, or copied it, sees nothing of what follows.
    Another journey in the same browser comes along."""
    at, session = timekeeping.now_utc(), current_session()
    before = visit_of(site, to_change=True)
    visit = Visit.create(site, session, at, beside=before.content if before else None)
    if before is not None:
        drafts.wipe(session, before.key)
    session.commit()
    response = redirect(site.url(site.journey.first_open(visit.progress)), 303)
    drafts.set_cookie(response, visit.key, is_secure=current_app.extensions["settings"].cookies_are_secure)
    return response


# Questions


def show_page(site: JourneySite, name: str) -> Response | str:
    visit, place, elsewhere = open_page(site, name)
    if elsewhere is not None:
        return elsewhere
    if place.page.repeats:
        return list_pages.show_list(site, visit, place)
    form_class = site.form_for(name, place.before)
    values = form_adapter.slot_values(form_class, visit.answers)
    values["token"], values["back"] = visit.key.token(), journey_pages.back_url(site, place)
    return journey_pages.question_page(site, name, form_class).fill(values)


def answer_page(site: JourneySite, name: str) -> Response | tuple[str, int]:
    visit, place, elsewhere = open_page(site, name, to_change=True)
    if elsewhere is not None:
        return elsewhere
    if place.page.repeats:
        return list_pages.answer_list(site, visit, place)
    form_class = site.form_for(name, place.before)
    form = form_adapter.read(form_class, request.form)
    token_is_good = visit.has_token()
    skipped = "skip" in request.form and form_adapter.can_be_skipped(form_class)
    if not token_is_good or not (skipped or form.is_right(place.before)):
        back = journey_pages.back_url(site, place)
        return journey_pages.question_with_errors(site, form, visit, back=back, is_stale=not token_is_good), 422
    visit.replace(place.page.asks, {} if skipped else form.kept())
    return journey_pages.finish_page(site, visit, name)


# Sending


@limiter.limit(BEGIN_OR_SEND)
def send(site: JourneySite) -> Response | tuple[str, int]:
    """Send once. The case, its first event, its letters and the draft's new state are one transaction; then, and only then, a receipt."""
    visit = visit_of(site, to_change=True)
    if visit is None or not visit.is_begun:
        return wiped_page(site, 410)
    if visit.sent:
        return redirect(site.url("receipt"), 303)
    if site.journey.first_open(visit.progress) != CHECK_ANSWERS:
        return redirect(site.url(site.journey.first_open(visit.progress)), 303)
    answers = site.journey.kept(visit.answers)
    missing = site.missing(answers)
    if missing or not visit.has_token():
        return check_answers.page(site, visit, missing, is_stale=not missing), 422
    prepare_receipt(visit)
    session = current_session()
    try:
        _submit(site, visit, session, answers, timekeeping.now_utc())
    except IntegrityError:  # sent twice at once, or (once in a hundred thousand million) a reference already taken
        session.rollback()
        visit = visit_of(site, to_change=True)
        if visit is None:
            return wiped_page(site, 410)
        if not visit.sent:
            prepare_receipt(visit, afresh=True)
            _submit(site, visit, session, answers, timekeeping.now_utc())
    return redirect(site.url("receipt"), 303)


def _submit(site: JourneySite, visit: Visit, session: Session, answers: dict[str, Any], at: datetime) -> None:
    receipt: Receipt = visit.receipt
    extensions = current_app.extensions
    shown = site.submit(
        session, extensions["keyring"], extensions["directory"],
        answers=answers, receipt=receipt, submission_id=visit.submission_id, at=at,
    )  # fmt: skip
    visit.mark_sent(receipt, at, shown or {})
    visit.save(session, at)
    session.commit()


def show_receipt(site: JourneySite) -> Response | str:
    visit = visit_of(site)
    if visit is None or not visit.is_begun:
        return wiped_page(site, 410)
    if not visit.sent:
        return redirect(site.url(site.journey.first_open(visit.progress)), 303)
    sent = visit.sent
    return render_template(
        site.receipt_template, **shell_context(site, visit.key.token()), reference=sent["reference"], code=sent["code"],
        sent_at=datetime.fromisoformat(sent["at"]), shown=sent["shown"], **site.template_context(),
    )  # fmt: skip


__all__ = ["FormFor", "JourneySite", "ListWords", "Missing", "exit_blueprint", "make_blueprint"]
