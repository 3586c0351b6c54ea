"""The quick load gives what the plain load gives, from the first time or from memory."""

from __future__ import annotations

import pytest

from services_directory import BadRecords, load
from services_directory.publish import quick_load
from services_directory.publish.quick_load import CheckedServices


def test_it_is_the_plain_load(workshop):
    cache = workshop.root / "cache"
    plain = load(workshop.records, today=workshop.today)
    for _ in range(2):
        quick = quick_load.quick_load(workshop.records, workshop.today, cache)
        assert quick.services == plain.services
        assert (quick.rights, quick.stages, quick.areas) == (plain.rights, plain.stages, plain.areas)


def test_the_second_time_no_service_file_is_read(workshop, monkeypatch):
    cache = workshop.root / "cache"
    quick_load.quick_load(workshop.records, workshop.today, cache)
    monkeypatch.setattr(quick_load, "_read", lambda *args: pytest.fail("read again"))
    assert quick_load.quick_load(workshop.records, workshop.today, cache).services


@pytest.mark.parametrize(
    "change",
    [
        ("code/service_rules.py", "def service_faults", "def  service_faults"),
        ("records/vocabulary.yml", "name: Burglary", "name: Break-ins"),
        ("records/retired.yml", "- ", "-  "),
    ],
)
def test_a_change_to_the_rules_reads_everything_again(workshop, change):
    cache = workshop.root / "cache"
    quick_load.quick_load(workshop.records, workshop.today, cache)
    workshop.change(*change)
    assert not CheckedServices(workshop.records, workshop.today, cache)._known


def test_a_retired_number_is_found_in_a_record_that_did_not_change(workshop):
    cache = workshop.root / "cache"
    quick_load.quick_load(workshop.records, workshop.today, cache)
    with (workshop.records / "retired.yml").open("a", encoding="utf-8") as file:
        file.write('- {text: "0808 800 4444", why: "A test retires it."}\n')
    with pytest.raises(BadRecords, match=r"shelter\.yml:\d+: '0808 800 4444' is never shown"):
        quick_load.quick_load(workshop.records, workshop.today, cache)


def test_a_spoiled_memory_is_only_slow(workshop):
    cache = workshop.root / "cache"
    quick_load.quick_load(workshop.records, workshop.today, cache)
    for path in cache.glob("services-*"):
        path.write_bytes(b"not what it was")
    assert quick_load.quick_load(workshop.records, workshop.today, cache).services


def test_a_file_whose_name_is_not_its_id_is_told_with_its_line(workshop):
    (workshop.records / "services/shelter.yml").rename(workshop.records / "services/other.yml")
    with pytest.raises(BadRecords, match="is not the file's name"):
        quick_load.quick_load(workshop.records, workshop.today, workshop.root / "cache")
