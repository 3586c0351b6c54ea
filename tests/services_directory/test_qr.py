"""The quick way to code a number gives what segno gives, and a decoder that shares no code with it reads the number back."""

from __future__ import annotations

import re

import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from services_directory.qr import QUIET, Code, number_code, svg_path, text_code

NUMBERS = st.text("0123456789", min_size=1, max_size=12)


def picture(code: Code, scale: int = 4) -> Image.Image:
    """The code as a camera sees it, drawn from its path and not from its bits."""
    side = code.side + 2 * QUIET
    image = Image.new("L", (side, side), 255)
    x, y = -1, -1
    for command, numbers in re.findall(r"([Mmh])([\d.,-]+)", svg_path(code)):
        values = [float(value) for value in numbers.split(",")]
        if command == "M":
            x, y = int(values[0]), int(values[1])
        elif command == "m":
            x, y = x + int(values[0]), y + int(values[1])
        else:
            for step in range(int(values[0])):
                image.putpixel((x + step, y), 0)
            x += int(values[0])
    return image.resize((side * scale, side * scale), Image.Resampling.NEAREST)


def read(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


@given(NUMBERS)
def test_it_is_the_code_that_segno_makes(digits):
    plain = segno.make_qr(f"TEL:{digits}", version=1, error="q", mode="alphanumeric", mask=0, boost_error=False)
    assert number_code(digits).rows() == ["".join(str(module) for module in row) for row in plain.matrix]


@given(NUMBERS)
def test_a_camera_reads_the_number_and_nothing_else(digits):
    assert read(picture(number_code(digits))) == [f"TEL:{digits}"]


def test_a_quarter_of_the_code_may_be_lost(tmp_path):
    damaged = picture(number_code("03003030150"))
    damaged.paste(255, (4 * (QUIET + 17), 4 * (QUIET + 10), 4 * (QUIET + 21), 4 * (QUIET + 15)))
    assert read(damaged) == ["TEL:03003030150"]


@pytest.mark.parametrize("wrong", ["", "0300 303", "1" * 13, "+44300", "٣٠٠"])
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(ValueError, match="not a number"):
        number_code(wrong)


@pytest.mark.parametrize("address", ["https://help.example.org/", "https://help.example.org/get-help-now/" + "a" * 90])
def test_an_address_of_any_length_is_read_back(address):
    assert read(picture(text_code(address))) == [address]
