"""What the commands that make paper have in common: which day, into which folder, and what to say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from services_directory import RECORDS, BadRecords, Directory, load
from services_directory.printed.shelf import FOLDER, PROJECT, Work, facts_digest, put_on_shelf


def make_from_command_line(prog: str, about: str, maker: str, works: Callable[[Directory, date], Iterable[Work]]) -> int:
    """Load the records for a day, make every work, and say how many there are; the exit code.

    Args:
        maker: whose list on the shelf it is.
    """
    options = argparse.ArgumentParser(prog=prog, description=about.split("\n")[0])
    options.add_argument("--today", type=date.fromisoformat, required=True, help="the date in the UK, 2026-11-22")
    options.add_argument("--into", type=Path, default=PROJECT / "build" / FOLDER)
    chosen = options.parse_args()
    try:
        directory = load(today=chosen.today)
    except BadRecords as error:
        print(error, file=sys.stderr)
        return 1
    made = put_on_shelf(chosen.into, maker, works(directory, chosen.today), facts_digest(RECORDS, chosen.today))
    print(f"{len(made)} {maker} on paper in {chosen.into}.")
    return 0
