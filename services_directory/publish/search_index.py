"""The index of words behind /search/, made by Pagefind from the finished pages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from hashlib import blake2b
from pathlib import Path

from pagefind_bin import get_executable

INDEX = "search/index"  # under /search/, so that one rule of the content policy covers the page and its code
LEFT_OUT = ("search", "find-support", "assets", "cards", "printed")  # lists repeat the services' own pages; cards name nothing
REPEATED = ".crumbs, .no-print, .contact-route__way, .contact-route__note, .checked-note"  # much the same on every page
NEEDED = ("pagefind.js", "pagefind-entry.json", "*.pf_meta", "wasm.*", "fragment", "index")


class SearchNotBuilt(Exception):
    """Pagefind ended with an error; its text is what it said."""


def build_search_index(site_dir: Path, cache_dir: Path) -> bool:
    """Index the words of every page but the lists; False when no page changed since the last time.

    Pagefind ships its own user interfaces too; they are removed, because /search/ has its own.
    """
    site_dir = Path(site_dir)
    current = pages_digest(site_dir)
    note = cache_dir / "search-index.json"
    if (site_dir / INDEX).is_dir() and _was_built_from(note, site_dir) == current:
        return False
    shutil.rmtree(site_dir / INDEX, ignore_errors=True)
    folders = sorted(child.name for child in site_dir.iterdir() if child.is_dir() and child.name not in LEFT_OUT)
    run = subprocess.run(
        [
            get_executable(),
            "--site",
            str(site_dir),
            "--output-path",
            str(site_dir / INDEX),
            "--root-selector",
            "main",
            "--exclude-selectors",
            REPEATED,
            "--glob",
            f"{{index.html,{{{','.join(folders)}}}/**/*.html}}",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise SearchNotBuilt(run.stderr or run.stdout)
    _keep_only_needed(site_dir / INDEX)
    note.write_text(json.dumps({"site": str(site_dir.resolve()), "pages": current}), "utf-8")
    return True


def pages_digest(site_dir: Path) -> str:
    """Changes with any page that search may look at, and with what of it we leave out."""
    hashed = blake2b(f"{REPEATED} {NEEDED}".encode(), digest_size=12)
    for folder, inner, names in os.walk(site_dir):
        inner[:] = sorted(name for name in inner if Path(folder) != site_dir or name not in LEFT_OUT)
        for name in sorted(names):
            if name.endswith(".html"):
                path = Path(folder) / name
                hashed.update(f"{path}\0".encode())
                hashed.update(path.read_bytes())
    return hashed.hexdigest()


def _was_built_from(note: Path, site_dir: Path) -> str | None:
    try:
        built = json.loads(note.read_text("utf-8"))
        return built["pages"] if built["site"] == str(site_dir.resolve()) else None
    except (OSError, ValueError, KeyError):
        return None


def _keep_only_needed(index: Path) -> None:
    for path in index.iterdir():
        if not any(path.match(pattern) for pattern in NEEDED):
            path.unlink()
