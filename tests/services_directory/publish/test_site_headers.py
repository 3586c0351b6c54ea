"""The one place that knows the headers of the static site."""

from __future__ import annotations

import pytest

from services_directory.publish.server_files import write_server_files
from services_directory.publish.site_headers import built_style_hash, content_policy, hash_of, headers_for, inline_stylesheet

HASH = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="  # of nothing at all
STRICT = (
    f"default-src 'none'; script-src 'self'; style-src 'self' '{HASH}'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize("path", ["/", "/services/childline/", "/find-support/", "/searching/", "/assets/core.css", "/404.html"])
def test_every_page_has_the_strict_policy(path):
    assert content_policy(path, HASH) == STRICT


@pytest.mark.parametrize("path", ["/search/", "/search/index/pagefind.js", "/search/index/wasm.en.pagefind"])
def test_only_search_may_run_compiled_code(path):
    assert content_policy(path, HASH) == STRICT.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")


def test_a_hash_is_written_as_browsers_compare_it():
    assert hash_of("") == HASH


def test_without_a_build_the_policy_names_the_stylesheet_of_this_checkout():
    assert content_policy("/") == content_policy("/", hash_of(inline_stylesheet()))
    assert "unsafe-inline" not in content_policy("/")


def test_a_build_older_than_the_hash_is_refused(tmp_path):
    (tmp_path / "build.json").write_text('{"build_id": "1"}', "utf-8")
    with pytest.raises(KeyError):
        built_style_hash(tmp_path)


@pytest.mark.parametrize("name", ["policy.nginx", "policy.caddy"])
def test_web_servers_get_both_policies_word_for_word(tmp_path, name):
    write_server_files(tmp_path, HASH)
    text = (tmp_path / name).read_text("utf-8")
    assert text.count(f'"{content_policy("/", HASH)}"') == 1
    assert text.count(f'"{content_policy("/search/", HASH)}"') == 1


def test_a_form_may_lead_to_one_other_place_and_nothing_else_changes():
    assert content_policy("/", HASH, ("https://example.org",)) == STRICT.replace(
        "form-action 'self'", "form-action 'self' https://example.org"
    )


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
