"""The whole site, built once for these tests into a folder of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from services_directory import Directory, load
from tests.support.built_site import build_site


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("whole") / "site")


@pytest.fixture(scope="session")
def directory() -> Directory:
    return load()
