"""Repeatable lists in a journey: add, change, remove, add another."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, redirect, render_template, request
from flask_babel import gettext as _

from forms_backend import timekeeping
from forms_backend.database import current_session
from forms_backend.journeys import pages as journey_pages
from forms_backend.journeys.engine import Page, Place
from forms_backend.journeys.site import JourneySite
from forms_backend.journeys.visit import Visit
from forms_backend.questions import form_adapter


def items_of(visit: Visit, page: Page) -> list[dict[str, Any]]:
    return list(visit.answers.get(page.list_name) or [])


def show_list(site: JourneySite, visit: Visit, place: Place, *, sentence: str = "") -> Response | str:
    """What was added so far, and whether to add another. With nothing yet, straight to the first."""
    page, items = place.page, items_of(visit, place.page)
    if not items and page.name not in visit.progress.done:
        return redirect(site.url(page.name, 1, changing=journey_pages.is_changing()), 303)
    words = site.lists[page.name]
    rows = [
        {"heading": str(words.one).replace("{number}", str(number)), "text": words.describe(item), "number": number}
        for number, item in enumerate(items, 1)
    ]
    return render_template(
        "list.html", **journey_pages.shell_context(site, visit.key.token()), words=words, rows=rows, page=page,
        is_full=len(items) >= page.at_most, back=journey_pages.back_url(site, place), sentence=sentence, title=str(words.title),
        changing=journey_pages.is_changing(),
    )  # fmt: skip


def answer_list(site: JourneySite, visit: Visit, place: Place) -> Any:
    page, another, items = place.page, request.form.get("another"), items_of(visit, place.page)
    is_full = len(items) >= page.at_most
    if not visit.has_token():
        sentence = _("This page was open for a while. Check your answer and press Continue again.")
        return show_list(site, visit, place, sentence=sentence), 422
    if another not in ("yes", "no") and not is_full:
        if not items and page.name not in visit.progress.done:
            return show_list(site, visit, place)
        return show_list(site, visit, place, sentence=_("Choose yes or no")), 422
    if another == "yes" and not is_full:
        return redirect(site.url(page.name, len(items) + 1, changing=journey_pages.is_changing()), 303)
    return journey_pages.finish_page(site, visit, page.name)


def show_item(site: JourneySite, name: str, number: int) -> Response | str:
    visit, place, elsewhere = _open_item(site, name, number)
    if elsewhere is not None:
        return elsewhere
    items, form_class = items_of(visit, place.page), _form_class(site, place)
    values = form_adapter.slot_values(form_class, items[number - 1] if number <= len(items) else {})
    values |= {"token": visit.key.token(), "back": _item_back(site, visit, place), "number": str(number)}
    return journey_pages.question_page(site, f"{name}/item", form_class).fill(values)


def answer_item(site: JourneySite, name: str, number: int) -> Any:
    visit, place, elsewhere = _open_item(site, name, number, to_change=True)
    if elsewhere is not None:
        return elsewhere
    items = items_of(visit, place.page)
    form = form_adapter.read(_form_class(site, place), request.form)
    token_is_good = visit.has_token()
    if token_is_good and "skip" in request.form:
        return journey_pages.finish_page(site, visit, name) if not items else _to_list(site, place.page)
    if not token_is_good or not form.is_right(place.before):
        back = _item_back(site, visit, place)
        return journey_pages.question_with_errors(site, form, visit, back=back, is_stale=not token_is_good, number=number), 422
    items[number - 1 : number] = [form.kept()]
    return _keep(site, visit, place.page, items)


def ask_remove(site: JourneySite, name: str, number: int) -> Response | str:
    visit, place, elsewhere = _open_item(site, name, number)
    if elsewhere is not None:
        return elsewhere
    items = items_of(visit, place.page)
    if number > len(items):
        return _to_list(site, place.page)
    words = site.lists[name]
    return render_template(
        "remove_item.html", **journey_pages.shell_context(site, visit.key.token()), title=_("Remove this?"),
        heading=str(words.one).replace("{number}", str(number)), text=words.describe(items[number - 1]),
        back=site.url(name, changing=journey_pages.is_changing()),
    )  # fmt: skip


def remove(site: JourneySite, name: str, number: int) -> Any:
    visit, place, elsewhere = _open_item(site, name, number, to_change=True)
    if elsewhere is not None:
        return elsewhere
    items = items_of(visit, place.page)
    if number > len(items) or not visit.has_token():
        return _to_list(site, place.page)
    del items[number - 1]
    visit.progress.done.add(name)
    return _keep(site, visit, place.page, items)


def _open_item(site: JourneySite, name: str, number: int, *, to_change: bool = False) -> tuple[Any, Any, Any]:
    visit, place, elsewhere = journey_pages.open_page(site, name, to_change=to_change)
    if elsewhere is not None:
        return None, None, elsewhere
    if not place.page.repeats or number < 1:
        abort(404)
    if number > min(len(items_of(visit, place.page)) + 1, place.page.at_most):
        return None, None, _to_list(site, place.page)
    return visit, place, None


def _form_class(site: JourneySite, place: Place) -> Any:
    return site.form_for(place.page.repeats, place.before)


def _item_back(site: JourneySite, visit: Visit, place: Place) -> str:
    if items_of(visit, place.page) or place.page.name in visit.progress.done:
        return site.url(place.page.name, changing=journey_pages.is_changing())
    return journey_pages.back_url(site, place)


def _keep(site: JourneySite, visit: Visit, page: Page, items: list[dict[str, Any]]) -> Response:
    visit.answers[page.list_name] = items
    at, session = timekeeping.now_utc(), current_session()
    visit.save(session, at)
    session.commit()
    return _to_list(site, page)


def _to_list(site: JourneySite, page: Page) -> Response:
    return redirect(site.url(page.name, changing=journey_pages.is_changing()), 303)
