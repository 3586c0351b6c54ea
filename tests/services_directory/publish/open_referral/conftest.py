from __future__ import annotations

from pathlib import Path

import pytest

from services_directory import Directory
from tests.support.feed import write_feed


@pytest.fixture(scope="session")
def feed(directory: Directory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The feed of the real records. No test may change it."""
    return write_feed(tmp_path_factory.mktemp("open") / "site", directory)
