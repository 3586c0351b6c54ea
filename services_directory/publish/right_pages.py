"""The page of each right: today's edition at its own address, and every edition beside it while there are several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from services_directory.explaining import Explainer
from services_directory.publish.listing import Listing
from services_directory.publish.page import Page, Section
from services_directory.right import Right

if TYPE_CHECKING:
    from services_directory import Directory


def right_pages(directory: Directory, listings: Mapping[str, Listing]) -> Iterator[Page]:
    """your-rights/ID/, and your-rights/ID/EDITION/ for each edition of a right that has more than one."""
    explained = Explainer(directory.glossary)
    rights = sorted(directory.rights.values(), key=lambda right: right.number)
    for position, right in enumerate(rights):
        neighbours = (rights[position - 1] if position else None, rights[position + 1] if position + 1 < len(rights) else None)
        yield _page(directory, listings, right, neighbours, f"your-rights/{right.id}/", explained)
    for editions in directory.right_editions.values():
        for right in editions if len(editions) > 1 else ():
            yield _page(directory, listings, right, (None, None), edition_path(right), explained, of_edition=True)


def edition_path(right: Right) -> str:
    """Where an edition has its page while there are several."""
    return f"your-rights/{right.id}/{right.code_edition}/"


def _page(
    directory: Directory,
    listings: Mapping[str, Listing],
    right: Right,
    neighbours: tuple[Right | None, Right | None],
    path: str,
    explained: Explainer,
    of_edition: bool = False,
) -> Page:
    stages = [stage for stage in directory.stages.values() if stage.id in right.stages]
    editions = directory.right_editions[right.id]
    current = directory.rights.get(right.id)
    shows = tuple(service for service in right.services if service in listings)
    unsure = [
        f"what {duty.who[:1].lower()}{duty.who[1:]} must do ({duty.what})"
        for duty in right.duties
        if duty.confidence == "low" and not duty.note
    ]
    dates = [(one.code_edition, one.valid_from, one.valid_to) for one in editions]
    return Page(
        path,
        "right.html",
        repr((right, stages, neighbours, dates, of_edition, current and current.code_edition, directory.glossary)),
        shows,
        {
            "active_section": "your-rights",
            "uses_fields": len(editions) > 1,
            "right": right,
            "explained": explained,
            "editions": editions if len(editions) > 1 else (),
            "of_edition": of_edition,
            "is_current": current is not None and current.code_edition == right.code_edition,
            "rights_in_all": len(directory.rights),
            "stages": stages,
            "before": neighbours[0],
            "after": neighbours[1],
            "unsure": unsure,
            "who_can_help": Section("help", "", tuple(listings[service] for service in shows)),
        },
    )
