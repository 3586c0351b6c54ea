"""Writes the feed, and after a change only what the change touches.

    publish_feed(site_dir, cache_dir, labels, names, services, listings)

Entries are made and written one by one, on every core; lists are put together from the entries' files, a page at a time. At
no moment is more than one page of the feed in memory.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

from services_directory.publish.forked import spread
from services_directory.publish.listing import Listing
from services_directory.publish.open_referral import FEED
from services_directory.publish.open_referral.about import about
from services_directory.publish.open_referral.downloads import DOWNLOADS, write_download
from services_directory.publish.open_referral.entries import Entries, organization_of
from services_directory.publish.open_referral.feed_ledger import FeedLedger, Row, digest_of, stands, write_file
from services_directory.publish.open_referral.pages import Member, pages_of
from services_directory.publish.open_referral.terms import kinds_of
from services_directory.service import Service
from services_directory.vocabulary import Vocabulary

FOLDERS = ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms", "download")


def publish_feed(
    site_dir: Path,
    cache_dir: Path,
    labels: Vocabulary,
    names: Mapping[str, Any],
    services: Sequence[Service],
    listings: Mapping[str, Listing],
    base: str,
) -> bool:
    """Bring the feed up to date.

    Args:
        site_dir: the built site; the feed is its folder `open-referral`.
        names: the services that a record may name, by id.
        services: published services that were read; all that changed are among them.
        listings: every published service, by id.
        base: changes with the labels and with our code.

    Returns:
        False when a service that is not among `services` would have to be written: ask again with all of them.
    """
    return _Writing(site_dir, cache_dir, labels, names).publish(services, listings, base)


def put_aside(site_dir: Path, cache_dir: Path) -> None:
    """Before something empties the site: keep the feed. `publish_feed` finds it again."""
    feed, aside = site_dir / FEED, _aside(site_dir, cache_dir)
    if feed.is_dir():
        shutil.rmtree(aside, ignore_errors=True)
        aside.parent.mkdir(parents=True, exist_ok=True)
        feed.rename(aside)


def _aside(site_dir: Path, cache_dir: Path) -> Path:
    return cache_dir / f"feed-{blake2b(str(site_dir.resolve()).encode(), digest_size=8).hexdigest()}"


class _Writing:
    def __init__(self, site_dir: Path, cache_dir: Path, labels: Vocabulary, names: Mapping[str, Any]) -> None:
        aside, feed = _aside(site_dir, cache_dir), site_dir / FEED
        if aside.is_dir() and not feed.is_dir():
            aside.rename(feed)
        self.ledger_path, self.folder = aside.with_suffix(".msgpack"), str(feed)
        self.before, self.now = FeedLedger.read(self.ledger_path), FeedLedger()
        self.labels, self.names = labels, names
        if not self.before.rows:
            shutil.rmtree(feed, ignore_errors=True)  # with no word of what we wrote, nothing there is to be kept
        for name in FOLDERS:
            (feed / name).mkdir(parents=True, exist_ok=True)

    def publish(self, services: Sequence[Service], listings: Mapping[str, Listing], base: str) -> bool:
        kept = {name: row for name, row in self.before.rows.items() if name in listings and self._is_kept(row, listings[name])}
        changed = {one.id: one for one in services if one.id not in kept}
        if len(kept) + len(changed) < len(listings):
            return False
        written = spread(lambda some: self._write_entries(some, listings), list(changed.values()))
        rows = {**kept, **dict(written)}
        self.now.rows = {name: rows[name] for name in sorted(rows)}
        try:
            self._downloads(changed)
        except LookupError:  # a download is gone, and with it the rows of those that did not change
            if len(services) < len(listings):
                return False
            self._downloads({one.id: one for one in services})
        self._services_and_places()
        self._organizations()
        self._what_no_service_changes(base)
        self._remove_what_is_gone()
        if self.now != self.before:
            self.now.write(self.ledger_path)
        return True

    def _is_kept(self, row: Row, listing: Listing) -> bool:
        return (
            row.made_from == listing.digest
            and stands(f"{self.folder}/services/{row.uuid}.json", row.stamp)
            and (row.place is None or stands(f"{self.folder}/service_at_locations/{row.place[0]}.json", row.place[1]))
        )

    def _write_entries(self, services: Sequence[Service], listings: Mapping[str, Listing]) -> list[tuple[str, Row]]:
        entries = Entries(self.labels, self.names)
        return [(service.id, self._write_entry(entries, service, listings[service.id].digest)) for service in services]

    def _write_entry(self, entries: Entries, service: Service, made_from: str) -> Row:
        entry, known = entries.of(service), self.before.rows.get(service.id)
        stamp = write_file(f"{self.folder}/services/{entry.uuid}.json", entry.content, known and known.stamp)
        place = None
        if entry.place:
            path = f"{self.folder}/service_at_locations/{entry.place_uuid}.json"
            place = (entry.place_uuid, write_file(path, entry.place, known and known.place and known.place[1]))
        return Row(made_from, entry.uuid, stamp, entry.in_lists, service.provider, place)

    def _downloads(self, changed: Mapping[str, Service]) -> None:
        ids = list(self.now.rows)
        for download in DOWNLOADS:
            written = write_download(download, self.folder, ids, changed, self.before)
            self.now.files[download.path], self.now.lengths[download.path] = written

    def _services_and_places(self) -> None:
        rows = self.now.rows.values()
        self._list("services", [Member(f"services/{row.uuid}.json", row.stamp[0], row.in_lists) for row in rows])
        places = [row.place for row in rows if row.place]
        self._list("service_at_locations", [Member(f"service_at_locations/{uuid}.json", stamp[0]) for uuid, stamp in places])

    def _organizations(self) -> None:
        providers, known = ({row.provider for row in ledger.rows.values()} for ledger in (self.now, self.before))
        if providers == known and self._all_stand("organizations"):
            return
        made = {organization["id"]: organization for organization in map(organization_of, sorted(providers))}
        self._things("organizations", list(made.values()))

    def _what_no_service_changes(self, base: str) -> None:
        self._write("index.json", orjson.dumps(about()))
        self.now.base = base
        if self.before.base == base and self._all_stand("taxonom", "openapi"):
            return
        from services_directory.publish.open_referral.openapi import description

        self._write("openapi.json", orjson.dumps(description(), option=orjson.OPT_INDENT_2))
        kinds = kinds_of(self.labels)
        self._things("taxonomies", [{**kind.taxonomy, "taxonomy_terms": list(kind.terms.values())} for kind in kinds])
        self._things("taxonomy_terms", [term for kind in kinds for term in kind.terms.values()])

    def _all_stand(self, *starts: str) -> bool:
        """Whether the files whose names start so are as the last build wrote them; then they are kept."""
        kept = {path: stamp for path, stamp in self.before.files.items() if path.startswith(starts)}
        if not kept or not all(stands(f"{self.folder}/{path}", stamp) for path, stamp in kept.items()):
            return False
        self.now.files |= kept
        self.now.lists |= {path: made for path, made in self.before.lists.items() if path.startswith(starts)}
        return True

    def _things(self, name: str, things: Sequence[Mapping[str, Any]]) -> None:
        """A small file each, and the list of them."""
        paths = [f"{name}/{thing['id']}.json" for thing in things]
        for path, thing in zip(paths, things, strict=True):
            self._write(path, orjson.dumps(thing))
        self._list(name, [Member(path, self.now.files[path][0]) for path in paths])

    def _list(self, name: str, members: Sequence[Member]) -> None:
        for path, told, make in pages_of(name, members):
            made_from = digest_of(told)
            if self.before.lists.get(path) == made_from and stands(f"{self.folder}/{path}", self.before.files.get(path)):
                self.now.files[path] = self.before.files[path]
            else:
                self._write(path, make(self.folder))
            self.now.lists[path] = made_from

    def _write(self, path: str, content: bytes) -> None:
        self.now.files[path] = write_file(f"{self.folder}/{path}", content, self.before.files.get(path))

    def _remove_what_is_gone(self) -> None:
        """Whatever this build did not make, be it from the last one or from one that was stopped half-way."""
        made = {path.rpartition("/")[2] for path in self.now.files}
        for row in self.now.rows.values():
            made.add(f"{row.uuid}.json")
            if row.place:
                made.add(f"{row.place[0]}.json")
        for folder in ("", *FOLDERS):
            for name in os.listdir(f"{self.folder}/{folder}"):  # noqa: PTH208 - names are enough
                if name not in made and name not in FOLDERS:
                    Path(self.folder, folder, name).unlink()
