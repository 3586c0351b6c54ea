"""Records to pages: one page a service, a right, a stage and a council, and every list of services.

    publish(directory, site_dir=Path("build/site"), shells_dir=Path("build/shells"))

Pages are rendered by Jinja2 straight into the shell that the MkDocs build writes. `python -m services_directory.publish`
does the same from the record files, reading only those that changed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from services_directory.publish.building import Building, Published
from services_directory.publish.ledger import Ledger, ledger_path, remove_unknown_pages
from services_directory.publish.look import look_digest
from services_directory.publish.made_pages import made_pages
from services_directory.publish.press import Named, Press
from services_directory.vocabulary import Vocabulary

if TYPE_CHECKING:
    from services_directory import Directory

__all__ = ["Published", "publish"]


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
    today = today or directory.today
    if today is None:
        raise ValueError("publish needs the day: pass today, or load the directory with one")
    site_dir, shells_dir = Path(site_dir), Path(shells_dir)
    cache_dir = Path(cache_dir) if cache_dir else shells_dir.parent / "cache"
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
    )
    before = Ledger.read(ledger_path(cache_dir, site_dir))
    if before is None:
        remove_unknown_pages(site_dir)
    building = Building(press, before or Ledger(), site_dir, cache_dir)
    building.services(shown)
    building.lists()
    building.pages(made_pages(directory, building.now.listings, today))
    published = building.finish()
    building.now.uses[""] = press.used_by_all
    building.now.write(ledger_path(cache_dir, site_dir))
    if search:
        from services_directory.publish.search_index import build_search_index

        build_search_index(site_dir, cache_dir)
    return published
