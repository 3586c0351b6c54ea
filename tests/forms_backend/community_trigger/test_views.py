"""The SPOC's desk: own area only, plan before numbers, letter before decision, and nothing lost when two work on one case."""

import re
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from forms_backend import cases, history, letters, timekeeping
from forms_backend.community_trigger import decision as decision_module
from forms_backend.community_trigger.models import Application
from forms_backend.community_trigger.status import Status
from forms_backend.history import AccessEntry
from forms_backend.letters.models import Letter, OutboxItem
from forms_backend.staff.access import Role
from forms_backend.tasks import Task
from tests.forms_backend.community_trigger import make
from tests.support.desk import signed_in_client

WEIGHED = {
    "persistence": "Weekly for a year.",
    "harm": "Sleep lost.",
    "adequacy": "Two visits, no change.",
    "reason": "Enough reports count.",
}
MET = WEIGHED | {"outcome": "met", "meeting_group": "tasking-and-co-ordination-group"}
NOT_MET = WEIGHED | {"outcome": "not_met", "reason": "Two reports count and the trouble has ended."}


@pytest.fixture
def desk(app, clock):
    app.config["WTF_CSRF_ENABLED"] = True
    client = signed_in_client(app, Role.COUNCIL_SPOC, make.SOUTH_CAMBS)
    app.config["WTF_CSRF_ENABLED"] = False
    return client


def address(made, what=""):
    return f"/desk/applications/{made.reference}/{what}"


def version(made) -> str:
    return str(make.case_of(made.reference).version)


def assess(desk, made):
    answer = desk.post(address(made, "assess"), data={"version": version(made)})
    assert answer.status_code == 303
    return answer


def decide(desk, made, data, **more):
    counted = data.get("counted", ["1", "2", "3"])
    return desk.post(address(made, "decide"), data={"version": version(made), "counted": counted} | data | more)


def kinds(session, made):
    return [letter.kind for letter in letters.letters_of(session, made.reference)]


def test_the_queue_shows_the_nearest_limit_first_and_only_this_council(app, session, clock, desk):
    late = make.submit_one(app, datetime(2026, 11, 16, 10, tzinfo=UTC))
    soon = make.submit_one(app, clock)
    other = make.submit_one(app, clock, area="fenland")
    page = desk.get("/desk/applications/").text
    assert page.index(late.reference) < page.index(soon.reference)
    assert other.reference not in page and "Late" in page


def test_another_councils_case_is_not_there(app, session, clock, desk):
    made = make.submit_one(app, clock, area="fenland")
    for what in ("", "decide", "meeting", "pass-on", "letters/1"):
        assert desk.get(address(made, what)).status_code == 404, what
    for what in ("contact", "assess", "decide", "meeting", "pass-on"):
        assert desk.post(address(made, what), data={"version": "1", "reason": "x"}).status_code == 404, what
    assert session.scalars(sa.select(AccessEntry)).all() == []


def test_the_hub_sees_no_application(app, session, clock):
    made = make.submit_one(app, clock)
    client = signed_in_client(app, Role.HUB_SUPERVISOR, "hub")
    assert client.get("/desk/applications/").status_code == 403
    assert client.get(address(made)).status_code == 403


def test_the_case_page_shows_what_is_needed_to_decide(app, session, clock, desk):
    reports = [
        make.report(),
        make.report("2026-09-01", "2026-10-03"),
        make.report("2026-03-01", "2026-08-20"),
        make.report("2026-10"),
    ]
    made = make.submit_one(app, clock, complaints=[*reports[:3], make.report("2026-10", "")], harm="Drizzlefret")
    page = desk.get(address(made)).text
    for words in ("Counts", "Near miss", "Does not count", "Cannot tell", "2 days after the last day", "Drizzlefret"):
        assert words in page
    for words in ("Tuesday 24 November 2026", "Tuesday 1 December 2026", "(A3, A4)", "They contact us. Do not call"):
        assert words in page


def test_looking_at_a_case_is_logged_and_not_the_queue(app, session, clock, desk):
    made = make.submit_one(app, clock)
    desk.get("/desk/applications/")
    desk.get(address(made))
    assert [(entry.reference, entry.what) for entry in session.scalars(sa.select(AccessEntry))] == [(made.reference, "case")]


def test_no_number_is_shown_before_a_reason_is_given(app, session, clock, desk, keyring):
    made = make.submit_one(app, clock, **make.safe_email("zork@example.org"))
    assert "zork@example.org" not in desk.get(address(made)).text
    refused = desk.post(address(made, "contact"), data={"reason": ""})
    assert refused.status_code == 422 and "zork@example.org" not in refused.text
    shown = desk.post(address(made, "contact"), data={"reason": "To agree the meeting"})
    assert "zork@example.org" in shown.text
    assert shown.text.index("First the plan") < shown.text.index("zork@example.org")
    event = history.events_of(session, made.reference)[-1]
    keys = cases.open_keys(make.case_of(made.reference), keyring)
    assert (event.name, history.detail_of(event, keys)) == ("contact_revealed", {"reason": "To agree the meeting"})
    assert "contact" in {entry.what for entry in session.scalars(sa.select(AccessEntry))}


def test_a_person_who_will_contact_us_has_every_way_marked_do_not_use(app, session, clock, desk):
    page = desk.post(address(make.submit_one(app, clock), "contact"), data={"reason": "x"}).text
    assert "You may" not in page and "Do NOT use it" in page


def test_someone_elses_victim_is_not_contacted_by_default(app, session, clock, desk):
    made = make.submit_one(app, clock, applying_for="someone", victim_name="Ade", victim_contact_how="Vexipath")
    page = desk.get(address(made)).text
    assert "Safe to contact: NO" in page
    assert "Vexipath" not in desk.post(address(made, "contact"), data={"reason": "x"}).text


def test_assessing_begins_once(app, session, clock, desk):
    made = make.submit_one(app, clock)
    assess(desk, made)
    assert make.case_of(made.reference).state is Status.ASSESSING
    desk.post(address(made, "assess"), data={"version": version(made)})
    assert [event.name for event in history.events_of(session, made.reference)] == ["application_received", "assessment_started"]


def test_nobody_decides_before_someone_assesses(app, session, clock, desk):
    made = make.submit_one(app, clock)
    assert desk.get(address(made, "decide")).status_code == 303
    assert decide(desk, made, MET).status_code == 409
    assert kinds(session, made) == ["CT1"]


def test_the_letter_is_shown_before_anything_is_recorded(app, session, clock, desk):
    made = make.submit_one(app, clock)
    assess(desk, made)
    shown = decide(desk, made, MET)
    assert shown.status_code == 200 and "This letter will go: CT3" in shown.text
    assert "Wednesday 23 December 2026" in shown.text  # one calendar month from CT3
    assert make.case_of(made.reference).state is Status.ASSESSING and kinds(session, made) == ["CT1"]


@pytest.mark.parametrize("data", [MET, NOT_MET | {"counted": ["1", "2"], "why_3": "The same report as the second."}])
def test_what_goes_is_what_was_shown(app, session, clock, desk, keyring, data):
    made = make.submit_one(app, clock)
    assess(desk, made)
    shown = decide(desk, made, data).text
    assert decide(desk, made, data, confirm="yes").status_code == 303
    case = make.case_of(made.reference)
    sent = letters.letters_of(session, made.reference)[-1]
    composed = letters.open_letter(sent, cases.open_keys(case, keyring).letters_key)
    assert composed.html in shown
    assert data["reason"] in composed.text


def test_met_is_recorded_with_its_letter_its_limit_and_its_events(app, session, clock, desk):
    made = make.submit_one(app, clock)
    assess(desk, made)
    meeting = {"meeting_on-day": "10", "meeting_on-month": "12", "meeting_on-year": "2026"}
    decide(desk, made, MET | meeting, confirm="yes")
    case = make.case_of(made.reference)
    assert (case.state, case.decision, case.decided_on) == (Status.AWAITING_MEETING, "met", date(2026, 11, 23))
    assert (case.discuss_by, case.meeting_on, case.next_due_on) == (date(2026, 12, 23), date(2026, 12, 10), date(2026, 12, 23))
    assert kinds(session, made) == ["CT1", "CT3"]
    assert [event.name for event in history.events_of(session, made.reference)][-2:] == ["threshold_met", "meeting_chosen"]
    assert history.broken_links(session) == []
    page = desk.get(address(made)).text
    assert "The decision" in page and "Enough reports count." in page and "The meeting is planned for" in page


def test_not_met_says_what_counted_and_ends_the_clock(app, session, clock, desk, keyring):
    made = make.submit_one(app, clock, complaints=[make.report(), make.report("2026-11-03", "2026-11-04")])
    assess(desk, made)
    assert decide(desk, made, NOT_MET | {"counted": ["1", "2"]}, confirm="yes").status_code == 303
    case = make.case_of(made.reference)
    assert (case.state, case.next_due_on) == (Status.NOT_MET, None)
    text = letters.open_letter(
        letters.letters_of(session, made.reference)[-1], cases.open_keys(case, keyring).letters_key
    ).text  # fmt: skip
    for words in (
        "Weekly for a year.",
        "Sleep lost.",
        "Two visits, no change.",
        "by three members of the Community Safety Partnership",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(MET | {"outcome": ""}, "Choose met or not met", id="no outcome"),
        pytest.param(MET | {"reason": ""}, "Give the reason", id="no reason"),
        pytest.param(NOT_MET, "Enough complaints count", id="not met though enough count"),
        pytest.param(NOT_MET | {"counted": ["1"], "why_2": "x"}, "Report 3: say why", id="another count without a reason"),
        pytest.param(NOT_MET | {"harm": "", "act_says_met": "yes"}, "Say what you found", id="nothing weighed"),
        pytest.param(
            MET | {"meeting_on-day": "1", "meeting_on-month": "11", "meeting_on-year": "2026"},
            "today or later",
            id="a past meeting",
        ),
        pytest.param(MET | {"meeting_group": "other"}, "Name the meeting", id="a meeting without a name"),
    ],
)
def test_a_decision_that_is_not_finished_is_sent_back_with_what_was_typed(app, session, clock, desk, data, sentence):
    made = make.submit_one(app, clock)
    assess(desk, made)
    answer = decide(desk, made, data, confirm="yes")
    assert answer.status_code == 422
    assert sentence in answer.text and "Two visits, no change." in answer.text
    assert make.case_of(made.reference).state is Status.ASSESSING


def test_a_person_may_decide_against_the_count_and_the_history_says_so(app, session, clock, desk, keyring):
    made = make.submit_one(app, clock)
    assess(desk, made)
    assert decide(desk, made, NOT_MET | {"act_says_met": "yes"}, confirm="yes").status_code == 303
    event = history.events_of(session, made.reference)[-1]
    assert history.detail_of(event, cases.open_keys(make.case_of(made.reference), keyring))["differs_from_advice"] is True


def test_below_the_count_a_person_may_still_say_met(app, session, clock, desk):
    made = make.submit_one(app, clock, complaints=[])
    assess(desk, made)
    assert decide(desk, made, MET | {"counted": []}, confirm="yes").status_code == 303
    assert make.case_of(made.reference).decision == "met"


def test_a_late_decision_needs_its_reason(app, session, desk):
    made = make.submit_one(app, datetime(2026, 11, 9, 10, tzinfo=UTC))
    with timekeeping.frozen_at(datetime(2026, 11, 23, 9, 40, tzinfo=UTC)):
        assess(desk, made)
        assert "Say why it is late" in decide(desk, made, MET).text
        assert decide(desk, made, MET | {"late_reason": "The officer was ill."}, confirm="yes").status_code == 303
        assert "Late because: The officer was ill." in desk.get(address(made)).text


def test_when_the_letter_fails_the_decision_is_not_made(app, session, clock, desk, monkeypatch):
    made = make.submit_one(app, clock)
    assess(desk, made)

    def fails(*_parts, **_names):
        raise RuntimeError("no letter today")

    monkeypatch.setattr(decision_module.letters, "queue_letter", fails)
    with pytest.raises(RuntimeError):
        decide(desk, made, MET, confirm="yes")
    session.rollback()
    case = make.case_of(made.reference)
    assert (case.state, case.decision, case.decided_on) == (Status.ASSESSING, None, None)
    assert session.scalar(sa.select(sa.func.count()).select_from(Letter)) == 1
    assert history.events_of(session, made.reference)[-1].name == "assessment_started"


def test_of_two_people_who_decide_at_once_one_wins_and_the_other_loses_nothing(app, session, clock, desk):
    made = make.submit_one(app, clock)
    assess(desk, made)
    seen = version(made)
    first = desk.post(address(made, "decide"), data=MET | {"counted": ["1", "2", "3"], "version": seen, "confirm": "yes"})
    second = desk.post(address(made, "decide"), data=NOT_MET | {"counted": ["1"], "version": seen, "confirm": "yes"})
    assert (first.status_code, second.status_code) == (303, 409)
    assert "Someone else changed this case first" in second.text and "the trouble has ended" in second.text
    assert kinds(session, made) == ["CT1", "CT3"]


def test_a_page_opened_before_a_colleagues_change_is_shown_again_with_what_was_typed(app, session, clock, desk):
    made = make.submit_one(app, clock)
    assess(desk, made)
    answer = desk.post(address(made, "decide"), data=MET | {"counted": ["1", "2", "3"], "version": "0", "confirm": "yes"})
    assert answer.status_code == 409
    assert "nothing you typed is lost" in answer.text and "Two visits, no change." in answer.text
    assert f'name="version" value="{version(made)}"' in answer.text


def test_a_meeting_can_be_chosen_later_and_a_late_one_is_pointed_out(app, session, clock, desk):
    made = make.submit_one(app, clock)
    assess(desk, made)
    decide(desk, made, MET, confirm="yes")
    assert make.case_of(made.reference).state is Status.MET
    day = {"meeting_on-day": "5", "meeting_on-month": "1", "meeting_on-year": "2027"}
    data = {"version": version(made), "meeting_group": "other", "meeting_name": "An extra meeting"} | day
    assert desk.post(address(made, "meeting"), data=data).status_code == 303
    case = make.case_of(made.reference)
    assert (case.state, case.meeting_on) == (Status.AWAITING_MEETING, date(2027, 1, 5))
    assert "after the limit" in desk.get(address(made)).text


def test_a_letter_can_be_read_as_it_was_written(app, session, clock, desk):
    made = make.submit_one(app, clock)
    (ct1,) = letters.letters_of(session, made.reference)
    assert "Dear Sam" in desk.get(address(made, f"letters/{ct1.id}")).text
    assert desk.get(address(made, f"letters/{ct1.id + 1}")).status_code == 404


def test_a_case_of_another_area_is_passed_on_with_its_letter_tasks_and_keys(app, session, clock, desk, keyring):
    made = make.submit_one(app, clock, danger_now="yes", **make.safe_email())
    answer = desk.post(
        address(made, "pass-on"), data={"version": version(made), "to_area": "cambridge", "reason": "It is in the city."}
    )
    assert answer.status_code == 303
    case = make.case_of(made.reference)
    assert (case.controller, case.state, case.ct1_sent_on) == ("cambridge", Status.RECEIVED, None)
    assert case.acknowledge_by == date(2026, 11, 25)  # Cambridge answers within two working days
    assert cases.open_keys(case, keyring)
    assert desk.get(address(made)).status_code == 404
    assert {task.controller for task in session.scalars(sa.select(Task).where(Task.kind == "danger_now"))} == {"cambridge"}
    assert [(letter.number, letter.controller) for letter in letters.letters_of(session, made.reference)] == [
        (1, "south-cambridgeshire"), (2, "cambridge"),
    ]  # fmt: skip
    going = session.scalars(sa.select(OutboxItem).where(OutboxItem.cancelled_at_utc.is_(None))).all()
    assert [item.key for item in going] == [f"{made.reference}:CT1:2:email"]  # the first council's CT1 does not go any more
    assert [event.name for event in history.events_of(session, made.reference)][-2:] == ["passed_on", "passed_on_received"]
    assert history.broken_links(session) == []


def test_a_case_is_not_passed_on_to_nowhere(app, session, clock, desk):
    made = make.submit_one(app, clock)
    for to_area in ("", "atlantis", make.SOUTH_CAMBS):
        data = {"version": version(made), "to_area": to_area, "reason": "x"}
        assert desk.post(address(made, "pass-on"), data=data).status_code == 422


def test_nothing_personal_is_in_a_title_or_an_address(app, session, clock, desk):
    made = make.submit_one(app, clock, call_me="Zorblax", **make.safe_email())
    assess(desk, made)
    for what in ("", "decide", "pass-on"):
        page = desk.get(address(made, what)).text
        assert "Zorblax" not in re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
        assert not re.findall(r'(?:href|action)="[^"]*(?:Zorblax|sam@)', page)


def test_a_colleague_who_is_quicker_by_a_moment_does_not_cost_what_was_typed(app, session, clock, desk, monkeypatch):
    made = make.submit_one(app, clock)
    assess(desk, made)

    def too_late(*_parts, **_names):
        raise StaleDataError("someone else was quicker")

    monkeypatch.setattr(decision_module, "record", too_late)
    answer = decide(desk, made, MET, confirm="yes")
    assert answer.status_code == 409 and "Two visits, no change." in answer.text


def test_two_sessions_that_change_one_case_at_once_do_not_both_win(app, session, clock, database_url):
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite lets one transaction in at a time")
    made = make.submit_one(app, clock)
    with Session(app.extensions["database"].engine) as one, Session(app.extensions["database"].engine) as two:
        mine, theirs = one.get(Application, made.reference), two.get(Application, made.reference)
        mine.status = theirs.status = Status.ASSESSING
        one.commit()
        with pytest.raises(StaleDataError):
            two.commit()
