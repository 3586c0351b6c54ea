import re
from pathlib import Path

import pytest

from forms_backend.community_trigger import status as status_module
from forms_backend.community_trigger.status import BEFORE_DECISION, MOVES, MoveNotAllowed, Status, move


def test_every_status_has_a_row():
    assert set(MOVES) == set(Status)


def test_every_status_can_be_reached_from_received():
    reached, ahead = {Status.RECEIVED}, [Status.RECEIVED]
    while ahead:
        for target in MOVES[ahead.pop()] - reached:
            reached.add(target)
            ahead.append(target)
    assert reached == set(Status)


@pytest.mark.parametrize("current", Status)
@pytest.mark.parametrize("target", Status)
def test_only_the_moves_of_the_table_are_allowed(current, target):
    if target in MOVES[current]:
        assert move(current, target) is target
    else:
        with pytest.raises(MoveNotAllowed):
            move(current, target)


def test_a_refusal_can_be_appealed_and_so_can_every_answer_after_a_meeting():
    may_appeal = {status for status, targets in MOVES.items() if Status.APPEAL_RECEIVED in targets}
    after_a_meeting = {Status.CLOSED_NO_FURTHER_ACTION, Status.PLAN_SHARED, Status.MONITORING, Status.CLOSED}
    assert may_appeal == {Status.NOT_MET} | after_a_meeting


@pytest.mark.parametrize("name", ["rules", "status", "threshold", "when", "assessment", "people"])
def test_decisions_know_neither_flask_nor_the_database(name):
    source = (Path(status_module.__file__).parent / f"{name}.py").read_text("utf-8")
    assert not re.search(r"^(from|import) (flask|sqlalchemy)", source, re.MULTILINE)
    assert "timekeeping" not in source


def test_no_decision_is_made_before_someone_has_begun_to_assess():
    for status in BEFORE_DECISION - {Status.ASSESSING}:
        assert not MOVES[status] & {Status.MET, Status.NOT_MET}
