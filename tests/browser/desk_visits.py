"""What the desk's browser tests share: cases to work on, staff who are signed in, and a look at each page they come to."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Response

from forms_backend import timekeeping
from forms_backend.demo import DemoCase, DemoRun
from forms_backend.demo_cases import APPLICATIONS, REFERRALS
from tests.support.browser import refuse_strangers
from tests.support.running import RunningService

AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS, SCHEMES = (1280, 320), ("light", "dark")
DEMO = {case.key: case for case in (*APPLICATIONS, *REFERRALS)}
RUN_AXE = """async rules => {
    const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
    return found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)}`));
}"""
TELLS_TOO_MUCH = re.compile(r"demo|robin|birch|crime|victim|abuse", re.IGNORECASE)


@dataclass
class Desk:
    """The running service, and the sign-in of each member of staff, kept so that nobody signs in twice."""

    live: RunningService
    browser: Browser
    states: dict[str, Any] = field(default_factory=dict)

    def take_in(self, key: str, **changes: Any) -> DemoCase:
        """One more of the demo cases, as new; `answers` are added to its own."""
        case = DEMO[key]
        answers = case.answers | changes.pop("answers", {})
        run = DemoRun(self.live.app, self.live.settings, self.live.directory, timekeeping.now_utc())
        return run.take_in(replace(case, key=f"{key}-{uuid.uuid4().hex[:6]}", answers=answers, **changes))

    @contextmanager
    def signed_in(self, email: str, **options: Any) -> Iterator[Page]:
        """A browser in which this person is signed in. It fails when a page asks another machine for a thing or logs an error."""
        if email not in self.states:
            with self._context({}) as context:
                self.live.sign_in(context.new_page(), email)
                self.states[email] = context.storage_state()
        with self._context({"storage_state": self.states[email]} | options) as context:
            yield context.new_page()

    @contextmanager
    def stranger(self, **options: Any) -> Iterator[Page]:
        """A browser in which nobody is signed in."""
        with self._context(options) as context:
            yield context.new_page()

    @contextmanager
    def _context(self, options: dict[str, Any]) -> Iterator[BrowserContext]:
        context = self.browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
        strangers, problems = refuse_strangers(context), []
        context.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: problems.append(str(error.error)))
        try:
            yield context
        finally:
            context.close()
        assert not strangers, strangers
        assert not [text for text in problems if "Failed to load resource" not in text], problems


class Looker:
    """Looks at pages in light and dark, wide and narrow. `seen` holds (endpoint, method, status) of every page; `problems` what
    was wrong, so that one look through the desk tells all of it."""

    def __init__(self, live: RunningService) -> None:
        self.routes = live.app.url_map.bind("127.0.0.1")
        self.seen: set[tuple[str, str, int]] = set()
        self.problems: list[str] = []
        self._last: Response | None = None

    def follow(self, page: Page) -> Page:
        """Remember how each page that this tab shows was answered."""
        page.on("response", self._note)
        return page

    def _note(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self._last = response

    def look(self, page: Page) -> None:
        """Nothing for axe to find, nothing wider than the screen, one heading, a tab that says nothing about anybody."""
        method, status = self._last.request.method, self._last.status
        endpoint, _values = self.routes.match(urlsplit(self._last.url).path, method=method)
        self.seen.add((endpoint, method, status))
        where = f"{endpoint} {method} {status}"
        if TELLS_TOO_MUCH.search(page.title()):
            self.problems.append(f"{where}: the tab says {page.title()}")
        if page.locator("h1").count() != 1:
            self.problems.append(f"{where}: {page.locator('h1').count()} first headings")
        page.evaluate(Axe().axe_script)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wider > 0:
                self.problems.append(f"{where}: {wider} px too wide at {width} px")
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                self.problems += [f"{where} at {width} px, {scheme}: {problem}" for problem in page.evaluate(RUN_AXE, AA)]
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
