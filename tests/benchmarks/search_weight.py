"""What the first search for a word costs over the wire, with the real records and 1,000 or 10,000 invented services.

Run it: `python -m tests.benchmarks.search_weight`. A real Chromium opens /search/ from `tests/support/compressing_server.py` and
types; counted are the headers and bodies of everything it fetched from the first letter until the results stood there. Several
words are tried, each by a visitor of their own, and the dearest counts. The page itself is counted apart.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.benchmarks.synthetic import write_records
from tests.support.browser import real_chromium
from tests.support.built_site import build_site
from tests.support.compressing_server import CompressingServer

GOALS_KIB = {1_000: 145, 10_000: 205}
MATERIAL_KIB = {1_000: 757, 10_000: 7.6 * 1024}  # its index, gzipped, for as many such pages: measured once, not here
WORDS = ("counselling", "stalking", "refuge", "Polish", "court")
DAY = "2026-11-22"


def first_search(browser: Browser, server: CompressingServer, word: str) -> tuple[int, int, int]:
    """Bytes of the page, bytes of the first search, and how many requests that took."""
    context = browser.new_context(viewport={"width": 375, "height": 800})
    page = context.new_page()
    server.sent.clear()
    page.goto(f"{server.url}/search/", wait_until="networkidle")
    opened = sum(size for _, size in server.sent)
    server.sent.clear()
    page.locator("#search-words").fill(word)
    expect(page.locator("[data-search-count]")).to_contain_text("found", timeout=60_000)
    page.wait_for_load_state("networkidle")
    found = [size for _, size in server.sent]
    assert page.locator("[data-search-results] li").count(), f"nothing was found for {word!r}"
    context.close()
    return opened, sum(found), len(found)


def site_with(number: int, folder: Path, shells: Path) -> Path:
    """A site of `number` invented services and the real ones, with its index of words."""
    records = write_records(number, folder / "records")
    command = [sys.executable, "-m", "services_directory.publish", "--today", DAY]
    command += ["--records", records, "--site", folder / "site", "--shells", shells]
    (folder / "site").mkdir()
    subprocess.run(command, check=True, capture_output=True)
    (folder / "site" / "assets").mkdir(exist_ok=True)
    for asset in (shells.parent / "site" / "assets").iterdir():
        (folder / "site" / "assets" / asset.name).write_bytes(asset.read_bytes())
    return folder / "site"


def main(numbers: tuple[int, ...] = tuple(GOALS_KIB)) -> None:
    print("The first search for a word, over the wire")
    with tempfile.TemporaryDirectory() as temporary, real_chromium() as browser:
        base = Path(temporary)
        shells = build_site(base / "ours" / "site").parent / "shells"
        for number in numbers:
            site = site_with(number, base / str(number), shells)
            with CompressingServer(site).running() as server:
                results = {word: first_search(browser, server, word) for word in WORDS}
            for word, (_, size, requests) in results.items():
                print(f"  {number:6,} services, {word!r:14} {size / 1024:6.1f} KiB in {requests} requests")
            opened, dearest = next(iter(results.values()))[0] / 1024, max(size for _, size, _ in results.values()) / 1024
            goal, material = GOALS_KIB[number], MATERIAL_KIB[number]
            verdict = "met" if dearest <= goal else "NOT MET"
            print(f"  {number:6,} services: {dearest:.1f} KiB (goal {goal}: {verdict}), {dearest / material:.2f} of Material's index"
                  f" ({material:.0f} KiB, measured once); the page itself {opened:.1f} KiB")  # fmt: skip


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or tuple(GOALS_KIB))
