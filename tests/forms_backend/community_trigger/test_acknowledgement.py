"""When CT1 reaches the person: the status moves, the day is noted, and the next limit counts from it."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import sessionmaker

from forms_backend import history, letters, timekeeping
from forms_backend.community_trigger.acknowledgement import acknowledge
from forms_backend.community_trigger.status import Status
from forms_backend.letters import registry
from forms_backend.letters.channels import channels_from
from forms_backend.letters.parcels import Post
from forms_backend.letters.worker import run_once
from tests.forms_backend.community_trigger import make


def sent(session, made, at):
    (letter,) = letters.letters_of(session, made.reference)
    acknowledge(session, make.case_of(made.reference), letter, at)
    session.commit()
    return make.case_of(made.reference)


@pytest.mark.parametrize(
    ("sent_at", "assess_by"),
    [
        pytest.param(datetime(2026, 11, 23, 10, tzinfo=UTC), date(2026, 11, 30), id="at once"),
        pytest.param(datetime(2026, 11, 24, 10, tzinfo=UTC), date(2026, 12, 1), id="on its last day"),
        pytest.param(datetime(2026, 11, 30, 10, tzinfo=UTC), date(2026, 12, 1), id="late, held by the cap"),
    ],
)
def test_the_decision_counts_from_the_day_ct1_went(app, session, clock, sent_at, assess_by):
    case = sent(session, make.submit_one(app, clock), sent_at)
    assert (case.state, case.ct1_sent_on, case.assess_by) == (Status.ACKNOWLEDGED, sent_at.date(), assess_by)
    assert case.next_due_on == assess_by
    assert history.events_of(session, case.reference)[-1].name == "acknowledged"


def test_a_case_that_is_being_assessed_keeps_its_status(app, session, clock):
    made = make.submit_one(app, clock)
    make.case_of(made.reference).status = Status.ASSESSING
    session.commit()
    case = sent(session, made, clock)
    assert (case.state, case.ct1_sent_on) == (Status.ASSESSING, date(2026, 11, 23))


def test_a_second_notice_of_the_same_letter_changes_nothing(app, session, clock):
    made = make.submit_one(app, clock)
    sent(session, made, clock)
    case = sent(session, made, datetime(2026, 11, 25, tzinfo=UTC))
    assert case.ct1_sent_on == date(2026, 11, 23)
    assert len(history.events_of(session, made.reference)) == 2


def test_letters_know_whom_to_tell():
    assert acknowledge in registry.callbacks_for("CT1")


def test_the_worker_that_sends_ct1_acknowledges_the_case(app, session, clock, settings):
    made = make.submit_one(app, clock, **make.safe_email())
    run_once(
        sessionmaker(app.extensions["database"].engine), app.extensions["keyring"], channels_from(settings), timekeeping.now_utc,
        post=Post(settings.mail_from, settings.public_url),
    )  # fmt: skip
    case = make.case_of(made.reference)
    assert (case.state, case.ct1_sent_on) == (Status.ACKNOWLEDGED, date(2026, 11, 23))
    assert history.broken_links(session) == []


def test_a_person_who_reads_ct1_with_their_code_acknowledges_the_case(app, client, session, clock):
    app.config["WTF_CSRF_ENABLED"] = False
    made = make.submit_one(app, clock)
    answer = client.post("/letters/collect/", data={"reference": made.reference, "code": made.code})
    assert answer.status_code == 200 and "Dear Sam" in answer.text
    assert make.case_of(made.reference).state is Status.ACKNOWLEDGED


def test_a_letter_of_the_council_that_passed_a_case_on_starts_no_clock_of_the_next(app, session, clock):
    made = make.submit_one(app, clock)
    (letter,) = letters.letters_of(session, made.reference)
    make.case_of(made.reference).controller = "cambridge"
    session.commit()
    acknowledge(session, make.case_of(made.reference), letter, clock)
    assert make.case_of(made.reference).ct1_sent_on is None
