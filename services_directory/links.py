"""Links between records: each must lead somewhere, and rights and stages point at each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields as fields_of
from dataclasses import replace
from pathlib import Path
from typing import Any

from services_directory.area import Area
from services_directory.days.case_review_clocks import CASE_REVIEW_MOMENTS
from services_directory.directory import Directory
from services_directory.local import LocalFact
from services_directory.problems import Problems
from services_directory.retired import RetiredList
from services_directory.right import Right
from services_directory.service import Service
from services_directory.stage import Stage
from services_directory.vocabulary import Vocabulary


def check_links(
    records: Path,
    services: dict[str, Service],
    areas: dict[str, Area],
    rights: dict[str, tuple[Right, ...]],
    stages: dict[str, Stage],
    words: Vocabulary,
    problems: Problems,
) -> None:
    """Add a problem for each link that leads nowhere. `rights` holds every edition of each."""
    for service in services.values():
        if not service.through:
            continue
        path = records / "services" / f"{service.id}.yml"
        target = services.get(service.through)
        if target is None or target is service:
            problems.add(path, ("through",), f"no service is called {service.through!r}")
        elif target.draft and not service.draft:
            problems.add(path, ("through",), f"{service.through!r} is a draft, so nobody can be sent through it")
    for area in areas.values():
        path = records / "areas" / f"{area.id}.yml"
        if area.service not in services:
            problems.add(path, ("service",), f"no service is called {area.service!r}")
        if area.id not in words.areas:
            problems.add(path, ("id",), f"{area.id!r} is not among the areas of vocabulary.yml")
    for area_id, label in words.areas.items():
        if not label.national and area_id not in areas:
            problems.add(records / "vocabulary.yml", ("areas",), f"area {area_id!r} has no file in areas")
    for right in (one for editions in rights.values() for one in editions):
        path = right_path(records, right)
        _unknown(path, "services", right.services, services, problems)
        _unknown(path, "stages", right.stages, stages, problems)
        for position, name in enumerate(right.stages):
            if name in stages and right.id not in stages[name].rights:
                problems.add(path, ("stages", position), f"no way back: stage {name!r} does not name the right {right.id!r}")
    for stage in stages.values():
        path = records / "stages" / f"{stage.number:02d}-{stage.id}.yml"
        _unknown(path, "services", stage.services, services, problems)
        _unknown(path, "rights", stage.rights, rights, problems)
        for position, name in enumerate(stage.rights):
            if name in rights and not any(stage.id in one.stages for one in rights[name]):
                problems.add(path, ("rights", position), f"no way back: right {name!r} does not name the stage {stage.id!r}")
        _unknown(path, "next", stage.next, stages, problems)


def check_moments(records: Path, moments: list[dict[str, Any]], rights: dict[str, tuple[Right, ...]], problems: Problems) -> None:
    """Add a problem for each moment that no limit is counted from, and each limit counted from a moment nobody can choose."""
    known = [moment["id"] for moment in moments]
    used: set[str] = set(CASE_REVIEW_MOMENTS)
    for right in (one for editions in rights.values() for one in editions):
        for at, duty in enumerate(right.duties):
            for position, moment in enumerate(duty.limit.counted_from if duty.limit else ()):
                used.add(moment)
                if moment not in known:
                    place = ("duties", at, "limit", "counted_from", position)
                    problems.add(right_path(records, right), place, f"no moment is called {moment!r}")
    for at, moment in enumerate(known):
        if rights and moment not in used:
            problems.add(records / "moments.yml", (at, "id"), f"no limit of a right or a council is counted from {moment!r}")
    for moment in CASE_REVIEW_MOMENTS:
        if moments and moment not in known:
            problems.add(records / "moments.yml", (), f"{moment!r} is missing: the limits of councils are counted from it")


def right_path(records: Path, right: Right) -> Path:
    """The file of an edition: with the edition in its name, or without."""
    name = f"{right.number:02d}-{right.id}"
    of_edition = records / "rights" / f"{name}.{right.code_edition}.yml"
    return of_edition if of_edition.is_file() else records / "rights" / f"{name}.yml"


def joined(rights: dict[str, Right], stages: dict[str, Stage]) -> tuple[dict[str, Right], dict[str, Stage]]:
    """Rights and stages that name each other from either side, named from both, in their own order."""
    whole_rights = {
        right.id: replace(
            right, stages=tuple(stage.id for stage in stages.values() if stage.id in right.stages or right.id in stage.rights)
        )
        for right in rights.values()
    }
    whole_stages = {
        stage.id: replace(
            stage, rights=tuple(right.id for right in rights.values() if right.id in stage.rights or stage.id in right.stages)
        )
        for stage in stages.values()
    }
    return whole_rights, whole_stages


def check_public_words(
    records: Path, terms: list[dict[str, Any]], facts: dict[str, LocalFact], never_shown: RetiredList, problems: Problems
) -> None:
    """Add a problem for each retired name or number in the glossary or in a local fact."""
    for position, term in enumerate(terms):
        for item in never_shown.found_in("\n".join(texts_in(term))):
            problems.add(records / "glossary.yml", (position, "term"), f"{item.text!r} is never shown: {item.why}")
    for fact in facts.values():
        for item in never_shown.found_in(fact.value or ""):
            problems.add(records / "local.yml", (fact.key, "value"), f"{item.text!r} is never shown: {item.why}")


def retired_words(directory: Directory) -> Iterator[str]:
    """Each retired name or number in a right, a stage or an area, as one line."""
    for kind, entries in (("right", directory.rights), ("stage", directory.stages), ("area", directory.areas)):
        for entry in entries.values():
            for item in directory.retired.found_in("\n".join(texts_in(entry))):
                yield f"{kind} {entry.id} | {item.text!r} is never shown: {item.why}"


def texts_in(value: Any) -> list[str]:
    """Every text inside a value, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts_in(inner)]
    if isinstance(value, (tuple, list)):
        return [text for inner in value for text in texts_in(inner)]
    if hasattr(value, "__dataclass_fields__"):
        return [text for field in fields_of(value) for text in texts_in(getattr(value, field.name))]
    return []


def _unknown(path: Path, name: str, ids: tuple[str, ...], known: dict[str, Any], problems: Problems) -> None:
    for position, identifier in enumerate(ids):
        if identifier not in known:
            problems.add(path, (name, position), f"no {name.rstrip('s')} is called {identifier!r}")
