"""Which status of a referral may follow which. The table is the picture."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    AWAITING_CHECK = "awaiting_check"  # the person is under 13: nobody contacts anyone before the safeguarding check
    WAITING_FOR_PERSON = "waiting_for_person"  # "I will contact you"
    RECEIVED = "received"
    ALLOCATED = "allocated"
    IN_CONTACT = "in_contact"
    CLOSED = "closed"


MOVES: dict[Status, frozenset[Status]] = {
    Status.AWAITING_CHECK: frozenset({Status.RECEIVED, Status.WAITING_FOR_PERSON, Status.CLOSED}),
    Status.WAITING_FOR_PERSON: frozenset({Status.ALLOCATED, Status.IN_CONTACT, Status.CLOSED}),
    Status.RECEIVED: frozenset({Status.ALLOCATED, Status.IN_CONTACT, Status.CLOSED}),
    Status.ALLOCATED: frozenset({Status.IN_CONTACT, Status.CLOSED}),
    Status.IN_CONTACT: frozenset({Status.CLOSED}),
    Status.CLOSED: frozenset(),
}


class MoveNotAllowed(ValueError):
    """That status may not follow this one."""


def move(before: Status, after: Status) -> Status:
    """The new status.

    Raises:
        MoveNotAllowed: it is not in the table.
    """
    if after not in MOVES[before]:
        raise MoveNotAllowed(f"{before} may not become {after}")
    return after
