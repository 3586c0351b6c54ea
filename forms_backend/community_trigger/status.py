"""Which status of an application may follow which. The table is the picture.

Sources: South Cambridgeshire process, stages 1 to 5 (report to the partnership board, 9 October 2014, item 7a) as read in
services_directory/records/readings.yml; Anti-social Behaviour, Crime and Policing Act 2014, Schedule 4 paragraph 3
(a refusal, too, can be appealed).
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"  # CT1 went
    ASSESSING = "assessing"
    NOT_MET = "not_met"  # CT2 went
    MET = "met"  # CT3 went
    AWAITING_MEETING = "awaiting_meeting"
    ANALYSED = "analysed"
    CLOSED_NO_FURTHER_ACTION = "closed_no_further_action"
    PLAN_DUE = "plan_due"
    PLAN_SHARED = "plan_shared"
    MONITORING = "monitoring"
    CLOSED = "closed"
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_PANEL = "appeal_panel"
    APPEAL_DECIDED = "appeal_decided"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    LINKED = "linked"


class MoveNotAllowed(Exception):
    """This status may not follow that one."""


_LEAVES = {Status.WITHDRAWN, Status.TRANSFERRED, Status.LINKED}

MOVES: dict[Status, frozenset[Status]] = {
    status: frozenset(targets)
    for status, targets in {
        # An application whose CT1 still waits for a safe way is assessed all the same: the clock does not wait.
        Status.RECEIVED: {Status.ACKNOWLEDGED, Status.ASSESSING, *_LEAVES},
        Status.ACKNOWLEDGED: {Status.ASSESSING, *_LEAVES},
        Status.ASSESSING: {Status.NOT_MET, Status.MET, *_LEAVES},
        Status.NOT_MET: {Status.APPEAL_RECEIVED},
        Status.MET: {Status.AWAITING_MEETING, Status.WITHDRAWN},
        Status.AWAITING_MEETING: {Status.ANALYSED, Status.WITHDRAWN},
        Status.ANALYSED: {Status.CLOSED_NO_FURTHER_ACTION, Status.PLAN_DUE, Status.WITHDRAWN},
        Status.PLAN_DUE: {Status.PLAN_SHARED, Status.WITHDRAWN},
        Status.PLAN_SHARED: {Status.MONITORING, Status.APPEAL_RECEIVED},
        Status.MONITORING: {Status.CLOSED, Status.APPEAL_RECEIVED},
        Status.CLOSED_NO_FURTHER_ACTION: {Status.APPEAL_RECEIVED},
        Status.CLOSED: {Status.APPEAL_RECEIVED},
        Status.APPEAL_RECEIVED: {Status.APPEAL_PANEL, Status.WITHDRAWN},
        Status.APPEAL_PANEL: {Status.APPEAL_DECIDED},
        # A panel may send the case back to the threshold, to a meeting or to its plan, or leave things as they are.
        Status.APPEAL_DECIDED: {Status.ASSESSING, Status.AWAITING_MEETING, Status.MONITORING, Status.CLOSED},
        Status.WITHDRAWN: set(),
        # Passed on to the council it belongs to, where it starts again; that council keeps the day it was first received.
        Status.TRANSFERRED: {Status.RECEIVED},
        Status.LINKED: set(),
    }.items()
}

BEFORE_DECISION = frozenset({Status.RECEIVED, Status.ACKNOWLEDGED, Status.ASSESSING})


def move(current: Status, target: Status) -> Status:
    """The new status.

    Raises:
        MoveNotAllowed: the table has no such move.
    """
    if target not in MOVES[current]:
        raise MoveNotAllowed(f"{current} may not become {target}")
    return target
