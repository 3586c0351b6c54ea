"""What a case review must do by when. The dates are those of `services_directory.days.case_review_clocks`, which pages count by too;
what is here is the one question that only a queue of cases asks."""

from __future__ import annotations

from datetime import date

from forms_backend.community_trigger.status import Status
from services_directory.days.case_review_clocks import (
    ReceiptClocks,
    acknowledge_by,
    appeal_by,
    assess_by,
    assess_cap,
    clocks_at_receipt,
    discuss_by,
    information_by,
    plan_by,
    starts_on,
)

__all__ = [
    "ReceiptClocks",
    "acknowledge_by",
    "appeal_by",
    "assess_by",
    "assess_cap",
    "clocks_at_receipt",
    "discuss_by",
    "information_by",
    "next_due_on",
    "plan_by",
    "starts_on",
]


def next_due_on(
    status: Status, *, acknowledge_by: date, ct1_sent_on: date | None, assess_by: date, discuss_by: date | None
) -> date | None:
    """The date that puts a case in its place in the queue: the nearest limit of its present stage; None when none runs."""
    if status is Status.RECEIVED and ct1_sent_on is None:
        return acknowledge_by
    if status in (Status.RECEIVED, Status.ACKNOWLEDGED, Status.ASSESSING):
        return assess_by
    if status in (Status.MET, Status.AWAITING_MEETING):
        return discuss_by
    return None
