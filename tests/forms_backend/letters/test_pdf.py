"""The PDF: accessible, the address in the window, our fonts inside, the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pytest
import typst
from pypdf import PdfReader

from forms_backend.letters import preview
from forms_backend.letters.pdf import HERE, letter_pdf
from services_directory.typesetting.fonts import FONTS_DIR
from tests.forms_backend.letters.factories import facts_for
from tests.support.reading_pdf import faults_of, sizes_of, tags_of

ADDRESS = ["Ann Example", "1 Example Street", "Example Village", "EXAMPLE TOWN", "ZZ99 9ZZ"]
POINTS_PER_MM = 72 / 25.4
KINDS = ("CT1", "CT2", "CT3", "HUB1")


def pdf(kind: str = "CT2", **how) -> bytes:
    return letter_pdf(preview(kind, facts_for(kind), on=date(2026, 11, 23)), **{"address": ADDRESS, **how})


def words_with_places(document: bytes, tmp_path: Path, page: int = 1) -> list[tuple[str, float, float, float, float]]:
    """Each word of a page with its box in millimetres from the top left (poppler)."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(document)
    out = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<', out)
    return [(word, *(float(value) / POINTS_PER_MM for value in box)) for *box, word in found]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("large_print", [False, True], ids=["standard", "large print"])
def test_every_letter_passes_the_accessibility_checks(kind, large_print, tmp_path):
    assert faults_of(pdf(kind, large_print=large_print), tmp_path, "Your letter K7PM-4XQD") == ""


def test_the_tags_are_those_of_a_letter():
    tags = tags_of(pdf())
    assert tags.count("/H1") == 1
    assert {"/H2", "/P", "/L", "/LI", "/Lbl", "/LBody", "/Link"} <= set(tags)


def test_the_tool_refuses_an_inaccessible_letter(tmp_path):
    """Typst stops when the document has no title; so no letter can go out without one."""
    untitled = (HERE / "letter.typ").read_text("utf-8").replace("title: d.document_title, ", "")
    (tmp_path / "letter.typ").write_text(untitled, "utf-8")
    compiler = typst.Compiler(str(tmp_path / "letter.typ"), font_paths=[str(FONTS_DIR)], ignore_system_fonts=True)
    values = (
        '{"size":12,"language":"en","page_words":["Page","of"],"reference":"X","address":[],"sender":"S","date_words":"D",'
        '"date":[2026,11,23],"reference_words":"R","title":"T","blocks":[]}'
    )
    with pytest.raises(typst.TypstError, match="title"):
        compiler.compile(format="pdf", sys_inputs={"letter": values}, pdf_standards=["ua-1"])


@pytest.mark.parametrize("large_print", [False, True], ids=["standard", "large print"])
@pytest.mark.parametrize("lines", [3, 5, 7, 10])
def test_the_address_shows_through_the_window_and_nothing_else_does(lines, large_print, tmp_path):
    address = [f"Addressline{number} Long Street Name Of Some Length" for number in range(lines)]
    words = words_with_places(pdf(address=address, large_print=large_print), tmp_path)
    in_window = [box for box in words if box[4] < 80]
    assert sum(box[0].startswith("Addressline") for box in in_window) == lines
    for word, left, top, right, bottom in in_window:
        assert left >= 24.6 - 0.1 and right <= 120.1 and top >= 39.0 and bottom <= 66.8, word
    assert min(box[2] for box in words if box[4] >= 80) >= 94


def test_a_copy_to_read_has_no_address_and_begins_at_the_top(tmp_path):
    words = words_with_places(pdf(address=()), tmp_path)
    assert words[0][2] < 25
    assert not [word for word, *_ in words if word == "ZZ99"]


@pytest.mark.parametrize("kind", KINDS)
def test_large_print_is_eighteen_point_and_standard_is_twelve(kind):
    assert min(sizes_of(pdf(kind, address=(), large_print=True))) >= 18
    assert min(sizes_of(pdf(kind, address=()))) == 10 and 12.0 in sizes_of(pdf(kind, address=()))


def test_only_our_fonts_are_used_and_they_are_inside():
    with pikepdf.open(io.BytesIO(pdf())) as document:
        names = set()
        for page in document.pages:
            for font in page.Resources.Font.values():
                below = font.DescendantFonts[0]
                names.add(str(font.BaseFont).split("+")[-1].removesuffix("-Identity-H"))
                assert "/FontFile2" in below.FontDescriptor or "/FontFile3" in below.FontDescriptor
    assert names == {"LiberationSans", "LiberationSans-Bold"}
    assert "SIL OPEN FONT LICENSE" in (FONTS_DIR / "LICENSE").read_text("utf-8")


def test_the_same_letter_gives_the_same_bytes_in_another_process():
    ours = pdf("CT1")
    code = (
        "import sys,hashlib;from tests.forms_backend.letters.test_pdf import pdf;"
        "pdf('CT3');print(hashlib.sha256(pdf('CT1')).hexdigest())"
    )
    theirs = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert hashlib.sha256(ours).hexdigest() == theirs == hashlib.sha256(pdf("CT1")).hexdigest()


def test_what_a_person_typed_is_printed_and_never_run():
    typed = "<#panic()> *x* #let y = 1 $ \\ [@a] https://x.example/ „€“ Łódź Ștefan Жанна"
    letter = preview("CT2", facts_for("CT2", reason_words=typed), on=date(2026, 11, 23))
    text = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(letter_pdf(letter))).pages).split())
    assert typed in text


def test_the_title_that_a_viewer_shows_says_nothing_of_the_matter():
    title = PdfReader(io.BytesIO(pdf())).metadata.title
    assert title == "Your letter K7PM-4XQD"


@pytest.mark.parametrize("name", ["عائشہ", "李娜", "ਗੁਰਪ੍ਰੀਤ", "Ann 😀", "a\u200bb"])
def test_a_name_in_a_script_our_fonts_lack_does_not_stop_the_letter(name):
    letter = preview("CT1", facts_for("CT1", greeting_name=name), on=date(2026, 11, 23))
    assert letter_pdf(letter, address=[name, *ADDRESS[1:]]).startswith(b"%PDF")
    assert f"Dear {name.replace(chr(0x200B), ' ')}" in letter.text or name in letter.text
