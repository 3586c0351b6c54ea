"""The plan that the safe-contact answers make: nothing is safe until the person says so."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.contact.pages import FORMS, PAGES, missing_contact, safe_contact_from
from forms_backend.contact.safe_contact import Channel, Content, Initiates, Safe, SayWho, Whose, from_json, may_use, to_json
from forms_backend.journeys.engine import Journey

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
CHANNELS = (Channel.PHONE, Channel.VOICEMAIL, Channel.TEXT, Channel.EMAIL, Channel.POST)
EVERY_WAY = {
    "who_starts": "us", "device_monitored": "no",
    "phone_safe": "yes", "phone_number": "01632 960 001", "phone_whose": "mine", "voicemail_safe": "yes",
    "text_safe": "yes", "text_number": "07700 900 001", "text_whose": "mine",
    "email_safe": "yes", "email_address": "sam@example.org", "email_whose": "mine",
    "post_safe": "yes", "post_address": "Sam\n1 Street", "post_whose": "mine",
}  # fmt: skip


def test_no_answers_allow_nothing():
    contact = safe_contact_from({})
    assert not any(may_use(contact, channel, MONDAY).allowed for channel in CHANNELS)
    assert contact.withhold_number and not contact.others_may_answer and contact.say_who is SayWho.FIRST_NAME_ONLY


def test_every_way_said_to_be_safe_may_be_used():
    contact = safe_contact_from(EVERY_WAY, at=MONDAY)
    assert all(may_use(contact, channel, MONDAY).allowed for channel in CHANNELS)
    assert contact.confirmed_at == MONDAY


def test_i_will_contact_you_allows_nothing_even_with_old_answers_left():
    contact = safe_contact_from(EVERY_WAY | {"who_starts": "them"})
    assert contact.initiates is Initiates.THEM
    assert not any(may_use(contact, channel, MONDAY).allowed for channel in CHANNELS)


@pytest.mark.parametrize("said", ["no", "ask", ""])
def test_anything_but_yes_is_not_yes(said):
    contact = safe_contact_from(EVERY_WAY | {"phone_safe": said})
    assert not may_use(contact, Channel.PHONE, MONDAY).allowed


def test_whose_it_is_not_told_counts_as_shared():
    contact = safe_contact_from({name: value for name, value in EVERY_WAY.items() if not name.endswith("_whose")})
    assert contact.plan_for(Channel.EMAIL).whose is Whose.SHARED
    assert may_use(contact, Channel.EMAIL, MONDAY).content is Content.NEUTRAL
    assert not may_use(contact, Channel.POST, MONDAY).allowed


def test_texts_go_to_the_number_for_calls_when_no_other_was_given():
    contact = safe_contact_from({**EVERY_WAY, "text_number": "", "phone_whose": "shared"})
    plan = contact.plan_for(Channel.TEXT)
    assert plan.address == "01632 960 001" and plan.whose is Whose.SHARED


def test_a_voice_message_needs_its_own_yes():
    assert not may_use(safe_contact_from(EVERY_WAY | {"voicemail_safe": "no"}), Channel.VOICEMAIL, MONDAY).allowed
    assert not may_use(
        safe_contact_from({k: v for k, v in EVERY_WAY.items() if k != "voicemail_safe"}), Channel.VOICEMAIL, MONDAY
    ).allowed


def test_days_and_times_are_kept():
    contact = safe_contact_from(EVERY_WAY | {"safe_days": ["0", "6"], "safe_from": "09:00", "safe_until": "15:30"})
    assert contact.safe_days == {0, 6} and (contact.safe_from, contact.safe_until) == (time(9), time(15, 30))


def test_a_language_typed_by_hand_never_becomes_a_language_code():
    contact = safe_contact_from({"language": "other", "language_words": "../../etc", "interpreter": "yes"})
    assert contact.language == "other" and contact.interpreter == "yes: ../../etc"


@pytest.mark.parametrize(("answers", "is_enough"), [
    ({}, False),
    ({"who_starts": "them"}, True),
    ({"who_starts": "us", "phone_safe": "no"}, False),
    ({"who_starts": "us", "phone_safe": "yes"}, False),
    ({"who_starts": "us", "phone_safe": "yes", "phone_number": "01632 960 001"}, True),
    ({"who_starts": "us", "email_safe": "ask", "email_address": "a@example.org"}, True),
])  # fmt: skip
def test_the_least_is_one_safe_way_or_i_will_contact_you(answers, is_enough):
    assert (missing_contact(answers) is None) is is_enough


@given(st.fixed_dictionaries({}, optional={
    "who_starts": st.sampled_from(["us", "them"]),
    "device_monitored": st.sampled_from(["yes", "no", "not_sure", ""]),
    **{f"{way}_safe": st.sampled_from(["yes", "no", "ask", ""]) for way in ("phone", "voicemail", "text", "email", "post")},
    **{name: st.sampled_from(["", "something"]) for name in ("phone_number", "text_number", "email_address", "post_address")},
    **{f"{way}_whose": st.sampled_from(["mine", "shared", "someone_else", ""]) for way in ("phone", "text", "email", "post")},
    "safe_days": st.lists(st.sampled_from("0123456"), unique=True),
    "safe_from": st.sampled_from(["", "00:00", "09:00", "23:59"]),
    "safe_until": st.sampled_from(["", "00:00", "09:00", "23:59"]),
    "say_who": st.sampled_from(["", "first_name_only", "organisation", "cover_name"]),
}))  # fmt: skip
def test_whatever_is_answered_makes_a_plan_that_never_allows_more_than_was_said(answers):
    contact = safe_contact_from(answers)
    assert from_json(to_json(contact)) == contact
    for channel in CHANNELS:
        if may_use(contact, channel, MONDAY).allowed:
            assert answers.get(f"{channel}_safe") == Safe.YES


@pytest.mark.parametrize("said", ["no", "", "not_sure", "yes"])
def test_someone_whose_accounts_are_seen_has_a_watched_device_whatever_else_they_said(said):
    contact = safe_contact_from(EVERY_WAY | {"device_monitored": said, "risks": ["hurt_soon", "sees_my_accounts"]})
    assert contact.device_monitored == "yes"
    assert {channel for channel in CHANNELS if may_use(contact, channel, MONDAY).allowed} == {Channel.POST}
    assert safe_contact_from(EVERY_WAY | {"risks": ["hurt_soon"]}).device_monitored == "no"


def test_each_page_has_its_form_and_asks_what_the_form_asks():
    assert [page.name for page in PAGES] == list(FORMS)
    Journey("contact", PAGES)
