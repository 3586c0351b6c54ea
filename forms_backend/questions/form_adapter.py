"""WTForms to pages: a question's form, rendered once through GOV.UK Frontend's macros and then filled in for each request.

The macros escape and indent a lot, so they are slow and would indent what a person typed. So they never see an answer: a page is
rendered with slots where answers, the token and the back link go, kept, and filled in for each request with escaped text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar

from flask import current_app
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from forms_backend.questions.fields import DatePartsField, QuestionField, Words

_SLOT = re.compile(r' data-slot="\ue000(.*?)\ue001"|\ue000(.*?)\ue001', re.DOTALL)


class QuestionForm(FlaskForm):
    """One page's questions. Subclasses declare fields of `question_fields` and these words:

    title: the question, shown as the page's heading.
    why: why we ask and who sees it, shown under the heading (every page has one).
    lead: a paragraph before the questions, when one is needed.
    reveals: {field: {choice: (fields shown under that choice, ...)}}; fields that are not shown are neither checked nor kept.
    may_skip: offer "Skip this question" (left out by itself when a field is required).
    tab_title: what the browser's tab says, when the title would say too much.
    send_label: the words on the button, when they are not "Continue".
    notes: further paragraphs after `lead`.
    template: a template of the domain's own that extends "question.html", for a page that tells more than it asks.
    """

    class Meta:
        csrf = False  # the journey's own token is bound to the draft; see journey_views

        def get_translations(self, _form: Any) -> Any:
            return None

    title: ClassVar[Words] = ""
    why: ClassVar[Words] = ""
    lead: ClassVar[Words] = ""
    notes: ClassVar[tuple[Words, ...]] = ()
    tab_title: ClassVar[Words] = ""
    send_label: ClassVar[Words] = ""
    may_skip: ClassVar[bool] = True
    template: ClassVar[str] = "question.html"
    reveals: ClassVar[Mapping[str, Mapping[str, tuple[str, ...]]]] = {}

    def check(self, answers: Mapping[str, Any]) -> None:
        """Compare this page's answers with each other and with earlier ones; call `complain` for what cannot be right."""

    def complain(self, name: str, sentence: Words) -> None:
        """Put an error on a field."""
        self[name].errors = [*self[name].errors, sentence]

    def is_right(self, answers: Mapping[str, Any]) -> bool:
        """Check the fields that are shown, then the page as a whole."""
        hidden = self.hidden_names()
        shown = [question for name, question in self._fields.items() if name not in hidden]
        results = [question.validate(self) for question in shown]  # every error at once, not the first only
        if all(results):
            self.check(answers)
        return not any(question.errors for question in shown)

    def hidden_names(self) -> set[str]:
        """Fields under a choice that was not made."""
        hidden: set[str] = set()
        for name, under in self.reveals.items():
            chosen = self[name].data or ()
            for choice, names in under.items():
                if name in hidden or choice not in ((chosen,) if isinstance(chosen, str) else chosen):
                    hidden.update(names)
        return hidden

    def kept(self) -> dict[str, Any]:
        """The answers as plain JSON, without fields that were not shown."""
        hidden = self.hidden_names()
        return {name: question.kept for name, question in self._fields.items() if name not in hidden}

    def typed(self) -> dict[str, Any]:
        """Everything as typed, to put back after an error."""
        return {name: question.typed for name, question in self._fields.items()}


def read(form_class: type[QuestionForm], posted: MultiDict) -> QuestionForm:
    """The form as posted."""
    return form_class(formdata=posted)


@dataclass(frozen=True)
class FieldFacts:
    """What check-answers needs to know of a field without making the form again."""

    name: str
    kind: type[QuestionField]
    label: Words
    choices: Mapping[str, Words]


@lru_cache(maxsize=512)
def facts_of(form_class: type[QuestionForm]) -> tuple[FieldFacts, ...]:
    """The fields of a form, in order."""
    form = form_class(formdata=None)
    return tuple(
        FieldFacts(f.name, type(f), f.summary or f.label.text, dict(getattr(f, "choices", ()))) for f in form._fields.values()
    )


@lru_cache(maxsize=512)
def can_be_skipped(form_class: type[QuestionForm]) -> bool:
    """No field that is shown from the start must have an answer."""
    nested = _nested_in(form_class)
    questions = [question for question in form_class(formdata=None) if question.name not in nested]
    return form_class.may_skip and bool(questions) and not any(question.required for question in questions)


def _nested_in(form_class: type[QuestionForm]) -> set[str]:
    """Fields that stand under a choice."""
    return {name for under in form_class.reveals.values() for names in under.values() for name in names}


def in_words(form_class: type[QuestionForm], answers: Mapping[str, Any]) -> list[tuple[str, Words, str]]:
    """(field name, label, answer in words) for each field that was shown to the person."""
    hidden = _hidden_in(form_class, answers)
    return [
        (facts.name, facts.label, facts.kind.in_words(answers.get(facts.name), facts.choices))
        for facts in facts_of(form_class)
        if facts.name not in hidden
    ]


def slot_values(form_class: type[QuestionForm], answers: Mapping[str, Any]) -> dict[str, str]:
    """What goes into the slots of a rendered page for these answers."""
    values: dict[str, str] = {}
    for facts in facts_of(form_class):
        if facts.name in answers:
            values.update(facts.kind.slot_values(facts.name, answers[facts.name]))
    return values


def _hidden_in(form_class: type[QuestionForm], answers: Mapping[str, Any]) -> set[str]:
    hidden: set[str] = set()
    for name, under in form_class.reveals.items():
        chosen = answers.get(name) or ()
        for choice, names in under.items():
            if name in hidden or choice not in ((chosen,) if isinstance(chosen, str) else chosen):
                hidden.update(names)
    return hidden


def slot(name: str) -> str:
    """A mark in a page to be rendered, where `RenderedPage.fill` puts a value."""
    return f"\ue000{name}\ue001"


@dataclass(frozen=True)
class RenderedPage:
    """A page cut at its slots: fixed text and slot names take turns, beginning and ending with text."""

    pieces: tuple[str, ...]
    names: tuple[str, ...] = field(default=())

    @classmethod
    def cut(cls, html: str) -> RenderedPage:
        pieces, names, end = [], [], 0
        for found in _SLOT.finditer(html):
            pieces.append(html[end : found.start()])
            names.append(found[1] if found[1] is not None else found[2])
            end = found.end()
        return cls((*pieces, html[end:]), tuple(names))

    def fill(self, values: Mapping[str, str]) -> str:
        """The page with its slots filled; a slot without a value is empty. Values are escaped here."""
        parts = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            value = values.get(name)
            if value:
                parts.append(value if name.startswith("c:") else escape(value))
            parts.append(piece)
        return "".join(parts)


def fields_html(form: QuestionForm) -> Markup:
    """Every field of the form, with slots for answers, errors where there are some, and revealed fields under their choice."""
    nested = _nested_in(type(form))
    title = str(form.title)
    return Markup("\n").join(_render(form, question, title) for question in form if question.name not in nested)


def filled_fields_html(form: QuestionForm) -> Markup:
    """Every field with what was typed in it (desk pages, which are not kept)."""
    values: dict[str, str] = {}
    for question in form:
        values.update(type(question).slot_values(question.name, question.typed))
    return Markup(RenderedPage.cut(fields_html(form)).fill(values))


def errors_of(form: QuestionForm) -> list[dict[str, str]]:
    """The list of the error summary: each error with a link to the input to mend."""
    hidden = form.hidden_names()
    return [
        {"text": str(sentence), "href": f"#{_first_id(question)}"}
        for question in form if question.name not in hidden
        for sentence in question.errors
    ]  # fmt: skip


def macro(component: str, params: dict[str, Any]) -> Markup:
    """One GOV.UK Frontend component."""
    name = "govuk" + "".join(part.capitalize() for part in component.split("-"))
    template = current_app.jinja_env.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    return Markup(getattr(template.module, name)(params).strip())


def _first_id(question: QuestionField) -> str:
    if isinstance(question, DatePartsField):
        wrong = next((part for part in question.PARTS if part in question.wrong), "day")
        return f"{question.id}-{wrong}"
    return question.id


def _render(form: QuestionForm, question: QuestionField, title: str) -> Markup:
    make = {"input": _input, "textarea": _textarea, "radios": _choices, "checkboxes": _choices, "date": _date}[question.component]
    component, params = make(form, question, title)
    if question.description:
        params["hint"] = {"text": str(question.description)}
    if question.errors:
        sentences = Markup("<br>").join(escape(str(sentence)) for sentence in question.errors)
        params["errorMessage"] = {"html": sentences, "visuallyHiddenText": _error_word()}
    return macro(component, params)


def _input(form: QuestionForm, question: Any, title: str) -> tuple[str, dict[str, Any]]:
    own = question.attributes()
    params = {"id": question.id, "name": question.name, "label": _label(question, title), "value": slot(f"v:{question.name}")}
    params["classes"] = f"govuk-input--width-{question.width}" if question.width else own.pop("width", "")
    return "input", params | own


def _textarea(form: QuestionForm, question: Any, title: str) -> tuple[str, dict[str, Any]]:
    return "textarea", {
        "id": question.id, "name": question.name, "label": _label(question, title), "rows": question.rows,
        "value": slot(f"v:{question.name}"), "autocomplete": "off", "spellcheck": True,
    }  # fmt: skip


def _choices(form: QuestionForm, question: Any, title: str) -> tuple[str, dict[str, Any]]:
    revealed = form.reveals.get(question.name, {})
    items: list[dict[str, Any]] = []
    for value, label in question.choices:
        item: dict[str, Any] = {
            "value": value,
            "text": str(label),
            "attributes": {"data-slot": slot(f"c:{question.name}:{value}")},
        }
        if value in question.hints:
            item["hint"] = {"text": str(question.hints[value])}
        if value in revealed:
            item["conditional"] = {"html": Markup("\n").join(_render(form, form[name], title) for name in revealed[value])}
        items.append(item)
    params = {
        "idPrefix": question.id,
        "name": question.name,
        "items": items,
        "fieldset": {"legend": _label(question, title, "fieldset__legend")},
    }
    if getattr(question, "inline", False):
        params["classes"] = "govuk-radios--inline"
    return question.component, params


def _date(form: QuestionForm, question: Any, title: str) -> tuple[str, dict[str, Any]]:
    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    items = [
        {
            "name": part, "label": labels[part], "id": f"{question.id}-{part}", "autocomplete": "off",
            "inputmode": "text" if part == "month" else "numeric",
            "classes": ("govuk-input--width-4" if part == "year" else "govuk-input--width-3" if part == "month" else "govuk-input--width-2")
            + (" govuk-input--error" if question.errors and (not question.wrong or part in question.wrong) else ""),
            "value": slot(f"v:{question.name}-{part}"),
        }
        for part in question.PARTS
    ]  # fmt: skip
    return "date-input", {
        "id": question.id,
        "namePrefix": question.name,
        "items": items,
        "fieldset": {"legend": _label(question, title, "fieldset__legend")},
    }


def _label(question: QuestionField, title: str, kind: str = "label") -> dict[str, Any]:
    """A label that only repeats the page's heading is for screen readers."""
    text = str(question.label.text)
    return {"text": text, "classes": "govuk-visually-hidden" if text == title else f"govuk-{kind}--s"}


def _error_word() -> str:
    return _("Error")
