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

PROJECT = Path(__file__).resolve().parents[1]
BUILT, PROPOSALS = PROJECT / "build" / "site", PROJECT / "var" / "proposals"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m services_directory", description="Look after the facts.")
    commands = parser.add_subparsers(dest="command", required=True)
    for add in (_check, _due, _confirm, _confidential, _import_postcodes, _validate_feed, _import_feed, _approve, _reject):
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
        from services_directory.editors.check import report

        return report(chosen.today, chosen.records, chosen.site)

    command = _command(commands, "check", "what is to be rung, filled in, confirmed or mended", run)
    _takes_today(command, "the day to report for (today)")
    command.add_argument("--site", type=Path, help="the built site, to look for retired names and numbers in its pages")


def _due(commands) -> None:
    def run(chosen):
        from services_directory.editors.due import due_report

        return due_report(chosen.today, chosen.records, chosen.owner)

    command = _command(commands, "due", "which services are due for a check, by the role that looks after them", run)
    _takes_today(command, "the day to report for (today)")
    command.add_argument("--owner", help="only those of this role")


def _confirm(commands) -> None:
    def run(chosen):
        from services_directory.editors.confirming import confirm
        from services_directory.editors.record_lines import CannotChange

        said = {"role": chosen.role, "how": chosen.how, "on": chosen.on or chosen.today, "rung": chosen.rung}
        try:
            path = confirm(chosen.records, chosen.id, today=chosen.today, **said)
        except CannotChange as refused:
            return [str(refused)], True
        return [f"{path.name}: checked on {said['on']} by {chosen.role}."], False

    command = _command(commands, "confirm", "write into a record that a person checked it", run)
    command.add_argument("id", help="the id of the service")
    command.add_argument("--role", required=True, help="your role, never your name")
    command.add_argument("--how", required=True, help='what you did, such as "Rang the number and asked for its hours"')
    command.add_argument("--on", type=date.fromisoformat, help="the day you did it, 2026-12-01 (today)")
    command.add_argument("--rung", action="store_true", help="you used the way in that people use, and it worked")
    _takes_today(command, "today, for a machine whose clock is wrong")


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
        from services_directory.editors.import_postcodes import BadPostcodeFile, as_yaml, import_postcodes

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


def _import_feed(commands) -> None:
    def run(chosen):
        from services_directory.editors.incoming.proposals import import_feed
        from services_directory.editors.incoming.reading import BadFeed

        try:
            return import_feed(chosen.file, chosen.name, chosen.licence, chosen.records, chosen.proposals), False
        except BadFeed as refused:
            return [str(refused)], True

    command = _command(commands, "import-feed", "compare another body's Open Referral feed with our records, for approval", run)
    command.add_argument("file", type=Path, help="a JSON file of the feed, or a folder of them")
    command.add_argument("--name", required=True, help="whose feed it is, as readers will see it")
    command.add_argument("--licence", required=True, help="under which licence they give it")
    _takes_proposals(command)


def _approve(commands) -> None:
    def run(chosen):
        from services_directory.editors.incoming.proposals import approve

        return _decided(lambda: approve(chosen.id, chosen.records, chosen.proposals, chosen.today))

    command = _command(commands, "approve", "take one proposal of import-feed into the records, a new service as a draft", run)
    command.add_argument("id", help="the id in the proposal")
    _takes_proposals(command)
    _takes_today(command, "the day of the approval (today)")


def _reject(commands) -> None:
    def run(chosen):
        from services_directory.editors.incoming.proposals import reject

        return _decided(lambda: reject(chosen.id, chosen.proposals))

    command = _command(commands, "reject", "take one proposal of import-feed away", run)
    command.add_argument("id", help="the id in the proposal")
    _takes_proposals(command)


def _decided(decide):
    from services_directory.editors.incoming.proposals import CannotDecide
    from services_directory.editors.record_lines import CannotChange

    try:
        return decide(), False
    except (CannotDecide, CannotChange) as refused:
        return [str(refused)], True


def _takes_proposals(command: argparse.ArgumentParser) -> None:
    command.add_argument("--proposals", type=Path, default=PROPOSALS, help="where they wait (var/proposals)")


if __name__ == "__main__":
    sys.exit(main())
