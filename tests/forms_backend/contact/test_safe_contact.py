from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.contact.safe_contact import (
    READ_THE_NOTES_FIRST,
    READ_THE_TIMES_FIRST,
    Channel,
    ChannelPlan,
    Content,
    Initiates,
    Safe,
    SafeContact,
    Whose,
    from_json,
    is_reachable,
    may_use,
    next_safe_time,
    to_json,
)

MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EMAIL_IS_SAFE = ChannelPlan(Channel.EMAIL, Safe.YES, "someone@example.org")
SENDING = [Channel.PHONE, Channel.VOICEMAIL, Channel.TEXT, Channel.EMAIL, Channel.POST]

plans = st.builds(
    ChannelPlan,
    channel=st.sampled_from(SENDING),
    safe=st.sampled_from(Safe),
    address=st.sampled_from(["", " ", "07700 900000", "someone@example.org", "1 Street\nTown"]),
    whose=st.sampled_from(Whose),
)
contacts = st.builds(
    SafeContact,
    initiates=st.sampled_from(Initiates),
    channels=st.lists(plans, max_size=5).map(tuple),
    safe_days=st.frozensets(st.integers(0, 6)),
    safe_from=st.none() | st.times().map(lambda t: t.replace(microsecond=0)),
    safe_until=st.none() | st.times().map(lambda t: t.replace(microsecond=0)),
    device_monitored=st.sampled_from(["", "yes", "no", "not_sure"]),
    unsafe_times=st.sampled_from(["", " ", "Monday mornings"]),
    notes=st.sampled_from(["", "\n", "He reads my mail"]),
    review_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    confirmed_at=st.none() | st.just(MONDAY_NOON),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


def test_an_empty_plan_allows_nothing_but_collecting():
    assert not any(may_use(SafeContact(), channel, MONDAY_NOON).allowed for channel in SENDING)
    assert may_use(SafeContact(), Channel.COLLECT, MONDAY_NOON).allowed


@pytest.mark.parametrize(
    ("contact", "channel", "allowed"),
    [
        pytest.param(SafeContact(channels=(EMAIL_IS_SAFE,)), Channel.EMAIL, True, id="marked safe"),
        pytest.param(SafeContact(channels=(EMAIL_IS_SAFE,)), Channel.PHONE, False, id="another channel was marked"),
        pytest.param(SafeContact(Initiates.THEM, (EMAIL_IS_SAFE,)), Channel.EMAIL, False, id="I will contact you"),
        pytest.param(SafeContact(channels=(EMAIL_IS_SAFE,), device_monitored="yes"), Channel.EMAIL, False, id="watched device"),
        pytest.param(
            SafeContact(channels=(EMAIL_IS_SAFE,), device_monitored="not_sure"), Channel.EMAIL, False, id="perhaps watched"
        ),
        pytest.param(
            SafeContact(channels=(EMAIL_IS_SAFE,), review_on=date(2026, 11, 23)), Channel.EMAIL, False, id="due for review"
        ),
        pytest.param(
            SafeContact(channels=(ChannelPlan(Channel.POST, Safe.YES, "1 Street", Whose.SHARED),)),
            Channel.POST,
            False,
            id="shared home",
        ),
        pytest.param(
            SafeContact(channels=(ChannelPlan(Channel.EMAIL, Safe.ASK, "a@b.org"),)), Channel.EMAIL, False, id="ask me first"
        ),
        pytest.param(SafeContact(channels=(ChannelPlan(Channel.EMAIL, Safe.YES, "  "),)), Channel.EMAIL, False, id="no address"),
    ],
)
def test_a_channel_may_be_used_only_when_nothing_speaks_against_it(contact, channel, allowed):
    assert may_use(contact, channel, MONDAY_NOON).allowed is allowed


ALL_SAFE = tuple(ChannelPlan(channel, Safe.YES, "somewhere") for channel in SENDING)


def test_unsafe_times_in_words_close_every_way_but_post_until_a_person_has_read_them():
    contact = SafeContact(channels=ALL_SAFE, unsafe_times="Monday mornings, he reads my mail")
    answers = {channel: may_use(contact, channel, MONDAY_NOON) for channel in SENDING}
    assert {channel for channel, answer in answers.items() if answer.allowed} == {Channel.POST}
    assert all(answers[channel].not_before is None for channel in SENDING), "it must not go later by itself either"
    assert answers[Channel.EMAIL].reason == READ_THE_TIMES_FIRST
    assert may_use(contact, Channel.COLLECT, MONDAY_NOON).allowed


def test_a_note_about_contact_closes_what_goes_by_itself_until_a_person_has_read_it():
    contact = SafeContact(channels=ALL_SAFE, notes="Never write while my mother visits")
    allowed = {channel for channel in SENDING if may_use(contact, channel, MONDAY_NOON).allowed}
    assert allowed == {Channel.PHONE, Channel.VOICEMAIL}
    assert may_use(contact, Channel.POST, MONDAY_NOON).reason == READ_THE_NOTES_FIRST
    spaces = SafeContact(channels=ALL_SAFE, notes=" \n", unsafe_times=" ")
    assert all(may_use(spaces, channel, MONDAY_NOON).allowed for channel in SENDING)


def test_a_shared_mailbox_gets_neutral_words_only():
    shared = SafeContact(channels=(ChannelPlan(Channel.EMAIL, Safe.YES, "family@example.org", Whose.SHARED),))
    assert may_use(shared, Channel.EMAIL, MONDAY_NOON).content is Content.NEUTRAL
    assert may_use(SafeContact(channels=(EMAIL_IS_SAFE,)), Channel.EMAIL, MONDAY_NOON).content is Content.FULL


def test_outside_the_safe_times_the_next_safe_moment_is_named_on_a_uk_clock():
    contact = SafeContact(channels=(EMAIL_IS_SAFE,), safe_days=frozenset({1}), safe_from=time(10), safe_until=time(11))
    july_sunday = datetime(2026, 7, 5, 8, 0, tzinfo=UTC)
    answer = may_use(contact, Channel.EMAIL, july_sunday)
    assert not answer.allowed
    assert answer.not_before == datetime(2026, 7, 7, 9, 0, tzinfo=UTC)  # Tuesday 10am British Summer Time
    assert may_use(contact, Channel.EMAIL, answer.not_before).allowed


def test_a_window_that_ends_before_it_begins_is_never_safe():
    assert next_safe_time(SafeContact(safe_from=time(11), safe_until=time(10)), MONDAY_NOON) is None


@given(contacts, st.sampled_from(SENDING), moments)
def test_nothing_is_allowed_that_the_person_did_not_allow(contact, channel, at):
    answer = may_use(contact, channel, at)
    if answer.allowed:
        plan = next(plan for plan in contact.channels if plan.channel is channel)
        assert plan.safe is Safe.YES
        assert plan.address.strip()
        assert contact.initiates is Initiates.US
        assert channel is Channel.POST or not contact.unsafe_times.strip()
        assert channel in (Channel.PHONE, Channel.VOICEMAIL) or not contact.notes.strip()
        assert answer.address == plan.address
        if answer.content is Content.FULL:
            assert plan.whose is Whose.MINE
    elif answer.not_before is not None:
        assert answer.not_before > at
        assert may_use(contact, channel, answer.not_before).allowed or contact.review_on is not None


@given(contacts)
def test_a_plan_comes_back_from_its_sealed_form_unchanged(contact):
    assert from_json(to_json(contact)) == contact


def test_a_plan_with_an_unknown_key_is_refused():
    with pytest.raises(ValueError, match="do not know|does not know"):
        from_json(to_json(SafeContact()) | {"new": 1})


def test_one_safe_way_or_i_will_contact_you_is_the_least_we_need():
    assert not is_reachable(SafeContact())
    assert is_reachable(SafeContact(initiates=Initiates.THEM))
    assert is_reachable(SafeContact(channels=(EMAIL_IS_SAFE,)))
    assert not is_reachable(SafeContact(channels=(ChannelPlan(Channel.EMAIL, Safe.NO, "a@b.org"),)))
