"""Which file answers which address of the feed."""

from __future__ import annotations

import pytest

from services_directory.publish.open_referral.addresses import file_of


@pytest.mark.parametrize(
    ("path", "page", "file"),
    [
        ("open-referral/", None, "open-referral/index.json"),
        ("open-referral/services", None, "open-referral/services.json"),
        ("open-referral/services", "1", "open-referral/services.json"),
        ("open-referral/services", "2", "open-referral/services-2.json"),
        ("open-referral/services/abc", None, "open-referral/services/abc.json"),
        ("open-referral/openapi.json", None, "open-referral/openapi.json"),
        ("open-referral/download/services.csv", None, "open-referral/download/services.csv"),
        ("open-referral/services", "0", None),
        ("open-referral/services", "-1", None),
        ("open-referral/services", "02", None),
        ("open-referral/services", "two", None),
        ("open-referral/services", "", None),
        ("open-referral/services", "2/../../../x", None),
        ("open-referral/services", "9" * 40, None),
    ],
)
def test_an_address_is_a_file_or_nothing(path, page, file):
    assert file_of(path, page) == file
