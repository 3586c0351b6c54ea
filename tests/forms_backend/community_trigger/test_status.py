import pytest

from forms_backend.community_trigger.status import BEFORE_DECISION, MAY_APPEAL, MOVES, MoveNotAllowed, Status, move


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
    assert {
        Status.NOT_MET, Status.CLOSED_NO_FURTHER_ACTION, Status.PLAN_SHARED, Status.MONITORING, Status.CLOSED,
    } == MAY_APPEAL  # fmt: skip


def test_no_decision_is_made_before_someone_has_begun_to_assess():
    for status in BEFORE_DECISION - {Status.ASSESSING}:
        assert not MOVES[status] & {Status.MET, Status.NOT_MET}
