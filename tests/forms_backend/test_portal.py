from dataclasses import replace

import pytest

from forms_backend import create_app
from tests.support.shell import STYLE_HASH


@pytest.fixture
def portal(settings, directory, tmp_path):
    (tmp_path / "site" / "about").mkdir(parents=True)
    (tmp_path / "site" / "about" / "index.html").write_text("<h1>About</h1>", "utf-8")
    app = create_app(replace(settings, serve_site=True, site_dir=tmp_path / "site"), directory)
    yield app.test_client()
    app.extensions["database"].engine.dispose()


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/" + "a" * 5000, "/" + "a" * 5000 + "/", "/about/" + "b/" * 2500, "/../settings.py"]
)
def test_an_address_that_is_not_there_is_answered_so(portal, path):
    assert portal.get(path).status_code == 404


def test_a_page_is_served(portal):
    assert portal.get("/about/").status_code == 200


def test_the_policy_of_a_page_names_the_stylesheet_of_the_build_that_is_served(portal):
    assert f"style-src 'self' '{STYLE_HASH}'" in portal.get("/about/").headers["Content-Security-Policy"]


def test_a_page_is_asked_for_again_each_time_so_it_never_meets_the_policy_of_another_build(portal):
    assert portal.get("/about/").headers["Cache-Control"] == "no-cache"
