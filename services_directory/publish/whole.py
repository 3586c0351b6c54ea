"""The whole build: every page made from a directory that is already loaded."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from services_directory.days.opening import calendar_code
from services_directory.fits_together import ways_back
from services_directory.publish.building import Building, Published
from services_directory.publish.ledger import Ledger, ledger_path, remove_unknown_pages
from services_directory.publish.look import look_digest
from services_directory.publish.made_pages import made_pages
from services_directory.publish.open_referral.feed import publish_feed
from services_directory.publish.press import Named, Press
from services_directory.vocabulary import Vocabulary

if TYPE_CHECKING:
    from services_directory import Directory


def publish(
    directory: Directory,
    site_dir: Path,
    shells_dir: Path,
    today: date | None = None,
    cache_dir: Path | None = None,
    search: bool = True,
) -> Published:
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
    cache_dir = Path(cache_dir) if cache_dir else Path(shells_dir).parent / "cache"
    site_dir = Path(site_dir)
    ledger = ledger_path(cache_dir, site_dir)
    published, now = publish_all(directory, site_dir, Path(shells_dir), today or directory.today, cache_dir, Ledger.read(ledger))
    now.write(ledger)
    if search:
        from services_directory.publish.search_index import build_search_index

        build_search_index(site_dir, cache_dir)
    return published


def publish_all(
    directory: Directory, site_dir: Path, shells_dir: Path, today: date | None, cache_dir: Path, before: Ledger | None
) -> tuple[Published, Ledger]:
    """As `publish`; the ledger of the last build comes from the caller, who writes the new one too."""
    if today is None:
        raise ValueError("publish needs the day: pass today, or load the directory with one")
    shown = directory.published_services()
    press = Press(
        shells_dir=shells_dir,
        cache_dir=cache_dir,
        look=look_digest(shells_dir),
        today=today,
        local=directory.local,
        labels=Vocabulary(directory.crime_types, directory.needs, directory.audiences, directory.area_labels),
        check_times=directory.check_times,
        names={service.id: Named.of(service) for service in shown},
        on_device={"days": calendar_code(directory.calendar), "postcodes": directory.postcodes.as_code()},
        ways_back=ways_back(directory),
    )
    if before is None:
        remove_unknown_pages(site_dir)
    building = Building(press, before or Ledger(), site_dir, cache_dir)
    building.services(shown)
    building.lists()
    building.pages(made_pages(directory, building.now.listings, today))
    published = building.finish()
    publish_feed(site_dir, cache_dir, press.labels, press.names, shown, building.now.listings, press.base)
    building.now.uses[""] = press.used_by_all
    building.now.private = [service.id for service in directory.services.values() if service.address_is_confidential]
    return published, building.now
