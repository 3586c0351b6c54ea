"""The self-referral form on the web, from the first page to the receipt."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from forms_backend import cases, history
from forms_backend.journeys.drafts import Draft
from forms_backend.referrals.models import Referral
from forms_backend.referrals.public import SITE
from forms_backend.tasks import Task
from tests.forms_backend.journeys.client import Walker, code_in, reference_in
from tests.forms_backend.referrals.answers import LEAST, PLANTED
from tests.forms_backend.stored import Stored

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def walker(client) -> Walker:
    return Walker(client, "/refer")


@pytest.fixture
def stored(app) -> Stored:
    return Stored(app)


def test_something_to_call_you_and_i_will_contact_you_are_enough(walker, stored):
    walker.walk(LEAST)
    page = walker.send().get_data(as_text=True)
    referral = stored.scalar(sa.select(Referral))
    assert referral.reference == reference_in(page)
    assert referral.status == "waiting_for_person"
    assert referral.first_contact_by_utc is None
    assert "we will not call, text, email or write" in page


def test_first_contact_is_due_within_24_hours_and_the_receipt_says_so(walker, stored, clock):
    walker.walk(PLANTED["for-someone"])
    page = walker.send().get_data(as_text=True)
    assert stored.scalar(sa.select(Referral.first_contact_by_utc)) == clock + timedelta(hours=24)
    assert "9:30am, Tuesday 24 November 2026" in page
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", code_in(page))


def test_every_answer_opens_again_with_the_hubs_key(walker, stored, keyring):
    walker.walk(PLANTED["for-someone"])
    walker.send()
    referral = stored.scalar(sa.select(Referral))
    keys = cases.open_keys(referral, keyring)
    answers = referral.open(keys, "sealed_answers")["answers"]
    for page in PLANTED["for-someone"].values():
        for name, value in page.items():
            assert answers[name] == {"9am": "09:00", "3pm": "15:00"}.get(value if isinstance(value, str) else "", value)
    contact = cases.open_contact(referral, keys)
    assert contact.code_word == "Persimmon" and contact.cover_name == "Rhubarb Dentistry"


def test_an_under_13_waits_for_a_check_and_people_are_told_at_once(walker, stored, clock):
    walker.walk(PLANTED["young"])
    page = walker.send().get_data(as_text=True)
    assert "Childline" in page
    assert stored.scalar(sa.select(Referral.status)) == "awaiting_check"
    due = {task.kind: task.due_at_utc for task in stored.all(sa.select(Task))}
    assert due["suicide_risk"] == due["child_at_risk"] == due["under_13_check"] == clock


def test_danger_shows_help_and_does_not_block(walker):
    path = walker.walk({**LEAST, "safe-now": {"risks": ["hurt_soon"]}})
    assert "numbers-to-know" in path
    assert "tel:999" in walker.seen["numbers-to-know/"]


def test_a_young_person_sees_childline(walker):
    path = walker.walk({**LEAST, "age": {"age_band": "13_15"}})
    assert "more-for-you" in path
    assert "0800 1111" in walker.seen["more-for-you/"]


def test_a_helper_whose_person_does_not_know_is_told_that_we_talk_with_them_only(walker):
    path = walker.walk({**LEAST, "who-is-this-for": {"for_whom": "someone"}, "do-they-know": {"they_agreed": "does_not_know"}})
    assert "advice-for-you" in path and "reaching-them" not in path


def test_a_changed_mind_leaves_no_trace(walker, stored, keyring):
    walker.walk(PLANTED["for-someone"])
    walker.answer("who-is-this-for?change=1", {"for_whom": "me"})
    walker.send()
    referral = stored.scalar(sa.select(Referral))
    answers = referral.open(cases.open_keys(referral, keyring), "sealed_answers")["answers"]
    assert not {"their_name", "organisation", "their_contact_how", "they_agreed"} & set(answers)


def test_a_change_link_returns_to_the_check_page_by_way_of_what_it_opened(walker):
    walker.walk(LEAST)
    assert walker.where(walker.answer("your-name?change=1", {"call_me": "Alex"})) == "check-answers"
    opened = walker.answer("who-gets-in-touch?change=1", {"who_starts": "us"})
    assert walker.where(opened) == "calls" and opened.headers["Location"].endswith("?change=1")


def test_no_safe_way_is_said_kindly_and_nothing_is_sent(walker, stored):
    walker.walk(
        {
            "your-name": {"call_me": "Sam"},
            "who-gets-in-touch": {"who_starts": "us"},
            "may-we-contact-you": {"consent_contact": "yes"},
        }
    )
    response = walker.answer("check-answers")
    assert response.status_code == 422
    assert "We do not have a safe way to reach you yet" in response.get_data(as_text=True)
    assert stored.count(Referral) == 0


@pytest.mark.parametrize(("page", "data", "sentence"), [
    ("phone-number", {"phone_number": ""}, "Enter the number. If no number is safe, go back and choose No."),
    ("phone-number", {"phone_number": "call me"}, "Enter a phone number with all its digits"),
    ("email-address", {"email_address": "someone at home"}, "Enter an email address with an @"),
    ("postal-address", {"post_address": " "}, "Enter the address."),
    ("safe-times", {"safe_from": "5pm", "safe_until": "9am"}, "This must be later"),
    ("safe-times", {"safe_from": "teatime"}, "Enter a time such as"),
    ("may-we-contact-you", {"consent_contact": "no"}, "Then we will not contact you."),
    ("who-gets-in-touch", {}, "Choose who gets in touch first."),
    ("who-gets-in-touch", {"who_starts": "nobody"}, "Choose one of the answers"),
    ("safe-now", {"risks": ["hurt_soon", "none"]}, "by itself, or take it away"),
    ("safe-now", {"risks": ["volcano"]}, "Choose from the answers on the page"),
    ("your-name", {"call_me": ""}, "Enter something to call you. Any name will do."),
    ("your-name", {"call_me": "x" * 501}, "500 characters or fewer"),
])  # fmt: skip
def test_what_cannot_be_right_is_said_in_plain_words_and_what_was_typed_is_kept(walker, page, data, sentence):
    walker.walk(PLANTED["for-someone"], until=page)
    response = walker.answer(page, data)
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert sentence in html
    for value in data.values():
        if isinstance(value, str) and value.strip() and value != "nobody" and "consent_contact" not in data:
            assert f'value="{value}"' in html


def test_saying_no_to_every_way_is_met_with_the_other_choice(walker):
    refuse = {
        "who-gets-in-touch": {"who_starts": "us"},
        "calls": {"phone_safe": "no"},
        "texts": {"text_safe": "no"},
        "email": {"email_safe": "no"},
    }
    walker.walk({**LEAST, **refuse}, until="post")
    response = walker.answer("post", {"post_safe": "no"})
    assert response.status_code == 422 and "I will contact you" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "name", ["李小龍", "O’Brien-Ångström", "محمد", "Ng", "X Æ A-12", "a" * 400, "Robert'); DROP TABLE referrals;--"]
)
def test_any_name_is_a_name(walker, stored, keyring, name):
    walker.walk({**LEAST, "your-name": {"call_me": name}})
    walker.send()
    referral = stored.scalar(sa.select(Referral))
    assert referral.open(cases.open_keys(referral, keyring), "sealed_answers")["answers"]["call_me"] == name


def test_what_is_typed_is_escaped_everywhere(walker):
    walker.walk(
        {**LEAST, "your-name": {"call_me": "<script>alert(1)</script>"}, "in-your-words": {"what_happened": "</textarea><b>x"}}
    )
    for page in ("your-name/", "in-your-words/", "check-answers/"):
        html = walker.get(page).get_data(as_text=True)
        assert "<script>alert" not in html and "</textarea><b>" not in html
    assert "&lt;script&gt;" in html


def test_null_bytes_and_odd_line_breaks_are_tidied(walker, stored, keyring):
    walker.walk({**LEAST, "in-your-words": {"what_happened": "one\x00\r\ntwo\rthree\x07"}})
    walker.send()
    referral = stored.scalar(sa.select(Referral))
    assert referral.open(cases.open_keys(referral, keyring), "sealed_answers")["answers"]["what_happened"] == "one\ntwo\nthree"


def test_a_story_may_be_long_and_far_too_much_is_refused_kindly(walker, client):
    walker.walk(LEAST, until="in-your-words")
    assert walker.answer("in-your-words", {"what_happened": "é" * 20_000}).status_code == 303
    assert walker.answer("in-your-words", {"what_happened": "é" * 20_001}).status_code == 422
    assert walker.answer("in-your-words", {"what_happened": "e" * 1_200_000}).status_code == 413


def test_sending_twice_makes_one_case(walker, stored):
    walker.walk(LEAST)
    token = re.search(r'name="csrf_token" value="([0-9a-f]{32})"', walker.get("check-answers/").get_data(as_text=True))[1]
    for _ in range(2):
        response = walker.client.post("/refer/check-answers/", data={"csrf_token": token})
        assert response.headers["Location"] == "/refer/receipt/"
    assert stored.count(Referral) == 1


def test_a_reference_that_is_taken_is_replaced_and_nobody_notices(walker, stored, client, app, monkeypatch):
    walker.walk(LEAST)
    taken = reference_in(walker.send().get_data(as_text=True))
    fresh = iter([taken, "K7PM-4XQD", "K7PM-4XQE"])
    monkeypatch.setattr("forms_backend.references.new_reference", lambda: next(fresh))
    second = Walker(app.test_client(), "/refer")
    second.walk(LEAST)
    assert reference_in(second.send().get_data(as_text=True)) == "K7PM-4XQD"
    assert stored.count(Referral) == 2


def test_after_sending_the_answers_are_gone_and_the_receipt_stays(walker):
    walker.walk({**LEAST, "your-name": {"call_me": "Zebrawood"}})
    first = walker.send().get_data(as_text=True)
    assert reference_in(walker.get("receipt/").get_data(as_text=True)) == reference_in(first)
    assert walker.get("your-name/").headers["Location"] == "/refer/receipt/"
    assert "Zebrawood" not in walker.get("").get_data(as_text=True)


def test_a_second_form_from_the_same_browser_is_a_second_case(walker, stored):
    for _ in range(2):
        walker.walk(LEAST)
        walker.send()
    assert stored.count(Referral) == 2


def test_the_case_its_event_tasks_and_letter_are_one_transaction(walker, stored, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("the letter could not be made")

    walker.walk({**LEAST, "safe-now": {"risks": ["hurt_soon"]}})
    monkeypatch.setattr("forms_backend.letters.queue_letter", fail)
    with pytest.raises(RuntimeError):
        walker.answer("check-answers")
    for model in (Referral, history.CaseEvent, Task):
        assert stored.count(model) == 0
    monkeypatch.undo()
    walker.send()
    assert stored.count(Referral) == 1


def test_names_of_fields_are_names_of_answers(app):
    with app.test_request_context():
        for page in SITE.journey.pages:
            form = SITE.form_for(page.name, {})
            assert tuple(field.name for field in form(formdata=None)) == page.asks, page.name


def test_every_page_with_a_question_says_why(app):
    with app.test_request_context():
        for page in SITE.journey.pages:
            form = SITE.form_for(page.name, {})
            assert str(form.title)
            assert not page.asks or str(form.why), page.name


def test_get_changes_nothing(walker, stored):
    walker.walk(PLANTED["for-someone"])
    before = stored.scalar(sa.select(Draft.sealed))
    for path in ("", "your-name/", "check-answers/", "calls/?change=1"):
        walker.get(path)
    assert stored.scalar(sa.select(Draft.sealed)) == before
