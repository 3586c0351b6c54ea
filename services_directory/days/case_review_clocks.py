"""The dates of an ASB Case Review, each computed once from the area's limits and the working calendar. Dates in, dates out.

Source of the limits: South Cambridgeshire process, stages 1 to 5 (9 October 2014, item 7a). The source leaves some things open;
each function names the reading (A1 to A9 of services_directory/records/readings.yml) that it carries out.
Every limit is a number of the area's dated record, so another area or a later rule needs no change here. Forms, letters, the
desk and the page "When should I hear?" all count by these.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from services_directory.area import Limits
from services_directory.days.calendar import WorkingCalendar, add_months
from services_directory.days.counting import Count, Step, Unit, due, followed_by, working_days

# Ids in records/moments.yml: a request arrives, a yes is sent, a meeting is held, an appeal arrives.
CASE_REVIEW_MOMENTS = ("review-asked", "review-met", "review-meeting", "review-appeal")


@dataclass(frozen=True)
class ReceiptClocks:
    """The dates that are known the moment an application arrives. All are UK dates, all are last days.

    Attributes:
        starts_on: the working day that counts as the day of receipt (day 0 of every count).
        acknowledge_by: CT1 must have gone.
        assess_by: CT2 or CT3 must have gone, if CT1 goes on its own last day.
        assess_cap: the day that CT2 or CT3 never passes, whatever happened to CT1.
        information_by: agencies must have answered our requests.
        discuss_by_at_latest: the meeting, if CT3 goes on its last day: the latest date we can promise today.
        discuss_by_cautious: one month from receipt, the careful reading that staff see beside it.
    """

    starts_on: date
    acknowledge_by: date
    assess_by: date
    assess_cap: date
    information_by: date
    discuss_by_at_latest: date
    discuss_by_cautious: date


def acknowledging(limits: Limits) -> Step:
    return working_days(limits.acknowledge_working_days)


def assessing(limits: Limits) -> Step:
    return working_days(limits.assess_working_days)


def capping(limits: Limits) -> Step:
    return working_days(limits.assess_cap_from_receipt_working_days)


def counts_from_receipt(limits: Limits) -> dict[str, Count]:
    """The dates of `clocks_at_receipt` that an applicant is told, as counts, for a request that came in office hours.

    Returns:
        "acknowledge", "decide" and "discuss", each from the day of receipt. The last holds when the answer is yes.
    """
    starts = Step(Unit.TO_A_WORKING_DAY, 0)
    decide: Count = ((starts, acknowledging(limits), assessing(limits)), (starts, capping(limits)))
    return {
        "acknowledge": ((starts, acknowledging(limits)),),
        "decide": decide,
        "discuss": followed_by(decide, Step(Unit.MONTHS, limits.discuss_within_months)),
    }


def starts_on(received_at: datetime, close_of_business: time, calendar: WorkingCalendar) -> date:
    """The working day that counts as the day of receipt.

    Args:
        received_at: when it arrived, in UK local time.
        close_of_business: what arrives at or after this time counts on the next working day.

    Reading A1: a working day before close of business is itself; any other moment counts on the next working day.
    """
    day = received_at.date()
    if calendar.is_working_day(day) and received_at.time() < close_of_business:
        return day
    return calendar.add(day, 1)


def acknowledge_by(starts: date, limits: Limits, calendar: WorkingCalendar) -> date:
    """Last day to send CT1. Stage 1: within 1 working day of receipt (Cambridge and Fenland publish 2). Reading A1."""
    return due(starts, ((acknowledging(limits),),), calendar)


def assess_cap(starts: date, limits: Limits, calendar: WorkingCalendar) -> date:
    """The day that CT2 or CT3 never passes: receipt + 6 working days. Reading A3."""
    return due(starts, ((capping(limits),),), calendar)


def assess_by(starts: date, ct1_sent_on: date | None, limits: Limits, calendar: WorkingCalendar) -> date:
    """Last day to decide and to send CT2 or CT3.

    Args:
        starts: the day that counts as the day of receipt.
        ct1_sent_on: the day CT1 in fact went; None while it has not, and then its own last day is used.

    Returns:
        5 working days after CT1, and never later than the cap. A CT1 that goes before the clock starts (the evening or weekend
        of receipt) counts on the day the clock starts, so an application is not worse off for being answered at once.

    Stage 2: "within the next 5 working days". Readings A3 and A4: the decision and its letter are both inside the limit.
    """
    ct1_counts_on = max(ct1_sent_on or acknowledge_by(starts, limits, calendar), starts)
    return min(due(ct1_counts_on, ((assessing(limits),),), calendar), assess_cap(starts, limits, calendar))


def discuss_by(ct3_on: date, limits: Limits) -> date:
    """Last day for the meeting: one calendar month from CT3, or that month's last day, weekend or not. Stage 3; reading A6."""
    return add_months(ct3_on, limits.discuss_within_months)


def plan_by(meeting_on: date, limits: Limits, calendar: WorkingCalendar) -> date:
    """Last day to make and share the plan, or to tell a closed outcome: 10 working days of the meeting. Stage 4; reading A8."""
    return calendar.add(meeting_on, limits.plan_working_days)


def appeal_by(appeal_received_on: date, limits: Limits) -> date:
    """Last day for the panel to finish: 2 months from receipt of the appeal. Stage 5; reading A9: it binds the panel."""
    return add_months(appeal_received_on, limits.appeal_months)


def information_by(starts: date, limits: Limits, calendar: WorkingCalendar) -> date:
    """Last day for agencies to put what they hold on the shared system: 5 working days of the request, which goes out on the
    day of receipt. Approach E; reading A5: the decision does not wait for a late agency."""
    return calendar.add(starts, limits.information_request_working_days)


def clocks_at_receipt(received_at: datetime, close_of_business: time, limits: Limits, calendar: WorkingCalendar) -> ReceiptClocks:
    """Every date known at receipt.

    Raises:
        BeyondCalendar: a date lies past the bank holidays we hold; we never guess a limit.
    """
    starts = starts_on(received_at, close_of_business, calendar)
    latest_decision = assess_by(starts, None, limits, calendar)
    return ReceiptClocks(
        starts_on=starts,
        acknowledge_by=acknowledge_by(starts, limits, calendar),
        assess_by=latest_decision,
        assess_cap=assess_cap(starts, limits, calendar),
        information_by=information_by(starts, limits, calendar),
        discuss_by_at_latest=discuss_by(latest_decision, limits),
        discuss_by_cautious=discuss_by(starts, limits),
    )
