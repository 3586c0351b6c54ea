"""The records as they are, on one day."""

from __future__ import annotations

from datetime import date

import pytest

from services_directory import Directory, load

ON = date(2026, 11, 27)


@pytest.fixture(scope="session")
def printed_from() -> Directory:
    return load(today=ON)
