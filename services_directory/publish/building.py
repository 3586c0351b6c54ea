"""One build: what was there before, what is there now, and the pages in between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from services_directory.publish.forked import spread
from services_directory.publish.ledger import (
    Ledger,
    Stamp,
    brought_back,
    remove_page,
    stands,
    store_path,
    tidy_store,
    write_page,
)
from services_directory.publish.listing import Listing, in_order
from services_directory.publish.lists import list_pages
from services_directory.publish.page import Page
from services_directory.publish.press import Press
from services_directory.publish.take_away import TakeAways
from services_directory.service import Service


class Published(NamedTuple):
    """What one build did, in pages."""

    written: int
    kept: int
    removed: int


class Building:
    """Pages are kept or written one kind after another; `finish` then removes what is no longer made."""

    def __init__(self, press: Press, before: Ledger, site_dir: Path, cache_dir: Path) -> None:
        self.press, self.before, self.site_dir = press, before, site_dir
        self.store = store_path(cache_dir, site_dir)
        self.store.mkdir(parents=True, exist_ok=True)
        self.now = Ledger(base=press.base, always_there=str(press.always_there), on_device=press.on_device)
        self.take_aways = TakeAways(press.environment, site_dir, still_good=before.base == press.base)

    def keep_service(self, listing: Listing) -> bool:
        """Keep the page of a service that did not change; False when the page is not there as we wrote it."""
        return self.take_aways.is_there(listing.take_away) and self._keep(service_path(listing.id), listing.digest, listing)

    def services(self, services: Sequence[Service]) -> None:
        """The page and the card of each service, written where it is not as it was."""
        for listing, stamp in spread(self._write_services, services):
            self.now.pages[service_path(listing.id)] = stamp
            self.now.listings[listing.id] = listing

    def _write_services(self, services: Sequence[Service]) -> list[tuple[Listing, Stamp]]:
        return [self._write_service(service) for service in services]

    def _write_service(self, service: Service) -> tuple[Listing, Stamp]:
        path, made_from = service_path(service.id), self.press.digest_of(service)
        take_away = self.take_aways.write(service)
        known = self.before.listings.get(service.id)
        if known and known.take_away == take_away and self._is_there(path, made_from):
            return known, self.before.pages[path]
        listing = self.press.listing_of(service, made_from)._replace(take_away=take_away)
        return listing, self._write(path, self.press.service_page(service, listing), made_from)

    def lists(self) -> None:
        """Every list whose members' cards, order or words changed."""
        self.pages(list_pages(in_order(self.now.listings), self.press.labels))

    def pages(self, pages: Iterable[Page]) -> None:
        """Each page that is not as it was: its record, or a service that it shows or that its words name, changed."""
        for page in pages:
            named = self.before.uses.get(page.path, [])
            if not self._keep(page.path, page.made_from(self.press.base, named, self.now.listings)):
                html, named = self.press.render(page.template, **page.facts)
                made_from = page.made_from(self.press.base, named, self.now.listings)
                self.now.pages[page.path] = self._write(page.path, html, made_from)
            self.now.uses[page.path] = sorted({*named, *page.shows})

    def keep_others(self) -> bool:
        """Keep every page that is neither a service nor a list, as it was; False when one is not there any more."""
        self.now.uses |= self.before.uses
        others = [path for path in self.before.pages if not path.startswith(("services/", "find-support/"))]
        return all(self._keep(path, self.before.pages[path][0]) for path in others)

    def finish(self) -> Published:
        """Take away what is no longer made; count."""
        gone = self.before.pages.keys() - self.now.pages.keys()
        for path in gone:
            remove_page(self.site_dir, path)
            self.now.uses.pop(path, None)
        tidy_store(self.store, self.now.pages)
        self.take_aways.finish(listing.take_away for listing in self.now.listings.values())
        kept = sum(1 for path, stamp in self.now.pages.items() if self.before.pages.get(path) == stamp)
        return Published(written=len(self.now.pages) - kept, kept=kept, removed=len(gone))

    def _keep(self, path: str, made_from: str, listing: Listing | None = None) -> bool:
        if not self._is_there(path, made_from):
            return False
        self.now.pages[path] = self.before.pages[path]
        if listing:
            self.now.listings[listing.id] = listing
        return True

    def _is_there(self, path: str, made_from: str) -> bool:
        """Whether the page stands as it was made from these very inputs, or could be put back."""
        stamp = self.before.pages.get(path)
        if stamp is None or stamp[0] != made_from:
            return False
        return stands(self.site_dir, path, stamp) or brought_back(self.site_dir, path, stamp, self.store)

    def _write(self, path: str, html: str, made_from: str) -> Stamp:
        return write_page(self.site_dir, path, html, made_from, self.store)


def service_path(service_id: str) -> str:
    return f"services/{service_id}/"
