"""Rendering and moving about, shared by every page of a journey. Pages are rendered once and filled in for each request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, abort, current_app, redirect, render_template, request
from markupsafe import Markup

from forms_backend import timekeeping
from forms_backend.database import current_session
from forms_backend.i18n import language_in_use
from forms_backend.journeys import drafts
from forms_backend.journeys.engine import CHECK_ANSWERS, Place
from forms_backend.journeys.site import JourneySite
from forms_backend.journeys.visit import Visit, prepare_receipt, visit_of
from forms_backend.questions import form_adapter
from forms_backend.questions.form_adapter import QuestionForm, RenderedPage, slot


def open_page(site: JourneySite, name: str, *, to_change: bool = False) -> tuple[Any, Any, Any]:
    """(visit, place, None) when this person may see the page now; else (None, None, what to answer instead)."""
    if name not in site.journey.names:
        abort(404)
    visit = visit_of(site, to_change=to_change)
    if visit is None or not visit.is_begun:
        return None, None, wiped_page(site, 410)
    if visit.sent:
        return None, None, redirect(site.url("receipt"), 303)
    place = site.journey.place_of(name, visit.progress)
    if place is None:
        return None, None, redirect(site.url(site.journey.first_open(visit.progress)), 303)
    return visit, place, None


def finish_page(site: JourneySite, visit: Visit, name: str) -> Response:
    """The page is done: keep it, and go where Continue leads."""
    visit.progress.done.add(name)
    then = site.journey.next_after(name, visit.progress, changing=is_changing())
    if then == CHECK_ANSWERS:
        prepare_receipt(visit)
    at, session = timekeeping.now_utc(), current_session()
    visit.save(session, at)
    session.commit()
    return redirect(site.url(then, changing=is_changing() and then != CHECK_ANSWERS), 303)


def is_changing() -> bool:
    """They came from the check-answers page. Most requests ask for nothing, and then there is nothing to take apart."""
    return bool(request.query_string) and request.args.get("change") == "1"


def back_url(site: JourneySite, place: Place) -> str:
    """Where Back leads: to the check-answers page for someone who came from there."""
    return site.url(CHECK_ANSWERS) if is_changing() else site.url(place.back or "")


def wiped_page(site: JourneySite, status: int) -> Response:
    """The answers are gone: kindly, and with a way on."""
    response = Response(render_template("wiped.html", **shell_context(site, "")), status)
    key = drafts.key_of(request)
    if key is not None and visit_of(site) is None:
        drafts.wipe(current_session(), key)
        current_session().commit()
        drafts.forget_cookie(response, is_secure=current_app.extensions["settings"].cookies_are_secure)
    return response


def question_page(site: JourneySite, name: str, form_class: type[QuestionForm]) -> RenderedPage:
    """A question without errors, rendered once."""
    return cached_page((site.name, name, form_class), lambda: _question_html(site, form_class(formdata=None), [], slot("back")))


def question_with_errors(
    site: JourneySite, form: QuestionForm, visit: Visit, *, back: str, is_stale: bool, number: int | None = None
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
    key = (*key, language_in_use())
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
