"""The open data as our own server gives it, asked by schemathesis for everything that its description promises."""

from __future__ import annotations

import json

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings

from forms_backend.headers import init_headers
from forms_backend.portal import portal_blueprint
from services_directory import load
from services_directory.publish.open_referral.openapi import LISTS, description
from services_directory.publish.site_headers import hash_of
from tests.support.feed import write_feed

OPERATIONS = sorted(description()["paths"])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served") / "site"
    write_feed(folder, load())
    (folder / "404.html").write_text("<h1>Not here</h1>", "utf-8")
    return folder


@pytest.fixture(scope="module")
def app(site):
    app = Flask(__name__)
    style_hash = hash_of("")
    app.register_blueprint(portal_blueprint(site, style_hash))
    init_headers(app, exit_target_url="https://www.bbc.co.uk/weather", style_hash=style_hash, is_https=True)
    return app


@pytest.fixture(scope="module")
def described(app):
    return schemathesis.openapi.from_wsgi("/open-referral/openapi.json", app)


@pytest.mark.parametrize("path", OPERATIONS)
def test_whatever_is_asked_the_answer_is_as_described(described, path):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=described[path]["GET"].as_strategy())
    def ask(case):
        case.call_and_validate()

    ask()


@pytest.mark.parametrize("name", LISTS)
def test_each_thing_in_a_list_is_found_under_its_id_and_is_as_described(described, app, name):
    page, seen = 1, 0
    while True:
        listing = described[f"/{name}"]["GET"].Case(query={"page": page}).call_and_validate().json()
        for thing in listing["contents"]:
            answer = described[f"/{name}/{{id}}"]["GET"].Case(path_parameters={"id": thing["id"]}).call_and_validate()
            assert answer.status_code == 200
            assert answer.json()["id"] == thing["id"]
            seen += 1
        if listing["last_page"]:
            break
        page += 1
    assert seen == listing["total_items"] > 0


def test_schemathesis_would_see_an_answer_that_breaks_the_description(described, site, app):
    path = site / "open-referral" / "taxonomies.json"
    before = path.read_bytes()
    try:
        path.write_text(json.dumps({**json.loads(before), "total_items": None}), "utf-8")
        with pytest.raises(schemathesis.core.failures.FailureGroup):
            described["/taxonomies"]["GET"].Case().call_and_validate()
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize("path", ["", "services", "services?page=2", "openapi.json", "download/services.csv"])
def test_another_sites_page_may_read_it(app, path):
    answer = app.test_client().get(f"/open-referral/{path}")
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    "path", ["services?page=0", "services?page=99", "services?page=x", "services/no", "../secret", "services/", "x" * 5000]
)
def test_what_is_not_there_is_not_found(app, path):
    assert app.test_client().get(f"/open-referral/{path}").status_code == 404
