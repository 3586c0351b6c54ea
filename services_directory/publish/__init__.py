"""Records to pages: one page a service, a right, a stage and a council, and every list of services.

    publish(directory, site_dir=Path("build/site"), shells_dir=Path("build/shells"))

Pages are rendered by Jinja2 straight into the shell that the MkDocs build writes. `python -m services_directory.publish`
does the same from the record files, reading only those that changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from services_directory.publish.ledger import Ledger, digest, remove_page, remove_unknown_pages, stands, write_page
from services_directory.publish.listing import Listing, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from services_directory import Directory
    from services_directory.publish.page import Page
    from services_directory.publish.press import Press
    from services_directory.service import Service

__all__ = ["Published", "publish"]


@dataclass(frozen=True, slots=True)
class Published:
    """What one build did, in pages."""

    written: int
    kept: int
    removed: int


@dataclass(frozen=True, slots=True)
class Named:
    """A service as words may name it."""

    id: str
    name: str
    phones: tuple[str, ...]


def publish(directory: Directory, site_dir: Path, shells_dir: Path, today: date | None = None,
            cache_dir: Path | None = None, search: bool = True) -> Published:
    """Write every page made from records into `site_dir`.

    Args:
        directory: the loaded records.
        site_dir: the built site; pages of words are already there.
        shells_dir: where the build wrote `en.html`.
        today: the day whose rules the council pages show; by default the day the directory was loaded for.
        cache_dir: where the ledger of the last build lives; by default `cache` beside the shells.
        search: also build the index for the search page.

    Raises:
        NoSuchService: words name a service that is not published.
    """
    from services_directory.publish.lists import list_pages
    from services_directory.publish.look import look_digest
    from services_directory.publish.made_pages import made_pages
    from services_directory.publish.press import Press
    from services_directory.vocabulary import Vocabulary

    today = today or directory.today
    if today is None:
        raise ValueError("publish needs the day: pass today, or load the directory with one")
    site_dir, shells_dir = Path(site_dir), Path(shells_dir)
    cache_dir = Path(cache_dir) if cache_dir else shells_dir.parent / "cache"
    shown = directory.published_services()
    press = Press(
        shells_dir=shells_dir, cache_dir=cache_dir, local=directory.local, today=today,
        check_times=directory.check_times, look=look_digest(shells_dir),
        labels=Vocabulary(directory.crime_types, directory.needs, directory.audiences, directory.area_labels),
        names={one.id: Named(one.id, one.name, tuple([phone.number for phone in one.phones])) for one in shown},
    )
    before = Ledger.read(ledger_path(cache_dir, site_dir))
    if before is None:
        remove_unknown_pages(site_dir)
        before = Ledger()
    now = Ledger(base=press.base, always_there=str(press.always_there))
    render_services(press, shown, before, now, site_dir)
    write_pages(press, list_pages(in_order(now.listings), press.labels), before, now, site_dir)
    write_pages(press, made_pages(directory, now.listings, today), before, now, site_dir)
    now.uses[""] = press.used_by_all
    published = finish(before, now, site_dir)
    now.write(ledger_path(cache_dir, site_dir))
    if search:
        from services_directory.publish.search_index import build_search_index

        build_search_index(site_dir, cache_dir)
    return published


def ledger_path(cache_dir: Path, site_dir: Path) -> Path:
    """Each site folder has a ledger of its own."""
    return cache_dir / f"pages-{digest(str(site_dir.resolve()))}.msgpack"


def render_services(press: Press, services: Sequence[Service], before: Ledger, now: Ledger, site_dir: Path) -> None:
    """The page and the card of each service that is not as it was."""
    from services_directory.publish.forked import spread

    changed: list[Service] = []
    made_from: dict[str, str] = {}
    for service in services:
        path, current = f"services/{service.id}/", press.digest_of(service)
        known = before.listings.get(service.id)
        if known and known.digest == current and stands(site_dir, path, before.pages.get(path), current):
            now.listings[service.id] = known
            now.pages[path] = before.pages[path]
        else:
            changed.append(service)
            made_from[service.id] = current

    def render(some: Sequence[Service]) -> list[tuple[Listing, tuple[str, int, int]]]:
        done = []
        for service in some:
            listing = press.listing_of(service, made_from[service.id])
            html = press.service_page(service, listing)
            done.append((listing, write_page(site_dir, f"services/{service.id}/", html, listing.digest)))
        return done

    for listing, stamp in spread(render, changed):
        now.listings[listing.id] = listing
        now.pages[f"services/{listing.id}/"] = stamp


def write_pages(press: Press, pages: Iterable[Page], before: Ledger, now: Ledger, site_dir: Path) -> None:
    """Each page that is not as it was: its record, a member of its list, or a service that its words name changed."""
    for page in pages:
        named, stamp = before.uses.get(page.path, []), before.pages.get(page.path)
        if not stands(site_dir, page.path, stamp, page.made_from(press.base, named, now.listings)):
            html, named = press.render(page.template, **page.facts)
            stamp = write_page(site_dir, page.path, html, page.made_from(press.base, named, now.listings))
        now.pages[page.path], now.uses[page.path] = stamp, sorted({*named, *page.shows})


def finish(before: Ledger, now: Ledger, site_dir: Path) -> Published:
    """Take away what is no longer made; count."""
    gone = before.pages.keys() - now.pages.keys()
    for path in gone:
        remove_page(site_dir, path)
    kept = sum(1 for path, stamp in now.pages.items() if before.pages.get(path) is stamp)
    return Published(written=len(now.pages) - kept, kept=kept, removed=len(gone))
