"""A postcode finds a council where that is sure; otherwise the person is asked."""

from __future__ import annotations

import pytest

from services_directory import BadRecords, load
from services_directory.postcodes import PostcodeAnswer

INVENTED = """
source: invented for this test
edition: never
districts:
  ZA1: [cambridge, south-cambridgeshire]
  ZA1 2: [cambridge]
  ZA2: [fenland]
  ZA3: [fenland, elsewhere]
  ZA3 1: [elsewhere]
"""


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("ZA2 1AB", PostcodeAnswer("sure", ("fenland",))),
        ("za21ab", PostcodeAnswer("sure", ("fenland",))),
        (" Za2  1aB ", PostcodeAnswer("sure", ("fenland",))),
        ("ZA1 2AB", PostcodeAnswer("sure", ("cambridge",))),
        ("ZA1 3AB", PostcodeAnswer("unsure", ("cambridge", "south-cambridgeshire"))),
        ("ZA3 3AB", PostcodeAnswer("unsure", ("fenland",))),
        ("ZA3 1AB", PostcodeAnswer("unknown")),
        ("ZA9 3AB", PostcodeAnswer("unknown")),
        ("ZA2", PostcodeAnswer("not-a-postcode")),
        ("hello", PostcodeAnswer("not-a-postcode")),
        ("", PostcodeAnswer("not-a-postcode")),
    ],
)
def test_a_postcode_is_sure_unsure_or_unknown(records, typed, answer):
    (records / "postcodes.yml").write_text(INVENTED, "utf-8")
    assert load(records).postcodes.areas_for(typed) == answer


def test_with_no_list_everyone_is_asked(directory):
    assert directory.postcodes.areas_for("CB1 2AB").kind == "unknown"


def test_a_district_must_look_like_one_and_name_a_real_area(records):
    start = "source: x\nedition: x\ndistricts:\n"
    (records / "postcodes.yml").write_text(start + "  cb1: [fenland]\n", "utf-8")
    with pytest.raises(BadRecords, match=r"postcodes.yml:4: .*'cb1' is not the first part of a postcode"):
        load(records)
    (records / "postcodes.yml").write_text(start + "  ZA1: [atlantis]\n", "utf-8")
    with pytest.raises(BadRecords, match=r"postcodes.yml:4: 'atlantis' is not an area"):
        load(records)


def test_a_list_needs_its_source_and_edition(records):
    (records / "postcodes.yml").write_text("source: null\nedition: x\ndistricts:\n  ZA1: [fenland]\n", "utf-8")
    with pytest.raises(BadRecords, match=r"postcodes.yml:1: a list of postcodes needs its source"):
        load(records)


def test_a_page_carries_the_list_in_a_few_letters(records, directory):
    (records / "postcodes.yml").write_text(INVENTED, "utf-8")
    assert load(records).postcodes.as_code() == (
        "cambridge elsewhere fenland south-cambridgeshire|ZA1:ad ZA1.2:a ZA2:c ZA3:cb ZA3.1:b"
    )
    assert directory.postcodes.as_code() == ""
