"""Readings: where the printed process is unclear, the question and the answer we use, as settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services_directory import fields


@dataclass(frozen=True, slots=True)
class Reading:
    id: str
    question: str
    rule: str
    settings: dict[str, Any]


READINGS_SHAPE = fields.list_of(
    fields.record(
        required={
            "id": fields.text,
            "question": fields.text,
            "rule": fields.text,
            "settings": fields.mapping_of(fields.text, fields.anything),
        }
    ),
    at_least=1,
)


def readings_faults(raw: list[dict[str, Any]]) -> list[tuple[tuple, str]]:
    faults: list[tuple[tuple, str]] = []
    ids: set[str] = set()
    settings: set[str] = set()
    for position, entry in enumerate(raw):
        if entry["id"] in ids:
            faults.append(((position, "id"), f"{entry['id']!r} is here twice"))
        ids.add(entry["id"])
        faults += [
            ((position, "settings", name), f"setting {name!r} is here twice") for name in entry["settings"] if name in settings
        ]
        settings.update(entry["settings"])
    return faults


def readings_from(raw: list[dict[str, Any]]) -> tuple[Reading, ...]:
    return tuple(Reading(**entry) for entry in raw)


def settings_of(readings: tuple[Reading, ...]) -> dict[str, Any]:
    """All the settings in one: what every area starts from."""
    return {name: value for reading in readings for name, value in reading.settings.items()}
