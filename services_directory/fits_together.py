"""Rights, steps, services, words and letters as one graph: what names what, from either side.

Rights and steps name each other in their records, and the build refuses a link without a way back (`links`). A service is named
by rights and steps; its way back is derived here and shown on its page. A word belongs to every right, step and letter whose
words hold one of its listed forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services_directory.explaining import Explainer
from services_directory.links import texts_in
from services_directory.right import Right
from services_directory.stage import Stage

if TYPE_CHECKING:
    from services_directory import Directory


@dataclass(frozen=True, slots=True)
class Graph:
    """Ids, each with the ids it is joined to, in the records' own order.

    Attributes:
        stages_of_right, services_of_right, services_of_stage: as the records say.
        rights_of_stage, rights_of_service, stages_of_service: the way back; only of services that are named.
        words_of: (kind, id) of a right, a stage or a letter -> ids of the terms in its words.
        used_in: id of a term -> the (kind, id) that use it.
    """

    stages_of_right: dict[str, tuple[str, ...]]
    services_of_right: dict[str, tuple[str, ...]]
    rights_of_stage: dict[str, tuple[str, ...]]
    services_of_stage: dict[str, tuple[str, ...]]
    rights_of_service: dict[str, tuple[str, ...]]
    stages_of_service: dict[str, tuple[str, ...]]
    words_of: dict[tuple[str, str], tuple[str, ...]]
    used_in: dict[str, tuple[tuple[str, str], ...]]


def graph(directory: Directory, letters: Mapping[str, str]) -> Graph:
    """The graph of today's records.

    Args:
        letters: kind of letter ("CT1") -> its words, as editors wrote them.
    """
    rights, stages = directory.rights, directory.stages
    words_in = Explainer(directory.glossary).words_in
    texts = {("right", name): _words(right) for name, right in rights.items()}
    texts |= {("stage", name): _words(stage) for name, stage in stages.items()}
    texts |= {("letter", kind): text for kind, text in letters.items()}
    words_of = {node: words_in(text) for node, text in texts.items()}
    services_of_right = {name: right.services for name, right in rights.items()}
    services_of_stage = {name: stage.services for name, stage in stages.items()}
    named = dict.fromkeys(
        service for of in (services_of_right, services_of_stage) for all_of in of.values() for service in all_of
    )
    stages_of_right = {name: right.stages for name, right in rights.items()}
    return Graph(
        stages_of_right=stages_of_right,
        services_of_right=services_of_right,
        rights_of_stage={name: _naming(stages_of_right, name) for name in stages},
        services_of_stage=services_of_stage,
        rights_of_service={name: _naming(services_of_right, name) for name in named},
        stages_of_service={name: _naming(services_of_stage, name) for name in named},
        words_of=words_of,
        used_in={term.id: tuple(node for node, words in words_of.items() if term.id in words) for term in directory.glossary},
    )


def ways_back(directory: Directory) -> dict[str, tuple[tuple[str, str], ...]]:
    """Of each service that a right or a step names: the (address, title) of those pages, rights first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for folder, records in (("your-rights", directory.rights), ("what-happens", directory.stages)):
        for record in records.values():
            for service in record.services:
                found.setdefault(service, []).append((f"/{folder}/{record.id}/", record.title))
    return {service: tuple(pages) for service, pages in found.items()}


def _words(record: Right | Stage) -> str:
    """Every text of a record but its sources, which name bodies that its words do not."""
    duties = tuple(replace(duty, source="") for duty in getattr(record, "duties", ()))
    return "\n".join(texts_in(replace(record, source="", **({"duties": duties} if duties else {}))))


def _naming(named: Mapping[str, tuple[str, ...]], wanted: str) -> tuple[str, ...]:
    return tuple(name for name, others in named.items() if wanted in others)
