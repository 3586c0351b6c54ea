"""Booklets say what the records say, on the day they were printed, and can be read with eyes, ears and fingers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services_directory.local import Local, LocalFact
from services_directory.printed.directory_booklet import directory_booklet
from services_directory.printed.rights_booklet import rights_booklet, rights_on
from tests.services_directory.printed.conftest import ON
from tests.support.reading_pdf import bookmarks_of, faults_of, sizes_of, tags_of, words_of

AREAS = [None, "cambridge", "east-cambridgeshire", "fenland", "huntingdonshire", "peterborough", "south-cambridgeshire"]


def booklet(directory, area_id, **how) -> bytes:
    return directory_booklet(directory, ON, directory.areas[area_id] if area_id else None, **how)


def flat(text: str) -> str:
    """Without spaces and hyphens: lines may break anywhere in a long address."""
    return "".join(text.split()).replace("-", "")


@pytest.mark.parametrize("area_id", AREAS)
def test_every_service_that_helps_there_is_in_it_with_its_numbers_and_no_other_is(printed_from, area_id):
    made = booklet(printed_from, area_id)
    words, marks = flat(words_of(made)), bookmarks_of(made)
    helping = [one for one in printed_from.published_services() if area_id is None or printed_from.covers(one, area_id)]
    names = {service.name for service in printed_from.services.values()}
    assert sorted(mark for mark in marks if mark in names) == sorted(service.name for service in helping)
    for service in helping:
        for said in (
            service.summary,
            service.audience,
            service.email,
            service.address,
            *(phone.number for phone in service.phones),
        ):
            assert not said or flat(said) in words or flat(said[1:]) in words, (service.id, said)


@pytest.mark.parametrize("large_print", [False, True], ids=["standard", "large print"])
@pytest.mark.parametrize("area_id", [None, "fenland", "huntingdonshire"])
def test_a_booklet_passes_the_accessibility_checks(printed_from, tmp_path, area_id, large_print):
    place = printed_from.areas[area_id].name if area_id else "Cambridgeshire and Peterborough"
    made = booklet(printed_from, area_id, large_print=large_print)
    assert faults_of(made, tmp_path, f"Help after crime in {place}") == ""
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Link", "/TOC"} <= set(tags_of(made))
    assert tags_of(made).count("/H1") == 1


@pytest.mark.parametrize(
    "make", [lambda d, large: booklet(d, "fenland", large_print=large), lambda d, large: rights_booklet(d, ON, large_print=large)]
)
def test_large_print_is_eighteen_point_in_every_part(printed_from, make):
    assert min(sizes_of(make(printed_from, True))) >= 18
    assert min(sizes_of(make(printed_from, False))) >= 9


def test_headings_are_bookmarks_and_pages_are_numbered(printed_from):
    made = booklet(printed_from, "cambridge")
    marks = bookmarks_of(made)
    assert "Help after crime in Cambridge" in marks and "Domestic abuse" in marks and "Victim Support Supportline" in marks
    assert "Page 2 of" in words_of(made)


def test_it_says_when_it_was_printed_and_that_nobody_has_rung(printed_from):
    words = words_of(booklet(printed_from, None))
    assert "Printed on 27 November 2026, from facts as they stood on that day" in words
    assert "we have rung none ourselves so far" in words
    assert words.count("We have not rung this number yet.") == sum(
        bool(service.phones) and not service.checked_on for service in printed_from.published_services()
    )


def test_a_number_that_was_rung_is_counted_and_says_when(printed_from):
    rung = replace(printed_from.services["shelter"], rung=True, checked_on=ON, checked_by="the editor", checked_how="rang it")
    directory = replace(printed_from, services={**printed_from.services, "shelter": rung})
    words = words_of(booklet(directory, None))
    assert "we have rung 1 ourselves so far" in words and "Last checked on 27 November 2026." in words


def test_help_for_people_who_hurt_others_comes_last_and_apart(printed_from):
    words = words_of(booklet(printed_from, None))
    apart = next(service for service in printed_from.published_services() if service.listed == "apart")
    heading = words.rindex("For people who want to stop hurting someone")
    assert words.count(apart.name) == 1 and words.index(apart.name) > heading > words.rindex("Violence")


def test_a_rule_that_nobody_verified_says_so(printed_from):
    unsure = "We could not find this council’s own rule"
    for area in printed_from.areas.values():
        assert (unsure in words_of(booklet(printed_from, area.id))) == (not area.rules_on(ON).threshold.verified)


@pytest.mark.parametrize("large_print", [False, True], ids=["standard", "large print"])
def test_the_rights_pass_the_accessibility_checks(printed_from, tmp_path, large_print):
    made = rights_booklet(printed_from, ON, large_print=large_print)
    assert faults_of(made, tmp_path, "Your 12 rights after a crime") == ""


def test_each_right_is_there_with_who_must_do_what_by_when(printed_from):
    words = flat(words_of(rights_booklet(printed_from, ON)))
    for right in rights_on(printed_from, ON):
        for said in (right.title, right.summary, right.official_title, *right.what_to_say, *(duty.what for duty in right.duties)):
            assert flat(said) in words, (right.id, said)
    assert "{{" not in words


def test_links_in_records_become_names_and_numbers(printed_from):
    words = words_of(rights_booklet(printed_from, ON))
    assert "Cambridgeshire Constabulary, non-emergency (101)" in words


def test_a_right_of_another_edition_is_left_out(printed_from):
    first = next(iter(printed_from.rights.values()))
    rights = {
        **printed_from.rights,
        "later": replace(first, id="later", title="A later wording", valid_from=ON.replace(year=2030)),
    }
    assert "later" not in {right.id for right in rights_on(replace(printed_from, rights=rights), ON)}


def test_what_the_publisher_has_filled_in_is_named(printed_from):
    facts = {fact.key: fact for fact in printed_from.local.all()}
    facts["publisher_name"] = LocalFact("publisher_name", "The Example Office", "", "")
    directory = replace(printed_from, local=Local(facts))
    assert "Published by The Example Office." in words_of(booklet(directory, "fenland"))
    assert "Published by" not in words_of(booklet(printed_from, "fenland"))
