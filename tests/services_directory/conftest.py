"""The real records, loaded once; and a copy of them that a test may spoil."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from services_directory import RECORDS, Directory, load

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def directory() -> Directory:
    return load(today=TODAY)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A copy without rights and stages, whose own tests are elsewhere."""
    copy = tmp_path / "records"
    shutil.copytree(RECORDS, copy, ignore=shutil.ignore_patterns("rights", "stages"))
    return copy
