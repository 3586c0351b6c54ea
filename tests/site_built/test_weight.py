"""What a page of words weighs on the wire: its HTML and every style and script it asks for, gzipped."""

from __future__ import annotations

import gzip
import zlib
from functools import cache
from pathlib import Path

from tests.site_built.reading_html import read_pages

BUDGET = 30 * 1024  # Material's default page weighs 61 KiB, a GOV.UK page with its font 93

FIRST_ANSWER = 14 * 1024


@cache
def gzipped(path: Path) -> int:
    """Bytes at gzip's usual level, with no time in it: the same every day."""
    return len(gzip.compress(path.read_bytes(), compresslevel=6, mtime=0))


def weights(site_dir: Path) -> dict[str, int]:
    return {
        str(path.relative_to(site_dir)): gzipped(path)
        + sum(gzipped(site_dir / name.lstrip("/").split("?")[0]) for name in page.files)
        for path, page in read_pages(site_dir).items()
    }


def test_no_page_is_over_budget(site_dir):
    heavy = {name: weight for name, weight in weights(site_dir).items() if weight > BUDGET}
    assert not heavy, f"over {BUDGET} bytes: {heavy}"


def test_get_help_now_is_read_in_the_first_answer(site_dir):
    """14 KiB is what a server may send before it waits for the first round trip to end; the page is whole within that, style and all."""
    assert gzipped(site_dir / "get-help-now" / "index.html") <= FIRST_ANSWER


def test_the_scripts_of_the_finder_and_the_search_are_small(site_dir):
    assert gzipped(site_dir / "assets" / "finder.js") < 3000
    assert gzipped(site_dir / "assets" / "guide.js") < 2200
    assert gzipped(site_dir / "assets" / "open-now.js") < 1600
    assert gzipped(site_dir / "assets" / "search.js") < 2000


def test_a_heavy_page_would_be_found(tmp_path):
    noise = "".join(str(zlib.crc32(str(number).encode())) for number in range(8000))
    (tmp_path / "index.html").write_text(f"<p>{noise}</p>", "utf-8")
    assert weights(tmp_path)["index.html"] > BUDGET
