"""For every test: one Chromium for each process, and no stopwatch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from tests.support.browser import real_chromium

# A busy machine is slow, and slowness is no defect here: speed is `make bench`.
settings.register_profile("no stopwatch", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no stopwatch")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all folders: a process cannot hold two of Playwright's loops."""
    with real_chromium() as chromium:
        yield chromium
