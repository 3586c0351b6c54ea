"""Pages made from one record that is not a service: a right, a stage, a council; and the search page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from services_directory.explaining import Explainer
from services_directory.publish.hearing_dates import hearing_dates
from services_directory.publish.listing import Listing
from services_directory.publish.page import Page, Section
from services_directory.publish.right_pages import right_pages
from services_directory.publish.together_page import together_page

if TYPE_CHECKING:
    from services_directory import Directory


def made_pages(directory: Directory, listings: Mapping[str, Listing], today: date) -> Iterator[Page]:
    """Every such page, with what its template needs."""
    yield Page("search/", "search.html", "", (), {"active_section": "find-support", "uses_forms": True})
    yield hearing_dates(directory, today)
    yield from right_pages(directory, listings)
    yield from _stages(directory, listings)
    yield from _councils(directory, listings, today)
    yield together_page(directory)


def _stages(directory: Directory, listings: Mapping[str, Listing]) -> Iterator[Page]:
    explained = Explainer(directory.glossary)
    every = list(directory.stages.values())
    road = [(stage.id, stage.title) for stage in every]
    rights = sorted(directory.rights.values(), key=lambda right: right.number)
    for stage in directory.stages.values():
        apply = [right for right in rights if right.id in stage.rights or stage.id in right.stages]
        after = [directory.stages[identifier] for identifier in stage.next]
        shows = _published(stage.services, listings)
        yield Page(
            f"what-happens/{stage.id}/",
            "stage.html",
            repr((stage, apply, after, road, directory.glossary)),
            shows,
            {
                "active_section": "what-happens",
                "stage": stage,
                "explained": explained,
                "all_stages": every,
                "rights": apply,
                "next": after,
                "who_can_help": Section("help", "", tuple(listings[service] for service in shows)),
            },
        )


def _councils(directory: Directory, listings: Mapping[str, Listing], today: date) -> Iterator[Page]:
    for area in directory.areas.values():
        rules = area.rules_on(today)
        shows = _published((area.service,), listings)
        yield Page(
            f"antisocial-behaviour/councils/{area.id}/",
            "council.html",
            repr(area),
            shows,
            {
                "active_section": "antisocial-behaviour",
                "area": area,
                "rules": rules,
                "council_service": listings[shows[0]] if shows else None,
            },
        )


def _published(ids: tuple[str, ...], listings: Mapping[str, Listing]) -> tuple[str, ...]:
    """A record may name a service that is still a draft: it is left out until it is published."""
    return tuple(identifier for identifier in ids if identifier in listings)
