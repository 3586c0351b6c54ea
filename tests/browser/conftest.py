"""A context that reaches this machine only, in the one Chromium of tests/conftest.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.browser import refuse_strangers


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh context; the test fails when a page asks another machine for anything."""
    fresh = browser.new_context(viewport={"width": 1280, "height": 900})
    strangers = refuse_strangers(fresh)
    yield fresh
    fresh.close()
    assert not strangers, f"asked another machine: {strangers}"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
