"""What a journey needs to be on the web, as data: `JourneySite`, and the words of its lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l

from forms_backend.journeys.engine import Answers, Journey
from forms_backend.questions.fields import Words
from forms_backend.questions.form_adapter import QuestionForm

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
    """Everything a journey needs to be on the web; `journey_views.make_blueprint` makes its routes.

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
