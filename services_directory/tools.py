"""The template of ASB tools and powers that a case is held against. Printed versions are kept as printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services_directory import fields


@dataclass(frozen=True, slots=True)
class Tool:
    """One row. `legislation` is None where the source leaves it blank."""

    number: int
    category: str
    name: str
    legislation: str | None


@dataclass(frozen=True, slots=True)
class ToolsTemplate:
    version: str
    title: str
    source: str
    notes_for_staff: tuple[str, ...]
    rows: tuple[Tool, ...]

    def categories(self) -> dict[str, list[Tool]]:
        """The rows under their categories, in the printed order."""
        grouped: dict[str, list[Tool]] = {}
        for row in self.rows:
            grouped.setdefault(row.category, []).append(row)
        return grouped


TOOLS_SHAPE = fields.record(
    required={
        "version": fields.text,
        "title": fields.text,
        "source": fields.text,
        "notes_for_staff": fields.list_of(fields.text),
        "rows": fields.list_of(
            fields.record(
                required={
                    "number": fields.whole_number,
                    "category": fields.text,
                    "name": fields.text,
                    "legislation": fields.maybe(fields.text),
                }
            ),
            at_least=1,
        ),
    }
)


def tools_faults(raw: dict[str, Any]) -> list[tuple[tuple, str]]:
    return [
        (("rows", position, "number"), f"row {position + 1} is numbered {row['number']}")
        for position, row in enumerate(raw["rows"])
        if row["number"] != position + 1
    ]


def tools_from(raw: dict[str, Any]) -> ToolsTemplate:
    return ToolsTemplate(
        raw["version"], raw["title"], raw["source"], tuple(raw["notes_for_staff"]), tuple(Tool(**row) for row in raw["rows"])
    )
