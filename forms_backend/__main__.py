"""Operations: `python -m forms_backend COMMAND`. Each reads its settings from the environment (docs/running-it.md)."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from forms_backend.sealing import NoKey
from forms_backend.settings import BadSettings, load_settings
from forms_backend.shell import NoShell
from forms_backend.staff.access import Role
from forms_backend.staff.accounts import BadAccount
from services_directory import BadRecords


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Bad settings end it with one sentence that says what to set, and exit code 2."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    chosen = _parser().parse_args(arguments)
    try:
        return chosen.run(chosen) or 0
    except (BadSettings, NoShell, NoKey, BadAccount, BadRecords) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m forms_backend", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run, help_text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help_text)
        command.set_defaults(run=run)
        return command

    run = add("run", _run, "set up and serve everything on this machine (what `make run` calls)")
    run.add_argument("--folder", type=Path, default=Path("var"))
    run.add_argument("--port", type=int, default=8000)
    demo = add("demo", _demo, "add invented cases to the database on this machine, to learn the desk with")
    demo.add_argument("--folder", type=Path, default=Path("var"))
    add("migrate", _migrate, "bring the database to the newest schema")
    add("worker", _worker, "send letters and keep the clocks, until stopped")
    verify = add("verify-history", _verify_history, "check that the histories hold, and print a line to keep elsewhere")
    verify.add_argument(
        "--expect", type=Path, metavar="FILE", help="a line kept before: everything that stood then must still stand"
    )
    keys = add("keys", _keys, "make a key pair for a controller")
    keys.add_argument("action", choices=["create", "list"])
    keys.add_argument("controller", nargs="?")
    staff = add("staff", _staff, "add or close a staff account")
    staff.add_argument("action", choices=["add", "close", "list"])
    staff.add_argument("email", nargs="?")
    staff.add_argument("--name")
    staff.add_argument("--role", choices=[role.value for role in Role])
    staff.add_argument("--controller", help="hub, or the id of a council area")
    return parser


def _run(chosen: argparse.Namespace) -> int:
    from forms_backend.embedded import run

    return run(chosen.folder, chosen.port)


def _demo(chosen: argparse.Namespace) -> int:
    from forms_backend import demo

    return demo.run(chosen.folder)


def _migrate(_chosen: argparse.Namespace) -> None:
    from forms_backend import migrations
    from forms_backend.database import make_engine, prepare_sqlite

    engine = make_engine(load_settings().database_url)
    prepare_sqlite(engine)
    migrations.upgrade(engine)


def _worker(_chosen: argparse.Namespace) -> None:
    from forms_backend.letters.worker import run_forever

    run_forever(load_settings())


def _verify_history(chosen: argparse.Namespace) -> int:
    from sqlalchemy.orm import Session

    from forms_backend import history_heads
    from forms_backend.database import make_engine
    from forms_backend.history import broken_links

    try:
        kept = history_heads.from_text(chosen.expect.read_text("utf-8")) if chosen.expect else {}
    except (OSError, history_heads.BadHead) as error:
        print(error, file=sys.stderr)
        return 2
    with Session(make_engine(load_settings().database_url)) as session:
        heads = history_heads.heads(session)
        problems = broken_links(session) + history_heads.missing_since(session, kept)
    for problem in problems:
        print(problem)
    if not problems:
        print("Every history holds." if kept else "Every link holds. A removed end shows only with --expect FILE.")
    print(history_heads.to_line(heads))
    return 1 if problems else 0


def _keys(chosen: argparse.Namespace) -> int:
    from forms_backend import timekeeping
    from forms_backend.sealing import Keyring

    keyring = Keyring(load_settings().keys_dir)
    if chosen.action == "list":
        for controller in sorted(keyring.controllers()):
            print(controller, "(private key held here)" if keyring.holds_private(controller) else "(public key only)")
        return 0
    if not chosen.controller:
        print("Say for which controller: hub, or the id of a council area.", file=sys.stderr)
        return 2
    try:
        keyring.create(chosen.controller, timekeeping.today().isoformat())
    except (FileExistsError, ValueError) as error:
        print(f"No key was made: {error}.", file=sys.stderr)
        return 2
    print(f"Made a key pair for {chosen.controller}. Keep a copy of the private key offline: without it no case can be read.")
    return 0


def _staff(chosen: argparse.Namespace) -> int:
    from forms_backend import create_app, timekeeping
    from forms_backend.database import current_session
    from forms_backend.staff.accounts import add_account, close_account
    from forms_backend.staff.models import StaffMember

    app = create_app(load_settings())
    with app.app_context():
        session = current_session()
        if chosen.action == "list":
            for member in session.query(StaffMember).order_by(StaffMember.controller, StaffMember.email):
                print(member.email, member.role, member.controller, "active" if member.active else "closed")
            return 0
        if not chosen.email:
            print("Say whose account: an email address.", file=sys.stderr)
            return 2
        if chosen.action == "close":
            is_closed = close_account(session, chosen.email)
            session.commit()
            print("The account is closed and signed out." if is_closed else "There is no such account.")
            return 0 if is_closed else 2
        if not (chosen.name and chosen.role and chosen.controller):
            print("Give --name, --role and --controller.", file=sys.stderr)
            return 2
        password = add_account(
            session, email=chosen.email, name=chosen.name, role=Role(chosen.role), controller=chosen.controller,
            controllers=app.extensions["keyring"].controllers(), at=timekeeping.now_utc(),
        )  # fmt: skip
        session.commit()
        print(f"First password, shown once: {password}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
