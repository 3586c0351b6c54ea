"""Fields answer with words, never with an exception, whatever is typed."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms_backend.i18n import init_translations
from forms_backend.questions.fields import (
    ChoiceField,
    ChoicesField,
    DatePartsField,
    EmailField,
    LongTextField,
    PhoneField,
    TextField,
    TimeField,
    tidy_text,
    whole_date,
)
from forms_backend.questions.form_adapter import QuestionForm, read


class EveryKind(QuestionForm):
    words = TextField("Words")
    story = LongTextField("Story")
    phone = PhoneField("Phone")
    email = EmailField("Email")
    clock = TimeField("Clock")
    one = ChoiceField("One", (("a", "A"), ("b", "B")))
    many = ChoicesField("Many", (("a", "A"), ("b", "B"), ("none", "None")), alone=("none",))
    day = DatePartsField("Day", past=True)
    about = DatePartsField("About", partial=True)


@pytest.fixture(autouse=True)
def _inside():
    """Fields need a language, and nothing else of an application."""
    app = Flask(__name__)
    init_translations(app)
    with app.test_request_context():
        yield


def form_of(**typed: str) -> EveryKind:
    form = read(EveryKind, MultiDict({name.replace("__", "-"): value for name, value in typed.items()}))
    form.is_right({})
    return form


def date_of(day: str, month: str, year: str, name: str = "day") -> EveryKind:
    return form_of(**{f"{name}__day": day, f"{name}__month": month, f"{name}__year": year})


NAMES = ["words", "story", "phone", "email", "clock", "one", "many", "day-day", "day-month", "day-year", "about-year"]


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
def test_nothing_that_can_be_typed_breaks_a_field(typed):
    form = read(EveryKind, MultiDict(typed))
    if form.is_right({}):
        again = EveryKind(formdata=None, data=form.kept())
        assert {q.name: q.kept for q in again if q.component != "date"} == {q.name: q.kept for q in form if q.component != "date"}


@pytest.mark.parametrize(("day", "month", "year", "kept"), [
    ("3", "5", "2026", "2026-05-03"),
    ("03", "05", "2026", "2026-05-03"),
    ("3rd", "May", "2026", "2026-05-03"),
    ("29", "february", "2024", "2024-02-29"),
    ("1", "Sept", "26", "2026-09-01"),
    ("1", "Sep.", "26", "2026-09-01"),
    ("٣", "٥", "٢٠٢٦", "2026-05-03"),
])  # fmt: skip
def test_a_date_may_be_written_in_many_ways(day, month, year, kept, clock):
    form = date_of(day, month, year)
    assert form.day.errors in ((), []) and form.day.kept == kept
    assert whole_date(kept) == date.fromisoformat(kept)


@pytest.mark.parametrize(("day", "month", "year", "sentence", "wrong"), [
    ("", "5", "2026", "The date must have a day too", {"day"}),
    ("3", "", "2026", "The date must have a month too", {"month"}),
    ("3", "5", "", "The date must have a year too", {"year"}),
    ("31", "6", "2026", "That month does not have a day with this number", {"day"}),
    ("29", "2", "2026", "That month does not have a day with this number", {"day"}),
    ("3", "13", "2026", "The month must be a number from 1 to 12, or its name", {"month"}),
    ("3", "Ma", "2026", "The month must be a number from 1 to 12, or its name", {"month"}),
    ("x", "5", "2026", "That month does not have a day with this number", {"day"}),
    ("3", "5", "last year", "The year must be a number such as", {"year"}),
    ("3", "5", "20265", "The year must be a number such as", {"year"}),
    ("3", "5", "²", "The year must be a number such as", {"year"}),
    ("24", "11", "2026", "The date must be today or in the past", {"day", "month", "year"}),
])  # fmt: skip
def test_what_is_wrong_with_a_date_is_said_of_the_right_part(day, month, year, sentence, wrong, clock):
    form = date_of(day, month, year)
    assert sentence in form.day.errors[0]
    assert form.day.wrong == wrong
    assert form.day.typed == {"day": day, "month": month, "year": year}


@pytest.mark.parametrize(("day", "month", "year", "kept"), [
    ("", "5", "2026", "2026-05"), ("", "", "2026", "2026"), ("3", "", "2026", None), ("", "5", "", None), ("", "", "", ""),
])  # fmt: skip
def test_part_of_a_date_is_enough_where_the_form_says_so(day, month, year, kept):
    form = date_of(day, month, year, "about")
    assert (form.about.kept if not form.about.errors else None) == kept
    if kept:
        assert whole_date(kept) is None


@pytest.mark.parametrize("address", ["sam@example.org", "josé@exämple.org", "o'brien+tag@mail.example.co.uk", "用户@例子.世界"])
def test_email_addresses_of_any_script_are_fine(address):
    assert form_of(email=address).email.kept == address and not form_of(email=address).email.errors


@pytest.mark.parametrize(
    "address", ["sam", "sam@", "@example.org", "sam@example", "jo smith@example.org", "a@b..org", "a@b.org, c@d.org"]
)
def test_addresses_that_no_mail_can_reach_are_refused_and_never_mended(address):
    assert form_of(email=address).email.errors


@pytest.mark.parametrize("number", ["01632 960 001", "+44 (0)1632-960-001", "07700 900 123 ext 4", "٠١٦٣٢٩٦٠٠٠١"])
def test_phone_numbers_are_kept_as_typed(number):
    form = form_of(phone=number)
    assert not form.phone.errors and form.phone.kept == number


@pytest.mark.parametrize("number", ["123", "ask my sister", "0" * 30])
def test_numbers_nobody_could_ring_are_refused(number):
    assert form_of(phone=number).phone.errors


@pytest.mark.parametrize(("typed", "kept"), [("9", "09:00"), ("9am", "09:00"), ("12am", "00:00"), ("12 pm", "12:00"), ("5.30pm", "17:30"),
                                             ("5:30 p.m.", "17:30"), ("1430", "14:30"), ("noon", "12:00")])  # fmt: skip
def test_times_may_be_written_in_many_ways(typed, kept):
    assert form_of(clock=typed).clock.kept == kept


@pytest.mark.parametrize("typed", ["25", "13pm", "9:75", "soon", "-1"])
def test_what_is_no_time_is_refused(typed):
    assert form_of(clock=typed).clock.errors


def test_signs_that_no_keyboard_makes_are_taken_out():
    assert tidy_text(" a\x00b\r\nc\rd\te\x7f ") == "ab\nc\nd\te"
