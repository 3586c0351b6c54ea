"""The feed held against published schemas, which are not part of this project: a folder of JSON Schemas from the standard.

Wants `jsonschema` (it is among the test tools). Works with the national profile's folder and with HSDS's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

KINDS = {
    "services": "service.json",
    "service_at_locations": "service_at_location.json",
    "organizations": "organization.json",
    "taxonomies": "taxonomy.json",
    "taxonomy_terms": "taxonomy_term.json",
}
COUNTS = ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents")


def validate_feed(feed: Path, schemas: Path) -> tuple[list[str], bool]:
    """A report in lines, and whether anything is wrong.

    Args:
        feed: the folder `open-referral` of a built site.
        schemas: a folder in which some folder holds `service.json`; with several such folders the feed is held against each.
    """
    try:
        from jsonschema import Draft202012Validator, FormatChecker
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT202012
    except ImportError:
        return ["This needs jsonschema: pip install -r requirements-test.txt"], True
    folders = sorted({path.parent for path in schemas.rglob("service.json") if "properties" in _read(path)})
    if not folders:
        return [f"No schema called service.json is in {schemas}."], True
    if not (feed / "index.json").is_file():
        return [f"{feed} holds no feed: build the site first."], True
    lines, is_wrong = [], False
    for folder in folders:
        named = [(path.name, Resource(_read(path), DRAFT202012)) for path in folder.glob("*.json")]
        registry = Registry().with_resources(named)
        checkers = {
            kind: Draft202012Validator({"$ref": schema}, registry=registry, format_checker=FormatChecker())
            for kind, schema in KINDS.items()
        }
        counted, faults = 0, []
        for place, kind, value in things_of(feed):
            counted += 1
            faults += [f"{place}: {error.json_path}: {error.message}" for error in checkers[kind].iter_errors(value)]
        faults += list(page_faults(feed))
        is_wrong = is_wrong or bool(faults)
        lines += [f"{folder}: {counted} things, {len(faults) or 'no'} faults", *(f"  {fault}" for fault in faults)]
    return lines, is_wrong


def things_of(feed: Path) -> Iterator[tuple[str, str, Any]]:
    """(place, kind, thing) of everything in the feed, alone and in lists; one file in memory at a time."""
    for kind in KINDS:
        for path in sorted((feed / kind).glob("*.json")):
            yield f"{kind}/{path.name}", kind, _read(path)
        for path in pages_in(feed, kind):
            for position, thing in enumerate(_read(path)["contents"]):
                yield f"{path.name}[{position}]", kind, thing


def pages_in(feed: Path, kind: str) -> list[Path]:
    """The pages of one list, in order."""
    more = [path for path in feed.glob(f"{kind}-*.json") if path.stem.rpartition("-")[2].isdigit()]
    return [feed / f"{kind}.json", *sorted(more, key=lambda path: int(path.stem.rpartition("-")[2]))]


def page_faults(feed: Path) -> Iterator[str]:
    """Whether each page says truly which it is and how many there are."""
    for kind in KINDS:
        pages = [(path.name, _read(path)) for path in pages_in(feed, kind)]
        total = sum(len(page["contents"]) for _, page in pages)
        for number, (name, page) in enumerate(pages, start=1):
            size = len(page["contents"])
            said = [page.get(key) for key in COUNTS[:-1]]
            if said != [total, len(pages), number, size, number == 1, number == len(pages), size == 0]:
                yield f"{name}: says {dict(zip(COUNTS, said, strict=False))}, which is not so"


def _read(path: Path) -> Any:
    return orjson.loads(path.read_bytes())
