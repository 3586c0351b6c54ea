"""python -m services_directory.publish --today 2026-11-22: bring the pages made from records up to date.

For pages of words, run `mkdocs build` first; it calls this too. Alone it is for a quick look after a change to a record.
"""

from __future__ import annotations

import argparse
import gc
import sys
from datetime import date
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m services_directory.publish", description=__doc__.split("\n")[0])
    options.add_argument("--today", type=date.fromisoformat, required=True, help="the date in the UK, 2026-11-22")
    options.add_argument("--records", type=Path, default=PROJECT / "services_directory" / "records")
    options.add_argument("--site", type=Path, default=PROJECT / "build" / "site")
    options.add_argument("--shells", type=Path, default=PROJECT / "build" / "shells")
    options.add_argument("--no-search", action="store_true", help="leave the search index as it is")
    chosen = options.parse_args()
    if not (chosen.shells / "en.html").is_file():
        print(f"{chosen.shells}/en.html is missing: run `mkdocs build` first.", file=sys.stderr)
        return 1
    gc.disable()  # a short life, and next to nothing in circles: looking for those costs more than it frees
    from services_directory.publish.refresh import refresh

    done = refresh(chosen.records, chosen.site, chosen.shells, chosen.today, search=not chosen.no_search)
    print(f"{done.written} pages written, {done.kept} kept, {done.removed} removed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
