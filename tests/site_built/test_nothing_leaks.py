"""No draft, no retired name or number, no note to editors, no unpublished file reaches the built site."""

from __future__ import annotations

import re

from services_directory.retired import EDITORS_WORDS
from tests.site_built.reading_html import read_pages


def test_no_draft_service_has_a_page_or_a_link(site_dir, directory):
    drafts = [service.id for service in directory.services.values() if service.draft]
    assert drafts
    assert not [name for name in drafts if (site_dir / "services" / name).exists()]
    pages = "\n".join(path.read_text("utf-8") for path in site_dir.rglob("*.html"))
    assert not [name for name in drafts if f"/services/{name}/" in pages]


def test_every_published_service_has_its_page_and_stands_in_the_full_list(site_dir, directory):
    full_list = (site_dir / "find-support" / "index.html").read_text("utf-8")
    for service in directory.published_services():
        assert (site_dir / "services" / service.id / "index.html").is_file()
        assert full_list.count(f'<h3 class="card__title"><a href="/services/{service.id}/">') == 1


def test_no_retired_name_or_number_is_shown(site_dir, directory):
    shown = {
        str(path.relative_to(site_dir)): [item.text for item in directory.retired.found_in(" ".join(page.words))]
        for path, page in read_pages(site_dir).items()
    }
    assert not {name: found for name, found in shown.items() if found}


def test_no_note_to_editors_is_shown(site_dir):
    pages = read_pages(site_dir)
    found = {str(path.relative_to(site_dir)): EDITORS_WORDS.search("\n".join(page.words)) for path, page in pages.items()}
    assert not {name: match[0] for name, match in found.items() if match}


def test_editor_only_fields_are_not_in_any_page(site_dir, directory):
    pages = "\n".join(path.read_text("utf-8") for path in (site_dir / "services").rglob("*.html"))
    for service in directory.services.values():
        for private in (service.notes, service.draft_reason):
            assert not private or private not in pages, service.id


def test_only_finished_files_are_published(site_dir):
    strange = [path for path in site_dir.rglob("*") if re.search(r"\.(ya?ml|md|py|j2|scss|map|msgpack)$|_shared|/_", str(path))]
    assert not strange
    assert not (site_dir / "shell.html").exists()


def test_every_phone_number_is_one_of_a_record(site_dir, directory):
    known = {phone.digits for service in directory.services.values() for phone in service.phones}
    known |= {phone for area in directory.areas.values() if (phone := area.spoc.phone)}
    known |= {fact.value.replace(" ", "") for fact in directory.local.all() if fact.value}
    for path, page in read_pages(site_dir).items():
        dialled = {link.removeprefix("tel:") for link in page.out if link.startswith("tel:")}
        assert dialled <= known, f"{path}: {dialled - known}"
