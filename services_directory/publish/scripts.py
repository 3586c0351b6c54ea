"""Our scripts as they are shipped: without the comments and the indents that only their authors need."""

from __future__ import annotations

import re
from pathlib import Path

_COMMENT = re.compile(r"[ \t]*(?://.*|/\*\*.*\*/[ \t]*)$")
_FOR_AUTHORS = re.compile(rf"^{_COMMENT.pattern}\n|^[ \t]+|^\n", re.MULTILINE)


class TextOverLines(ValueError):
    """A script holds a text in backticks that runs over several lines: leaving out indents would change it."""


def ship_scripts(source: Path, target: Path) -> None:
    """Write every script of `source` into `target`, a quarter smaller over the wire. No name or line of code is changed.

    Raises:
        TextOverLines: see there; it names the file and line.
    """
    for script in sorted(source.glob("*.js")):
        text = script.read_text("utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            if line.count("`") % 2 and not _COMMENT.match(line):
                raise TextOverLines(f"{script}:{number}: keep each text in backticks on one line")
        (target / script.name).write_text(_FOR_AUTHORS.sub("", text), "utf-8")
