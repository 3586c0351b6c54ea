"""python -m services_directory check [--today 2026-11-21] [--records FOLDER] [--site build/site]

Prints the editor's report. Leaves with 1 when something is an error, and with 0 otherwise.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from services_directory.check import report
from services_directory.loading import RECORDS


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m services_directory", description="Look after the facts.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="what is to be rung, filled in, confirmed or mended")
    check.add_argument(
        "--today",
        type=date.fromisoformat,
        default=date.fromisoformat(time.strftime("%Y-%m-%d")),
        help="the day to report for (today)",
    )
    check.add_argument("--records", type=Path, default=RECORDS, help="the folder of records")
    check.add_argument("--site", type=Path, help="the built site, to look for retired names and numbers in its pages")
    chosen = parser.parse_args(arguments)
    lines, has_errors = report(chosen.today, chosen.records, chosen.site)
    print("\n".join(lines))
    return 1 if has_errors else 0


if __name__ == "__main__":
    sys.exit(main())
