"""A made-up second edition of a right beside the real one: which page shows it, when, and what an editor may not do."""

from __future__ import annotations

from datetime import date

import pytest

from services_directory import BadRecords, load
from services_directory.days.promises import promises

FILE = "records/rights/06-updates-on-the-case.yml"
NEW = "records/rights/06-updates-on-the-case.2099.yml"
CURRENT, OLD_PAGE, NEW_PAGE = (f"your-rights/updates-on-the-case/{part}index.html" for part in ("", "2021/", "2099/"))


def with_a_second_edition(workshop, begins: str = "2028-04-01") -> None:
    """The made-up edition halves the time for everyone: 5 working days become 2."""
    text = (workshop.root / FILE).read_text("utf-8")
    new = text.replace('code_edition: "2021"', 'code_edition: "2099"').replace("valid_from: 2021-04-01", f"valid_from: {begins}")
    (workshop.root / NEW).write_text(new.replace("{working_days: 5,", "{working_days: 2,"), "utf-8")
    workshop.change(FILE, "valid_to: null", "valid_to: 2028-03-31")


def read(workshop, page: str) -> str:
    return (workshop.site / page).read_text("utf-8")


def test_with_one_edition_there_is_one_page_and_no_choice(workshop):
    workshop.build()
    assert not (workshop.site / OLD_PAGE).exists()
    assert "data-editions" not in read(workshop, CURRENT)


def test_the_page_of_today_shows_the_edition_in_force_and_links_to_both(workshop):
    with_a_second_edition(workshop)
    workshop.today = date(2028, 3, 31)
    workshop.build()
    assert "within 5 working days" in read(workshop, CURRENT) and "within 2 working days" not in read(workshop, CURRENT)
    for page in (CURRENT, OLD_PAGE, NEW_PAGE):
        assert 'href="/your-rights/updates-on-the-case/2021/"' in read(workshop, page)
        assert 'href="/your-rights/updates-on-the-case/2099/"' in read(workshop, page)
    assert "within 2 working days" in read(workshop, NEW_PAGE)
    workshop.today = date(2028, 4, 1)
    workshop.build()
    assert "within 2 working days" in read(workshop, CURRENT)
    assert "within 5 working days" in read(workshop, OLD_PAGE)


def test_after_each_change_nothing_stale_is_left(workshop):
    workshop.build()
    with_a_second_edition(workshop)
    workshop.build()
    assert workshop.pages() == workshop.pages_from_nothing()
    (workshop.root / NEW).unlink()
    workshop.change(FILE, "valid_to: 2028-03-31", "valid_to: null")
    workshop.build()
    assert not (workshop.site / NEW_PAGE).exists() and not (workshop.site / OLD_PAGE).exists()
    assert workshop.pages() == workshop.pages_from_nothing()


def test_a_page_of_an_edition_is_swept_away_even_without_a_ledger(workshop):
    with_a_second_edition(workshop)
    workshop.build()
    (workshop.root / NEW).unlink()
    for ledger in (workshop.root / "build" / "cache").glob("*.msgpack"):
        ledger.unlink()
    workshop.build()
    assert not (workshop.site / NEW_PAGE).exists()


def test_promises_carry_the_days_of_their_edition(workshop):
    with_a_second_edition(workshop)
    found = [one for one in promises(load(workshop.records, today=workshop.today)) if one.moment == "arrest"]
    by_words = {one.standard_words: (one.is_in_force(date(2028, 3, 31)), one.is_in_force(date(2028, 4, 1))) for one in found}
    assert by_words == {"within 5 working days": (True, False), "within 2 working days": (False, True)}


@pytest.mark.parametrize(
    ("begins", "says"), [("2028-03-31", "dates overlap: edition 2021 is still in force"), ("2028-04-02", "gap in the dates")]
)
def test_editions_follow_one_another_day_by_day(workshop, begins, says):
    with_a_second_edition(workshop, begins)
    with pytest.raises(BadRecords) as raised:
        load(workshop.records, today=workshop.today)
    assert says in str(raised.value)
    assert "06-updates-on-the-case.2099.yml:6:" in str(raised.value), "the file and the line"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (FILE, "counted_from: [arrest,", "counted_from: [arest,", "no moment is called 'arest'"),
        (FILE, "limit: {working_days: 5,", "standard: soon\n    limit: {working_days: 5,", "the words come from the limit"),
        ("records/rights/08-trial-and-witnesses.yml", "after: court-passes-news}", "after: nobody}", "has the id 'nobody'"),
        (
            "records/moments.yml",
            "- id: arrest\n",
            "- id: arrival\n",
            "no limit of a right or a council is counted from 'arrival'",
        ),
        ("records/moments.yml", "- id: review-met\n", "- id: review-yes\n", "'review-met' is missing"),
    ],
)
def test_a_limit_that_leads_nowhere_stops_the_build_with_file_and_line(workshop, file, old, new, says):
    workshop.change(file, old, new)
    with pytest.raises(BadRecords) as raised:
        load(workshop.records, today=workshop.today)
    assert says in str(raised.value)
