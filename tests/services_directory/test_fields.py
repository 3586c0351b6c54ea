"""What counts as a phone number, a number to text, a web address and an email address."""

from __future__ import annotations

import pytest

from services_directory import fields


@pytest.mark.parametrize(
    "number",
    [
        "999",
        "101",
        "111",
        "116 123",
        "18000",
        "0800 1111",
        "0800 555 111",
        "0808 2000 247",
        "0300 123 2040",
        "0345 6000 459",
        "01823 334244",
        "020 7008 0151",
        "07860 052906",
        "08000 121 700",
    ],
)
def test_numbers_people_can_ring_are_accepted(number):
    assert fields.phone_number(number) is None


@pytest.mark.parametrize(
    "number",
    [
        "",
        "12",
        "998",
        "0808 168 911",
        "0808 168 91111",
        "+44 808 168 9111",
        "0900 123 4567",
        "0303-123-1113",
        " 101",
        "101 ",
        "01223",
        "0208 7",
        "09065 123456",
        "ring us",
        101,
        None,
    ],
)
def test_other_numbers_are_refused(number):
    assert fields.phone_number(number)


@pytest.mark.parametrize(
    ("number", "good"),
    [
        ("61016", True),
        ("85258", True),
        ("999", True),
        ("07860 052906", True),
        ("6101", False),
        ("0808 168 9111", False),
    ],
)
def test_a_number_to_text_is_a_short_code_999_or_a_mobile(number, good):
    assert (fields.text_number(number) is None) is good


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://www.gov.uk/victims-code", True),
        ("http://cambs.police.uk", True),
        ("https://asbhelp.co.uk/?p=15556", True),
        ("www.gov.uk", False),
        ("javascript:alert(1)", False),
        ("https://user@host.uk", False),
        ("https://localhost/", False),
        ("https://a.uk/with space", False),
        ("ftp://a.uk", False),
    ],
)
def test_a_web_address_has_its_scheme_and_a_name(address, good):
    assert (fields.web_address(address) is None) is good


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("help@revengepornhelpline.org.uk", True),
        ("hello@switchboard.lgbt", True),
        ("a@b", False),
        ("a b@c.uk", False),
        ("a@b.uk\nBcc: c@d.uk", False),
    ],
)
def test_an_email_address_has_one_name_and_one_host(address, good):
    assert (fields.email_address(address) is None) is good
