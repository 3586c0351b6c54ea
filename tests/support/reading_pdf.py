"""What a finished PDF holds: its words, its tags, its bookmarks, its fonts and sizes, and what the accessibility checks say."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
from pypdf import PdfReader


def words_of(document: bytes) -> str:
    """All words in reading order, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages).split())


def tags_of(document: bytes) -> list[str]:
    """Every tag of the structure, such as "/H2", in order."""
    tags: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                tags.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(io.BytesIO(document)) as pdf:
        walk(pdf.Root.StructTreeRoot)
    return tags


def bookmarks_of(document: bytes) -> list[str]:
    found: list[str] = []

    def walk(entries: list) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            else:
                found.append(entry.title)

    walk(PdfReader(io.BytesIO(document)).outline)
    return found


def sizes_of(document: bytes) -> set[float]:
    """Sizes of all letters, in points."""
    found: set[float] = set()

    def look(text: str, _cm: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            found.add(round(size * abs(matrix[0]), 1))

    for page in PdfReader(io.BytesIO(document)).pages:
        page.extract_text(visitor_text=look)
    return found


def faults_of(document: bytes, folder: Path, title: str) -> str:
    """What is wrong with a PDF/UA file; "" when nothing that we can check is."""
    path = folder / "checked.pdf"
    path.write_bytes(document)
    checked = subprocess.run([sys.executable, "-m", "pdfua", "check", str(path)], capture_output=True, text=True, check=False)
    if checked.returncode or "errors=0 warnings=0" not in checked.stdout:
        return checked.stdout
    with pikepdf.open(path) as pdf:
        if (
            not pdf.Root.MarkInfo.Marked
            or not str(pdf.Root.Lang).startswith("en")
            or not pdf.Root.ViewerPreferences.DisplayDocTitle
        ):
            return "not marked, no language, or no title shown"
        with pdf.open_metadata() as metadata:
            if metadata["pdfuaid:part"] != "1" or metadata.get("dc:title") != title:
                return f"not PDF/UA-1, or the title is {metadata.get('dc:title')!r}"
    return ""
