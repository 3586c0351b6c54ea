"""One page for editors: how rights, steps, services, words and letters hang together. Not in the search, not for the public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services_directory.fits_together import graph
from services_directory.publish import templates
from services_directory.publish.page import Page

if TYPE_CHECKING:
    from services_directory import Directory

ADDRESS = "about/how-it-fits-together/"


def together_page(directory: Directory) -> Page:
    joined = graph(directory, letters_in_words())
    named = [directory.services[name] for name in joined.rights_of_service]
    drafts = {service.id for service in named if not directory.is_published(service)}
    titles = {("right", right.id): right.title for right in directory.rights.values()}
    titles |= {("stage", stage.id): stage.title for stage in directory.stages.values()}
    names = {service.id: service.name for service in named}
    terms = {term.id: term.full_name for term in directory.glossary}
    return Page(
        ADDRESS,
        "together.html",
        repr((joined, sorted(drafts), titles, names, terms)),
        (),
        {"active_section": "about", "graph": joined, "drafts": drafts, "titles": titles, "names": names, "terms": terms},
    )


def letters_in_words() -> dict[str, str]:
    """Kind -> words of each letter, in English."""
    folder = templates.WORDS / "letters" / "en"
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.md"))}
