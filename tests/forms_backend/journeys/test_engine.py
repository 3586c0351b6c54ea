"""The engine: next, back, guard and dropped answers, on journeys that hypothesis makes up and on our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.journeys.engine import CHECK_ANSWERS, Journey, Page, Progress
from forms_backend.referrals.journey import REFERRAL


def _when(name: str, value: str):
    return lambda answers: answers.get(name) == value


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    """Up to eight pages; any page may hang on an answer of an earlier page."""
    pages: list[Page] = []
    for number in range(draw(st.integers(1, 8))):
        name = f"page-{number}"
        condition = {}
        if pages and draw(st.booleans()):
            earlier = draw(st.sampled_from(pages))
            condition = {"when": _when(earlier.asks[0], draw(st.sampled_from("ab")))}
        pages.append(Page(name, asks=(f"answer_{number}",), **condition))
    return Journey("made-up", tuple(pages))


@st.composite
def journeys_and_answers(draw: st.DrawFn) -> tuple[Journey, dict[str, str]]:
    journey = draw(journeys())
    names = [page.asks[0] for page in journey.pages]
    return journey, draw(st.dictionaries(st.sampled_from(names), st.sampled_from("abc")))


@given(journeys_and_answers())
def test_going_on_never_ends_in_a_dead_end(made):
    journey, answers = made
    progress, seen = Progress(), []
    here = journey.first_open(progress)
    while here != CHECK_ANSWERS:
        assert journey.may_open(here, progress)
        seen.append(here)
        assert len(seen) <= len(journey.pages)
        page = journey.page(here)
        progress.answers.update({name: answers[name] for name in page.asks if name in answers})
        progress.done.add(here)
        here = journey.next_after(here, progress)
    assert journey.may_open(CHECK_ANSWERS, progress)


@given(journeys_and_answers())
def test_back_from_the_next_page_is_this_page(made):
    journey, answers = made
    progress = Progress(answers, {page.name for page in journey.pages})
    for page in journey.path(answers):
        assert journey.back_from(journey.next_after(page.name, progress), answers) == page.name


@given(journeys_and_answers())
def test_answers_off_the_path_are_never_kept(made):
    journey, answers = made
    kept = journey.kept(answers)
    asked = {name for page in journey.path(answers) for name in page.asks}
    assert set(kept) <= asked
    assert journey.path(kept) == journey.path(answers), "dropping answers must not change the path"
    assert journey.kept(kept) == kept


@given(journeys_and_answers(), st.data())
def test_a_page_opens_only_when_every_page_before_it_is_done(made, data):
    journey, answers = made
    done = set(data.draw(st.lists(st.sampled_from([page.name for page in journey.pages]))))
    progress = Progress(answers, done)
    before: list[str] = []
    for page in journey.path(answers):
        assert journey.may_open(page.name, progress) == (set(before) <= done)
        before.append(page.name)
    for page in journey.pages:
        if page not in journey.path(answers):
            assert not journey.may_open(page.name, progress)


@given(journeys_and_answers())
def test_after_a_change_they_go_to_what_it_opened_or_back_to_the_check_page(made):
    journey, answers = made
    path = journey.path_names(answers)
    progress = Progress(answers, set(path))
    for name in path:
        assert journey.next_after(name, progress, changing=True) == CHECK_ANSWERS
    progress.done.discard(path[-1])
    assert journey.next_after(path[0], progress, changing=True) == path[-1]


CONDITIONS = {
    "for_whom": ("me", "child", "someone", "professional", ""),
    "risks": ([], ["hurt_soon"], ["none"]),
    "age_band": ("under_13", "18_over", ""),
    "they_agreed": ("yes", "knows_not_agreed", "cannot_decide", ""),
    "who_starts": ("us", "them"),
    "phone_safe": ("yes", "no", "ask", ""),
    "text_safe": ("yes", ""),
    "email_safe": ("yes", ""),
    "post_safe": ("yes", "no"),
}


def test_every_page_of_the_referral_can_be_reached():
    reached: set[str] = set()
    for name, values in CONDITIONS.items():
        for value in values:
            for base in ({}, {"who_starts": "us"}, {"for_whom": "professional"}):
                reached |= set(REFERRAL.path_names({**base, name: value}))
    assert reached == {page.name for page in REFERRAL.pages}


@given(st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CONDITIONS.items()}))
def test_the_referral_has_no_dead_end_whatever_they_answer(answers):
    progress = Progress()
    here = REFERRAL.first_open(progress)
    while here != CHECK_ANSWERS:
        progress.answers.update({name: answers[name] for name in REFERRAL.page(here).asks if name in answers})
        progress.done.add(here)
        assert REFERRAL.back_from(here, progress.answers) in {None, *progress.done}
        here = REFERRAL.next_after(here, progress)


def test_two_pages_of_one_name_or_one_answer_are_refused():
    with pytest.raises(ValueError):
        Journey("twice", (Page("a"), Page("a")))
    with pytest.raises(ValueError):
        Journey("twice", (Page("a", asks=("x",)), Page("b", asks=("x",))))


def test_a_page_may_not_take_the_engines_own_address():
    with pytest.raises(ValueError):
        Page(CHECK_ANSWERS)
