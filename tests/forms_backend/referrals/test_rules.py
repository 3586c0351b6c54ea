"""The Hub's rules: no application, no database, no frozen clock."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from forms_backend.referrals import rules
from forms_backend.referrals.rules import AttemptProblem, Flag
from forms_backend.referrals.status import MOVES, MoveNotAllowed, Status, move

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def test_first_contact_is_due_in_24_hours_also_over_a_weekend_and_a_clock_change():
    saturday = datetime(2026, 10, 24, 21, 0, tzinfo=UTC)
    assert rules.first_contact_by({}, saturday) - saturday == timedelta(hours=24)
    assert rules.first_contact_by({"who_starts": "them"}, saturday) is None


@pytest.mark.parametrize(("answers", "flags"), [
    ({}, set()),
    ({"risks": ["none"]}, set()),
    ({"risks": ["hurt_soon", "weapon"]}, {Flag.DANGER_NOW, Flag.WEAPON}),
    ({"risks": ["end_my_life"]}, {Flag.SUICIDE_RISK}),
    ({"risks": ["sees_my_accounts"]}, {Flag.ACCOUNT_ACCESS}),
    ({"age_band": "16_17"}, {Flag.CHILD_CHECK}),
    ({"age_band": "under_13"}, {Flag.CHILD_CHECK, Flag.UNDER_13_CHECK}),
    ({"age_band": "18_over"}, set()),
    ({"what_happened": "I want to die, he has a knife"}, set()),
])  # fmt: skip
def test_flags_come_from_ticked_answers_and_never_from_searching_free_text(answers, flags):
    assert rules.flags_of(answers) == flags


@pytest.mark.parametrize(("answers", "due"), [
    ({"risks": ["weapon"]}, {"danger_now": timedelta(0)}),
    ({"age_band": "13_15"}, {"child_check": timedelta(hours=24)}),
    ({"age_band": "under_13"}, {"under_13_check": timedelta(0)}),
    ({"risks": ["child", "adult_with_care_needs"]}, {"child_at_risk": timedelta(0), "adult_at_risk": timedelta(0)}),
    ({"risks": ["sees_my_accounts"]}, {"perpetrator_has_access_to_account": timedelta(hours=24)}),
])  # fmt: skip
def test_flags_become_tasks_with_their_time(answers, due):
    assert {task.kind: task.due_at - MONDAY for task in rules.tasks_of(answers, MONDAY)} == due


@pytest.mark.parametrize(("answers", "status"), [
    ({"who_starts": "us"}, Status.RECEIVED),
    ({"who_starts": "them"}, Status.WAITING_FOR_PERSON),
    ({"who_starts": "them", "age_band": "under_13"}, Status.AWAITING_CHECK),
])  # fmt: skip
def test_where_a_referral_begins(answers, status):
    assert rules.first_status(answers) is status


@pytest.mark.parametrize(("agreed", "safe", "may"), [
    ("yes", "yes", True), ("cannot_decide", "yes", True), ("yes", "through_me", False), ("yes", "", False),
    ("does_not_know", "yes", False), ("knows_not_agreed", "yes", False), ("", "yes", False),
])  # fmt: skip
def test_the_other_person_is_contacted_only_with_their_agreement_and_only_as_told(agreed, safe, may):
    assert rules.may_contact_the_other_person({"they_agreed": agreed, "their_contact_safe": safe}) is may


def day(number: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 22 + number, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(("earlier", "at", "problem"), [
    ([], day(1, 10), None),
    ([day(1, 10)], day(1, 15), AttemptProblem.SAME_DAY),
    ([day(1, 10)], day(2, 10, 30), AttemptProblem.SAME_TIME),
    ([day(1, 10)], day(2, 14), None),
    ([day(1, 23, 30)], day(3, 0, 15), AttemptProblem.SAME_TIME),
    ([day(1, 10), day(2, 14)], day(3, 18), None),
])  # fmt: skip
def test_an_attempt_counts_on_another_day_at_another_time(earlier, at, problem):
    assert rules.why_not_counted(earlier, at) == problem


def test_three_calls_in_one_morning_are_one_attempt():
    assert len(rules.counted_attempts([day(1, 9), day(1, 10), day(1, 11)])) == 1


def test_when_post_is_not_safe_no_letter_but_a_supervisor():
    assert rules.after_three_attempts(post_is_safe=True) == "follow_up_letter"
    assert rules.after_three_attempts(post_is_safe=False) == "supervisor_no_safe_contact"


def test_every_status_has_a_row_and_every_row_leads_to_statuses():
    assert set(MOVES) == set(Status)
    assert all(after in MOVES for row in MOVES.values() for after in row)


@pytest.mark.parametrize("before", list(Status))
def test_no_move_outside_the_table(before):
    for after in Status:
        if after in MOVES[before]:
            assert move(before, after) is after
        else:
            with pytest.raises(MoveNotAllowed):
                move(before, after)


def test_every_status_leads_to_closed():
    assert all(Status.CLOSED in row for status, row in MOVES.items() if status is not Status.CLOSED)


@pytest.mark.parametrize("name", ["rules.py", "status.py", "journey.py"])
def test_rules_know_nothing_of_flask_or_the_database(name):
    tree = ast.parse((Path(rules.__file__).parent / name).read_text("utf-8"))
    imported = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert not imported & {"flask", "sqlalchemy", "wtforms"}
