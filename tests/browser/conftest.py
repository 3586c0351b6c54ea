"""A context that reaches this machine only, in the one Chromium of tests/conftest.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from services_directory.publish.site_headers import headers_for
from tests.support.browser import refuse_strangers
from tests.support.built_site import build_site
from tests.support.static_server import StaticServer


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


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal, built once for all files that only read it."""
    return build_site(tmp_path_factory.mktemp("portal") / "site")


@pytest.fixture(scope="session")
def url(site_dir: Path) -> Iterator[str]:
    """The portal behind a web server with the headers of the real one."""
    with StaticServer(site_dir, headers_for).running() as server:
        yield server.url
