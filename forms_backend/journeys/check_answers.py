"""The page that shows every answer before sending, each with a link to change it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, redirect, render_template
from flask_babel import gettext as _

from forms_backend.journeys import pages as journey_pages
from forms_backend.journeys.engine import CHECK_ANSWERS, Answers, Page
from forms_backend.journeys.site import JourneySite, Missing
from forms_backend.journeys.visit import Visit, visit_of
from forms_backend.questions import form_adapter


@dataclass(frozen=True)
class Row:
    """One line of the summary. `text` is what the person gave, as it reads; empty when they left it out."""

    page: str
    label: str
    text: str
    change_url: str


def show(site: JourneySite) -> Response | str:
    visit = visit_of(site)
    if visit is None or not visit.is_begun:
        return journey_pages.wiped_page(site, 410)
    if visit.sent:
        return redirect(site.url("receipt"), 303)
    first_open = site.journey.first_open(visit.progress)
    if first_open != CHECK_ANSWERS:
        return redirect(site.url(first_open), 303)
    return page(site, visit, site.missing(site.journey.kept(visit.answers)), is_stale=False, is_sending=False)


def page(site: JourneySite, visit: Visit, missing: Missing | None, *, is_stale: bool, is_sending: bool = True) -> str:
    """The page; `missing` is said in its place, and as an error once they pressed Send."""
    return render_template(
        "check_answers.html", **journey_pages.shell_context(site, visit.key.token()), rows=rows(site, visit),
        missing=missing, missing_url=site.url(missing.page, changing=True) if missing else "", is_stale=is_stale, is_sending=is_sending,
        back=site.url(site.journey.back_from(CHECK_ANSWERS, visit.answers) or ""), title=str(site.check_title),
        send_label=str(site.send_label), before_send=str(site.before_send),
    )  # fmt: skip


def rows(site: JourneySite, visit: Visit) -> list[Row]:
    """Every question on the person's path and its answer."""
    return answer_rows(site, visit.answers)


def answer_rows(site: JourneySite, answers: Answers) -> list[Row]:
    """Every question on the path that these answers make, and its answer (for the desk too)."""
    found: list[Row] = []
    for step, before in site.journey.walk(answers):
        change_url = site.url(step.name, changing=True)
        if step.repeats:
            found += _list_rows(site, answers, step, change_url)
            continue
        form_class = site.form_for(step.name, before)
        found += [
            Row(step.name, str(label), text, change_url) for _name, label, text in form_adapter.in_words(form_class, answers)
        ]
    return found


def _list_rows(site: JourneySite, answers: Answers, step: Page, change_url: str) -> list[Row]:
    words = site.lists[step.name]
    items = answers.get(step.list_name) or []
    if not items:
        return [Row(step.name, str(words.title), _("None added"), change_url)]
    return [
        Row(
            step.name,
            str(words.one).replace("{number}", str(number)),
            words.describe(item),
            site.url(step.name, number, changing=True),
        )
        for number, item in enumerate(items, 1)
    ]
