"""What the backend's tests share: an application on SQLite and on a real PostgreSQL, keys, a frozen clock, a checking client."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

import services_directory
from forms_backend import create_app, models_registry, timekeeping
from forms_backend.database import make_engine, prepare_sqlite
from forms_backend.sealing import Keyring
from forms_backend.settings import Settings
from tests.support.client import CheckingClient
from tests.support.postgres import TempPostgres
from tests.support.shell import write_plain_shells

MONDAY_MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres() -> Iterator[TempPostgres]:
    with TempPostgres() as server:
        engine = sa.create_engine(server.url())
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("CREATE DATABASE pattern"))
        engine.dispose()
        pattern = make_engine(server.url("pattern"))
        models_registry.metadata.create_all(pattern)
        pattern.dispose()
        yield server


@pytest.fixture(scope="session")
def sqlite_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pattern") / "pattern.sqlite3"
    engine = make_engine(f"sqlite:///{path}")
    prepare_sqlite(engine)
    models_registry.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database with every table, on each of the two systems we support."""
    if request.param == "sqlite":
        path = tmp_path / "portal.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_pattern"), path)
        yield f"sqlite:///{path}"
        return
    server: TempPostgres = request.getfixturevalue("postgres")
    name = f"t{uuid.uuid4().hex}"
    admin = sa.create_engine(server.url(), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE pattern"))
    yield server.url(name)
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session")
def directory() -> services_directory.Directory:
    return services_directory.load()


@pytest.fixture(scope="session")
def keys_dir(tmp_path_factory: pytest.TempPathFactory, directory: services_directory.Directory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    for controller in ("hub", *directory.areas):
        Keyring(folder).create(controller, "2026-11-01")
    return folder


@pytest.fixture
def keyring(keys_dir: Path) -> Keyring:
    return Keyring(keys_dir)


@pytest.fixture(scope="session")
def shells_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_plain_shells(tmp_path_factory.mktemp("shells"))


@pytest.fixture
def settings(tmp_path: Path, database_url: str, keys_dir: Path, shells_dir: Path) -> Settings:
    return Settings(
        database_url=database_url,
        secret_key="a secret that only the tests use, long enough",
        desk_secret_key="another that only the desk of the tests has, long enough",
        keys_dir=keys_dir,
        mail_url=f"folder:{tmp_path / 'mail'}",
        mail_from="no-reply@example.org",
        public_url="http://127.0.0.1:8000",
        print_dir=tmp_path / "print",
        shells_dir=shells_dir,
    )


@pytest.fixture
def clock() -> Iterator[datetime]:
    """The clock stands at half past nine on Monday 23 November 2026."""
    with timekeeping.frozen_at(MONDAY_MORNING):
        yield MONDAY_MORNING


@pytest.fixture
def app(settings: Settings, directory: services_directory.Directory):
    app = create_app(settings, directory)
    app.testing = True
    app.config["RAISE_UNEXPECTED"] = True
    app.test_client_class = CheckingClient
    yield app
    app.extensions["database"].engine.dispose()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def session(app):
    with app.app_context():
        yield app.extensions["database"].session()
