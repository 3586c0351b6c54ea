"""Which lists a service belongs on."""

from __future__ import annotations

from dataclasses import replace

import msgpack
import pytest

from services_directory.publish.listing import EVERYWHERE, Listing, facets_of, group_of, is_free, where_words
from services_directory.publish.lists import list_pages
from services_directory.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def words(directory) -> Vocabulary:
    return Vocabulary(directory.crime_types, directory.needs, directory.audiences, directory.area_labels)


@pytest.mark.parametrize(
    ("covers", "areas", "said"),
    [
        (("fenland",), ("fenland",), "Fenland"),
        (("fenland", "cambridge"), ("fenland", "cambridge"), "Fenland, Cambridge"),
        (("united-kingdom",), (EVERYWHERE,), "Across the country"),
        (("england", "wales"), (EVERYWHERE,), "Across the country"),
        (("fenland", "england"), ("fenland", EVERYWHERE), "Across the country"),
        (("wales",), (), ""),
    ],
)
def test_a_place_wider_than_a_council_is_everywhere_when_it_takes_us_in(directory, words, covers, areas, said):
    service = replace(directory.services["shelter"], areas_covered=covers)
    facets = facets_of(service, words)
    assert facets.areas == areas
    assert where_words(facets, words) == said


def test_all_six_councils_are_said_in_one(directory, words):
    facets = facets_of(directory.services["victim-and-witness-hub"], words)
    assert where_words(facets, words) == "All of Cambridgeshire and Peterborough"


@pytest.mark.parametrize(
    ("cost", "free"),
    [
        ("free", True),
        ("Free", True),
        ("standard call charge", False),
        ("free to claim; standard call charge", False),
    ],
)
def test_free_means_that_no_charge_is_named(directory, cost, free):
    assert is_free(replace(directory.services["shelter"], cost=cost)) is free


@pytest.mark.parametrize(("crimes", "group"), [(("any",), "any"), (("any", "burglary"), "burglary"), (("asb", "any"), "asb")])
def test_each_service_stands_under_the_first_crime_it_names(directory, crimes, group):
    assert group_of(replace(directory.services["shelter"], crime_types=crimes)) == group


def listing(directory, words, identifier, **changes):
    service = replace(directory.services[identifier], **changes)
    return Listing(
        service.id,
        service.name,
        (),
        facets_of(service, words),
        service.listed == "apart",
        group_of(service),
        "d",
        f"<li>{service.id}</li>",
        "c",
    )


def test_a_list_of_a_crime_puts_first_what_is_mainly_for_it(directory, words):
    members = [
        listing(directory, words, "cica", crime_types=("violence", "domestic-abuse")),
        listing(directory, words, "mens-advice-line"),
    ]
    page = next(page for page in list_pages(members, words) if page.path == "find-support/crime/domestic-abuse/")
    assert [one.id for section in page.facts["sections"] for one in section.listings] == ["mens-advice-line", "cica"]


def test_apart_is_apart_on_every_list_but_its_own(directory, words):
    apart = listing(directory, words, "respect-phoneline")
    assert apart.apart
    holding = [
        page.path
        for page in list_pages([apart], words)
        if any(section.listings and section.id != "apart" for section in page.facts["sections"])
    ]
    assert holding == ["find-support/for/people-using-abuse/"]


def test_packing_keeps_everything(directory, words):
    one = listing(directory, words, "shelter")
    assert Listing.unpacked(msgpack.unpackb(msgpack.packb(one))) == one
