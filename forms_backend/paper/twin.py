"""A journey as blocks for paper: every page in order, each question with its words, and room to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale
from flask import current_app
from flask_babel import gettext as _

from forms_backend.journeys.engine import Page
from forms_backend.journeys.site import JourneySite
from forms_backend.questions.fields import (
    ChoiceField,
    ChoicesField,
    DatePartsField,
    LongTextField,
    QuestionField,
    TimeField,
    Words,
)
from forms_backend.questions.form_adapter import QuestionForm
from services_directory.typesetting.blocks import Block, blocks_of_html, bold, heading, paragraph, small
from services_directory.typesetting.fonts import printable

LIST_TIMES = 3  # as often as most councils ask for reports; more go on another sheet
MOST_LINES = 12
ROW_MM = {"day": 16, "month": 16, "year": 24}


@dataclass(frozen=True)
class PaperForm:
    """One form on paper.

    Args:
        only_if: words for each page that not everyone fills in; `{a-page}` stands for that page's number.
        beside: further words for a page whose questions differ with earlier answers.
    """

    site: JourneySite
    only_if: Mapping[str, Words]
    beside: Mapping[str, Words]


def questions(form: PaperForm) -> list[Block]:
    """Every page of the journey, numbered. Call it inside an application context."""
    numbers = {page.name: number for number, page in enumerate(form.site.journey.pages, 1)}
    blocks: list[Block] = []
    for page in form.site.journey.pages:
        blocks += _page(form, page, numbers)
    return blocks


def told(template: str, block: str = "told") -> list[Block]:
    """The words of one block of a template of ours."""
    found = current_app.jinja_env.get_template(template)
    names: dict[str, Any] = {}
    current_app.update_template_context(names)
    return blocks_of_html("".join(found.blocks[block](found.new_context(names))))


def _page(form: PaperForm, page: Page, numbers: Mapping[str, int]) -> list[Block]:
    number = numbers[page.name]
    if page.repeats:
        return _list(form, page, number, numbers)
    made = form.site.form_for(page.name, {})
    before = [heading(2, f"{number}. {made.title}"), *_only_if(form, page, numbers), *_beside(form, page)]
    if made.template != QuestionForm.template:
        return [*before, *told(made.template)]
    return [*_kept_with_first([*before, *_words_of(made)], list(_fields(made)))]


def _list(form: PaperForm, page: Page, number: int, numbers: Mapping[str, int]) -> list[Block]:
    words, item = form.site.lists[page.name], form.site.form_for(page.repeats, {})
    blocks = [heading(2, f"{number}. {words.title}"), *_only_if(form, page, numbers), paragraph(str(words.why)), *_words_of(item)]
    for time in range(1, LIST_TIMES + 1):
        blocks += _kept_with_first([heading(3, str(words.one).replace("{number}", str(time)))], list(_fields(item)))
    return [*blocks, paragraph(_("Is there more? Write it on another sheet, in the same way."))]


def _only_if(form: PaperForm, page: Page, numbers: Mapping[str, int]) -> list[Block]:
    if page.name not in form.only_if:
        return []
    words = str(form.only_if[page.name])
    for name, number in numbers.items():
        words = words.replace(f"{{{name}}}", _("question %(number)s", number=number))
    return [paragraph(bold(f"{words}."))]


def _beside(form: PaperForm, page: Page) -> list[Block]:
    return [paragraph(str(form.beside[page.name]))] if page.name in form.beside else []


def _words_of(made: type[QuestionForm]) -> list[Block]:
    lead = [paragraph(str(words)) for words in (made.lead, *made.notes) if words]
    return [*lead, *([small(f"{_('Why we ask:')} {made.why}")] if made.why else [])]


def _fields(made: type[QuestionForm]) -> Iterator[list[Block]]:
    """The blocks of each field, with those under a choice right after it."""
    form = made(formdata=None)
    nested = {name for under in made.reveals.values() for names in under.values() for name in names}
    for name, field in form._fields.items():
        if name in nested:
            continue
        yield _field(field, made)
        for choice, names in made.reveals.get(name, {}).items():
            label = dict(field.choices)[choice]
            for position, below in enumerate(names):
                intro = [paragraph(bold(_("If you ticked “%(choice)s”:", choice=label)))] if position == 0 else []
                yield [*intro, *_field(form[below], made)]


def _field(field: QuestionField, made: type[QuestionForm]) -> list[Block]:
    label = str(field.label.text)
    blocks: list[Block] = [] if label == str(made.title) else [paragraph(bold(label))]
    if field.description:
        blocks.append(paragraph(str(field.description)))
    if field.required:
        blocks.append(small(_("We need an answer here, if this page is for you.")))
    return [*blocks, *_room(field)]


def _room(field: QuestionField) -> list[Block]:
    if isinstance(field, ChoiceField | ChoicesField):
        one = isinstance(field, ChoiceField)
        ticks = [
            {"words": [_on_paper(value, str(label))], "hint": [str(field.hints[value])] if value in field.hints else []}
            for value, label in field.choices
        ]
        return (
            [small(_("Tick one.") if one else _("Tick all that fit.")), {"ticks": ticks}]
            if len(ticks) > 1
            else [{"ticks": ticks}]
        )
    if isinstance(field, DatePartsField):
        names = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
        return [{"boxes": [{"words": names[part], "width": ROW_MM[part]} for part in field.PARTS]}]
    if isinstance(field, TimeField):
        return [{"boxes": [{"words": _("Time"), "width": 40}]}]
    return [{"write": min(field.rows, MOST_LINES) if isinstance(field, LongTextField) else 1}]


def _on_paper(value: str, label: str) -> str:
    """The label; a language whose own name our fonts cannot print is named in English."""
    return label if printable(label) == label else Locale.parse(value).english_name or label


def _kept_with_first(before: list[Block], fields: list[list[Block]]) -> list[Block]:
    """Each question with its room on one page, and the first with its heading."""
    if not fields:
        return before
    first, *others = fields
    return [{"together": [*before, *first]}, *({"together": one} for one in others)]
