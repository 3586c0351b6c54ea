"""Lighthouse (mobile) on home, finder, a service and a right: the scores of its four groups, and what keeps one from 100.

Run it: `python -m tests.benchmarks.lighthouse`. Needs Node 18 or later and, once, `npm ci --prefix tests/lighthouse`; without
them it says so and measures nothing. Lighthouse slows the processor four times, so that a fast desktop stands for a telephone. On
a slower machine that would be slower than any telephone: the factor follows the speed that Lighthouse itself measured, as its
notes on throttling ask, and is printed. On a busy machine the performance score still falls; the other three do not change.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from tests.support.browser import chromium_path
from tests.support.built_site import build_site
from tests.support.compressing_server import CompressingServer

COMMAND = Path(__file__).parents[1] / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = ("/", "/find-support/", "/services/victim-support/", "/your-rights/updates-on-the-case/")
GROUPS = ("performance", "accessibility", "best-practices", "seo")
ROUNDS = 3
LARGEST_SLOWDOWN, FAST_DESKTOP = 4, 1800  # Lighthouse's own factor, and the speed index of a machine that it is meant for
GOAL = 100


def visit(address: str, folder: Path, slowdown: float = LARGEST_SLOWDOWN) -> dict:
    """Lighthouse's report on one address, with the processor slowed so many times."""
    report = folder / "report.json"
    flags = "--headless=new --no-sandbox --disable-gpu"
    command = ["node", COMMAND, address, "--quiet", f"--chrome-flags={flags}", "--output=json", f"--output-path={report}"]
    command.append(f"--throttling.cpuSlowdownMultiplier={slowdown}")
    environment = {**os.environ, "CHROME_PATH": chromium_path()}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return json.loads(report.read_text("utf-8"))


def below(report: dict) -> list[str]:
    """Every check that counts and is not at its best: 'group: check, what it says'."""
    return [
        f"{group}: {reference['id']}, {check.get('displayValue', 'failed')}"
        for group in GROUPS
        for reference in report["categories"][group]["auditRefs"]
        if reference["weight"] and (check := report["audits"][reference["id"]])["score"] not in (None, 1)
    ]


def main() -> None:
    print("Lighthouse, mobile")
    if not shutil.which("node") or not COMMAND.is_file():
        print("  not measured: it needs Node and `npm ci --prefix tests/lighthouse`")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with CompressingServer(build_site(folder / "site")).running() as server:
            speed = visit(server.url, folder)["environment"]["benchmarkIndex"]
            slowdown = round(min(LARGEST_SLOWDOWN, max(1, LARGEST_SLOWDOWN * speed / FAST_DESKTOP)), 1)
            print(f"  this machine's speed index is {speed:.0f}: processor slowed {slowdown} times")
            for page in PAGES:
                reports = [visit(server.url + page, folder, slowdown) for _ in range(ROUNDS)]
                scores = {
                    group: round(100 * statistics.median(report["categories"][group]["score"] for report in reports))
                    for group in GROUPS
                }
                said = ", ".join(f"{group} {score}" for group, score in scores.items())
                print(f"  {page:34} {said} (goal {GOAL}: {'met' if min(scores.values()) >= GOAL else 'NOT MET'})")
                for line in sorted({line for report in reports for line in below(report)}):
                    print(f"    {line}")


if __name__ == "__main__":
    main()
