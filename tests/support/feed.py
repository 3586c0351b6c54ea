"""The open data of the real records, written into a folder for a test."""

from __future__ import annotations

from collections import namedtuple
from pathlib import Path

from services_directory import Directory
from services_directory.publish.open_referral.feed import publish_feed
from services_directory.vocabulary import Vocabulary

Listed = namedtuple("Listed", "digest")


def vocabulary_of(directory: Directory) -> Vocabulary:
    return Vocabulary(directory.crime_types, directory.needs, directory.audiences, directory.area_labels)


def write_feed(site: Path, directory: Directory) -> Path:
    """The feed's folder in `site`."""
    site.mkdir(parents=True, exist_ok=True)
    cache = site.parent / "cache"
    cache.mkdir(exist_ok=True)
    shown = directory.published_services()
    listings = {one.id: Listed(repr(one)) for one in shown}
    assert publish_feed(site, cache, vocabulary_of(directory), directory.services, shown, listings, "base")
    return site / "open-referral"
