"""What it costs to turn service records into pages, beside Hugo on the same records.

Run it: `python -m tests.benchmarks.directory`. Ratios hold on other machines, times do not. Both sides take turns, so that a
busy machine slows both alike, and the middle of the rounds is taken. Files are in memory where the system has room for that.

Both make one page a service and every list of services, with the same shell around them; Hugo's templates are in `hugo/`.
Four cases of ours, each beside Hugo's whole build (it has no other: it renders everything each time it writes a site):
    first       nothing known of records and pages, as on a new machine (compiled code is kept, templates' as Python's own)
    new look    the skeleton changed: every page is rendered again, from records that were checked before
    emptied     the site was emptied, as `mkdocs build` does each time, and nothing changed
    one change  the summary of one service changed: its page and the lists it is on
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pagefind_bin import get_executable

from tests.benchmarks.rival import HUGO, write_hugo_site
from tests.benchmarks.synthetic import write_records
from tests.support.built_site import PROJECT, build_site

SIZES = (100, 1_000, 10_000)
ROUNDS = {100: 5, 1_000: 5, 10_000: 3}
HELD_TO_GOALS = (1_000, 10_000)
WHOLE_GOAL, CHANGE_GOAL, MEMORY_GOAL, SITE_GOAL = 0.5, 0.15, 0.25, 1.0
DAY = "2026-11-22"
SETTLED_SECONDS = 1.2  # younger files are read again, which no editor's second build would meet


@dataclass(frozen=True)
class Cost:
    """One run of a command: wall time, and the most memory that any one of its processes held."""

    seconds: float
    megabytes: float


# Measured from a process of its own: a child starts with the memory of its parent on its account.
_LAUNCHER = """
import os, sys, time
started = time.perf_counter()
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, used = os.wait4(process, 0)
print(time.perf_counter() - started, used.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def run(command: list[str | Path], folder: Path = PROJECT) -> Cost:
    done = subprocess.run([sys.executable, "-S", "-c", _LAUNCHER, *map(str, command)], cwd=folder, capture_output=True, text=True,
                          env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)  # fmt: skip
    seconds, kilobytes, code = done.stdout.split()
    if code != "0":
        raise RuntimeError(f"{command} ended with {code}: {done.stderr}")
    return Cost(float(seconds), int(kilobytes) / 1024)


def middle(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(cost.seconds for cost in costs), statistics.median(cost.megabytes for cost in costs))


class Contest:
    """Our build and Hugo's of the same number of services, in one folder."""

    def __init__(self, number: int, folder: Path, shells: Path) -> None:
        self.number = number
        self.records = write_records(number, folder / "records")
        for made_from_other_records in ("rights", "stages"):  # Hugo has no such pages: neither do we, here
            shutil.rmtree(self.records / made_from_other_records)
        self.build = folder / "build"
        shutil.copytree(shells, self.build / "shells")
        self.hugo = write_hugo_site(self.records, shells / "en.html", folder / "hugo")
        self._changes = 0
        time.sleep(SETTLED_SECONDS)

    def ours(self) -> Cost:
        return run([sys.executable, "-m", "services_directory.publish", "--today", DAY, "--no-search", "--records", self.records,
                    "--site", self.build / "site", "--shells", self.build / "shells"])  # fmt: skip

    def first(self) -> Cost:
        for known in (self.build / "cache").glob("*"):
            if known.is_file():
                known.unlink()
            elif known.name != "templates":
                shutil.rmtree(known)
        return self.emptied()

    def new_look(self) -> Cost:
        shell = self.build / "shells" / "en.html"
        shell.write_text(shell.read_text("utf-8") + "\n", "utf-8")
        return self.ours()

    def emptied(self) -> Cost:
        shutil.rmtree(self.build / "site", ignore_errors=True)
        (self.build / "site").mkdir()
        return self.ours()

    def one_change(self) -> Cost:
        self._changes += 1
        record = self.records / "services" / f"invented-{self._changes:05d}.yml"
        record.write_text(record.read_text("utf-8").replace('summary: "', 'summary: "New: '), "utf-8")
        return self.ours()

    def rival(self) -> Cost:
        shutil.rmtree(self.hugo / "public", ignore_errors=True)
        return run([HUGO, "--quiet"], self.hugo)


def compare(number: int, folder: Path, shells: Path) -> dict[str, Cost]:
    """The middle of several rounds, in which all take turns."""
    contest = Contest(number, folder, shells)
    turns: dict[str, Callable[[], Cost]] = {
        "first": contest.first, "new look": contest.new_look, "emptied": contest.emptied, "one change": contest.one_change,
        "Hugo": contest.rival,
    }  # fmt: skip
    contest.first()
    rounds = [{name: turn() for name, turn in turns.items()} for _ in range(ROUNDS[number])]
    _same_work(contest)
    return {name: middle([one[name] for one in rounds]) for name in turns}


def _same_work(contest: Contest) -> None:
    """Refuse to compare unless both made a page of every service, of much the same size."""
    sites = (contest.build / "site", contest.hugo / "public")
    ours, theirs = (sorted((site / "services").glob("*/index.html")) for site in sites)
    assert [page.parent.name for page in ours] == [page.parent.name for page in theirs]
    sizes = [sum(page.stat().st_size for page in pages) for pages in (ours, theirs)]
    assert 0.8 < sizes[0] / sizes[1] < 1.25, f"not the same pages: {sizes}"


def whole_site(number: int, folder: Path) -> tuple[dict[str, Cost], dict[str, Cost]]:
    """Everything, from `mkdocs build` on: our and Hugo's pages, then the search index of each by the same Pagefind."""
    project = folder / "project"
    for part in ("content", "site", "services_directory"):
        shutil.copytree(PROJECT / part, project / part, ignore=shutil.ignore_patterns("__pycache__", "records", "node_modules"))
    shutil.copy(PROJECT / "mkdocs.yml", project)
    records = write_records(number, project / "services_directory" / "records")
    run([sys.executable, "-m", "mkdocs", "build", "--quiet"], project)  # the shell; and what Python compiles once
    hugo = write_hugo_site(records, project / "build" / "shells" / "en.html", folder / "hugo")
    ours: dict[str, Cost] = {"all": run([sys.executable, "-m", "mkdocs", "build", "--quiet"], project)}
    theirs = {"pages": run([HUGO, "--quiet"], hugo)}
    index = [get_executable(), "--root-selector", "main", "--quiet", "--glob", "{index.html,services/**/*.html}"]
    theirs["search"] = run([*index, "--site", hugo / "public"])
    ours["search"] = run([*index, "--site", project / "build" / "site", "--output-path", folder / "index"])
    return ours, theirs


def print_comparison(number: int, costs: dict[str, Cost]) -> None:
    rival = costs["Hugo"]
    print(f"\n{number:,} services: Hugo {rival.seconds:.2f} s, {rival.megabytes:.0f} MB")
    for name, cost in costs.items():
        if name == "Hugo":
            continue
        goal = CHANGE_GOAL if name == "one change" else WHOLE_GOAL
        time_ratio, memory_ratio = cost.seconds / rival.seconds, cost.megabytes / rival.megabytes
        said = [f"  {name:<11} {cost.seconds:6.2f} s = {time_ratio:5.3f}", f"{cost.megabytes:4.0f} MB = {memory_ratio:4.2f}"]
        if number in HELD_TO_GOALS:
            said = [said[0] + _verdict(time_ratio, goal), said[1] + _verdict(memory_ratio, MEMORY_GOAL)]
        print(" | ".join(said))


def print_growth(results: dict[int, dict[str, Cost]]) -> None:
    print("\nWhat ten times as many services cost (times the wall time, times the memory)")
    for small, large in zip(SIZES, SIZES[1:], strict=False):
        parts = []
        for name, before in results[small].items():
            after = results[large][name]
            parts.append(f"{name}: {after.seconds / before.seconds:.1f}, {after.megabytes / before.megabytes:.1f}")
        print(f"  {small:,} to {large:,}: {' | '.join(parts)}")


def _verdict(ratio: float, goal: float) -> str:
    return f" (goal {goal}: {'met' if ratio <= goal else 'NOT MET'})"


def main() -> None:
    memory = Path("/dev/shm")  # noqa: S108 - only as a place to measure without the disk
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 4e9
    with tempfile.TemporaryDirectory(dir=memory if roomy else None) as temporary:
        base = Path(temporary)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an editor's Python keeps what it compiled
        os.environ["PYTHONPYCACHEPREFIX"] = str(base / "compiled")
        shells = build_site(base / "ours" / "site").parent / "shells"
        print("Records to pages, beside Hugo 0.168 on the same records")
        results = {}
        for number in SIZES:
            results[number] = compare(number, base / str(number), shells)
            print_comparison(number, results[number])
            shutil.rmtree(base / str(number))
        print_growth(results)
        print_whole_site(*whole_site(SIZES[-1], base))
        today = run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", base / "today" / "site"])
        print(f"  as it stands, with {_words()} pages of words: {today.seconds:.2f} s; MkDocs and its start are most of that")


def print_whole_site(ours: dict[str, Cost], theirs: dict[str, Cost]) -> None:
    whole = ours["all"].seconds / (theirs["pages"].seconds + theirs["search"].seconds)
    without = (ours["all"].seconds - ours["search"].seconds) / theirs["pages"].seconds
    print(f"\nThe whole site with {SIZES[-1]:,} services, pages of words and search (Hugo makes no pages of words here)")
    rival = f"Hugo {theirs['pages'].seconds:.2f} s, its search {theirs['search'].seconds:.2f} s"
    print(f"  ours {ours['all'].seconds:.2f} s; {rival}: {whole:.2f}{_verdict(whole, SITE_GOAL)}")
    print(f"  without search on either side: about {without:.2f}")


def _words() -> int:
    return sum(1 for path in (PROJECT / "content").rglob("*.md") if "_shared" not in path.parts and "letters" not in path.parts)


if __name__ == "__main__":
    main()
