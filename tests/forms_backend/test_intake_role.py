"""The grants of docs/deploy/intake-role.sql on a real PostgreSQL: enough for the public forms, and no more."""

import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa

from forms_backend.models_registry import metadata

GRANTS = Path(__file__).parents[2] / "docs" / "deploy" / "intake-role.sql"
NOT_FOR_INTAKE = {"staff", "staff_roles", "access_log", "daily_sends"}  # the last is the worker's


@pytest.fixture
def intake(database_url):
    """A connection that has the rights of the intake role."""
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has no roles")
    role = f"portal_intake_{uuid.uuid4().hex[:8]}"
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {role}")
        connection.exec_driver_sql(GRANTS.read_text("utf-8").replace("portal_intake", role))
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SET ROLE {role}")
        yield connection
        connection.rollback()
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {role}; DROP ROLE {role}")
    engine.dispose()


def may(connection, table: str, right: str) -> bool:
    return connection.scalar(sa.text("SELECT has_table_privilege(:table, :right)"), {"table": table, "right": right})


def test_intake_reads_no_staff_account_and_no_access_log(intake):
    for table in NOT_FOR_INTAKE & set(metadata.tables):
        assert not any(may(intake, table, right) for right in ("SELECT", "INSERT", "UPDATE", "DELETE")), table
    with pytest.raises(sa.exc.ProgrammingError):
        intake.execute(sa.text("SELECT email FROM staff"))


def test_intake_adds_to_a_history_and_takes_nothing_away(intake):
    assert may(intake, "case_events", "INSERT")
    assert not may(intake, "case_events", "UPDATE")
    for table in ("case_events", "referrals", "applications", "letters"):
        assert not may(intake, table, "DELETE"), table
    for table in ("referrals", "applications", "letters", "outbox", "tasks", "drafts"):
        assert may(intake, table, "INSERT"), table


def test_somebody_has_decided_about_every_table(intake):
    undecided = {table for table in metadata.tables if not may(intake, table, "SELECT")} - NOT_FOR_INTAKE
    assert undecided == set()
