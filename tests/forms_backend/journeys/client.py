"""Walks a journey as a person without JavaScript does: opens a page, fills it in by field name, presses a button."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

CHECK, RECEIPT = "check-answers", "receipt"
Fill = Mapping[str, Mapping[str, Any]]


def token_of(response: TestResponse) -> str:
    """The journey's token on a page."""
    found = re.findall(r'name="csrf_token" value="([0-9a-f]{32})"', response.get_data(as_text=True))
    assert found, "the page has no form with a token"
    return found[-1]


class Walker:
    """One browser on one journey. `seen` holds every page it fetched, by address."""

    def __init__(self, client: FlaskClient, prefix: str) -> None:
        self.client, self.prefix = client, prefix
        self.seen: dict[str, str] = {}

    def get(self, path: str = "") -> TestResponse:
        response = self.client.get(f"{self.prefix}/{path}")
        self.seen[path] = response.get_data(as_text=True)
        return response

    def begin(self) -> str:
        """Press Start; the name of the first page."""
        response = self.client.post(f"{self.prefix}/", data={"csrf_token": ""})
        assert response.status_code == 303, response.status_code
        return self.where(response)

    def where(self, response: TestResponse) -> str:
        """The page that a redirect leads to, without the journey's prefix."""
        location = response.headers["Location"]
        assert location.startswith(f"{self.prefix}/"), location
        return location.removeprefix(f"{self.prefix}/").split("?")[0].strip("/")

    def answer(self, path: str, data: Mapping[str, Any] | None = None, *, token: str | None = None) -> TestResponse:
        """Open a page and send it."""
        query = "?change=1" if path.endswith("?change=1") else ""
        plain = path.removesuffix("?change=1").strip("/")
        page = self.get(f"{plain}/{query}")
        if page.status_code != 200:
            return page
        values = dict(data or {}) | {"csrf_token": token or token_of(page)}
        return self.client.post(f"{self.prefix}/{plain}/{query}", data=values)

    def walk(self, fill: Fill, *, until: str = CHECK, visit: Callable[[str], None] | None = None) -> list[str]:
        """From Start along the path, filling pages that `fill` names and leaving the others empty. The pages in order."""
        here, path = self.begin(), []
        while here != until:
            path.append(here)
            assert len(path) < 120, f"going round in circles: {path[-6:]}"
            response = self.answer(here, fill.get(here, {}))
            assert response.status_code == 303, f"{here}: {_errors(response)}"
            if visit:
                visit(here)
            here = self.where(response)
        return path

    def send(self) -> TestResponse:
        """Press Send on the check-answers page; the receipt."""
        response = self.answer(CHECK)
        assert response.status_code == 303, _errors(response)
        assert self.where(response) == RECEIPT
        return self.get(f"{RECEIPT}/")


def reference_in(page: str) -> str:
    return re.search(r'class="receipt__reference">([^<]+)<', page)[1]


def code_in(page: str) -> str:
    return re.search(r'class="receipt__code"><strong>([^<]+)<', page)[1]


def _errors(response: TestResponse) -> str:
    return f"{response.status_code} {re.findall(r'href=.#[^>]*>([^<]+)</a></li>', response.get_data(as_text=True))}"
