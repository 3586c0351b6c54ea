"""After any change, what a remembering build leaves is byte for byte what a first build would write."""

from __future__ import annotations

import random
import shutil
from datetime import date

import pytest

from services_directory import BadRecords
from services_directory.publish import quick_load
from services_directory.publish.ledger import Ledger, ledger_path

SERVICE = "records/services/shelter.yml"


def edit_summary(w):
    w.change(SERVICE, "summary: ", "summary: Changed. ")


def edit_fine_print(w):
    w.change(SERVICE, 'funded_by_pcc: "no"', 'funded_by_pcc: "partly"')


def rename(w):
    w.change(SERVICE, "name: Shelter", "name: Aardvark shelter")


def rename_what_others_lean_on(w):
    w.change("records/services/victim-and-witness-hub.yml", "name: Cambridgeshire Victim and Witness Hub", "name: The Hub")


def change_a_number_that_words_use(w):
    w.change("records/services/victim-support.yml", "0808 168 9111", "0808 168 9112")


def make_a_draft(w):
    w.change(SERVICE, "status: current", "status: current\ndraft: true\ndraft_reason: not sure")


def end_a_service(w):
    w.change(SERVICE, "status: current", "status: current\nvalid_to: 2026-11-01")


def delete_a_record(w):
    (w.root / "records/services/tell-mama.yml").unlink()


def add_a_record(w):
    text = (w.root / SERVICE).read_text("utf-8").replace("id: shelter", "id: new-one").replace("name: Shelter", "name: New one")
    (w.root / "records/services/new-one.yml").write_text(text, "utf-8")


def move_apart(w):
    w.change(SERVICE, "status: current", "status: current\nlisted: apart")


def move_to_another_area(w):
    w.change(SERVICE, "areas_covered: [england]", "areas_covered: [fenland]")


def rename_a_label(w):
    w.change("records/vocabulary.yml", "name: Burglary", "name: Break-ins")


def set_a_local_fact(w):
    w.change("records/local.yml", "hub_freephone:\n  {value: null", 'hub_freephone:\n  {value: "0800 111 2222"')


def edit_a_right(w):
    w.change("records/rights/06-updates-on-the-case.yml", "Waiting for news", "To wait for news")


def edit_an_area(w):
    w.change("records/areas/fenland.yml", "written_consent: true", "written_consent: false")


def edit_a_stage_title(w):
    w.change("records/stages/02-investigation.yml", "title: ", "title: Now ")


def edit_the_service_template(w):
    w.change("templates/service.html", "How to reach them", "Ways to reach them")


def edit_the_card_template(w):
    w.change("templates/_card.html", "· Free", "· free of charge")


def edit_a_part(w):
    w.change("templates/_page.html", "data-from-records", "data-from-records data-more")


def edit_the_shell(w):
    w.change("build/shells/en.html", "<main>", "<main class='new'>")


def edit_the_words(w):
    w.change("content/find-support/_shared/always-there.md", "They will listen first.", "They listen.")


def change_the_hours(w):
    w.change("records/services/samaritans.yml", 'to: "24:00"', 'to: "22:00"')


def confirm_the_hours(w):
    w.change("records/services/childline.yml", "hours_confirmed: false", "hours_confirmed: true")


def add_a_bank_holiday(w):
    w.change("records/calendar/more-days.yml", "one_off: []", 'one_off: [{date: 2027-06-01, name: "A day off"}]')


def import_postcodes(w):
    w.change("records/postcodes.yml", "districts: {}", "districts: {ZA1: [fenland]}")
    w.change("records/postcodes.yml", "source: null", "source: invented")
    w.change("records/postcodes.yml", "edition: null", "edition: invented")


def edit_a_script(w):
    w.change("site/scripts/finder.js", "services fit", "services do fit")


def edit_the_code(w):
    w.change("code/publish/press.py", '"partly": "Partly."', '"partly": "In part."')


def another_day(w):
    """On which one service has ended, and the check of another is no longer fresh."""
    w.change("records/services/tell-mama.yml", "status: current", "status: current\nvalid_to: 2026-12-31")
    w.change(
        "records/services/switchboard-lgbt.yml",
        "checked_on: null",
        "checked_on: 2026-11-01\nchecked_by: Ana\nchecked_how: rang it",
    )
    w.build()
    w.today = date(2027, 9, 1)


def spoil_a_page(w):
    (w.site / "services/shelter/index.html").write_text("spoiled", "utf-8")


def lose_a_page(w):
    (w.site / "your-rights/compensation/index.html").unlink(missing_ok=True)
    (w.site / "services/childline/index.html").unlink()


def empty_the_site(w):
    shutil.rmtree(w.site)
    w.site.mkdir()


def lose_the_ledger(w):
    delete_a_record(w)
    ledger_path(w.shells.parent / "cache", w.site).unlink()


def spoil_the_ledger(w):
    ledger_path(w.shells.parent / "cache", w.site).write_bytes(b"\x81\xa1a\x01")


def lose_the_cache(w):
    delete_a_record(w)
    shutil.rmtree(w.shells.parent / "cache")


CHANGES = [
    edit_summary,
    edit_fine_print,
    rename,
    rename_what_others_lean_on,
    change_a_number_that_words_use,
    make_a_draft,
    end_a_service,
    delete_a_record,
    add_a_record,
    move_apart,
    move_to_another_area,
    rename_a_label,
    set_a_local_fact,
    edit_a_right,
    edit_an_area,
    edit_a_stage_title,
    edit_the_service_template,
    edit_the_card_template,
    edit_a_part,
    edit_the_shell,
    edit_the_words,
    change_the_hours,
    confirm_the_hours,
    add_a_bank_holiday,
    import_postcodes,
    edit_a_script,
    edit_the_code,
    another_day,
    spoil_a_page,
    lose_a_page,
    empty_the_site,
    lose_the_ledger,
    spoil_the_ledger,
    lose_the_cache,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_no_page_is_stale_after(workshop, change):
    workshop.build()
    workshop.build()
    change(workshop)
    workshop.build()
    assert workshop.pages() == workshop.pages_from_nothing()


@pytest.mark.parametrize("seed", range(4))
def test_no_page_is_stale_after_any_run_of_changes(workshop, seed):
    workshop.build()
    chosen = random.Random(seed).sample(CHANGES, 6)
    for change in chosen:
        try:
            change(workshop)
        except (AssertionError, FileNotFoundError):
            continue  # an earlier change took away what this one changes
        workshop.build()
    assert workshop.pages() == workshop.pages_from_nothing(), [change.__name__ for change in chosen]


def test_a_second_build_writes_nothing(workshop):
    first = workshop.build()
    assert first.written > 150
    second = workshop.build()
    assert (second.written, second.kept, second.removed) == (0, first.written, 0)


def test_fine_print_rewrites_one_page_and_no_list(workshop):
    workshop.build()
    workshop.change("records/services/tell-mama.yml", 'funded_by_pcc: "no"', 'funded_by_pcc: "yes"')
    assert workshop.build().written == 1


def test_a_summary_rewrites_the_page_and_only_lists_it_is_on(workshop):
    workshop.build()
    workshop.change("records/services/tell-mama.yml", "summary: ", "summary: Changed. ")
    written = workshop.build().written
    assert 3 <= written <= 10


def test_a_build_with_bad_records_changes_nothing(workshop):
    workshop.build()
    before = workshop.pages()
    workshop.change(SERVICE, "status: current", "statos: current")
    with pytest.raises(BadRecords, match=r"shelter\.yml:\d+: unknown key 'statos'"):
        workshop.build()
    assert workshop.pages() == before


def test_a_link_to_a_deleted_service_is_found_though_its_own_record_did_not_change(workshop):
    workshop.build()
    (workshop.root / "records/services/victim-support.yml").unlink()
    with pytest.raises(BadRecords, match="no service is called 'victim-support'"):
        workshop.build()


def test_a_file_changed_within_one_tick_of_the_clock_is_still_read(workshop, monkeypatch):
    """Same size, same times, same file: only its youth gives it away, so young files are not trusted."""
    monkeypatch.setattr(quick_load, "TOO_FRESH_NS", 60 * 10**9)
    workshop.build()
    ledger = Ledger.read(ledger_path(workshop.shells.parent / "cache", workshop.site))
    assert not ledger.files
    workshop.change(SERVICE, "rung: false", "rung: true ")  # same length; refused, because a rung service has a day
    with pytest.raises(BadRecords, match="rung is true"):
        workshop.build()


def test_two_sites_do_not_share_a_memory(workshop):
    workshop.build()
    first = workshop.pages()
    assert workshop.pages_from_nothing() == first
    assert workshop.build().written == 0


def test_pages_of_words_in_shared_folders_are_never_removed(workshop):
    ours = workshop.site / "your-rights" / "enhanced-rights" / "index.html"
    ours.parent.mkdir(parents=True)
    ours.write_text("<p>words</p>", "utf-8")
    workshop.build()
    lose_the_cache(workshop)
    workshop.build()
    assert ours.read_text("utf-8") == "<p>words</p>"
