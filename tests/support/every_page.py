"""A picture of every type of page: phone and desktop, light and dark, and on paper. To be looked at, not to be committed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from forms_backend import demo, timekeeping
from forms_backend.staff.access import Role
from tests.browser.walking import Walk, fill_page
from tests.support import take_screenshots as pictures
from tests.support.browser import real_chromium
from tests.support.running import RunningService, running_service

SIZES = ((375, "light"), (1280, "light"), (375, "dark"), (1280, "dark"))
PORTAL = {
    "home": "/",
    "get-help-now": "/get-help-now/",
    "find-support": "/find-support/",
    "service": "/services/victim-support/",
    "list": "/find-support/crime/domestic-abuse/",
    "rights": "/your-rights/",
    "right": "/your-rights/updates-on-the-case/",
    "journey": "/what-happens/",
    "stage": "/what-happens/investigation/",
    "antisocial-behaviour": "/antisocial-behaviour/",
    "case-review": "/antisocial-behaviour/case-review/",
    "appeal": "/antisocial-behaviour/appeal/",
    "council": "/antisocial-behaviour/councils/south-cambridgeshire/",
    "refer-yourself": "/refer-yourself/",
    "staying-safe": "/staying-safe-online/",
    "about": "/about/",
    "privacy": "/about/privacy/",
    "glossary": "/about/glossary/",
    "search": "/search/",
    "not-found": "/nowhere/",
}
ON_PAPER = ("home", "get-help-now", "service", "right", "stage", "council")


def take_everything(folder: Path) -> None:
    """Write every picture into `folder`: `service-375-dark.png`, `service-paper-1.png`. Paper needs poppler's pdftoppm; without it
    the PDF is left."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        timekeeping.frozen_at(pictures.MONDAY_AT_TEN),
        tempfile.TemporaryDirectory() as data,
        running_service(Path(data)) as live,
        real_chromium() as browser,
    ):
        cases = {case.what: case for case in demo.fill(live.settings, live.directory)}
        for width, scheme in SIZES:
            for name, page in pages(browser, live, cases, width, scheme):
                page.evaluate("scrollTo(0, 0)")
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
        for name in ON_PAPER:
            with tab(browser, 1280, "light") as page:
                page.goto(live.url + PORTAL[name])
                print_on_paper(page, folder / f"{name}-paper")


def pages(browser: Browser, live: RunningService, cases: dict, width: int, scheme: str) -> Iterator[tuple[str, Page]]:
    """Each page, open: (name, page)."""
    with tab(browser, width, scheme) as page:
        for name, address in PORTAL.items():
            page.goto(live.url + address)
            yield name, page
    with tab(browser, width, scheme) as page:
        page.goto(f"{live.url}/case-review/")
        yield "form-start", page
        Walk(page, f"{live.url}/case-review/").to("1", pictures.CASE_REVIEW)
        fill_page(page, pictures.WRONG_DATES)
        page.locator("main").get_by_role("button", name="Continue").click()
        page.locator(".govuk-error-summary").wait_for()
        yield "form-errors", page
    with tab(browser, width, scheme) as page:
        walk = Walk(page, f"{live.url}/refer/")
        walk.to("calls", pictures.ANSWERS)
        yield "form-question", page
    with tab(browser, width, scheme) as page:
        Walk(page, f"{live.url}/refer/").to("check-answers", pictures.ANSWERS)
        yield "form-check", page
        page.get_by_role("button", name="Send to the Hub").click()
        page.locator(".receipt").wait_for()
        yield "receipt", page
    with tab(browser, width, scheme) as page:
        live.sign_in(page, live.add_staff(Role.COUNCIL_SPOC, "south-cambridgeshire", f"{width}-{scheme}"))
        yield "desk-worklist", page
        page.goto(f"{live.url}/desk/applications/{cases['near-miss'].reference}/")
        yield "desk-case", page
        page.goto(f"{live.url}/desk/applications/")
        yield "desk-queue", page


@contextmanager
def tab(browser: Browser, width: int, scheme: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def print_on_paper(page: Page, path: Path) -> None:
    pdf = path.with_suffix(".pdf")
    page.pdf(path=pdf, format="A4", tagged=True)
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-r", "60", "-png", pdf, path], check=True)
        pdf.unlink()
