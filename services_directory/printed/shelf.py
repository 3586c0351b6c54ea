"""The folder of finished printed matter, `build/printed`, and the list of what lies in it.

It lies beside the site, because MkDocs empties the site on each build; a build copies it in. The list says what each file
was made from. A build leaves out whatever was made from other facts, so that no stale paper is offered.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import blake2b
from itertools import groupby
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = "printed"


@dataclass(frozen=True)
class Printed:
    """One file on the shelf.

    Attributes:
        group: the heading it stands under on the page.
        title: what it is, in the words of the link.
        pages, bytes: its length, for the reader to know before they load it.
    """

    file: str
    group: str
    title: str
    pages: int
    bytes: int

    @property
    def size(self) -> str:
        """'212 KB', as people know it."""
        return f"{max(1, round(self.bytes / 1000))} KB"


@dataclass(frozen=True)
class Work:
    """A file to make."""

    file: str
    group: str
    title: str
    make: Callable[[], bytes]


def put_on_shelf(shelf: Path, maker: str, works: Iterable[Work], made_from: str) -> list[Printed]:
    """Make each file, and the list of this maker; files that it made before and does not make now are taken away.

    Args:
        maker: whose list it is ("booklets", "forms"): each maker's files come and go alone.
        made_from: digest of everything they are made from.
    """
    shelf.mkdir(parents=True, exist_ok=True)
    before = {one.file for one in _list(shelf, maker)[1]}
    made = []
    for work in works:
        content = work.make()
        (shelf / work.file).write_bytes(content)
        made.append(Printed(work.file, work.group, work.title, _pages(content), len(content)))
    for gone in before - {one.file for one in made}:
        (shelf / gone).unlink(missing_ok=True)
    listed = {"made_from": made_from, "files": [asdict(one) for one in made]}
    (shelf / f"{maker}.json").write_text(json.dumps(listed, indent=1), "utf-8")
    return made


def on_shelf(shelf: Path, today: date, records: Path) -> list[Printed]:
    """What may be offered: files that are there and were made from the facts as they are now."""
    found: list[Printed] = []
    for path in sorted(shelf.glob("*.json")):
        made_from, files = _list(shelf, path.stem)
        if files and made_from == facts_digest(records, today):
            found += [one for one in files if (shelf / one.file).is_file()]
    return found


def in_groups(printed: Sequence[Printed]) -> list[tuple[str, list[Printed]]]:
    """As a page lists them: each heading with its files, in the order in which they were made."""
    return [(group, list(files)) for group, files in groupby(printed, key=lambda one: one.group)]


def copy_to(site_dir: Path, shelf: Path, printed: Sequence[Printed]) -> None:
    """Put them into the built site."""
    if printed:
        (site_dir / FOLDER).mkdir(exist_ok=True)
    for one in printed:
        shutil.copyfile(shelf / one.file, site_dir / FOLDER / one.file)


def facts_digest(records: Path, today: date) -> str:
    """Changes with any record, with the words of the forms, with the code and with the day (hours and rules may change by date)."""
    hashed = blake2b(today.isoformat().encode(), digest_size=12)
    code = [PROJECT / "services_directory", PROJECT / "forms_backend"]
    for folder, patterns in ((records, ("*.yml",)), *((one, ("*.py", "*.typ", "*.html")) for one in code)):
        for pattern in patterns:
            for path in sorted(folder.rglob(pattern)):
                hashed.update(f"{path.name} ".encode())
                hashed.update(path.read_bytes())
    return hashed.hexdigest()


def _list(shelf: Path, maker: str) -> tuple[str, list[Printed]]:
    try:
        raw = json.loads((shelf / f"{maker}.json").read_text("utf-8"))
        return raw["made_from"], [Printed(**one) for one in raw["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return "", []


def _pages(pdf: bytes) -> int:
    """Pages of a PDF of ours, as its own page tree counts them."""
    return pdf.count(b"/Type /Page\n") or pdf.count(b"/Type/Page/") or 1
