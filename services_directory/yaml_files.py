"""Reading record files: fast when all is well, with line numbers when something is wrong.

PyYAML's C loader gives plain values and forgets where they stood. That is the right trade for ten thousand good
files, so lines are looked up in a second, slow pass, and only in a file that has a problem.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_Fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Composer = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RecordLoader(_Fast):
    """The C loader, refusing a key typed twice (YAML itself keeps the last one and says nothing)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        mapping = super().construct_mapping(node, deep)
        if len(mapping) != len(node.value):
            seen: set[str] = set()
            for key, _ in node.value:
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} is here twice", key.start_mark)
                seen.add(key.value)
        return mapping


def read_yaml(path: Path) -> Any:
    """The values in one file. Raises yaml.YAMLError when it is not YAML, UnicodeDecodeError when it is not UTF-8."""
    return yaml.load(path.read_text("utf-8"), RecordLoader)  # noqa: S506 - RecordLoader is a safe loader


def lines_of(path: Path, where: list[tuple]) -> list[int]:
    """The line of each place in a file.

    Args:
        path: the file.
        where: places as keys and positions from the top, such as ("phones", 0, "number").

    Returns:
        One line number (from 1) a place. A key that is not there gives the line of what should have held it.
    """
    root = yaml.compose(path.read_text("utf-8"), _Composer)
    return [_line(root, place) for place in where]


def _line(node: yaml.Node | None, place: tuple) -> int:
    line = 1
    for step in place:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            return line
    return line
