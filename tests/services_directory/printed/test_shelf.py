"""Paper made from older facts is never offered; what is offered is there, and is what was made."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from services_directory import RECORDS
from services_directory.printed.shelf import Work, copy_to, facts_digest, in_groups, on_shelf, put_on_shelf
from tests.services_directory.printed.conftest import ON


@pytest.fixture
def records(tmp_path):
    return shutil.copytree(RECORDS, tmp_path / "records")


def works(*names: str) -> list[Work]:
    return [Work(name, name[0], name.upper(), lambda name=name: name.encode() * 1000) for name in names]


def test_what_was_made_from_these_facts_is_offered_with_its_size(tmp_path, records):
    shelf, site = tmp_path / "printed", tmp_path / "site"
    site.mkdir()
    put_on_shelf(shelf, "booklets", works("a1.pdf", "a2.pdf", "b.pdf"), facts_digest(records, ON))
    offered = on_shelf(shelf, ON, records)
    assert [(group, [one.file for one in files]) for group, files in in_groups(offered)] == [
        ("a", ["a1.pdf", "a2.pdf"]),
        ("b", ["b.pdf"]),
    ]
    assert offered[0].size == "6 KB"
    copy_to(site, shelf, offered)
    assert {path.name for path in (site / "printed").iterdir()} == {"a1.pdf", "a2.pdf", "b.pdf"}


def test_nothing_is_offered_after_a_record_or_the_day_changed(tmp_path, records):
    shelf = tmp_path / "printed"
    put_on_shelf(shelf, "booklets", works("a.pdf"), facts_digest(records, ON))
    assert on_shelf(shelf, ON, records)
    assert not on_shelf(shelf, ON + timedelta(days=1), records)
    path = records / "services" / "shelter.yml"
    path.write_text(path.read_text("utf-8").replace("0808 800 4444", "0808 800 4445"), "utf-8")
    assert not on_shelf(shelf, ON, records)


def test_a_file_that_is_made_no_more_goes_and_another_maker_keeps_its_own(tmp_path, records):
    shelf, made_from = tmp_path / "printed", facts_digest(records, ON)
    put_on_shelf(shelf, "booklets", works("a.pdf", "b.pdf"), made_from)
    put_on_shelf(shelf, "forms", works("f.pdf"), made_from)
    put_on_shelf(shelf, "booklets", works("b.pdf"), made_from)
    assert not (shelf / "a.pdf").exists()
    assert [one.file for one in on_shelf(shelf, ON, records)] == ["b.pdf", "f.pdf"]


def test_a_file_that_is_gone_or_a_list_that_is_spoilt_is_not_offered(tmp_path, records):
    shelf = tmp_path / "printed"
    put_on_shelf(shelf, "booklets", works("a.pdf", "b.pdf"), facts_digest(records, ON))
    (shelf / "a.pdf").unlink()
    assert [one.file for one in on_shelf(shelf, ON, records)] == ["b.pdf"]
    (shelf / "booklets.json").write_text("{", "utf-8")
    assert not on_shelf(shelf, ON, records)
    assert not on_shelf(tmp_path / "nowhere", ON, records)
