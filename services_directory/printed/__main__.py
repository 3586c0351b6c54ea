"""python -m services_directory.printed: make the booklets, posters and cards into build/printed.

`make site` runs it and then copies them into the site, whose page "On paper" lists them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date

from services_directory import Directory
from services_directory.printed.directory_booklet import COUNTY, directory_booklet
from services_directory.printed.making import make_from_command_line
from services_directory.printed.posters import ON_CARDS, card_sheet, help_poster, review_poster
from services_directory.printed.rights_booklet import rights_booklet
from services_directory.printed.shelf import Work

BOOKLETS, RIGHTS, POSTERS, CARDS = "Who can help", "Your rights", "Posters (A4)", "Cards to cut out"


def works(directory: Directory, on: date, portal_url: str) -> Iterator[Work]:
    """Every file, in the order in which the page lists them."""
    areas = sorted((one for one in directory.areas.values() if one.valid_to is None), key=lambda one: one.name)
    for large in (False, True):
        end, words = ("-large-print", ", large print") if large else ("", "")
        yield Work(f"help-in-the-county{end}.pdf", BOOKLETS, f"All of {COUNTY}{words}",
                   lambda large=large: directory_booklet(directory, on, large_print=large))  # fmt: skip
        for area in areas:
            yield Work(f"help-in-{area.id}{end}.pdf", BOOKLETS, f"{area.name}{words}",
                       lambda area=area, large=large: directory_booklet(directory, on, area, large_print=large))  # fmt: skip
    yield Work("rights.pdf", RIGHTS, "Your rights", lambda: rights_booklet(directory, on))
    yield Work("rights-large-print.pdf", RIGHTS, "Your rights, large print",
               lambda: rights_booklet(directory, on, large_print=True))  # fmt: skip
    yield Work("poster-help.pdf", POSTERS, "Who to call after a crime", lambda: help_poster(directory, on, portal_url))
    for area in areas:
        yield Work(f"poster-case-review-{area.id}.pdf", POSTERS, f"Ask for a case review: {area.name}",
                   lambda area=area: review_poster(directory, on, area, portal_url))  # fmt: skip
    for service_id in ON_CARDS:
        name = directory.services[service_id].name
        yield Work(f"cards-{service_id}.pdf", CARDS, f"{name}, with the name",
                   lambda one=service_id: card_sheet(directory, on, one, discreet=False))  # fmt: skip
    for position, service_id in enumerate(ON_CARDS, 1):
        name = directory.services[service_id].name
        yield Work(f"cards-{position}.pdf", CARDS, f"The number alone, without a name ({name})",
                   lambda one=service_id: card_sheet(directory, on, one, discreet=True))  # fmt: skip


if __name__ == "__main__":
    portal_url = os.environ.get("PORTAL_URL", "")
    sys.exit(
        make_from_command_line(
            "python -m services_directory.printed", __doc__, "booklets", lambda directory, on: works(directory, on, portal_url)
        )
    )
