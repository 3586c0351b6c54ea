"""python -m services_directory COMMAND: look after the facts. `--help` lists the commands, and `COMMAND --help` says more.

Each leaves with 0 when all is well and with 1 when something is wrong or refused.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from services_directory.loading import RECORDS

BUILT = Path(__file__).resolve().parents[1] / "build" / "site"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m services_directory", description="Look after the facts.")
    commands = parser.add_subparsers(dest="command", required=True)
    for add in (_check, _confidential, _import_postcodes, _validate_feed):
        add(commands)
    chosen = parser.parse_args(arguments)
    lines, is_wrong = chosen.run(chosen)
    print("\n".join(lines))
    return 1 if is_wrong else 0


def _command(commands, name: str, says: str, run) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=says, description=says)
    command.add_argument("--records", type=Path, default=RECORDS, help="the folder of records")
    command.set_defaults(run=run)
    return command


def _takes_today(command: argparse.ArgumentParser, says: str) -> None:
    today = date.fromisoformat(time.strftime("%Y-%m-%d"))
    command.add_argument("--today", type=date.fromisoformat, default=today, help=says)


def _check(commands) -> None:
    def run(chosen):
        from services_directory.check import report

        return report(chosen.today, chosen.records, chosen.site)

    command = _command(commands, "check", "what is to be rung, filled in, confirmed or mended", run)
    _takes_today(command, "the day to report for (today)")
    command.add_argument("--site", type=Path, help="the built site, to look for retired names and numbers in its pages")


def _confidential(commands) -> None:
    def run(chosen):
        from services_directory.confidential import address_for_editor

        try:
            address = address_for_editor(chosen.records, chosen.id)
        except FileNotFoundError:
            return [f"There is no service called {chosen.id!r}."], True
        return (["No address is kept in this record."], False) if address is None else ([address.reveal_to_editor()], False)

    command = _command(commands, "confidential", "print the confidential address of one service, for an editor", run)
    command.add_argument("id", help="the id of the service")


def _import_postcodes(commands) -> None:
    def run(chosen):
        from services_directory import load
        from services_directory.import_postcodes import BadPostcodeFile, as_yaml, import_postcodes

        try:
            districts, ours = import_postcodes(chosen.file, chosen.names, load(chosen.records).areas)
        except (BadPostcodeFile, OSError) as error:
            return [f"Nothing was written. {error}"], True
        target = chosen.records / "postcodes.yml"
        source = chosen.source or f"Office for National Statistics, {chosen.file.name}"
        target.write_text(as_yaml(districts, source, chosen.edition), "utf-8")
        return [f"{target} now places {ours} postcodes in {len(districts)} entries."], False

    command = _command(commands, "import-postcodes", "which council each postcode is in, from the national file", run)
    command.add_argument("file", type=Path, help="ONS Postcode Directory or National Statistics Postcode Lookup, as CSV")
    command.add_argument("--names", type=Path, required=True, help="names and codes of local authorities, same download")
    command.add_argument("--edition", required=True, help="the edition in words, such as 'May 2026'")
    command.add_argument("--source", help="who publishes it (the file's name)")


def _validate_feed(commands) -> None:
    def run(chosen):
        from services_directory.publish.open_referral.validate import validate_feed

        return validate_feed(chosen.feed, chosen.schemas)

    command = _command(commands, "validate-feed", "hold the open data against a folder of the standard's published schemas", run)
    command.add_argument("--schemas", type=Path, required=True, help="a folder that holds service.json and the rest")
    command.add_argument(
        "--feed", type=Path, default=BUILT / "open-referral", help="the feed's folder (build/site/open-referral)"
    )


if __name__ == "__main__":
    sys.exit(main())
