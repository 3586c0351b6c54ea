"""The pages that list services: one for each kind of crime, area, need and audience, and the full list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from services_directory.publish.facet_index import FacetIndex
from services_directory.publish.listing import ANY_CRIME, EVERYWHERE, Listing
from services_directory.publish.page import Page, Section
from services_directory.vocabulary import Label, Vocabulary

# The headings when somebody asks who answers now; the names are those of site/scripts/open-now.js.
OPEN_SECTIONS = (
    ("open", "Open now"),
    ("perhaps", "They may be open now"),
    ("unknown", "We do not know if they are open"),
    ("closed", "Not open now"),
)
EVERYWHERE_LABEL = Label(EVERYWHERE, "Across the country", "Help by phone or online, wherever you live.")


class Question(NamedTuple):
    """One question of the guided finder: the choice it sets, what it asks, and a word beside it."""

    name: str
    asks: str
    why: str


def list_pages(listings: list[Listing], labels: Vocabulary) -> Iterator[Page]:
    """Every list, in the order of the labels, and then the full one. `listings` are in the order to show them."""
    for_victims = [listing for listing in listings if not listing.apart]
    by_crime = _sorted_out(for_victims, lambda listing: listing.facets.crime_types)
    by_area = _sorted_out(for_victims, lambda listing: listing.facets.areas)
    by_need = _sorted_out(for_victims, lambda listing: listing.facets.needs)
    by_audience = _sorted_out(listings, lambda listing: listing.facets.audiences)
    any_crime = len(by_crime.get(ANY_CRIME, ()))
    for label in labels.crime_types.values():
        more = [("/find-support/crime/any/", f"Help after any crime ({any_crime} services)")]
        why = "they help after any kind of crime." if label.id == ANY_CRIME else f"they help after this: {label.name}."
        yield _list_page("crime", label, by_crime, [] if label.id == ANY_CRIME else more, why)
    for label in area_labels(labels):
        wider = len(by_area.get(EVERYWHERE, ()))
        more = [(f"/find-support/area/{EVERYWHERE}/", f"Help across the country ({wider} services)")]
        why = "they help people wherever they live." if label.id == EVERYWHERE else f"they help people who live in {label.name}."
        yield _list_page("area", label, by_area, [] if label.id == EVERYWHERE else more, why)
    for label in labels.needs.values():
        yield _list_page("need", label, by_need, [], f"they help with this: {label.name}.")
    for label in labels.audiences.values():
        why = f"their help is for these people, perhaps among others: {label.name}."
        yield _list_page("for", label, by_audience, [("/find-support/", "Help for everyone: all services")], why)
    yield _full_list(listings, labels)


def area_labels(labels: Vocabulary) -> list[Label]:
    """Our councils, then everywhere."""
    return [*(area for area in labels.areas.values() if not area.national), EVERYWHERE_LABEL]


def _full_list(listings: list[Listing], labels: Vocabulary) -> Page:
    """/find-support/: every service once, under the kind of crime it is mainly for; those apart come last."""
    by_group = _sorted_out([one for one in listings if not one.apart], lambda listing: (listing.group,))
    any_crime = labels.crime_types[ANY_CRIME]
    crimes = [label for label in labels.crime_types.values() if label.id != ANY_CRIME]
    sections = tuple(
        Section(f"crime-{label.id}", label.name, tuple(by_group.get(label.id, ()))) for label in (*crimes, any_crime)
    )
    apart = Section("apart", "", tuple(listing for listing in listings if listing.apart))
    # Nobody hurt by someone is sent to help for people who hurt others: that audience is a page, not a choice.
    audiences = [
        label for label in labels.audiences.values() if any(label.id in one.facets.audiences for one in listings if not one.apart)
    ]
    facts = {
        "lists": [
            _links("What happened", "crime", labels.crime_types.values()),
            _links("Where you live", "area", area_labels(labels)),
            _links("What you need", "need", labels.needs.values()),
            _links("Who it is for", "for", audiences),
        ],
        "choices": {
            "crime": crimes,
            "area": area_labels(labels)[:-1],
            "need": list(labels.needs.values()),
            "audience": audiences,
        },
        "questions": (
            Question("crime", "What happened?", "Choose the one that fits best. You do not have to be sure."),
            Question("area", "Where do you live?", "Some help is only for people in one area."),
            Question("for", "Who is the help for?", "Some help is for certain people. Much of it is for everyone."),
            Question("need", "What would help most?", "Choose the one that matters most now."),
        ),
        "open_sections": OPEN_SECTIONS,
        "uses_fields": True,
    }
    index = FacetIndex([(section.id.removeprefix("crime-"), section.listings) for section in sections], facts["choices"])
    return _page("find-support/", "find_support.html", (*sections, apart), facts, index=index)


def _list_page(kind: str, label: Label, members: dict[str, list[Listing]], more: list[tuple[str, str]], why: str) -> Page:
    # What is mainly for this crime comes first; the sort keeps the order of names within each half.
    here = sorted(members.get(label.id, ()), key=lambda listing: kind == "crime" and listing.group != label.id)
    local = tuple(one for one in here if EVERYWHERE not in one.facets.areas)
    wider = tuple(one for one in here if EVERYWHERE in one.facets.areas)
    sections = (Section("here", "In Cambridgeshire and Peterborough", local), Section("wider", "Across the country", wider))
    return _page(
        f"find-support/{kind}/{label.id}/",
        "list.html",
        sections,
        {"heading": label.name, "plain": label.plain, "more": more, "why": why},
    )


def _page(path: str, template: str, sections: tuple[Section, ...], facts: dict[str, Any], **made: Any) -> Page:
    """A list is made from its members' cards alone, so that a change to a service's fine print rewrites no list.

    `made` is what follows from the sections, and is worked out only when the page is rendered.
    """
    record = "\0".join([repr(facts), *[section.made_from() for section in sections]])
    return Page(path, template, record, (), {"active_section": "find-support", "sections": sections, **facts, **made})


def _sorted_out(listings: Iterable[Listing], keys: Callable[[Listing], Iterable[str]]) -> dict[str, list[Listing]]:
    members: dict[str, list[Listing]] = {}
    for listing in listings:
        for key in keys(listing):
            members.setdefault(key, []).append(listing)
    return members


def _links(title: str, kind: str, labels: Iterable[Label]) -> dict[str, Any]:
    return {"title": title, "links": [(f"/find-support/{kind}/{label.id}/", label.name) for label in labels]}
