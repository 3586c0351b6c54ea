"""Lists never end in nothing: each closes with the Hub and a national line, whether or not anything fits."""

from __future__ import annotations

from pathlib import Path

from services_directory.publish.lists import area_labels
from services_directory.vocabulary import Vocabulary


def list_paths(directory) -> list[str]:
    words = Vocabulary(directory.crime_types, directory.needs, directory.audiences, directory.area_labels)
    return [
        *(f"crime/{name}" for name in words.crime_types),
        *(f"area/{area.id}" for area in area_labels(words)),
        *(f"need/{name}" for name in words.needs),
        *(f"for/{name}" for name in words.audiences),
    ]


def closing(site_dir: Path, path: str) -> str:
    html = (site_dir / path / "index.html").read_text("utf-8")
    return html[html.index('id="always"') : html.index("</main>")]


def test_each_kind_of_list_is_there_without_javascript_and_ends_with_people(site_dir, directory):
    for path in list_paths(directory):
        end = closing(site_dir, f"find-support/{path}")
        assert "/services/victim-and-witness-hub/" in end
        assert "/services/victim-support/" in end
        assert 'href="tel:' in end


def test_the_full_list_links_to_every_list(site_dir, directory):
    html = (site_dir / "find-support" / "index.html").read_text("utf-8")
    assert not [path for path in list_paths(directory) if f'href="/find-support/{path}/"' not in html]


def test_each_page_of_a_record_ends_with_people(site_dir, directory):
    paths = [
        *(f"services/{one.id}" for one in directory.published_services()),
        *(f"your-rights/{name}" for name in directory.rights),
        *(f"what-happens/{name}" for name in directory.stages),
        *(f"antisocial-behaviour/councils/{name}" for name in directory.areas),
        "search",
        "find-support",
    ]
    for path in paths:
        assert "/services/victim-and-witness-hub/" in closing(site_dir, path), path


def test_help_for_people_who_hurt_others_is_never_among_help_for_victims(site_dir, directory):
    apart = [service for service in directory.published_services() if service.listed == "apart"]
    assert apart
    for service in apart:
        for path in list_paths(directory):
            html = (site_dir / "find-support" / path / "index.html").read_text("utf-8")
            assert (f"/services/{service.id}/" in html) == (path.removeprefix("for/") in service.audiences), path
        full = (site_dir / "find-support" / "index.html").read_text("utf-8")
        assert full.index(f"/services/{service.id}/") > full.index('id="apart"')


def test_a_council_page_says_what_is_not_verified(site_dir, directory):
    for area in directory.areas.values():
        html = (site_dir / "antisocial-behaviour" / "councils" / area.id / "index.html").read_text("utf-8")
        rules = area.rules[-1]
        assert ("We could not find this council’s own rule" in html) == (not rules.threshold.verified)
        assert ("We have not seen a page of this council" in html) == (not rules.process_verified)
        assert 'href="/case-review/"' in html


def test_each_service_says_whether_anyone_has_rung_it(site_dir, directory):
    for service in directory.published_services():
        html = (site_dir / "services" / service.id / "index.html").read_text("utf-8")
        said = "Nobody here has rung this number yet." in html or "Nobody here has tried this yet." in html
        assert said == (not service.rung), service.id
