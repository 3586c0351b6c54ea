"""When the first words show over a slow link, beside a bare page with the same words and no style, in a real Chromium.

Run it: `python -m tests.benchmarks.paint`. The link is emulated by Chromium itself (round trip 400 ms, 400 kbit/s each way; it adds the
round trip to each request and none for connecting, so the whole is shorter than on a telephone and the ratio stricter);
the pages come compressed from `tests/support/compressing_server.py`. Each page is opened in a fresh context, as on a first
visit; all pages take turns, and the middle of the rounds is taken. Stock Material with the words of `get-help-now` runs too.
"""

from __future__ import annotations

import re
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.benchmarks.weight import STOCK, stock_site
from tests.support.browser import real_chromium
from tests.support.built_site import build_site
from tests.support.compressing_server import CompressingServer

GOAL = 1.15
ROUNDS = 7
ROUND_TRIP_MS, BYTES_A_SECOND = 400, 400_000 / 8
PAGES = {
    "home": "",
    "get help now": "get-help-now/",
    "a service": "services/victim-support/",
    "a right": "your-rights/support-services/",
}
HELD_TO_GOAL = ("home", "get help now")
FIRST_WORDS = """() => new Promise(tell => new PerformanceObserver(list => {
    const found = list.getEntriesByName('first-contentful-paint')[0];
    if (found) tell(found.startTime);
}).observe({type: 'paint', buffered: true}))"""


def bare(html: str) -> str:
    """The same words and structure with nothing to fetch and no style."""
    html = re.sub(r"<script.*?</script>|<style>.*?</style>|<link rel=.stylesheet.[^>]*>", "", html, flags=re.DOTALL)
    return re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)


def first_words_ms(browser: Browser, address: str) -> float:
    """First contentful paint of one first visit, in milliseconds since the address was asked for."""
    context = browser.new_context(viewport={"width": 375, "height": 800})
    page = context.new_page()
    link = context.new_cdp_session(page)
    link.send("Network.enable")
    link.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": ROUND_TRIP_MS, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND},
    )
    page.goto(address, wait_until="commit")
    painted = page.evaluate(FIRST_WORDS)
    context.close()
    return painted


def measure(addresses: dict[str, str]) -> dict[str, float]:
    """The middle of several rounds, in which all addresses take turns."""
    found: dict[str, list[float]] = {name: [] for name in addresses}
    with real_chromium() as browser:
        for address in addresses.values():
            first_words_ms(browser, address)  # nobody's first: what Chromium does once
        for _ in range(ROUNDS):
            for name, address in addresses.items():
                found[name].append(first_words_ms(browser, address))
    return {name: statistics.median(times) for name, times in found.items()}


def main() -> None:
    print(f"First words on a slow link (round trip {ROUND_TRIP_MS} ms, 400 kbit/s), beside the same words with no style")
    with tempfile.TemporaryDirectory() as temporary:
        base = Path(temporary)
        site = build_site(base / "ours" / "site")
        for folder in PAGES.values():
            (site / "bare" / folder).mkdir(parents=True, exist_ok=True)
            (site / "bare" / folder / "index.html").write_text(bare((site / folder / "index.html").read_text("utf-8")), "utf-8")
        stock = stock_site(base / "stock", STOCK)
        with CompressingServer(site).running() as ours, CompressingServer(stock).running() as material:
            addresses = {name: f"{ours.url}/{folder}" for name, folder in PAGES.items()}
            addresses |= {f"bare {name}": f"{ours.url}/bare/{folder}" for name, folder in PAGES.items()}
            found = measure(addresses | {"Material": f"{material.url}/"})
    for name in PAGES:
        ratio = found[name] / found[f"bare {name}"]
        verdict = f" (goal {GOAL}: {'met' if ratio <= GOAL else 'NOT MET'})" if name in HELD_TO_GOAL else ""
        print(f"  {name:13} {found[name] / 1000:.2f} s, bare {found[f'bare {name}'] / 1000:.2f} s: {ratio:.2f}{verdict}")
    print(
        f"  stock Material, the words of get help now: {found['Material'] / 1000:.2f} s, {found['Material'] / found['bare get help now']:.2f}"
    )


if __name__ == "__main__":
    main()
