"""A small workshop: records, templates, words and a shell that a test may change, and a build that remembers."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from services_directory import RECORDS
from services_directory.publish import look, quick_load, templates
from services_directory.publish.building import Published
from services_directory.publish.refresh import refresh
from tests.support.built_site import PROJECT

SHELL = """<!DOCTYPE html><html lang="en">
<head><title>{% block title %}Help{% endblock %}</title>{% block head %}{% endblock %}</head>
<body data-section="{{ active_section }}"><main>{% block content %}{% endblock %}</main>
{% block scripts %}{% endblock %}</body></html>"""


@dataclass
class Workshop:
    """Everything a build reads and writes, in one temporary folder."""

    root: Path
    today: date = date(2026, 11, 21)

    @property
    def records(self) -> Path:
        return self.root / "records"

    @property
    def site(self) -> Path:
        return self.root / "build" / "site"

    @property
    def shells(self) -> Path:
        return self.root / "build" / "shells"

    def build(self) -> Published:
        """One build, as `python -m services_directory.publish` does it, remembering the last."""
        return refresh(self.records, self.site, self.shells, self.today, search=False)

    def change(self, path: str, old: str, new: str) -> None:
        """Replace words in a file of the workshop."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text, f"{path} does not hold {old!r}"
        file.write_text(text.replace(old, new), "utf-8")

    def pages(self) -> dict[str, bytes]:
        return {str(path.relative_to(self.site)): path.read_bytes() for path in self.site.rglob("*.html")}

    def pages_from_nothing(self) -> dict[str, bytes]:
        """What a first build on a fresh machine would write."""
        site, cache = self.root / "fresh" / "site", self.root / "fresh" / "cache"
        shutil.rmtree(self.root / "fresh", ignore_errors=True)
        refresh(self.records, site, self.shells, self.today, cache_dir=cache, search=False)
        return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*.html")}


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    made = Workshop(tmp_path)
    shutil.copytree(RECORDS, made.records)
    shutil.copytree(templates.PAGES, tmp_path / "templates")
    shutil.copytree(templates.SCRIPTS, tmp_path / "site" / "scripts")
    for folder in ("find-support", "search"):
        shutil.copytree(PROJECT / "content" / folder / "_shared", tmp_path / "content" / folder / "_shared")
    shutil.copytree(look.CODE, tmp_path / "code", ignore=shutil.ignore_patterns("records", "__pycache__"))
    made.shells.mkdir(parents=True)
    (made.shells / "en.html").write_text(SHELL, "utf-8")
    made.site.mkdir()
    for module in (templates, look):
        monkeypatch.setattr(module, "PAGES", tmp_path / "templates")
    monkeypatch.setattr(templates, "WORDS", tmp_path / "content")
    monkeypatch.setattr(look, "PROJECT", tmp_path)
    monkeypatch.setattr(look, "CODE", tmp_path / "code")
    monkeypatch.setattr(quick_load, "CODE", tmp_path / "code")
    monkeypatch.setattr(quick_load, "TOO_FRESH_NS", -(10**12))  # files written a moment ago count as settled
    return made
