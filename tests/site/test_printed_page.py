"""The page "On paper" lists what lies on the shelf and was made from today's facts, and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from mkdocs.utils import get_build_datetime

from services_directory import RECORDS
from services_directory.printed.shelf import Work, facts_digest, put_on_shelf
from tests.support.built_site import build_site

TODAY = get_build_datetime().astimezone(ZoneInfo("Europe/London")).date()
PDF = b"%PDF-1.7\n" + b"x" * 3000


def linked(site_dir: Path) -> set[str]:
    return set(re.findall(r'href="/printed/([^"]+\.pdf)"', (site_dir / "printed" / "index.html").read_text("utf-8")))


def copied(site_dir: Path) -> set[str]:
    return {path.name for path in (site_dir / "printed").glob("*.pdf")}


@pytest.mark.parametrize("days_ago", [0, 1])
def test_paper_is_listed_and_copied_only_when_it_is_of_today(tmp_path, days_ago):
    made_from = facts_digest(RECORDS, TODAY - timedelta(days=days_ago))
    works = [Work("a.pdf", "Booklets", "All of it", lambda: PDF), Work("b.pdf", "Posters", "A poster", lambda: PDF)]
    put_on_shelf(tmp_path / "printed", "booklets", works, made_from)
    site_dir = build_site(tmp_path / "site")
    assert linked(site_dir) == copied(site_dir) == ({"a.pdf", "b.pdf"} if days_ago == 0 else set())
    page = (site_dir / "printed" / "index.html").read_text("utf-8")
    assert ("(PDF, 3 KB)" in page) == (days_ago == 0)
    assert ("have not been made for this copy" in page) == (days_ago == 1)


def test_without_a_shelf_the_page_says_so(site_dir):
    assert not linked(site_dir) and not copied(site_dir)
    assert "have not been made for this copy" in (site_dir / "printed" / "index.html").read_text("utf-8")
