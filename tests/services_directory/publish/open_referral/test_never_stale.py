"""After any change the feed is byte for byte what a first build would write; and only what the change touches is written."""

from __future__ import annotations

import shutil

import pytest

from services_directory.publish.open_referral.feed import put_aside
from services_directory.publish.open_referral.identifiers import feed_id
from tests.services_directory.publish import test_never_stale as pages

FEED = "open-referral"
CARELESS = feed_id("service", "tell-mama")


def feed_of(site):
    return {str(path.relative_to(site)): path.read_bytes() for path in (site / FEED).rglob("*") if path.is_file()}


def times_of(site):
    return {str(path.relative_to(site / FEED)): path.stat().st_mtime_ns for path in (site / FEED).rglob("*") if path.is_file()}


def written_since(before, site):
    return {path for path, time in times_of(site).items() if before.get(path) != time}


def give_an_address(w):
    w.change(pages.SERVICE, "status: current", 'status: current\naddress: "1 Open Street, Ely"\naddress_is_public: a test')


def take_an_address(w):
    w.change("records/services/cica.yml", "address: ", "notes: It was at ")
    w.change("records/services/cica.yml", "address_is_public: ", "accessibility: ")


def change_a_provider(w):
    w.change("records/services/cica.yml", "provider: ", "provider: New ")


def spoil_an_entry(w):
    (w.site / FEED / "services" / f"{CARELESS}.json").write_text("{}", "utf-8")


def spoil_a_list(w):
    (w.site / FEED / "services-2.json").write_text("{}", "utf-8")


def spoil_a_download(w):
    (w.site / FEED / "download/services.csv").write_text("id", "utf-8")
    pages.edit_summary(w)


def lose_a_download_while_a_service_changes(w):
    (w.site / FEED / "download/services.json").unlink()
    pages.edit_fine_print(w)


def leave_a_stranger(w):
    (w.site / FEED / "services" / "left-behind.json").write_text("{}", "utf-8")
    (w.site / FEED / "old.json").write_text("{}", "utf-8")


def lose_the_feeds_ledger(w):
    pages.delete_a_record(w)
    next((w.shells.parent / "cache").glob("feed-*.msgpack")).unlink()


def spoil_the_feeds_ledger(w):
    next((w.shells.parent / "cache").glob("feed-*.msgpack")).write_bytes(b"\x81\xa1a\x01")


def empty_the_site_as_mkdocs_does(w):
    put_aside(w.site, w.shells.parent / "cache")
    pages.empty_the_site(w)
    pages.edit_fine_print(w)


OURS = [
    give_an_address,
    take_an_address,
    change_a_provider,
    spoil_an_entry,
    spoil_a_list,
    spoil_a_download,
    lose_a_download_while_a_service_changes,
    leave_a_stranger,
    lose_the_feeds_ledger,
    spoil_the_feeds_ledger,
    empty_the_site_as_mkdocs_does,
]


# Of the changes that pages are tried with, those that reach the feed.
THEIRS = [
    pages.edit_summary,
    pages.rename,
    pages.rename_what_others_lean_on,
    pages.make_a_draft,
    pages.end_a_service,
    pages.delete_a_record,
    pages.add_a_record,
    pages.rename_a_label,
    pages.edit_the_code,
    pages.another_day,
    pages.empty_the_site,
    pages.lose_the_ledger,
    pages.lose_the_cache,
]


@pytest.mark.parametrize("change", [*THEIRS, *OURS], ids=lambda change: change.__name__)
def test_nothing_is_stale_after(workshop, change):
    workshop.build()
    workshop.build()
    change(workshop)
    workshop.build()
    built = feed_of(workshop.site)
    workshop.pages_from_nothing()
    assert built == feed_of(workshop.root / "fresh" / "site")


def test_a_second_build_writes_nothing(workshop):
    workshop.build()
    before = times_of(workshop.site)
    workshop.build()
    assert not written_since(before, workshop.site)


def test_one_changed_record_rewrites_its_entry_its_page_and_the_downloads(workshop):
    workshop.build()
    before = times_of(workshop.site)
    workshop.change("records/services/tell-mama.yml", "summary: ", "summary: Changed. ")
    workshop.build()
    assert written_since(before, workshop.site) == {
        f"services/{CARELESS}.json",
        "services-2.json",
        "download/services.csv",
        "download/services.json",
    }


def test_another_day_rewrites_nothing_of_the_feed(workshop):
    """Pages say how old a check is; the feed gives the day, so harvesters find nothing new."""
    workshop.build()
    before = times_of(workshop.site)
    workshop.today = workshop.today.replace(day=22)
    assert workshop.build().written > 50
    assert not written_since(before, workshop.site)


def test_after_mkdocs_emptied_the_site_nothing_is_written_again(workshop):
    workshop.build()
    before = times_of(workshop.site)
    put_aside(workshop.site, workshop.shells.parent / "cache")
    shutil.rmtree(workshop.site)
    workshop.site.mkdir()
    workshop.build()
    assert not written_since(before, workshop.site)
