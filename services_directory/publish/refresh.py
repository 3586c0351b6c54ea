"""From record files to pages, doing as little as the last build allows.

When only services changed, and none that another record or page leans on, just those files are read, by the same
checks as in a full load. In every other case everything is loaded and looked at.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from services_directory.freshness import CheckTimes, is_hidden, is_open_on
from services_directory.local import Local, load_local
from services_directory.problems import Problems
from services_directory.publish.building import Building, Published
from services_directory.publish.ledger import Ledger, ledger_path
from services_directory.publish.look import inputs_digest
from services_directory.publish.open_referral.feed import publish_feed
from services_directory.publish.press import Named, Press
from services_directory.publish.quick_load import CheckedServices, quick_load
from services_directory.vocabulary import load_vocabulary
from services_directory.yaml_files import read_yaml

if TYPE_CHECKING:
    from services_directory import Directory


def refresh(
    records: Path, site_dir: Path, shells_dir: Path, today: date, cache_dir: Path | None = None, search: bool = True
) -> Published:
    """Bring the pages made from records up to date.

    Args:
        records: the folder of records.
        site_dir, shells_dir, cache_dir, search: as for `publish`.
        today: the UK date.

    Raises:
        BadRecords: something is wrong with the records; nothing was written.
        AddressPublished: a confidential address was written; what held it is removed.
    """
    cache_dir = cache_dir or shells_dir.parent / "cache"
    ledger, inputs = ledger_path(cache_dir, site_dir), inputs_digest(shells_dir, records, today)
    checked = CheckedServices(records, today, cache_dir)
    before = Ledger.read(ledger)
    building = None
    if before is not None and before.inputs == inputs:
        building = _services_only(before, checked, records, site_dir, shells_dir, today, cache_dir)
    if building:
        published, now, linked = building.finish(), building.now, before.linked
    else:
        from services_directory.publish.whole import publish_all

        directory = quick_load(records, today, cache_dir, checked)
        published, now = publish_all(directory, site_dir, shells_dir, today, cache_dir, before)
        linked = linked_services(directory)
    now.inputs, now.linked = inputs, linked
    now.files = {name: signature for name, signature in checked.files.items() if signature is not None}
    now.write(ledger)
    if search:
        from services_directory.publish.search_index import build_search_index

        build_search_index(site_dir, cache_dir)
    if now.private:
        from services_directory.publish.guard import refuse_confidential

        refuse_confidential(site_dir, records, cache_dir, now.private)
    return published


def linked_services(directory: Directory) -> list[str]:
    """Services that another record names: a change to one is a matter for a full load."""
    named = {service.through for service in directory.services.values() if service.through}
    named.update(area.service for area in directory.areas.values())
    for record in (*directory.rights.values(), *directory.stages.values()):
        named.update(record.services)
    return sorted(named)


def _services_only(
    before: Ledger, checked: CheckedServices, records: Path, site_dir: Path, shells_dir: Path, today: date, cache_dir: Path
) -> Building | None:
    """The build when only services changed; None when that does not do."""
    files = checked.files
    read = [name for name, signature in files.items() if signature is None or before.files.get(name) != signature]
    gone = (before.files.keys() | before.listings.keys()) - files.keys()
    services = checked.read(read)
    if services is None:
        return None
    times = CheckTimes(**read_yaml(records / "check_times.yml"))
    shown = [one for one in services if not one.draft and is_open_on(one, today) and not is_hidden(one, today, times)]
    unread = {name: listing for name, listing in before.listings.items() if name not in gone.union(read)}
    problems = Problems()
    press = Press(
        shells_dir=shells_dir,
        cache_dir=cache_dir,
        labels=load_vocabulary(records / "vocabulary.yml", problems),
        local=Local(load_local(records / "local.yml", problems)),
        check_times=times,
        today=today,
        names={**unread, **{service.id: Named.of(service) for service in shown}},
        on_device=before.on_device,
        kept=(before.base, before.always_there),
    )
    digests = {service.id: press.digest_of(service) for service in shown}
    known = {name: listing.digest for name, listing in before.listings.items()}
    changed = {name for name in read if digests.get(name) != known.get(name)}
    leaned_on = {*before.linked, *(name for used in before.uses.values() for name in used)}
    if leaned_on & (changed | gone) or any(one.through and one.through not in press.names for one in services):
        return None
    building = Building(press, before, site_dir, cache_dir)
    if not all(building.keep_service(listing) for listing in unread.values()) or not building.keep_others():
        return None
    building.services(shown)
    building.lists()
    if not publish_feed(site_dir, cache_dir, press.labels, press.names, shown, building.now.listings, press.base):
        return None
    private = {one.id for one in services if one.address_is_confidential}
    building.now.private = sorted(private.union(set(before.private).difference(read)) & files.keys())
    return building
