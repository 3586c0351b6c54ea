"""What a list needs to know of a service, and which lists it belongs on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from services_directory.days.opening import as_code
from services_directory.service import Service
from services_directory.vocabulary import Vocabulary

EVERYWHERE = "everywhere"  # our word for every place wider than one council that takes in this county
ANY_CRIME = "any"


class Facets(NamedTuple):
    """What the finder and the static lists sort a service by.

    Attributes:
        areas: ids of our councils, and "everywhere" for a service that covers them all from outside.
        free: it costs nothing to use; a call at the usual rate is not free.
        hours: when it answers, as `hours_code` writes it.
    """

    crime_types: tuple[str, ...]
    areas: tuple[str, ...]
    needs: tuple[str, ...]
    audiences: tuple[str, ...]
    free: bool
    hours: str = ""


class Listing(NamedTuple):
    """One service as lists, and pages that name it, see it. Small, so that ten thousand fit in the cache.

    Attributes:
        apart: never among the help for victims (help for people who use abuse).
        group: the kind of crime under which the full list shows it.
        digest: changes when the service's own page must be written anew.
        card: its finished entry for a list.
        card_digest: changes only when the card or its facets do, so that lists stand while a page's fine print changes.
        take_away: the name of the card that may be carried away, "" when there is none.
    """

    id: str
    name: str
    phones: tuple[str, ...]
    facets: Facets
    apart: bool
    group: str
    digest: str
    card: str
    card_digest: str
    take_away: str = ""

    @classmethod
    def unpacked(cls, row: list[Any]) -> Listing:
        """From the cache, which knows lists and no tuples."""
        crime_types, areas, needs, audiences, free, hours = row[3]
        facets = Facets(tuple(crime_types), tuple(areas), tuple(needs), tuple(audiences), free, hours)
        return cls(row[0], row[1], tuple(row[2]), facets, *row[4:])


def facets_of(service: Service, words: Vocabulary) -> Facets:
    """Where a service belongs. A place that does not take in this county (Wales alone) counts for nothing here."""
    here = [words.areas[area] for area in service.areas_covered if words.areas[area].includes_here]
    areas = [area.id for area in here if not area.national]
    if any(area.national for area in here):
        areas.append(EVERYWHERE)
    return Facets(service.crime_types, tuple(areas), service.needs, service.audiences, is_free(service), hours_code(service))


def is_free(service: Service) -> bool:
    """True only when the record says free and names no charge: "free to claim; standard call charge" is not free."""
    cost = service.cost.lower()
    return cost.startswith("free") and "charge" not in cost


def hours_code(service: Service) -> str:
    """The hours for a browser: "=" for confirmed or "~", "+" when another of its numbers has hours of its own, the spells."""
    if not service.opening:
        return ""
    others = any(phone.hours for phone in service.phones)
    return f"{'=' if service.hours_confirmed else '~'}{'+' if others else ''}{as_code(service.opening)}"


def group_of(service: Service) -> str:
    """The first kind of crime it names, or "any": so that each service stands once in the full list."""
    return next((crime for crime in service.crime_types if crime != ANY_CRIME), ANY_CRIME)


def where_words(facets: Facets, words: Vocabulary) -> str:
    """Where it helps, in a few words for a card."""
    if EVERYWHERE in facets.areas:
        return "Across the country"
    councils = [area for area in words.areas.values() if not area.national]
    if len(facets.areas) == len(councils):
        return "All of Cambridgeshire and Peterborough"
    return ", ".join(words.areas[area].name for area in facets.areas)


def in_order(listings: Mapping[str, Listing]) -> list[Listing]:
    """As lists show them: by name, as people read it (capitals make no difference)."""
    return sorted(listings.values(), key=lambda listing: (listing.name.casefold(), listing.id))
