"""Posters fit one page and a camera reads their code; cards hold one number, and the discreet ones name nobody."""

from __future__ import annotations

import io
import subprocess

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from services_directory.printed.posters import ON_CARDS, card_sheet, help_poster, review_poster
from tests.services_directory.printed.conftest import ON
from tests.support.reading_pdf import faults_of, words_of

SITE = "https://help.example.org"


def codes_on(document: bytes, folder) -> list[str]:
    (folder / "shown.pdf").write_bytes(document)
    subprocess.run(["pdftoppm", "-r", "200", "-png", folder / "shown.pdf", folder / "shown"], check=True, capture_output=True)
    return [
        found.text
        for page in sorted(folder.glob("shown*.png"))
        for found in zxingcpp.read_barcodes(Image.open(page).convert("L"))
    ]


def pages(document: bytes) -> int:
    return len(PdfReader(io.BytesIO(document)).pages)


@pytest.mark.parametrize(
    ("site", "code"), [("", "TEL:08081689111"), (SITE, f"{SITE}/get-help-now/"), (f"{SITE}/", f"{SITE}/get-help-now/")]
)
def test_the_help_poster_fits_one_page_and_its_code_leads_to_help(printed_from, tmp_path, site, code):
    made = help_poster(printed_from, ON, site)
    assert pages(made) == 1
    assert codes_on(made, tmp_path) == [code]
    assert faults_of(made, tmp_path, "Hurt by crime? You can get help.") == ""
    words = words_of(made)
    assert "999" in words and "0808 168 9111" in words and "Printed on 27 November 2026" in words and "none of these" in words


@pytest.mark.parametrize(
    "area_id", ["cambridge", "fenland", "huntingdonshire", "peterborough", "south-cambridgeshire", "east-cambridgeshire"]
)
@pytest.mark.parametrize("site", ["", SITE])
def test_the_poster_of_each_council_fits_one_page_and_its_code_leads_to_that_council(printed_from, tmp_path, area_id, site):
    area = printed_from.areas[area_id]
    service = printed_from.service_of_area(area_id)
    made = review_poster(printed_from, ON, area, site)
    ours = [f"{SITE}/antisocial-behaviour/councils/{area_id}/"] if site else []
    assert codes_on(made, tmp_path) == ([service.url] if service and service.url else ours)
    assert pages(made) == 1
    assert area.council_name in words_of(made)
    assert ("We could not find its own rule" in words_of(made)) == (not area.rules_on(ON).threshold.verified)
    assert faults_of(made, tmp_path, "Still going on?") == ""


@pytest.mark.parametrize("service_id", ON_CARDS)
def test_a_sheet_has_ten_cards_with_one_number(printed_from, tmp_path, service_id):
    phone = printed_from.services[service_id].phones[0]
    made = card_sheet(printed_from, ON, service_id, discreet=False)
    assert pages(made) == 1
    assert codes_on(made, tmp_path) == [f"TEL:{phone.digits}"] * 10
    assert words_of(made).count(phone.number) == 10
    assert faults_of(made, tmp_path, f"Cards: {printed_from.services[service_id].name}") == ""


@pytest.mark.parametrize("service_id", ON_CARDS)
def test_discreet_cards_hold_the_number_and_its_hours_alone_in_the_file_too(printed_from, tmp_path, service_id):
    service = printed_from.services[service_id]
    made = card_sheet(printed_from, ON, service_id, discreet=True)
    left = words_of(made).replace(service.phones[0].number, "").replace("24 hours.", "").replace("Times may have changed.", "")
    assert left.strip() == ""
    assert faults_of(made, tmp_path, "Number") == ""
