"""A test client that looks at every page it fetches, so that no test can pass on a page that would fail a person."""

from __future__ import annotations

from collections import Counter

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

XHTML = "{http://www.w3.org/1999/xhtml}"


class CheckingClient(FlaskClient):
    """Checks each HTML answer: it parses without an error, has a title, one `<h1>`, unique ids and labels that point somewhere."""

    def open(self, *args, **kwargs) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 307, 308) and response.data:
            check_page(response.get_data(as_text=True), status=response.status_code)
        return response


def check_page(html: str, *, status: int = 200) -> None:
    """Raise AssertionError naming what is wrong with a page."""
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(html)
    assert not parser.errors, f"not well formed: {parser.errors[:3]}"
    elements = list(tree.iter())
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    twice = [name for name, count in ids.items() if count > 1]
    assert not twice, f"ids used twice: {twice}"
    titles = [element for element in tree.iter(f"{XHTML}title") if (element.text or "").strip()]
    assert titles, "the page has no title"
    headings = list(tree.iter(f"{XHTML}h1"))
    assert len(headings) == 1, f"the page has {len(headings)} <h1>"
    for label in tree.iter(f"{XHTML}label"):
        assert label.get("for") in ids, f"a label points at {label.get('for')!r}, which is not there"
    for element in elements:
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            for target in (element.get(name) or "").split():
                assert target in ids, f"{name} points at {target!r}, which is not there"
        assert element.get("style") is None, "a style attribute: the policy blocks it"
        assert not [name for name in dict(element.items()) if name.startswith("on")], "an inline handler: the policy blocks it"
    if status == 422:
        summary = [element for element in elements if "govuk-error-summary" in (element.get("class") or "").split()]
        assert summary, "errors without an error summary"
        for link in summary[0].iter(f"{XHTML}a"):
            assert link.get("href", "").lstrip("#") in ids, (
                f"the error summary points at {link.get('href')!r}, which is not there"
            )
        assert titles[0].text.strip().startswith(("Error", "[")), "the title of a page with errors begins with 'Error'"
