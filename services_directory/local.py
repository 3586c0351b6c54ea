"""What nobody who built this knows: one setting each, filled in by the people who run the service.

While one is unset, a page says so in plain words; it never shows a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from services_directory import fields
from services_directory.problems import Problems
from services_directory.yaml_files import read_yaml

KINDS = {
    "words": fields.text,
    "phone": fields.phone_number,
    "email": fields.email_address,
    "url": fields.web_address,
}
FACT = fields.record(
    required={
        "value": fields.maybe(fields.text),
        "what": fields.text,
        "who_knows": fields.text,
        "kind": fields.one_of(KINDS),
    }
)
SHAPE = fields.mapping_of(fields.text, FACT)


@dataclass(frozen=True, slots=True)
class LocalFact:
    key: str
    value: str | None
    what: str
    who_knows: str


class Local:
    """`local.hub_freephone` is the value, or None while nobody has filled it in. An unknown name raises."""

    __slots__ = ("_facts",)

    def __init__(self, facts: dict[str, LocalFact]) -> None:
        self._facts = facts

    def __getattr__(self, key: str) -> str | None:
        try:
            return self._facts[key].value
        except KeyError:
            raise AttributeError(f"records/local.yml has no {key!r}") from None

    def fact(self, key: str) -> LocalFact:
        return self._facts[key]

    def all(self) -> list[LocalFact]:
        return list(self._facts.values())

    def unset(self) -> list[LocalFact]:
        """What is still to be filled in, in the file's order."""
        return [fact for fact in self._facts.values() if fact.value is None]


def load_local(path: Path, problems: Problems) -> dict[str, LocalFact]:
    raw = read_yaml(path)
    if fault := SHAPE(raw):
        for place, says in fault if isinstance(fault, list) else [((), fault)]:
            problems.add(path, place, says)
        return {}
    facts = {}
    for key, entry in raw.items():
        if entry["value"] is not None and (wrong := KINDS[entry["kind"]](entry["value"])):
            problems.add(path, (key, "value"), wrong)
        facts[key] = LocalFact(key, entry["value"], entry["what"], entry["who_knows"])
    return facts
