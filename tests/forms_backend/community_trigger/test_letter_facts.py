"""What the letters are told: in words that fit their sentences, and nothing that nobody knows."""

import pytest

from forms_backend.community_trigger.letter_facts import council_routes, inside_a_sentence, spoc_of


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        (
            "Three members of the Community Safety Partnership's board",
            "three members of the Community Safety Partnership's board",
        ),
        ("A panel of the local Community Safety Partnership", "a panel of the local Community Safety Partnership"),
        ("Independent Appeal Panel", "the Independent Appeal Panel"),
    ],
)
def test_a_bodys_name_reads_well_inside_a_sentence(name, inside):
    assert inside_a_sentence(name) == inside


def test_the_council_is_not_named_twice_in_one_line(directory):
    assert spoc_of("south-cambridgeshire", directory)["role"] == "Community Safety Officer"


def test_what_the_council_has_not_told_us_is_left_out(directory):
    assert {spoc_of(area, directory)["name"] for area in directory.areas} == {None}


def test_every_route_comes_from_the_directory(app, directory):
    with app.test_request_context():
        for area in directory.areas:
            service = directory.service_of_area(area)
            known = {*(phone.number for phone in service.phones), service.email, service.url} if service else set()
            assert all(route.split(": ", 1)[1] in known for route in council_routes(area, directory))
