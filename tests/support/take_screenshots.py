"""Takes the pictures in docs/images from the real service with the demo's cases: `python -m tests.support.take_screenshots`.

For the README, and to be looked at after each change of the look. At most 1600 px tall and, by fewer colours where needed, small
enough to commit. `--everything FOLDER` takes every type of page instead: phone and desktop, light and dark, and on paper.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from forms_backend import demo, timekeeping
from tests.browser.walking import Walk, fill_page
from tests.support.browser import real_chromium
from tests.support.built_site import PROJECT
from tests.support.running import SPOC, RunningService, running_service

IMAGES = PROJECT / "docs" / "images"
PHONE, DESK = 375, 1280
MONDAY_AT_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TALLEST, MOST_BYTES = 1600, 150_000
WORDS = {
    "home": ("/", (PHONE, DESK)),
    "service": ("/services/victim-support/", (DESK,)),
    "right": ("/your-rights/support-services/", (DESK,)),
    "stage": ("/what-happens/investigation/", (DESK,)),
}
ANSWERS = {
    "who-is-this-for": {"for_whom": "me"},
    "your-name": {"call_me": "Robin"},
    "who-gets-in-touch": {"who_starts": "us"},
    "calls": {"phone_safe": "yes"},
    "phone-number": {"phone_number": "07700 900111", "phone_whose": "mine"},
    "may-we-contact-you": {"consent_contact": "yes"},
}
CASE_REVIEW = ANSWERS | {"who-is-applying": {"applying_for": "self"}, "council": {"area": "south-cambridgeshire"}}
WRONG_DATES = {
    "happened_on-day": "31", "happened_on-month": "2", "happened_on-year": "2026",
    "reported_on-day": "4", "reported_on-year": "2026", "body": "council",
}  # fmt: skip


def take_all(folder: Path) -> list[Path]:
    """Write every picture. Their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        timekeeping.frozen_at(MONDAY_AT_TEN),
        tempfile.TemporaryDirectory() as data,
        running_service(Path(data)) as live,
        real_chromium() as browser,
    ):
        cases = {case.what: case for case in demo.fill(live.settings, live.directory)}
        paths = [shoot(page, folder / f"{name}-{width}.png") for name, width, page in pages(browser, live, cases)]
    return paths


def pages(browser: Browser, live: RunningService, cases: dict[str, demo.DemoCase]) -> Iterator[tuple[str, int, Page]]:
    """Each page, open as it is to be shown: (name of the picture, width, page)."""
    for name, (address, widths) in WORDS.items():
        for width in widths:
            with tab(browser, width) as page:
                page.goto(live.url + address)
                yield name, width, page
    for width in (PHONE, DESK):
        with tab(browser, width) as page:
            Walk(page, f"{live.url}/case-review/").to("1", CASE_REVIEW)
            fill_page(page, WRONG_DATES)
            page.locator("main").get_by_role("button", name="Continue").click()
            page.locator(".govuk-error-summary").wait_for()
            yield "journey-errors", width, page
        with tab(browser, width) as page:
            Walk(page, f"{live.url}/refer/").to("check-answers", ANSWERS)
            page.get_by_role("button", name="Send to the Hub").click()
            page.locator(".receipt").wait_for()
            yield "receipt", width, page
    with tab(browser, DESK) as page:
        live.sign_in(page, SPOC)
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{live.url}/desk/applications/{cases['near-miss'].reference}/")
            yield "case", width, page


@contextmanager
def tab(browser: Browser, width: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="light")
    yield context.new_page()
    context.close()


def shoot(page: Page, path: Path) -> Path:
    """One picture from the top of the page."""
    page.evaluate("scrollTo(0, 0)")
    height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        picture.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


if __name__ == "__main__":
    if sys.argv[1:2] == ["--everything"]:
        from tests.support.every_page import take_everything

        take_everything(Path(sys.argv[2]))
        sys.exit()
    for written in take_all(IMAGES):
        print(f"{written.relative_to(PROJECT)}  {written.stat().st_size // 1024} KiB")
