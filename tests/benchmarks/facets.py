"""python -m tests.benchmarks.facets: what the finder's whole index weighs, for invented services in two numbers.

Filters never go through the search index, which would ask for every part of it: Pagefind 1.5.2 fetches 878 KiB at 1,000
services and 6.6 MiB at 10,000 when there is a filter and no word.
"""

from __future__ import annotations

import gzip
import tempfile
from datetime import date
from pathlib import Path

from services_directory.problems import Problems
from services_directory.publish.listing import Listing, facets_of, group_of, in_order
from services_directory.publish.lists import list_pages
from services_directory.publish.quick_load import quick_load
from services_directory.vocabulary import load_vocabulary
from tests.benchmarks.synthetic import write_records

GOALS_KIB = {1_000: 5, 10_000: 40}
TODAY = date(2026, 11, 22)


def index_text(records: Path, cache: Path) -> str:
    """The index as the full list carries it."""
    words = load_vocabulary(records / "vocabulary.yml", Problems())
    listings = {
        one.id: Listing(one.id, one.name, (), facets_of(one, words), one.listed == "apart", group_of(one), "", "", "")
        for one in quick_load(records, TODAY, cache).published_services()
    }
    full_list = next(page for page in list_pages(in_order(listings), words) if page.path == "find-support/")
    return full_list.facts["index"].text()


def main() -> None:
    print("Index of the finder, gzipped")
    with tempfile.TemporaryDirectory() as temporary:
        for number, goal in GOALS_KIB.items():
            base = Path(temporary) / str(number)
            text = index_text(write_records(number, base / "records"), base / "cache")
            weight = len(gzip.compress(text.encode(), 6, mtime=0)) / 1024
            verdict = "met" if weight <= goal else "NOT MET"
            print(f"  {number:6,} invented services and the real ones: {weight:5.2f} KiB (goal {goal}: {verdict})")


if __name__ == "__main__":
    main()
