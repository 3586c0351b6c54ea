"""The PDF of a letter: PDF/UA-1 (Typst refuses to make an inaccessible one), the same bytes each time for the same letter."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typst

from forms_backend.letters.compose import ComposedLetter
from forms_backend.letters.fonts import FONTS_DIR, printable
from forms_backend.letters.labels import label, short_day

HERE = Path(__file__).resolve().parent
STANDARD_POINTS, LARGE_PRINT_POINTS = 12, 18
_one_at_a_time = threading.Lock()
_compilers: dict[int, typst.Compiler] = {}


def letter_pdf(letter: ComposedLetter, *, address: Sequence[str] = (), large_print: bool = False) -> bytes:
    """
    Args:
        address: the lines that show through the window; none for a copy to read on a screen.
        large_print: 18 point.
    """
    written_on, language = date.fromisoformat(letter.written_on), letter.language
    values = {
        "document_title": f"{label('Your letter', language)} {letter.reference}",  # shown by viewers, so it says no more
        "title": letter.title, "sender": letter.sender, "reference": letter.reference, "language": language.split("-")[0],
        "date": [written_on.year, written_on.month, written_on.day], "date_words": short_day(written_on, language),
        "reference_words": label("Our reference:", language), "page_words": [label("Page", language), label("of", language)],
        "size": LARGE_PRINT_POINTS if large_print else STANDARD_POINTS,
        "address": list(address), "blocks": letter.blocks,
    }  # fmt: skip
    with _one_at_a_time:
        return _compiler().compile(
            format="pdf", sys_inputs={"letter": printable(json.dumps(values, ensure_ascii=False))}, pdf_standards=["ua-1"]
        )


def _compiler() -> typst.Compiler:
    """One compiler for each process, kept: starting one costs ten letters."""
    if os.getpid() not in _compilers:
        _compilers.clear()  # a fork must not use its parent's
        _compilers[os.getpid()] = typst.Compiler(str(HERE / "letter.typ"), font_paths=[str(FONTS_DIR)], ignore_system_fonts=True)
    return _compilers[os.getpid()]
