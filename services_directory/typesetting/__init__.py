"""Words to PDF/UA-1 by Typst, which refuses to make an inaccessible one: letters, booklets, posters and forms on paper.

Values arrive as JSON and never as Typst code, so nothing that a person typed can be run.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from services_directory.typesetting.fonts import FONTS_DIR, printable

STANDARD_POINTS, LARGE_PRINT_POINTS = 12, 18
_one_at_a_time = threading.Lock()
_compilers: dict[tuple[int, Path], typst.Compiler] = {}


def pdf_from(template: Path, name: str, values: Mapping[str, Any]) -> bytes:
    """The PDF that a template makes of these values; the same bytes each time for the same values.

    Args:
        template: a Typst file; it reads the values with `json(bytes(sys.inputs.NAME))`.
        name: the NAME under which it does.
    """
    with _one_at_a_time:
        return _compiler(template).compile(
            format="pdf", sys_inputs={name: printable(json.dumps(values, ensure_ascii=False))}, pdf_standards=["ua-1"]
        )


def _compiler(template: Path) -> typst.Compiler:
    """One compiler for each process and template, kept: starting one costs ten letters."""
    key = (os.getpid(), template)
    if key not in _compilers:
        for other in [known for known in _compilers if known[0] != key[0]]:
            del _compilers[other]  # a fork must not use its parent's
        _compilers[key] = typst.Compiler(str(template), font_paths=[str(FONTS_DIR)], ignore_system_fonts=True)
    return _compilers[key]
