"""The controlled words: kinds of crime, needs, who a service is for, and the places it covers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from services_directory import fields
from services_directory.problems import Problems
from services_directory.yaml_files import read_yaml

LABEL = fields.record(
    required={"id": fields.identifier, "name": fields.text, "plain": fields.text},
    optional={"national": fields.flag, "includes_here": fields.flag},
)
SHAPE = fields.record(
    required={name: fields.list_of(LABEL, at_least=1) for name in ("crime_types", "needs", "audiences", "areas")}
)


@dataclass(frozen=True, slots=True)
class Label:
    """One controlled word.

    Attributes:
        id: what records and addresses say.
        name: what people read, in a list or as a heading.
        plain: one sentence that explains it.
        national: (places) wider than one council area.
        includes_here: (places) holds Cambridgeshire and Peterborough.
    """

    id: str
    name: str
    plain: str
    national: bool = False
    includes_here: bool = True


@dataclass(frozen=True, slots=True)
class Vocabulary:
    crime_types: dict[str, Label]
    needs: dict[str, Label]
    audiences: dict[str, Label]
    areas: dict[str, Label]


EMPTY = Vocabulary({}, {}, {}, {})


def load_vocabulary(path: Path, problems: Problems) -> Vocabulary:
    raw = read_yaml(path)
    if fault := SHAPE(raw):
        for place, says in fault if isinstance(fault, list) else [((), fault)]:
            problems.add(path, place, says)
        return EMPTY
    for name, labels in raw.items():
        ids = [label["id"] for label in labels]
        for position, identifier in enumerate(ids):
            if ids.index(identifier) != position:
                problems.add(path, (name, position, "id"), f"{identifier!r} is here twice")
    return Vocabulary(**{name: {label["id"]: Label(**label) for label in labels} for name, labels in raw.items()})
