"""Digests of everything but the services: when one of these changes, every page is made anew."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from pathlib import Path

import jinja2

from services_directory.publish.kept_markdown import markdown_version
from services_directory.publish.templates import PAGES, PROJECT, SCRIPTS

CODE = PROJECT / "services_directory"


def look_digest(shells_dir: Path) -> str:
    """The code, the templates, the editors' words, the shells, and the versions that run them."""
    hashed = blake2b(digest_size=12)
    hashed.update(f"{sys.version} {jinja2.__version__} {markdown_version()}".encode())
    _add(
        hashed,
        [
            path
            for part in (CODE.glob("*.py"), (CODE / "days").glob("*.py"), (CODE / "publish").rglob("*.py"))
            for path in sorted(part)
        ],
    )
    _add(hashed, sorted(PAGES.glob("*.html")))
    _add(hashed, sorted(SCRIPTS.glob("*.js")))
    _add(hashed, sorted((PROJECT / "content").glob("*/_shared/*.md")))
    _add(hashed, sorted((PROJECT / "content" / "letters").glob("*/*.md")))
    _add(hashed, sorted(shells_dir.glob("*.html")))
    return hashed.hexdigest()


def inputs_digest(shells_dir: Path, records: Path, today: date) -> str:
    """The look, the day, and every record that is not a service, as they stand on disk."""
    hashed = blake2b(f"{look_digest(shells_dir)} {today.isoformat()}".encode(), digest_size=12)
    _add(hashed, sorted(path for path in records.glob("*.yml")))
    for folder in sorted(path for path in records.iterdir() if path.is_dir() and path.name != "services"):
        _add(hashed, sorted(folder.glob("*.yml")))
    return hashed.hexdigest()


def _add(hashed: blake2b, paths: Iterable[Path]) -> None:
    for path in paths:
        content = path.read_bytes()
        hashed.update(f"{path} {len(content)} ".encode())
        hashed.update(content)
