"""A real Chromium for tests: the system's own, with nothing fetched from anywhere but this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCAL = ("http://127.0.0.1", "http://localhost", "data:", "blob:")


def chromium_path() -> str:
    """Where the system's Chromium is."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        raise RuntimeError("No Chromium: run `sh tests/support/prepare_machine.sh`.")
    return path


@contextmanager
def real_chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


def refuse_strangers(context: BrowserContext) -> list[str]:
    """Let a context talk to this machine only. Returns a list that fills with every other address it asked for."""
    strangers: list[str] = []

    def decide(route) -> None:
        if route.request.url.startswith(LOCAL):
            route.continue_()
        else:
            strangers.append(route.request.url)
            route.abort()

    context.route("**/*", decide)
    return strangers
