"""The editor's report lists what people must still do, and fails only on errors."""

from __future__ import annotations

from datetime import date

import pytest

from services_directory.__main__ import main
from services_directory.editors.check import report
from services_directory.editors.reading_age import longest_sentence, reading_age, syllables

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def text() -> str:
    return "\n".join(report(TODAY)[0])


def test_it_names_every_way_in_that_nobody_has_tried(directory, text):
    for service in directory.published_services():
        for phone in service.phones:
            assert any(
                service.id in line and phone.number in line and service.confidence in line for line in text.splitlines()
            ), service.id


def test_it_names_every_local_fact_that_is_not_filled_in(directory, text):
    assert all(fact.key in text and fact.who_knows in text for fact in directory.local.unset())
    assert text.count("single point of contact's name, email, phone") == 6


def test_it_names_the_rules_that_are_not_confirmed_and_the_drafts(directory, text):
    assert "Huntingdonshire | threshold not found" in text
    assert all(f"{service.id} | {service.draft_reason}" in text for service in directory.services.values() if service.draft)


def test_it_says_how_long_the_calendar_lasts_and_warns_in_its_last_year(text, records):
    assert "bank holidays are known until 31 December 2032" in text
    last_year = "\n".join(report(date(2032, 1, 5), records)[0])
    assert "ALARM: bank holidays are known only until 31 December 2032" in last_year
    assert "ALARM" not in text


def test_work_for_people_is_not_an_error_but_a_broken_record_is(records, capsys):
    assert main(["check", "--today", "2026-11-21", "--records", str(records)]) == 0
    (records / "services" / "cruse.yml").write_text("id: cruse\n", "utf-8")
    assert main(["check", "--today", "2026-11-21", "--records", str(records)]) == 1
    assert "services/cruse.yml:1: 'name' is missing" in capsys.readouterr().out


def test_a_retired_number_on_a_built_page_is_an_error(records, tmp_path):
    page = tmp_path / "site" / "services" / "x" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>Call <a href='tel:08001234567'>0800 123 4567</a></p>", "utf-8")
    assert report(TODAY, records, tmp_path / "site")[1] is False
    page.write_text("<p>Call <a href='tel:08450896262'>us</a></p>", "utf-8")
    lines, has_errors = report(TODAY, records, tmp_path / "site")
    assert has_errors
    assert any(line.startswith("  services/x/index.html | '0845 089 6262' is never shown") for line in lines)


def test_a_late_check_is_listed(records):
    path = records / "services" / "cruse.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("checked_on: null", "checked_on: 2026-04-01\nchecked_by: Us\nchecked_how: rang"), "utf-8")
    assert "cruse | overdue | last checked on 1 April 2026" in "\n".join(report(TODAY, records)[0])


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("table", 2),
        ("help", 1),
        ("police", 2),
        ("support", 2),
        ("review", 2),
        ("cases", 2),
        ("asked", 1),
        ("wanted", 2),
        ("the", 1),
        ("I", 1),
    ],
)
def test_syllables_are_counted_nearly_right(word, count):
    assert syllables(word) == count


def test_easy_words_have_a_low_reading_age_and_hard_ones_a_high_one():
    easy = "You can call us. We will help you. It is free."
    hard = "Notwithstanding organisational accountability, multi-agency safeguarding arrangements necessitate authorisation."
    assert reading_age(easy) < 7
    assert reading_age(hard) > 18
    assert reading_age("101") is None
    assert longest_sentence(easy) == 4
