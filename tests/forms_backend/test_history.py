from datetime import timedelta

import pytest
import sqlalchemy as sa

from forms_backend import __main__ as commands
from forms_backend import history, history_heads
from forms_backend.sealing import CaseKeys

KEYS = CaseKeys.new()


@pytest.fixture
def told(session, clock):
    """A short history of one case, and of another beside it."""
    history.record(
        session, "AAAA-BBBB", "ReferralReceived", at=clock, actor=history.APPLICANT, to_status="received", is_first=True
    )
    history.record(
        session, "CCCC-DDDD", "ReferralReceived", at=clock, actor=history.APPLICANT, to_status="received", is_first=True
    )
    history.record(
        session, "AAAA-BBBB", "ReferralClosed", at=clock + timedelta(hours=1), actor="s1", keys=KEYS,
        detail={"reason": "planted-word"}, from_status="received", to_status="closed",
    )  # fmt: skip
    session.commit()
    return session


def test_a_history_is_told_in_order_with_its_reasons_sealed(told):
    events = history.events_of(told, "AAAA-BBBB")
    assert [(event.number, event.name) for event in events] == [(1, "ReferralReceived"), (2, "ReferralClosed")]
    assert history.detail_of(events[1], KEYS) == {"reason": "planted-word"}
    assert b"planted-word" not in events[1].sealed_detail
    assert history.broken_links(told) == []


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE case_events SET actor = 'someone' WHERE reference = 'AAAA-BBBB' AND number = 1",
        "UPDATE case_events SET to_status = 'open' WHERE number = 2",
        "DELETE FROM case_events WHERE reference = 'AAAA-BBBB' AND number = 1",
        "UPDATE case_events SET sealed_detail = NULL WHERE number = 2",
    ],
    ids=["another actor", "another status", "an event taken out", "a reason taken out"],
)
def test_a_rewritten_history_shows(told, tampering):
    told.execute(sa.text(tampering))
    assert history.broken_links(told)


def test_a_reason_is_never_written_in_clear(session, clock):
    with pytest.raises(ValueError, match="keys"):
        history.record(session, "AAAA-BBBB", "Noted", at=clock, actor="s1", detail={"reason": "x"})


def test_two_people_cannot_write_the_same_event_number(told, clock):
    told.add(history.CaseEvent(reference="AAAA-BBBB", number=2, at_utc=clock, actor="s2", name="X", previous_hash="", hash=""))
    with pytest.raises(sa.exc.IntegrityError):
        told.flush()


def test_looking_at_a_case_is_logged_and_the_log_cannot_be_rewritten(session, clock):
    for reference in ("AAAA-BBBB", "CCCC-DDDD", "AAAA-BBBB"):
        history.record_access(session, at=clock, actor="s1", reference=reference, what="opened the case")
    assert history.broken_links(session) == []
    session.execute(sa.text("DELETE FROM access_log WHERE id = 2"))
    assert history.broken_links(session) == ["the access log does not hold at entry 3"]


ENDS = {
    "the last event of a case": "DELETE FROM case_events WHERE reference = 'AAAA-BBBB' AND number = 2",
    "a whole case": "DELETE FROM case_events WHERE reference = 'CCCC-DDDD'",
    "the last look": "DELETE FROM access_log WHERE id = (SELECT max(id) FROM access_log)",
    "everything": "DELETE FROM case_events",
}


@pytest.mark.parametrize("tampering", list(ENDS.values()), ids=list(ENDS))
def test_an_end_that_was_taken_off_shows_against_the_line_kept_elsewhere(told, clock, tampering):
    for reference in ("AAAA-BBBB", "CCCC-DDDD"):
        history.record_access(told, at=clock, actor="s1", reference=reference, what="case")
    kept = history_heads.from_text(history_heads.to_line(history_heads.heads(told)))
    told.execute(sa.text(tampering))
    assert history.broken_links(told) == []  # the chain alone does not tell
    assert history_heads.missing_since(told, kept)


def test_a_history_that_went_on_agrees_with_the_line_kept_before(told, clock):
    kept = history_heads.from_text(history_heads.to_line(history_heads.heads(told)))
    history.record(told, "CCCC-DDDD", "ReferralClosed", at=clock, actor="s1")
    history.record_access(told, at=clock, actor="s1", reference="CCCC-DDDD", what="case")
    assert history_heads.missing_since(told, kept) == []
    assert history_heads.heads(told) != kept


def test_the_nightly_command_prints_one_line_and_compares_with_the_night_before(told, settings, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(commands, "load_settings", lambda: settings)
    kept = tmp_path / "kept"
    assert commands.main(["verify-history"]) == 0
    kept.write_text(capsys.readouterr().out, "utf-8")
    assert commands.main(["verify-history", "--expect", str(kept)]) == 0
    told.execute(sa.text(ENDS["the last event of a case"]))
    told.commit()
    assert commands.main(["verify-history", "--expect", str(kept)]) == 1
    assert "case_events had 3 rows" in capsys.readouterr().out
    kept.write_text("nothing", "utf-8")
    assert commands.main(["verify-history", "--expect", str(kept)]) == 2
