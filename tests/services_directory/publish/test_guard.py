"""Each build looks at what it wrote: a confidential address that got out stops it, and what held it is gone."""

from __future__ import annotations

import gzip

import pytest

from services_directory.publish import guard
from services_directory.publish.guard import AddressPublished, refuse_confidential
from tests.support.canaries import plant

SHELTER = "records/services/stop-hate-uk.yml"
SECRET = 'confidential_address: "7 Nightjar Court, Lode Way, Ely"\n'


def add_secret(workshop):
    path = workshop.root / SHELTER
    path.write_text(path.read_text("utf-8") + SECRET, "utf-8")


def test_a_secret_in_one_record_and_in_the_words_of_another_stops_the_build(workshop):
    workshop.build()
    add_secret(workshop)
    workshop.build()
    workshop.change("records/services/tell-mama.yml", "summary: ", "summary: Ask at 7 Nightjar Court. ")
    with pytest.raises(AddressPublished, match=r"services/tell-mama/index\.html held the confidential address of stop-hate-uk"):
        workshop.build()
    assert not any(b"Nightjar" in page for page in workshop.pages().values())
    with pytest.raises(AddressPublished):  # and again, until somebody mends it
        workshop.build()


def test_a_secret_told_after_it_was_published_is_found_in_pages_that_did_not_change(workshop):
    workshop.change("records/services/tell-mama.yml", "summary: ", "summary: Ask at 7 Nightjar Court. ")
    workshop.build()
    add_secret(workshop)
    with pytest.raises(AddressPublished, match="tell-mama"):
        workshop.build()


def test_what_lies_packed_in_the_search_index_is_opened(workshop):
    add_secret(workshop)
    workshop.build()
    (workshop.site / "one.pf_fragment").write_bytes(gzip.compress(b"pagefind_dcd 7 nightjar COURT"))
    with pytest.raises(AddressPublished, match=r"one\.pf_fragment"):
        refuse_confidential(workshop.site, workshop.records, workshop.shells.parent / "cache")


def test_a_file_that_was_looked_at_is_not_opened_again(workshop, monkeypatch):
    add_secret(workshop)
    workshop.build()
    opened = []
    monkeypatch.setattr(guard, "_opened", lambda path: opened.append(path) or b"")
    workshop.change("records/services/tell-mama.yml", 'funded_by_pcc: "no"', 'funded_by_pcc: "yes"')
    workshop.build()
    assert "services/tell-mama/index.html" in {str(path.relative_to(workshop.site)) for path in opened}
    assert len(opened) < 20


def test_without_secrets_nothing_is_opened(workshop, monkeypatch):
    monkeypatch.setattr(guard, "_files", lambda site: pytest.fail("looked at the site"))
    workshop.build()


def test_a_build_after_a_change_to_another_record_still_knows_the_secret(workshop):
    plant(workshop.records)
    workshop.build()
    workshop.change("records/services/cruse.yml", "summary: ", "summary: At KanaryDquill House. ")
    with pytest.raises(AddressPublished, match="shelter"):
        workshop.build()


def test_a_secret_whose_record_is_deleted_is_forgotten(workshop):
    add_secret(workshop)
    workshop.build()
    (workshop.root / SHELTER).unlink()
    workshop.change("records/services/tell-mama.yml", "summary: ", "summary: Ask at 7 Nightjar Court. ")
    workshop.build()
