"""The examples for web servers say the same as the one place that knows the headers."""

import re
from pathlib import Path

import pytest

from services_directory.publish.site_headers import content_policy, headers_for

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_an_example_sets_every_header_of_the_static_site(name):
    text = (DEPLOY / name).read_text("utf-8")
    for header, value in headers_for("/").items():
        if header not in ("Content-Security-Policy", "Cache-Control"):
            assert re.search(rf'{header} "?{re.escape(value)}"?', text), header
    for value in (headers_for("/assets/core.css", versioned=True)["Cache-Control"], headers_for("/")["Cache-Control"]):
        assert value in text


def test_caddy_has_both_policies_word_for_word():
    text = (DEPLOY / "Caddyfile").read_text("utf-8")
    assert f'"{content_policy("/")}"' in text
    assert f'"{content_policy("/search/")}"' in text


def test_nginx_puts_both_policies_together():
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    template = re.search(r'Content-Security-Policy "([^"]+)"', text)[1]
    parts = dict(re.findall(r'^\s+(default|~\^/search/)\s+"(script-src [^"]+)"', text, re.M))
    assert template.replace("$portal_script_policy", parts["default"]) == content_policy("/")
    assert template.replace("$portal_script_policy", parts["~^/search/"]) == content_policy("/search/")
