"""Taking an application in: one transaction, sealed, with CT1 on its way and tasks for the SPOC."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from forms_backend import cases, history, letters, tasks
from forms_backend.community_trigger import submit as submit_module
from forms_backend.community_trigger.models import Application
from forms_backend.community_trigger.submit import NoArea
from forms_backend.history import CaseEvent
from forms_backend.letters.models import Letter, OutboxItem
from forms_backend.tasks import Task
from tests.forms_backend.community_trigger import make

PLANTED = {
    "call_me": "Zorblax",
    "applying_for": "someone",
    "victim_name": "Quibbletwist",
    "victim_relationship_words": "Flumgardian",
    "victim_contact_how": "Vexipath",
    "postcode": "CB99 9ZZ",
    "behaviour": ["threats"],
    "behaviour_words": "Snarfwick",
    "where_it_happens": "Grumblelane",
    "complaints": [
        make.report(body_name="Plonkshire", report_reference="XREF42Q", what_happened="Wobbledrum", what_they_did="Nixplop")
    ],
    "harm": "Drizzlefret",
    "danger_now": "yes",
    "danger_to": ["child"],
    "danger_words": "Krakenfeld",
    "others_words": "Mumblethorpe",
    "evidence_words": "Tizzlebox",
    "outcome_wanted": "Quietglen",
    "take_part_needs": "Hushramp",
    "landlord": "Bungalowski",
    "sharing_words": "Secretwash",
    "email_address": "zork.blix@example.org",
    "who_starts": "us",
    "email_safe": "yes",
    "email_whose": "mine",
    "contact_notes": "Whisperbin",
    "code_word": "Marmalox",
}
WORDS = [
    "Zorblax",
    "Quibbletwist",
    "Flumgardian",
    "Vexipath",
    "CB99",
    "Snarfwick",
    "Grumblelane",
    "Plonkshire",
    "XREF42Q",
    "Wobbledrum",
    "Nixplop",
    "Drizzlefret",
    "Krakenfeld",
    "Mumblethorpe",
    "Tizzlebox",
    "Quietglen",
    "Hushramp",
    "Bungalowski",
    "Secretwash",
    "zork.blix",
    "Whisperbin",
    "Marmalox",
]


def count(session, table) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table))


def test_an_application_is_stored_with_its_dates_first_event_letter_and_tasks(app, session, clock):
    made = make.submit_one(app, clock)
    case = make.case_of(made.reference)
    assert (case.area, case.status, case.rules_valid_from) == ("south-cambridgeshire", "received", date(2014, 10, 20))
    assert case.clock_starts_on == date(2026, 11, 23)
    assert case.acknowledge_by == case.next_due_on == date(2026, 11, 24)
    assert case.assess_by == case.assess_cap == date(2026, 12, 1)
    assert [(event.name, event.actor) for event in history.events_of(session, made.reference)] == [
        ("application_received", "applicant")
    ]
    assert [letter.kind for letter in letters.letters_of(session, made.reference)] == ["CT1"]
    assert "request_information" in {task.kind for task in tasks.open_tasks(session, "south-cambridgeshire")}
    assert made.shown["decide_by"] == "2026-12-01" and made.shown["discuss_by"] == "2027-01-01"
    assert history.broken_links(session) == []


def test_only_the_councils_own_key_opens_it(app, session, clock, keyring):
    made = make.submit_one(app, clock, area="fenland", harm="Drizzlefret")
    case = make.case_of(made.reference)
    assert case.controller == "fenland"
    keys = cases.open_keys(case, keyring)
    assert case.open(keys, "sealed_answers")["harm"] == "Drizzlefret"
    assert cases.open_contact(case, keys).initiates == "them"


def test_ct1_names_the_dates_and_who_to_ask(app, session, clock, keyring):
    made = make.submit_one(app, clock)
    keys = cases.open_keys(make.case_of(made.reference), keyring)
    (ct1,) = letters.letters_of(session, made.reference)
    text = letters.open_letter(ct1, keys.letters_key).text
    for words in (made.reference, "Dear Sam", "Tuesday 1 December 2026", "Community Safety Officer", "Friday 1 January 2027"):
        assert words in text


def test_ct1_goes_by_a_safe_way_and_else_a_person_is_asked(app, session, clock):
    by_email = make.submit_one(app, clock, **make.safe_email())
    assert by_email.shown["how"] == "email"
    (item,) = session.scalars(sa.select(OutboxItem)).all()
    assert (item.reference, item.channel) == (by_email.reference, "email")
    shared = make.submit_one(app, clock, **make.safe_email(whose="shared"))
    assert shared.shown["how"] == "neutral_email"
    nothing_safe = make.submit_one(app, clock, who_starts="us", email_safe="no")
    assert nothing_safe.shown["how"] == "collect"
    kinds = {task.kind for task in session.scalars(sa.select(Task).where(Task.reference == nothing_safe.reference))}
    assert "letter_needs_a_safe_way" in kinds


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        pytest.param({}, set(), id="no danger"),
        pytest.param({"danger_now": "not_sure"}, {"danger_now"}, id="not sure"),
        pytest.param({"danger_now": "yes", "danger_to": ["child", "me"]}, {"danger_now", "child_at_risk"}, id="a child"),
        pytest.param(
            {"danger_now": "yes", "danger_to": ["adult_who_needs_care"]}, {"danger_now", "adult_at_risk"}, id="an adult"
        ),
    ],
)
def test_danger_makes_tasks_that_are_due_at_once(app, session, clock, changes, kinds):
    make.submit_one(app, clock, **changes)
    urgent = {task.kind for task in tasks.open_tasks(session, "south-cambridgeshire") if task.due_at_utc == clock}
    assert urgent == kinds


def test_what_comes_at_night_counts_from_the_next_working_day(app, session, clock):
    saturday_night = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    case = make.case_of(make.submit_one(app, saturday_night).reference)
    assert (case.clock_starts_on, case.acknowledge_by) == (date(2026, 11, 23), date(2026, 11, 24))
    (task,) = session.scalars(sa.select(Task).where(Task.kind == "request_information")).all()
    assert task.due_at_utc == datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def test_each_councils_own_limits_are_used(app, session, clock):
    assert make.case_of(make.submit_one(app, clock, area="cambridge").reference).acknowledge_by == date(2026, 11, 25)


def test_the_rules_in_force_on_the_day_of_receipt_are_kept(app, session, clock):
    before, after = datetime(2025, 11, 28, 10, tzinfo=UTC), datetime(2025, 12, 1, 10, tzinfo=UTC)
    assert make.case_of(make.submit_one(app, before, area="fenland").reference).rules_valid_from == date(2014, 10, 20)
    assert make.case_of(make.submit_one(app, after, area="fenland").reference).rules_valid_from == date(2025, 12, 1)


def test_an_application_without_any_report_is_taken(app, session, clock):
    assert make.case_of(make.submit_one(app, clock, complaints=[]).reference).status == "received"


def test_without_a_council_nothing_is_stored(app, session, clock):
    with pytest.raises(NoArea):
        make.submit_one(app, clock, area="")


def test_when_the_letter_fails_nothing_is_left(app, session, clock, monkeypatch):
    def fails(*_parts, **_names):
        raise RuntimeError("no letter today")

    monkeypatch.setattr(submit_module.letters, "queue_letter", fails)
    with pytest.raises(RuntimeError):
        make.submit_one(app, clock)
    session.rollback()
    assert [count(session, table) for table in (Application, CaseEvent, Letter, Task)] == [0, 0, 0, 0]


def test_the_same_form_sent_twice_makes_one_case(app, session, clock):
    make.submit_one(app, clock, submission_id="one-form")
    with pytest.raises(IntegrityError):
        make.submit_one(app, clock + timedelta(seconds=1), submission_id="one-form")
    session.rollback()
    assert count(session, Application) == count(session, Letter) == 1


def test_no_word_that_a_person_typed_can_be_read_in_the_raw_database(app, session, clock, database_url, tmp_path):
    made = make.submit_one(app, clock, **PLANTED)
    assert made.reference
    raw = _every_byte(session, database_url, tmp_path)
    assert made.reference.encode() in raw, "the search looks in the right place"
    assert [word for word in WORDS if word.encode() in raw or word.lower().encode() in raw] == []


def _every_byte(session, database_url, tmp_path) -> bytes:
    """SQLite: the files themselves, journal and all. PostgreSQL: every value of every table, bytes as bytes."""
    if database_url.startswith("sqlite"):
        return b"".join(path.read_bytes() for path in tmp_path.glob("portal.sqlite3*"))
    parts = []
    for table in sa.inspect(session.connection()).get_table_names():
        for row in session.execute(sa.text(f'SELECT * FROM "{table}"')):
            parts += [bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row]
    return b"\n".join(parts)
