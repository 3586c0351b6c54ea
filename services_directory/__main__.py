"""python -m services_directory check [--today 2026-11-21] [--records FOLDER] [--site build/site]
python -m services_directory import-postcodes FILE --names FILE --edition "May 2026" [--records FOLDER]

`check` prints the editor's report; it leaves with 1 when something is an error, and with 0 otherwise. `import-postcodes`
writes records/postcodes.yml from the national postcode file; it leaves with 1, and writes nothing, when a file is wrong.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from services_directory.check import report
from services_directory.import_postcodes import BadPostcodeFile, as_yaml, import_postcodes
from services_directory.loading import RECORDS, load


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
    check.add_argument("--site", type=Path, help="the built site, to look for retired names and numbers in its pages")
    check.set_defaults(run=_check)
    postcodes = commands.add_parser("import-postcodes", help="which council each postcode is in, from the national file")
    postcodes.add_argument("file", type=Path, help="ONS Postcode Directory or National Statistics Postcode Lookup, as CSV")
    postcodes.add_argument("--names", type=Path, required=True, help="names and codes of local authorities, same download")
    postcodes.add_argument("--edition", required=True, help="the edition in words, such as 'May 2026'")
    postcodes.add_argument("--source", help="who publishes it (the file's name)")
    postcodes.set_defaults(run=_import_postcodes)
    for command in (check, postcodes):
        command.add_argument("--records", type=Path, default=RECORDS, help="the folder of records")
    chosen = parser.parse_args(arguments)
    return chosen.run(chosen)


def _check(chosen: argparse.Namespace) -> int:
    lines, has_errors = report(chosen.today, chosen.records, chosen.site)
    print("\n".join(lines))
    return 1 if has_errors else 0


def _import_postcodes(chosen: argparse.Namespace) -> int:
    try:
        districts, ours = import_postcodes(chosen.file, chosen.names, load(chosen.records).areas)
    except (BadPostcodeFile, OSError) as error:
        print(f"Nothing was written. {error}", file=sys.stderr)
        return 1
    target = chosen.records / "postcodes.yml"
    source = chosen.source or f"Office for National Statistics, {chosen.file.name}"
    target.write_text(as_yaml(districts, source, chosen.edition), "utf-8")
    print(f"{target} now places {ours} postcodes in {len(districts)} entries.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
