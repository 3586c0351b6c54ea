"""The raw database, and the log, searched for what a person typed: none of it is there."""

from __future__ import annotations

import logging
import subprocess
from pathlib import Path

import pytest
import sqlalchemy as sa

from forms_backend.settings import Settings
from tests.forms_backend.journeys.client import Walker
from tests.forms_backend.referrals.answers import PLANTED, WORDS


def raw_bytes(settings: Settings, app) -> bytes:
    """Every byte of the database: SQLite's files, or each row of each table of PostgreSQL as it stands."""
    engine = app.extensions["database"].engine
    if engine.dialect.name == "sqlite":
        path = Path(settings.database_url.removeprefix("sqlite:///"))
        return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    found = b""
    with engine.connect() as connection:
        for table in sa.inspect(engine).get_table_names():
            for row in connection.execute(sa.text(f'SELECT * FROM "{table}"')):
                found += b"|".join(
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row
                )
    return found


@pytest.fixture
def everything_logged(caplog):
    caplog.set_level(logging.DEBUG)
    return caplog


def test_thirty_planted_words_are_nowhere_in_the_database_or_the_log(app, client, settings, clock, everything_logged, capfd):
    assert len(WORDS) >= 30
    walker = Walker(client, "/refer")
    for fill in PLANTED.values():
        walker.walk(fill)
        _find_none(raw_bytes(settings, app))  # the draft
        walker.send()
        _find_none(raw_bytes(settings, app))  # the case
    walker.answer("your-name", {"call_me": "Zebrawood" * 100})
    printed = capfd.readouterr()
    _find_none((everything_logged.text + printed.out + printed.err).encode())


def test_the_search_would_find_a_word(tmp_path):
    with pytest.raises(AssertionError):
        _find_none(b"... Zebrawood ...")


def test_sealed_bytes_do_not_shrink_so_nothing_is_packed_in_clear(app, client, settings, clock):
    walker = Walker(client, "/refer")
    walker.walk({**PLANTED["for-someone"], "in-your-words": {"what_happened": "a" * 5000}})
    path = Path(settings.print_dir)
    path.parent.mkdir(parents=True, exist_ok=True)
    packed = subprocess.run(["gzip", "-9c"], input=_draft(app), capture_output=True, check=True).stdout
    assert len(packed) > 5000


def _draft(app) -> bytes:
    with app.extensions["database"].engine.connect() as connection:
        return bytes(connection.execute(sa.text("SELECT sealed FROM drafts")).scalar_one())


def _find_none(raw: bytes) -> None:
    found = [word for word in WORDS if word.encode() in raw or word.encode("utf-16-le") in raw]
    assert not found, found
