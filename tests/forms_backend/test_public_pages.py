"""Public pages do without sign-in and session; the headers are there all the same."""

from __future__ import annotations

import pytest

from forms_backend.limits import limiter

PUBLIC = ("/refer/", "/refer/wiped/", "/case-review/", "/exit")


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_opens_no_session_and_carries_every_header_once(client, clock, path):
    response = client.get(path)
    assert "Set-Cookie" not in response.headers and "Cookie" not in response.headers.get("Vary", "")
    for name in ("Content-Security-Policy", "Referrer-Policy", "Cache-Control", "X-Content-Type-Options"):
        assert len(response.headers.getlist(name)) == 1, name


def test_the_desk_still_asks_who_is_there(client):
    assert client.get("/desk/").status_code in (302, 401)


def test_limits_on_their_own_view_still_hold(app, client, clock):
    limiter.reset()
    page = client.get("/letters/collect/").get_data(as_text=True)
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    codes = {
        client.post("/letters/collect/", data={"csrf_token": token, "reference": "x", "code": "y"}).status_code for _ in range(12)
    }
    limiter.reset()
    assert 429 in codes
