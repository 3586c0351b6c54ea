"""Letters are tested with a table of cases of our own, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from forms_backend.contact.safe_contact import Channel
from forms_backend.database import make_engine
from forms_backend.letters import registry
from forms_backend.letters.channels import MailFolder, PrintQueue
from forms_backend.letters.parcels import Post
from forms_backend.sealing import Keyring
from tests.forms_backend.letters.factories import LetterCase, OurBase

POST = Post("no-reply@example.org", "https://help.example.org")


@pytest.fixture(autouse=True)
def only_our_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_case_models", [LetterCase])
    monkeypatch.setattr(registry, "_on_sent", {})
    monkeypatch.setattr(registry, "_may_send", {})


@pytest.fixture(scope="session")
def letter_keys_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letter-keys")
    for controller in ("hub", "south-cambridgeshire"):
        Keyring(folder).create(controller, "2026-11-01")
    return folder


@pytest.fixture
def keyring(letter_keys_dir: Path) -> Keyring:
    return Keyring(letter_keys_dir)


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    engine = make_engine(database_url)
    OurBase.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: sa.Engine) -> sessionmaker[Session]:
    return sessionmaker(engine)


@pytest.fixture
def folders(tmp_path: Path) -> dict:
    """Channels that write to folders: what came out can be looked at."""
    return {Channel.EMAIL: MailFolder(tmp_path / "mail"), Channel.POST: PrintQueue(tmp_path / "print")}
