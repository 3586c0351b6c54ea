"""python -m forms_backend.paper: make both forms on paper into build/printed; `make site` runs it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date

from forms_backend.paper.forms import case_review_pdf, referral_pdf
from services_directory import Directory
from services_directory.printed.making import make_from_command_line
from services_directory.printed.shelf import Work

GROUP = "Forms to fill in by hand"
FORMS = (
    ("form-hub", "Ask the Victim and Witness Hub for help", referral_pdf),
    ("form-case-review", "Ask for an ASB Case Review", case_review_pdf),
)


def works(directory: Directory, on: date) -> Iterator[Work]:
    """Each form in standard and in large print."""
    for file, title, make in FORMS:
        yield Work(f"{file}.pdf", GROUP, title, lambda make=make: make(directory, on))
        yield Work(
            f"{file}-large-print.pdf", GROUP, f"{title}, large print", lambda make=make: make(directory, on, large_print=True)
        )


if __name__ == "__main__":
    sys.exit(make_from_command_line("python -m forms_backend.paper", __doc__, "forms", works))
