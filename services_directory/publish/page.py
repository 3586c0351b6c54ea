"""A page to be made, and whether it has to be made again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from services_directory.publish.ledger import digest
from services_directory.publish.listing import Listing


class Section(NamedTuple):
    """Some services under one heading."""

    id: str
    title: str
    listings: tuple[Listing, ...]

    @property
    def cards(self) -> Markup:
        return Markup("".join([listing.card for listing in self.listings]))

    def made_from(self) -> str:
        return digest(self.id, self.title, *[listing.card_digest for listing in self.listings])


class Page(NamedTuple):
    """One page.

    Attributes:
        record: all that it is made from besides services and templates: when this text changes, so does the page.
        shows: services whose card or name it shows; those that its words name are found when it is rendered.
        facts: what its template is given.
    """

    path: str
    template: str
    record: str
    shows: tuple[str, ...]
    facts: dict[str, Any]

    def made_from(self, base: str, named: Iterable[str], listings: Mapping[str, Listing]) -> str:
        """The digest of everything it is made from; `named` are the services that its words name."""
        services = [listings[one].digest if one in listings else "gone" for one in sorted({*named, *self.shows})]
        return digest(base, self.template, self.record, *services)
