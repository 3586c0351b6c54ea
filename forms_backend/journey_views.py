"""From a declared journey to addresses that work: `make_blueprint(JourneySite(...))`. (/exit and /more-time are in leaving.py.)

A GET changes nothing but the minute the draft was last used. The only cookie is the draft's. Pages are rendered once and filled in
for each request (see form_adapter), because a journey page must not cost more than twice a bare one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_backend import check_answers, drafts, form_adapter, list_pages, timekeeping
from forms_backend.cases import Receipt
from forms_backend.database import current_session
from forms_backend.form_adapter import QuestionForm, RenderedPage, slot
from forms_backend.journey_visit import Visit, prepare_receipt, visit_of
from forms_backend.journeys import CHECK_ANSWERS, Answers, Journey
from forms_backend.leaving import exit_blueprint
from forms_backend.question_fields import Words

FormFor = type[QuestionForm] | Callable[[Answers], type[QuestionForm]]


@dataclass(frozen=True)
class ListWords:
    """The words of a list page, such as the reports a person made.

    Args:
        one: heading of one item, with {number} where its number goes.
        describe: an item's answers in a line, so that the person knows which is which.
    """

    title: Words
    why: Words
    one: Words
    none_yet: Words
    another: Words
    describe: Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True)
class Missing:
    """Something the form cannot be sent without: which page to go to, and a sentence that says so."""

    page: str
    sentence: Words


@dataclass(frozen=True)
class JourneySite:
    """Everything a journey needs to be on the web. See docs in `make_blueprint`.

    Args:
        name: the blueprint's name, and the journey's key in the draft.
        url_prefix: such as "/refer".
        section: key of the navigation item to mark, such as "refer-yourself".
        journey: the pages.
        forms: for each page's name (and each list page's `repeats`) a form class, or a function of the answers on earlier pages
            that returns one. A function must return the same class for the same variant: pages are kept by class.
        submit: `submit(session, keyring, directory, *, answers, receipt, submission_id, at) -> dict | None`; inserts the case,
            its first event, letters and tasks, and does not commit. What it returns (plain JSON) is shown on the receipt.
        start_template: the interruption page; extends "interruption.html".
        receipt_template: extends "receipt_base.html"; gets `reference`, `code`, `sent_at` and `shown` (what submit returned).
        lists: the words of each list page.
        missing: the least we need that is not there yet, if any.
        template_context: further names for the start and receipt templates.
    """

    name: str
    url_prefix: str
    section: str
    journey: Journey
    forms: Mapping[str, FormFor]
    submit: Callable[..., dict[str, Any] | None]
    start_template: str
    receipt_template: str
    lists: Mapping[str, ListWords] = field(default_factory=dict)
    missing: Callable[[Answers], Missing | None] = lambda answers: None
    template_context: Callable[[], dict[str, Any]] = dict
    check_title: Words = _l("Check your answers")
    send_label: Words = _l("Send")
    before_send: Words = _l("Nothing is sent until you press this button.")

    def form_for(self, name: str, answers: Answers) -> type[QuestionForm]:
        """The form of a page (or of a list's item), given the answers before it."""
        form = self.forms[name]
        return form if isinstance(form, type) else form(answers)

    def url(self, name: str = "", number: int | None = None, *, changing: bool = False) -> str:
        """The address of a page."""
        path = f"{self.url_prefix}/{name}/" if name else f"{self.url_prefix}/"
        if number is not None:
            path += f"{number}/"
        return path + ("?change=1" if changing else "")


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
    add("/<name>/<int:number>/remove/", "ask_remove", lambda name, number: list_pages.ask_remove(site, name, number), methods=["GET"])
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


def begin(site: JourneySite) -> Response:
    """Start with no answers. Another journey in the same browser is left as it is."""
    at, session = timekeeping.now_utc(), current_session()
    visit = visit_of(site, to_change=True)
    if visit is None:
        visit = Visit.create(site, session, at)
    else:
        visit.start_over()
        visit.save(session, at)
    session.commit()
    response = redirect(_address(site, site.journey.first_open(visit.progress)), 303)
    drafts.set_cookie(response, visit.key, is_secure=current_app.extensions["settings"].cookies_are_secure)
    return response


# Questions


def show_page(site: JourneySite, name: str) -> Response | str:
    visit, page, elsewhere = open_page(site, name)
    if elsewhere is not None:
        return elsewhere
    if page.repeats:
        return list_pages.show_list(site, visit, page)
    form_class = site.form_for(name, site.journey.answers_before(name, visit.answers))
    values = form_adapter.slot_values(form_class, visit.answers)
    values["token"], values["back"] = visit.key.token(), back_url(site, name, visit)
    return question_page(site, name, form_class).fill(values)


def answer_page(site: JourneySite, name: str) -> Response | tuple[str, int]:
    visit, page, elsewhere = open_page(site, name, to_change=True)
    if elsewhere is not None:
        return elsewhere
    if page.repeats:
        return list_pages.answer_list(site, visit, page)
    before = site.journey.answers_before(name, visit.answers)
    form_class = site.form_for(name, before)
    form = form_adapter.read(form_class, request.form)
    token_is_good = visit.has_token()
    skipped = "skip" in request.form and form_adapter.can_be_skipped(form_class)
    if not token_is_good or not (skipped or form.is_right(before)):
        return question_with_errors(site, name, form, visit, back=back_url(site, name, visit), is_stale=not token_is_good), 422
    visit.replace(page.asks, {} if skipped else form.kept())
    return finish_page(site, visit, name)


def finish_page(site: JourneySite, visit: Visit, name: str) -> Response:
    """The page is done: keep it, and go where Continue leads."""
    visit.progress.done.add(name)
    then = site.journey.next_after(name, visit.progress, changing=is_changing())
    if then == CHECK_ANSWERS:
        prepare_receipt(visit)
    at, session = timekeeping.now_utc(), current_session()
    visit.save(session, at)
    session.commit()
    return redirect(_address(site, then, changing=is_changing() and then != CHECK_ANSWERS), 303)


def open_page(site: JourneySite, name: str, *, to_change: bool = False) -> tuple[Any, Any, Any]:
    """(visit, page, None) when this person may see the page now; else (None, None, what to answer instead)."""
    page = next((page for page in site.journey.pages if page.name == name), None)
    if page is None:
        abort(404)
    visit = visit_of(site, to_change=to_change)
    if visit is None or not visit.is_begun:
        return None, None, wiped_page(site, 410)
    if visit.sent:
        return None, None, redirect(site.url("receipt"), 303)
    if not site.journey.may_open(name, visit.progress):
        return None, None, redirect(_address(site, site.journey.first_open(visit.progress)), 303)
    return visit, page, None


def is_changing() -> bool:
    """They came from the check-answers page."""
    return request.args.get("change") == "1"


def back_url(site: JourneySite, name: str, visit: Visit) -> str:
    if is_changing():
        return site.url(CHECK_ANSWERS)
    back = site.journey.back_from(name, visit.answers)
    return _address(site, back) if back else site.url()


def _address(site: JourneySite, name: str, *, changing: bool = False) -> str:
    return site.url(name, changing=changing)


# Sending


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
        return redirect(_address(site, site.journey.first_open(visit.progress)), 303)
    sent = visit.sent
    return render_template(
        site.receipt_template, **shell_context(site, visit.key.token()), reference=sent["reference"], code=sent["code"],
        sent_at=datetime.fromisoformat(sent["at"]), shown=sent["shown"], **site.template_context(),
    )  # fmt: skip


def wiped_page(site: JourneySite, status: int) -> Response:
    """The answers are gone: kindly, and with a way on."""
    response = Response(render_template("wiped.html", **shell_context(site, "")), status)
    key = drafts.key_of(request)
    if key is not None and visit_of(site) is None:
        drafts.wipe(current_session(), key)
        current_session().commit()
        drafts.forget_cookie(response, is_secure=current_app.extensions["settings"].cookies_are_secure)
    return response


# Pages


def question_page(site: JourneySite, name: str, form_class: type[QuestionForm]) -> RenderedPage:
    """A question without errors, rendered once."""
    return cached_page((site.name, name, form_class), lambda: _question_html(site, form_class(formdata=None), [], slot("back")))


def question_with_errors(
    site: JourneySite, name: str, form: QuestionForm, visit: Visit, *, back: str, is_stale: bool, number: int | None = None
) -> str:
    """The same page with what is wrong, and everything that was typed."""
    html = _question_html(site, form, form_adapter.errors_of(form), slot("back"), is_stale=is_stale)
    values: dict[str, str] = {"token": visit.key.token(), "back": back, "number": str(number or "")}
    for question in form:
        values.update(type(question).slot_values(question.name, question.typed))
    return RenderedPage.cut(html).fill(values)


def _question_html(site: JourneySite, form: QuestionForm, errors: list, back: str, *, is_stale: bool = False) -> str:
    return render_template(
        form.template, **shell_context(site), form=form, fields_html=form_adapter.fields_html(form), errors=errors, back=back,
        is_stale=is_stale, may_skip=form_adapter.can_be_skipped(type(form)),
        title=str(form.title).replace("{number}", slot("number")),
        tab_title=str(form.tab_title or form.title).replace("{number}", slot("number")),
    )  # fmt: skip


def service_phone(service_id: str) -> Markup:
    """A service's first number as a link, from the directory: no number is typed in a template. Empty when there is none."""
    service = current_app.extensions["directory"].services.get(service_id)
    if service is None or not service.phones:
        return Markup()
    number = service.phones[0].number
    return Markup('<a class="tel" href="tel:{}">{}</a>').format(number.replace(" ", ""), number)


def cached_page(key: tuple, render: Callable[[], str]) -> RenderedPage:
    """Rendered once for each language, and kept: these pages hold no answer."""
    cache: dict[tuple, RenderedPage] = current_app.extensions.setdefault("journey_pages", {})
    key = (*key, str(get_locale()))
    if key not in cache:
        cache[key] = RenderedPage.cut(render())
    return cache[key]


def shell_context(site: JourneySite, token: str | None = None) -> dict[str, Any]:
    """What every journey page hands to the shell. Without a token: a slot for it, for pages that are kept."""
    return {
        "active_section": site.section,
        "uses_forms": True,
        "csrf_token": lambda: slot("token") if token is None else token,
        "idle_minutes": current_app.extensions["settings"].draft_idle_minutes,
        "idle_extend_url": "/more-time",
        "idle_ended_url": site.url("wiped"),
        "start_url": site.url(),
        "service_phone": service_phone,
        "local": current_app.extensions["directory"].local,
    }


__all__ = ["JourneySite", "ListWords", "Missing", "exit_blueprint", "make_blueprint"]
