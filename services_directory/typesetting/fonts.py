"""Which signs our fonts can print. Typst refuses a document with a sign it cannot show; a name must not stop a letter.

Only paper is affected: on a screen and in an email every script is shown by the reader's own fonts.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path

FONTS_DIR = Path(__file__).resolve().parent / "fonts"
STAND_IN = "□"
_INVISIBLE = frozenset({0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0xFEFF})


def printable(text: str) -> str:
    """The text with a box for each sign our fonts do not have."""
    covered = _covered()
    return "".join(sign if ord(sign) in covered or sign.isspace() else STAND_IN for sign in text if ord(sign) not in _INVISIBLE)


@lru_cache
def _covered() -> frozenset[int]:
    """Code points that every one of our fonts has: the format 4 part of the `cmap` table (OpenType specification)."""
    return frozenset.intersection(*(_code_points(path.read_bytes()) for path in sorted(FONTS_DIR.glob("*.ttf"))))


def _code_points(font: bytes) -> frozenset[int]:
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    cmap = tables[b"cmap"]
    found: set[int] = set()
    for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", font, cmap + 4 + 8 * index + 4)[0]
        if struct.unpack_from(">H", font, start)[0] == 4:
            found |= _segments(font, start)
    return frozenset(found)


def _segments(font: bytes, start: int) -> set[int]:
    length = struct.unpack_from(">H", font, start + 6)[0]
    ends = struct.unpack_from(f">{length // 2}H", font, start + 14)
    begins = struct.unpack_from(f">{length // 2}H", font, start + 16 + length)
    return {point for begin, end in zip(begins, ends, strict=True) for point in range(begin, end + 1) if point != 0xFFFF}
