"""The PDF of a letter: PDF/UA-1 (Typst refuses to make an inaccessible one), the same bytes each time for the same letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from forms_backend.letters.compose import ComposedLetter
from forms_backend.letters.labels import label, short_day
from services_directory.typesetting import LARGE_PRINT_POINTS, STANDARD_POINTS, pdf_from

HERE = Path(__file__).resolve().parent


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
    return pdf_from(HERE / "letter.typ", "letter", values)
