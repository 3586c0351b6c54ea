"""Square codes that a phone's camera reads: segno codes them, and a number costs a fortieth of a whole code.

A code of fixed size, mask and kind of signs is linear over bits: error correction is, and a mask only turns modules over.
So the code of any number is that of as many zeros, turned over where the bits of its digits say. Segno is asked once for
each bit at each place, some fifty times in all, and every further number is a few XORs. At 10,000 numbers that is the
difference between five seconds and a tenth of one (decision 8). A test holds both equal.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

QUIET = 4  # modules of white around a code, as the standard asks (ISO/IEC 18004)
NUMBER_SIDE = 21  # version 1, the smallest; with correction Q (a quarter may be damaged) it holds 16 signs: TEL: and 12 digits
_MOST_DIGITS = 12
_PIECE = 7  # modules drawn at once: rows differ, their thirds soon repeat
_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_SIGNS = len(_ALPHANUMERIC)


class Code(NamedTuple):
    """A code: modules on a side, and its modules as bits, row by row from the top left; 1 is dark."""

    side: int
    bits: int

    def rows(self) -> list[str]:
        """Each row as text of 0 and 1."""
        whole = f"{self.bits:0{self.side * self.side}b}"
        return [whole[start : start + self.side] for start in range(0, len(whole), self.side)]


def number_code(digits: str) -> Code:
    """The code of a phone number and nothing else: `TEL:` and its digits, so that a camera offers to call and not to search.

    Raises:
        ValueError: not 1 to 12 digits.
    """
    count = len(digits)
    if not (digits.isascii() and digits.isdecimal() and count <= _MOST_DIGITS):
        raise ValueError(f"{digits!r} is not a number of 1 to {_MOST_DIGITS} digits")
    bits = _zeros(count)
    for place in range(0, count, 2):
        bits ^= _difference(count, place, digits[place : place + 2])
    return Code(NUMBER_SIDE, bits)


def text_code(text: str) -> Code:
    """The code of any text, such as an address of ours."""
    import segno  # a build that makes no code does without it

    matrix = segno.make_qr(text, error="m").matrix
    return Code(len(matrix), _bits(matrix))


def svg_path(code: Code) -> str:
    """The dark modules as the path of a line one module wide, inside a square of `code.side + 2 * QUIET`."""
    side, whole = code.side, f"{code.bits:0{code.side * code.side}b}"
    step = _PIECE if side % _PIECE == 0 else side
    drawn = [_strokes(whole[start : start + step]) for start in range(0, side * side, step)]
    in_a_row = side // step
    for last in range(in_a_row - 1, len(drawn) - 1, in_a_row):
        drawn[last] += f"m-{side},1"
    return f"M{QUIET},{QUIET}.5{''.join(drawn)}"


@cache
def _strokes(modules: str) -> str:
    """A line for each dark run, from the start of these modules to their end."""
    return "".join(f"h{len(run[0])}" if run[0][0] == "1" else f"m{len(run[0])},0" for run in re.finditer("1+|0+", modules))


def _coded(signs: str) -> int:
    import segno

    code = segno.make_qr(f"TEL:{signs}", version=1, error="q", mode="alphanumeric", mask=0, boost_error=False)
    return _bits(code.matrix)


@cache
def _zeros(count: int) -> int:
    return _coded("0" * count)


@cache
def _difference(count: int, place: int, pair: str) -> int:
    """Where the code of `count` digits changes when the digits at `place` are these and not zeros."""
    value, found = int(pair[0]) * _SIGNS if len(pair) == 2 else 0, 0
    value += int(pair[-1])
    for bit in range(value.bit_length()):
        if value >> bit & 1:
            found ^= _of_bit(count, place, bit)
    return found


@cache
def _of_bit(count: int, place: int, bit: int) -> int:
    """The same for one bit of the value that this kind of code gives to two signs (45 times the first, and the second)."""
    first, second = divmod(1 << bit, _SIGNS)
    signs = f"{_ALPHANUMERIC[first]}{_ALPHANUMERIC[second]}" if place + 1 < count else _ALPHANUMERIC[second]
    return _coded(("0" * place + signs).ljust(count, "0")) ^ _zeros(count)


def _bits(matrix: tuple[bytearray, ...]) -> int:
    return int("".join(str(module & 1) for row in matrix for module in row), 2)
