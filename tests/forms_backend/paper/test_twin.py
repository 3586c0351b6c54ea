"""Nothing that a form asks on the web is missing on paper, and nothing on paper is typed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from forms_backend.journeys.engine import always
from forms_backend.paper.forms import CASE_REVIEW, REFERRAL, case_review_pdf, paper_app, referral_pdf
from forms_backend.paper.twin import LIST_TIMES, questions
from services_directory import load
from services_directory.local import Local, LocalFact
from tests.support.reading_pdf import bookmarks_of, faults_of, sizes_of, words_of

ON = date(2026, 11, 27)
FORMS = {
    "referral": (REFERRAL, referral_pdf, "Ask the Victim and Witness Hub for help"),
    "case review": (CASE_REVIEW, case_review_pdf, "Ask for an ASB Case Review"),
}
IN_OWN_SCRIPT = {"اردو": "Urdu"}


@pytest.fixture(scope="module")
def directory():
    return load(today=ON)


@pytest.fixture(scope="module", params=FORMS, ids=list(FORMS))
def both(request, directory):
    """The form, and its words on paper in standard print, without spaces: lines may break anywhere."""
    form, make, title = FORMS[request.param]
    return form, flat(words_of(make(directory, ON))), make, title


def flat(words: str) -> str:
    return "".join(str(words).split()).replace("-", "")


def asked(form, directory):
    """(page, form class, field) for every field of every page of a journey, also of pages that only some people see."""
    with paper_app(directory).test_request_context():
        for page in form.site.journey.pages:
            made = form.site.form_for(page.repeats or page.name, {})
            for field in made(formdata=None)._fields.values():
                yield page, made, field


def test_every_field_of_every_page_is_on_paper(both, directory):
    form, words, *_ = both
    fields = list(asked(form, directory))
    assert {name for page in form.site.journey.pages if not page.repeats for name in page.asks} == {
        field.name for page, _, field in fields if not page.repeats
    }
    for page, made, field in fields:
        said = field.label.text if str(field.label.text) != str(made.title) else made.title
        assert flat(said) in words, (page.name, field.name)
        assert flat(field.description) in words, (page.name, field.name)
        for _value, label in getattr(field, "choices", ()):
            assert flat(IN_OWN_SCRIPT.get(str(label), label)) in words, (page.name, field.name)
        for hint in getattr(field, "hints", {}).values():
            assert flat(hint) in words, (page.name, field.name)


def test_every_page_is_a_numbered_heading_with_why_we_ask(both, directory):
    form, words, make, _ = both
    marks = {flat(mark) for mark in bookmarks_of(make(directory, ON))}
    with paper_app(directory).test_request_context():
        for number, page in enumerate(form.site.journey.pages, 1):
            made = form.site.form_for(page.repeats or page.name, {})
            title = form.site.lists[page.name].title if page.repeats else made.title
            assert flat(f"{number}. {title}") in marks
            assert flat(made.why) in words, page.name
            for note in (made.lead, *made.notes):
                assert flat(note) in words, page.name


def test_a_new_question_would_be_on_paper_without_another_line_of_code(directory):
    """A page that nobody has told the paper about is printed all the same."""
    page = REFERRAL.site.journey.pages[1]
    journey = replace(REFERRAL.site.journey, pages=(page,))
    form = replace(REFERRAL, site=replace(REFERRAL.site, journey=journey))
    with paper_app(directory).test_request_context():
        assert "Someone I support in my work" in str(questions(form))


def test_each_condition_is_said_in_words_and_no_words_stand_without_one(both):
    form = both[0]
    conditional = {page.name for page in form.site.journey.pages if page.when is not always}
    assert set(form.only_if) == conditional
    assert "{" not in both[1] and "}" not in both[1]


def test_a_condition_names_the_number_of_the_question_it_hangs_on(both):
    form, words, *_ = both
    numbers = {page.name: number for number, page in enumerate(form.site.journey.pages, 1)}
    assert flat(f"Only if we should contact you first (question {numbers['who-gets-in-touch']}).") in words


def test_reports_are_asked_three_times(both):
    form, words, *_ = both
    lists = [page for page in form.site.journey.pages if page.repeats]
    for page in lists:
        for time in range(1, LIST_TIMES + 1):
            assert flat(str(form.site.lists[page.name].one).replace("{number}", str(time))) in words
        assert words.count(flat("Who did you tell?")) == LIST_TIMES == 3


@pytest.mark.parametrize("large_print", [False, True], ids=["standard", "large print"])
def test_both_forms_pass_the_accessibility_checks(both, directory, tmp_path, large_print):
    _, _, make, title = both
    made = make(directory, ON, large_print=large_print)
    assert faults_of(made, tmp_path, title) == ""
    assert min(sizes_of(made)) >= (18 if large_print else 9)


def test_the_emergency_note_and_the_safe_keeping_come_before_the_first_question(both):
    words = both[1]
    first = words.index(flat("1. ") + flat(FIRST[both[3]]))
    for said in ("In danger now? Do not use this form. Call 999.", "Think of who may find it.", "Where to send it"):
        assert words.index(flat(said)) < first


FIRST = {"Ask the Victim and Witness Hub for help": "Before you type", "Ask for an ASB Case Review": "Who are you asking for?"}


def test_what_is_not_set_is_said_and_nothing_is_invented(directory):
    words = words_of(referral_pdf(directory, ON))
    assert "We do not have the Hub’s postal address yet" in words and "0808 168 9111" in words


def test_what_the_hub_has_filled_in_is_where_to_send_it(directory):
    facts = {fact.key: fact for fact in directory.local.all()}
    given = {
        "hub_postal_address": "1 Example Street, ZZ99 9ZZ", "hub_email": "hub@example.org", "hub_freephone": "0800 111 2222",
        "hub_opening_hours": "weekdays, 9am to 5pm", "disclosure_rule": "Staff must tell of an example.",
    }  # fmt: skip
    facts |= {key: LocalFact(key, value, "", "") for key, value in given.items()}
    words = words_of(referral_pdf(replace(directory, local=Local(facts)), ON))
    assert not [value for value in given.values() if value not in words]
    assert "do not have the Hub" not in words


def test_each_council_is_named_with_the_ways_that_its_record_holds(directory):
    words = flat(words_of(case_review_pdf(directory, ON)))
    for area in directory.areas.values():
        service = directory.service_of_area(area.id)
        assert flat(area.council_name) in words
        for way in (service.email, service.address, *(phone.number for phone in service.phones)) if service else ():
            assert not way or flat(way) in words
