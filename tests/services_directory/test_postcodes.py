"""A postcode finds a council where that is sure; otherwise the person is asked."""

from __future__ import annotations

import pytest

from services_directory import BadRecords, load
from services_directory.postcodes import PostcodeAnswer

INVENTED = """
ZA1: {areas: [cambridge, south-cambridgeshire], source: invented for this test}
ZA1 2: {areas: [cambridge], source: invented for this test}
ZA2: {areas: [fenland], source: invented for this test}
"""


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("ZA2 1AB", PostcodeAnswer("sure", ("fenland",))),
        ("za21ab", PostcodeAnswer("sure", ("fenland",))),
        (" Za2  1aB ", PostcodeAnswer("sure", ("fenland",))),
        ("ZA1 2AB", PostcodeAnswer("sure", ("cambridge",))),
        ("ZA1 3AB", PostcodeAnswer("unsure", ("cambridge", "south-cambridgeshire"))),
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
    (records / "postcodes.yml").write_text("cb1: {areas: [fenland], source: x}\n", "utf-8")
    with pytest.raises(BadRecords, match=r"postcodes.yml:1: .*'cb1' is not the first part of a postcode"):
        load(records)
    (records / "postcodes.yml").write_text("ZA1: {areas: [atlantis], source: x}\n", "utf-8")
    with pytest.raises(BadRecords, match="'atlantis' is not an area"):
        load(records)
