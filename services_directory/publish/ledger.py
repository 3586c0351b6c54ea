"""What was written from what, so that a build rewrites only what changed, and never leaves a stale page.

A page stands when the digest of everything it was made from is the one in the ledger, and the file is still exactly as
we wrote it (size and time). Without a ledger everything is written, and pages left by an earlier build are removed.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import msgpack

from services_directory.publish.listing import Listing

OWN_FOLDERS = ("services", "find-support", "search", "cards", "antisocial-behaviour/councils")
SHARED_FOLDERS = ("your-rights", "what-happens", "about")  # pages of words live here too: only ours may go
OUR_MARK = b" data-from-records"

Stamp = tuple[str, int, int]  # digest of what the page was made from; size and time of the file we wrote


def digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()


@dataclass(slots=True)
class Ledger:
    """The state after one build.

    Attributes:
        inputs: digest of everything but the services, as files; "" when the build did not start from files.
        base: digest of what every page is made from.
        always_there: the closing words of every page, as HTML.
        on_device: what pages carry for the browser to work with.
        listings: every published service.
        pages: path -> stamp of each page written.
        uses: path -> services whose name, number or card a page shows besides its own record.
        files: id -> size, times and number of its record file; only of files that may be trusted by those.
        linked: services that other records name.
        private: services with an address that is never shown, drafts too.
    """

    inputs: str = ""
    base: str = ""
    always_there: str = ""
    listings: dict[str, Listing] = field(default_factory=dict)
    pages: dict[str, Stamp] = field(default_factory=dict)
    uses: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[int]] = field(default_factory=dict)
    linked: list[str] = field(default_factory=list)
    private: list[str] = field(default_factory=list)
    on_device: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Ledger | None:
        """The ledger of the last build, or None when there is none that we can use."""
        try:
            raw = msgpack.unpackb(path.read_bytes())
            listings = {row[0]: Listing.unpacked(row) for row in raw["listings"]}
            pages = {name: tuple(stamp) for name, stamp in raw["pages"].items()}
            plain = ("inputs", "base", "always_there", "uses", "files", "linked", "private", "on_device")
            return cls(listings=listings, pages=pages, **{name: raw[name] for name in plain})
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        half_written = path.with_suffix(".new")
        half_written.write_bytes(
            msgpack.packb(
                {
                    "inputs": self.inputs,
                    "base": self.base,
                    "always_there": self.always_there,
                    "listings": list(self.listings.values()),
                    "pages": self.pages,
                    "uses": self.uses,
                    "files": self.files,
                    "linked": self.linked,
                    "private": self.private,
                    "on_device": self.on_device,
                }
            )
        )
        half_written.replace(path)


def ledger_path(cache_dir: Path, site_dir: Path) -> Path:
    """Each site folder has a ledger of its own."""
    return cache_dir / f"pages-{digest(str(site_dir.resolve()))}.msgpack"


def store_path(cache_dir: Path, site_dir: Path) -> Path:
    return ledger_path(cache_dir, site_dir).with_suffix("")


def write_page(site_dir: Path, path: str, html: str, made_from: str, store: Path) -> Stamp:
    """Write one page and keep a second link to it; its stamp."""
    target = f"{site_dir}/{path}index.html"
    stamp = written_whole(_open_new(target), html.encode(), made_from)
    _link(target, f"{store}/{made_from}")
    return stamp


def written_whole(handle: int, content: bytes, made_from: str) -> Stamp:
    """Write everything into an open file and close it; its stamp."""
    try:
        written = 0
        while written < len(content):
            written += os.write(handle, content[written:] if written else content)
        return made_from, len(content), os.fstat(handle).st_mtime_ns
    finally:
        os.close(handle)


def _open_new(target: str) -> int:
    """Never the old file: another page, or the store, may hold a link to it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(target, flags, 0o644)
    except FileExistsError:
        os.unlink(target)  # noqa: PTH108 - plain calls: this runs once a page
    except FileNotFoundError:
        _make_folder(target.rpartition("/")[0])
    return os.open(target, flags, 0o644)


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102 - nearly always enough, and it asks less of the system than makedirs
    except OSError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _link(source: str, target: str) -> bool:
    """A second name for a file, in place of whatever had it; False where the file system has no links."""
    try:
        os.link(source, target)
    except FileExistsError:
        os.unlink(target)  # noqa: PTH108
        return _link(source, target)
    except OSError:
        return False
    return True


def brought_back(site_dir: Path, path: str, stamp: Stamp, store: Path) -> bool:
    """A page that was swept away with the whole site (MkDocs empties it) and that nothing has changed since."""
    kept = f"{store}/{stamp[0]}"
    if not os.path.exists(kept):  # noqa: PTH110
        return False
    folder = f"{site_dir}/{path}"
    _make_folder(folder)
    return _link(kept, f"{folder}index.html") and stands(site_dir, path, stamp)


def tidy_store(store: Path, pages: dict[str, Stamp]) -> None:
    """Forget pages that are no longer made."""
    wanted = {stamp[0] for stamp in pages.values()}
    for name in os.listdir(store):  # noqa: PTH208
        if name not in wanted:
            (store / name).unlink()


def stands(site_dir: Path, path: str, stamp: Stamp) -> bool:
    """Whether the page is there exactly as we wrote it."""
    try:
        found = os.stat(f"{site_dir}/{path}index.html")  # noqa: PTH116 - once a page, on every build
    except OSError:
        return False
    return found.st_size == stamp[1] and found.st_mtime_ns == stamp[2]


def remove_page(site_dir: Path, path: str) -> None:
    """Take a page that is no longer made, and its folder when nothing else is in it."""
    folder = site_dir / path
    (folder / "index.html").unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def remove_unknown_pages(site_dir: Path) -> None:
    """With no ledger to say what we wrote before: clear our own folders, and our marked pages in shared ones."""
    for name in OWN_FOLDERS:
        shutil.rmtree(site_dir / name, ignore_errors=True)
    for name in SHARED_FOLDERS:
        for page in (site_dir / name).rglob("*/index.html"):
            if OUR_MARK in page.read_bytes():
                remove_page(site_dir, f"{page.parent.relative_to(site_dir)}/")
