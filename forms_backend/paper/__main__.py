"""python -m forms_backend.paper: make both forms on paper into build/printed; `make site` runs it."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from forms_backend.paper.forms import case_review_pdf, referral_pdf
from services_directory import RECORDS, BadRecords, load
from services_directory.printed.shelf import FOLDER, PROJECT, Work, facts_digest, put_on_shelf

GROUP = "Forms to fill in by hand"


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m forms_backend.paper", description=__doc__)
    options.add_argument("--today", type=date.fromisoformat, required=True, help="the date in the UK, 2026-11-22")
    options.add_argument("--into", type=Path, default=PROJECT / "build" / FOLDER)
    chosen = options.parse_args()
    try:
        directory = load(today=chosen.today)
    except BadRecords as error:
        print(error, file=sys.stderr)
        return 1
    forms = (
        ("form-hub", "Ask the Victim and Witness Hub for help", referral_pdf),
        ("form-case-review", "Ask for an ASB Case Review", case_review_pdf),
    )
    works = [
        Work(
            f"{file}{end}.pdf",
            GROUP,
            f"{title}{words}",
            lambda make=make, large=bool(end): make(directory, chosen.today, large_print=large),
        )
        for file, title, make in forms
        for end, words in (("", ""), ("-large-print", ", large print"))
    ]
    made = put_on_shelf(chosen.into, "forms", works, facts_digest(RECORDS, chosen.today))
    print(f"{len(made)} forms on paper in {chosen.into}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
