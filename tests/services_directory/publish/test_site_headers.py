"""The one place that knows the headers of the static site."""

from __future__ import annotations

import pytest

from services_directory.publish.site_headers import content_policy, headers_for

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize("path", ["/", "/services/childline/", "/find-support/", "/searching/", "/assets/core.css", "/404.html"])
def test_every_page_has_the_strict_policy(path):
    assert content_policy(path) == STRICT


@pytest.mark.parametrize("path", ["/search/", "/search/index/pagefind-worker.js", "/search/index/wasm.en.pagefind"])
def test_only_search_may_run_compiled_code(path):
    assert content_policy(path) == STRICT.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")


def test_nothing_tells_the_next_site_where_someone_came_from():
    assert headers_for("/services/childline/")["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/open-referral/", "/open-referral/services", "/open-referral/download/services.csv"])
def test_the_open_data_may_be_read_by_pages_of_other_sites(path):
    headers = headers_for(path)
    assert (headers["Access-Control-Allow-Origin"], headers["Cross-Origin-Resource-Policy"]) == ("*", "cross-origin")


@pytest.mark.parametrize("path", ["/", "/services/childline/", "/open-referral", "/search/", "/refer/open-referral/"])
def test_nothing_else_may(path):
    headers = headers_for(path)
    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("path", "versioned", "kept"),
    [
        ("/", False, "no-cache"),
        ("/", True, "no-cache"),
        ("/assets/core.css", False, "no-cache"),
        ("/assets/core.css", True, "public, max-age=31536000, immutable"),
    ],
)
def test_only_a_versioned_asset_is_kept_without_asking(path, versioned, kept):
    assert headers_for(path, versioned)["Cache-Control"] == kept
