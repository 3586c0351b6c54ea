"""Who may open what: every route is in this list, so a new one cannot appear without somebody deciding."""

import pytest

from tests.support.routes import DESK_PERMISSIONS, PUBLIC, SIGN_IN_PAGES, STATIC_OK
from tests.support.shell import STYLE_HASH

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; script-src 'self'; style-src 'self' '{STYLE_HASH}'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self' https://www.bbc.co.uk; base-uri 'none'; frame-ancestors 'none'"
    ),
}


def routes(app):
    for rule in app.url_map.iter_rules():
        yield rule, app.view_functions[rule.endpoint]


def test_every_route_says_who_may_open_it(app):
    undecided = []
    for rule, view in routes(app):
        permission = getattr(view, "staff_permission", None)
        if permission is not None:
            if DESK_PERMISSIONS.get(rule.endpoint) != permission:
                undecided.append(f"{rule.rule} ({rule.endpoint}) needs {permission}, which is not what the list says")
        elif rule.endpoint not in PUBLIC | SIGN_IN_PAGES | STATIC_OK:
            undecided.append(f"{rule.rule} ({rule.endpoint}) is not in the list")
    assert undecided == []


def test_the_list_names_no_route_that_is_gone(app):
    there = {rule.endpoint for rule, _ in routes(app)}
    assert (set(DESK_PERMISSIONS) | PUBLIC | SIGN_IN_PAGES) - there == set()


def test_nobody_reaches_the_desk_without_signing_in(app, client):
    for rule, _view in routes(app):
        if rule.endpoint not in DESK_PERMISSIONS:
            continue
        values = dict.fromkeys(rule.arguments, "1")
        with app.test_request_context():
            from flask import url_for

            address = url_for(rule.endpoint, **values)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            app.config["WTF_CSRF_ENABLED"] = False
            answer = client.open(address, method=method)
            assert answer.status_code in (302, 401), f"{method} {rule.rule}: {answer.status_code}"
            if answer.status_code == 302:
                assert "/sign-in" in answer.headers["Location"]


@pytest.mark.parametrize(
    "path", ["/refer/", "/case-review/", "/letters/collect/", "/desk/account/sign-in", "/health", "/nowhere"]
)
def test_every_answer_has_exactly_our_headers(client, path):
    answer = client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers.get(name) == value, name
    assert "Server" not in answer.headers
    assert "Strict-Transport-Security" not in answer.headers


def test_a_write_that_another_site_asked_for_is_refused(client, app):
    app.config["WTF_CSRF_ENABLED"] = False
    answer = client.post("/letters/collect/", data={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_a_write_without_the_page_s_token_is_refused(client):
    answer = client.post("/desk/account/sign-in", data={"email": "a@example.org", "password": "x"})
    assert answer.status_code == 400
    assert "open for a long time" in answer.text
