"""Engine, declarative base and the session of a request.

SQLite is the embedded default; PostgreSQL by DATABASE_URL. Both run the same code and the same tests.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Flask, current_app
from flask.globals import app_ctx
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session, sessionmaker
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = sa.MetaData(naming_convention=NAMING)


class Moment(TypeDecorator):
    """An aware datetime, kept in UTC. SQLite forgets the zone, so it is put back on the way out; a naive value is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def make_engine(database_url: str) -> sa.Engine:
    """An engine that never loses an update: SQLite takes its write lock at the start of each transaction.

    Journal mode is a property of the file, so `prepare_sqlite` sets it once; setting it on every connection can fail
    with "database is locked". The text of an error never holds the values of a row: it may end in a log.
    """
    if not database_url.startswith("sqlite"):
        return sa.create_engine(database_url, pool_pre_ping=True, hide_parameters=True)
    engine = sa.create_engine(database_url, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection, _record) -> None:
        connection.isolation_level = None
        for pragma in ("busy_timeout=10000", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def prepare_sqlite(engine: sa.Engine) -> None:
    """Set what belongs to the database file itself; does nothing on PostgreSQL."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            raw.execute("PRAGMA journal_mode=WAL")
        finally:
            raw.close()


class Database:
    """The engine and one session per request, closed when the request ends."""

    def __init__(self, engine: sa.Engine):
        self.engine = engine
        self.session = scoped_session(sessionmaker(engine), scopefunc=lambda: id(app_ctx._get_current_object()))

    def init_app(self, app: Flask) -> None:
        app.extensions["database"] = self
        app.teardown_appcontext(lambda _error: self.session.remove())


def current_session() -> Session:
    """The session of this request; the view that changes something commits it."""
    return current_app.extensions["database"].session()
