"""Changing a plan: what is not safe any more is never used, nothing is guessed, and the history names no address."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms_backend.contact import changes as contact_changes
from forms_backend.contact.safe_contact import Channel, ChannelPlan, Initiates, Safe, SafeContact, SayWho, Whose, may_use
from forms_backend.questions import form_adapter
from tests.forms_backend.contact.test_safe_contact import SENDING, contacts, moments

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PLAN = SafeContact(
    channels=(
        ChannelPlan(Channel.PHONE, Safe.YES, "01632 960 147", Whose.MINE),
        ChannelPlan(Channel.VOICEMAIL, Safe.YES, "01632 960 147", Whose.MINE),
        ChannelPlan(Channel.TEXT, Safe.YES, "01632960147", Whose.MINE),
        ChannelPlan(Channel.EMAIL, Safe.YES, "tamarind@example.org", Whose.MINE),
    ),
    safe_from=time(9),
    safe_until=time(15),
    code_word="Persimmon",
    language="pl",
)


def answers(contact: SafeContact = PLAN, **changes):
    return contact_changes.shown_answers(contact) | {"told": "Today, by phone"} | changes


def changed(contact: SafeContact = PLAN, **changes) -> SafeContact:
    return contact_changes.changed_plan(contact, answers(contact, **changes), AT)


@pytest.fixture
def sent(app):
    """The form as posted, and its errors."""
    with app.test_request_context():

        def send(contact: SafeContact = PLAN, **changes):
            form = form_adapter.read(contact_changes.plan_form(contact), MultiDict(answers(contact, **changes)))
            form.is_right({})
            return form

        yield send


safe_words = st.sampled_from(["", *Safe])
choices = st.fixed_dictionaries(
    {"who_starts": st.sampled_from(Initiates)}
    | {f"{channel}_safe": safe_words for channel in SENDING}
    | {f"{channel}_address": st.sampled_from(["", "01632 960 999", "new@example.org"]) for channel in SENDING}
    | {f"{channel}_whose": st.sampled_from(["", *Whose]) for channel in SENDING}
)


@given(contacts, choices, moments)
def test_only_a_way_that_was_marked_safe_just_now_is_ever_used(before, kept, at):
    after = contact_changes.changed_plan(before, kept, AT)
    for channel in SENDING:
        if may_use(after, channel, at).allowed:
            assert kept[f"{channel}_safe"] == Safe.YES and kept["who_starts"] == Initiates.US
        if kept[f"{channel}_safe"] in ("", Safe.NO):
            plan = after.plan_for(channel)
            assert plan is None or (plan.safe is Safe.NO and plan.address == "")


@given(contacts, choices, moments)
def test_stopping_all_contact_stops_every_way(before, kept, at):
    after = contact_changes.changed_plan(before, kept | {"who_starts": "them"}, AT)
    assert not any(may_use(after, channel, at).allowed for channel in SENDING)


@given(contacts, choices)
def test_a_new_number_or_address_is_the_persons_own_only_when_someone_said_so(before, kept):
    after = contact_changes.changed_plan(before, kept, AT)
    for channel in contact_changes.WITH_ADDRESS:
        plan = after.plan_for(channel)
        if plan is not None and kept[f"{channel}_address"] and plan.whose is Whose.MINE:
            assert kept[f"{channel}_whose"] == Whose.MINE


def test_an_empty_field_keeps_the_address_and_what_the_form_does_not_ask_stays():
    after = changed()
    assert replace(after, confirmed_at=None) == PLAN and after.confirmed_at == AT


def test_a_new_number_for_calls_is_the_one_for_voice_messages_too():
    after = changed(phone_address="01632 960 999", phone_whose="shared")
    assert after.plan_for(Channel.VOICEMAIL) == ChannelPlan(Channel.VOICEMAIL, Safe.YES, "01632 960 999", Whose.SHARED)


def test_when_calls_are_not_safe_neither_is_a_voice_message():
    assert changed(phone_safe="no").plan_for(Channel.VOICEMAIL).safe is Safe.NO


def test_a_review_that_was_due_is_done_and_a_later_one_stands():
    assert changed(replace(PLAN, review_on=date(2026, 11, 23))).review_on is None
    assert changed(replace(PLAN, review_on=date(2026, 12, 1))).review_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"told": ""}, "told", id="not said when and how"),
        pytest.param({"who_starts": ""}, "who_starts", id="nobody starts"),
        pytest.param(
            {"who_starts": "us"} | dict.fromkeys(["phone_safe", "text_safe", "email_safe"], "no"), "who_starts", id="no way"
        ),
        pytest.param({"post_safe": "yes"}, "post_address", id="post without an address"),
        pytest.param({"phone_address": "01632 960 999"}, "text_address", id="the old number would still get texts"),
        pytest.param({"phone_address": "12"}, "phone_address", id="no number"),
        pytest.param({"safe_from": "5pm"}, "safe_until", id="times the wrong way round"),
        pytest.param({"say_who": "cover_name"}, "cover_name", id="no name to use"),
        pytest.param({"email_safe": "perhaps"}, "email_safe", id="no such answer"),
    ],
)
def test_a_plan_that_cannot_be_followed_is_sent_back(sent, changes, field):
    form = sent(**changes)
    assert field in {name for name, question in form._fields.items() if question.errors}


def test_nothing_stands_in_the_way_of_stopping_all_contact(sent):
    form = sent(who_starts="them", post_safe="yes", safe_from="5pm", phone_address="01632 960 999")
    assert form_adapter.errors_of(form) == []


def test_the_form_says_that_there_is_an_address_and_never_which(app):
    with app.test_request_context():
        form = contact_changes.plan_form(PLAN)(formdata=None, data=contact_changes.shown_answers(PLAN))
        html = form_adapter.filled_fields_html(form)
    assert "We have one. Leave this empty to keep it." in html and "We have none." in html
    assert not [secret for secret in ("960", "tamarind", "Persimmon") if secret in html]


def test_what_changed_is_told_without_any_address(app):
    with app.test_request_context():
        assert contact_changes.changes_in_words(PLAN, changed()) == []
        after = changed(
            who_starts="them", phone_safe="no", email_address="marzipan@example.org", email_whose="shared", safe_days=["1"],
            contact_notes="Salamander", say_who=SayWho.ORGANISATION, device_monitored="yes",
        )  # fmt: skip
        words = contact_changes.changes_in_words(PLAN, after)
    told = "\n".join(words)
    for part in ("stop all contact", "Phone: Safe → Not safe", "Voice message: Safe → Not safe", "Email: another number or address",
                 "Theirs alone → Shared", "Safe days: changed", "Anything else about contact: changed", "devices: not said → Yes"):  # fmt: skip
        assert part in told, part
    assert not [secret for secret in ("960", "tamarind", "marzipan", "Salamander") if secret in told]
