"""The index of words: of pages, not of lists, and only made again when a page changed."""

from __future__ import annotations

from services_directory.publish.search_index import build_search_index, pages_digest


def page(site, path, words):
    (site / path).mkdir(parents=True, exist_ok=True)
    (site / path / "index.html").write_text(
        f'<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><main><h1>{words}</h1></main></body></html>', "utf-8"
    )


def test_it_is_made_once_and_again_after_a_change(tmp_path):
    site, cache = tmp_path / "site", tmp_path / "cache"
    cache.mkdir()
    page(site, ".", "Front")
    page(site, "services/a", "Stalking")
    assert build_search_index(site, cache)
    assert (site / "search/index/pagefind.js").is_file()
    assert not build_search_index(site, cache)
    page(site, "services/a", "Burglary")
    assert build_search_index(site, cache)


def test_lists_are_left_out(tmp_path):
    page(tmp_path, "services/a", "Stalking")
    before = pages_digest(tmp_path)
    page(tmp_path, "find-support/crime/asb", "Noise")
    assert pages_digest(tmp_path) == before


def test_each_page_is_one_fragment_and_the_shipped_interfaces_are_gone(tmp_path):
    site, cache = tmp_path / "site", tmp_path / "cache"
    cache.mkdir()
    page(site, ".", "Front")
    page(site, "services/a", "Stalking")
    page(site, "find-support/crime/asb", "Noise")
    build_search_index(site, cache)
    assert len(list((site / "search/index/fragment").iterdir())) == 2
    assert not list((site / "search/index").glob("*ui*"))


def test_other_rules_for_what_is_left_out_make_another_index(tmp_path, monkeypatch):
    page(tmp_path, ".", "Front")
    before = pages_digest(tmp_path)
    monkeypatch.setattr("services_directory.publish.search_index.REPEATED", ".other")
    assert pages_digest(tmp_path) != before, "an index made with other rules would stay"
