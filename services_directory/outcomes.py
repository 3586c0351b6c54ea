"""The outcomes framework: what support is meant to change, and the needs it is offered under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services_directory import fields


@dataclass(frozen=True, slots=True)
class Indicator:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome with its indicators. `needs` are the categories printed beside it."""

    id: str
    name: str
    indicators: tuple[Indicator, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomesFramework:
    outcomes: tuple[Outcome, ...]
    source: str
    confidence_in_needs: str
    single_call_minimum: str

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(indicator for outcome in self.outcomes for indicator in outcome.indicators)

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(need for outcome in self.outcomes for need in outcome.needs)


OUTCOMES_SHAPE = fields.record(
    required={
        "source": fields.text,
        "confidence_in_needs": fields.text,
        "single_call_minimum": fields.identifier,
        "outcomes": fields.list_of(
            fields.record(
                required={
                    "id": fields.identifier,
                    "name": fields.text,
                    "needs": fields.list_of(fields.identifier),
                    "indicators": fields.list_of(fields.record(required={"id": fields.identifier, "text": fields.text})),
                }
            ),
            at_least=1,
        ),
    }
)


def outcomes_faults(raw: dict[str, Any], needs: dict[str, Any]) -> list[tuple[tuple, str]]:
    faults: list[tuple[tuple, str]] = []
    seen: set[str] = set()
    for position, outcome in enumerate(raw["outcomes"]):
        faults += [
            (("outcomes", position, "needs", index), f"{need!r} is not a need of vocabulary.yml")
            for index, need in enumerate(outcome["needs"])
            if need not in needs
        ]
        for index, indicator in enumerate(outcome["indicators"]):
            if indicator["id"] in seen:
                faults.append((("outcomes", position, "indicators", index, "id"), f"{indicator['id']!r} is here twice"))
            seen.add(indicator["id"])
    if raw["single_call_minimum"] not in {outcome["id"] for outcome in raw["outcomes"]}:
        faults.append((("single_call_minimum",), f"no outcome is called {raw['single_call_minimum']!r}"))
    return faults


def outcomes_from(raw: dict[str, Any]) -> OutcomesFramework:
    return OutcomesFramework(
        outcomes=tuple(
            Outcome(entry["id"], entry["name"], tuple(Indicator(**one) for one in entry["indicators"]), tuple(entry["needs"]))
            for entry in raw["outcomes"]
        ),
        source=raw["source"],
        confidence_in_needs=raw["confidence_in_needs"],
        single_call_minimum=raw["single_call_minimum"],
    )
