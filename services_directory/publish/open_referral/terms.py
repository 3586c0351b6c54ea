"""The four taxonomies of the feed, from the controlled words: kinds of crime, needs, places and who a service is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import orjson

from services_directory.publish.open_referral.identifiers import feed_id
from services_directory.service import Service
from services_directory.vocabulary import Label, Vocabulary

if TYPE_CHECKING:
    from services_directory.publish.open_referral.model import Taxonomy, TaxonomyTerm

CRIMES = ("crime", "What happened", "Kinds of crime and harm that a service helps with.")
NEEDS = ("need", "What would help", "Needs that a service meets. Eight are those of the outcomes framework for victims.")
PLACES = ("place", "Where", "Places whose people a service helps.")
PEOPLE = ("people", "Who it is for", "People whom a service is for.")


class Kind(NamedTuple):
    """One taxonomy with its terms, and the field of a Service that uses it."""

    key: str
    field: str
    taxonomy: Taxonomy
    terms: dict[str, TaxonomyTerm]


def kinds_of(labels: Vocabulary) -> list[Kind]:
    return [
        _kind(CRIMES, "crime_types", labels.crime_types),
        _kind(NEEDS, "needs", labels.needs),
        _kind(PLACES, "areas_covered", labels.areas),
        _kind(PEOPLE, "audiences", labels.audiences),
    ]


def _kind(what: tuple[str, str, str], field: str, labels: Mapping[str, Label]) -> Kind:
    key, name, description = what
    taxonomy: Taxonomy = {"id": feed_id("taxonomy", key), "name": name, "description": description}
    terms: dict[str, TaxonomyTerm] = {
        label.id: {
            "id": feed_id("term", key, label.id),
            "name": label.name,
            "description": label.plain,
            "code": label.id,
            "taxonomy": name,
            "taxonomy_id": taxonomy["id"],
        }
        for label in labels.values()
    }
    return Kind(key, field, taxonomy, terms)


class Attributes:
    """The terms of a service. What every service with the same term shares is put into JSON once."""

    def __init__(self, kinds: list[Kind]) -> None:
        self._of_field = [
            (kind.field, {code: (f"{kind.key}/{code}", _ending(term)) for code, term in kind.terms.items()}) for kind in kinds
        ]

    def of(self, service: Service, service_uuid: str) -> list[orjson.Fragment]:
        return [
            orjson.Fragment(f'{{"id":"{feed_id("attribute", service.id, key)}","link_id":"{service_uuid}",{ending}')
            for field, endings in self._of_field
            for key, ending in [endings[code] for code in getattr(service, field)]
        ]


def _ending(term: TaxonomyTerm) -> str:
    shared = {"link_entity": "service", "taxonomy_term_id": term["id"], "taxonomy_term": term}
    return orjson.dumps(shared).decode()[1:]
