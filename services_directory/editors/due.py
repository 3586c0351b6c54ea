"""What is due for a look by a person, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from services_directory.directory import Directory
from services_directory.freshness import Freshness, check_due_on, freshness, uk_date
from services_directory.loading import load
from services_directory.problems import BadRecords
from services_directory.service import Service

DEFAULT_OWNER = "directory_owner"  # in records/local.yml
NOBODY = f"Nobody: set `owner` in the record, or {DEFAULT_OWNER} in records/local.yml"


def due_report(today: date, records: Path, owner: str | None = None) -> tuple[list[str], bool]:
    """Every published service whose check is due, under the role that looks after it, the longest overdue first.

    Args:
        owner: only this role's, in any capitals.
    """
    try:
        directory = load(records, today=today)
    except BadRecords as error:
        return ["The records cannot be used:", "", *str(error).splitlines()], True
    by_owner: dict[str, list[Service]] = {}
    for service in directory.services.values():
        if not service.draft and _is_due(service, today, directory):
            by_owner.setdefault(owner_of(service, directory) or NOBODY, []).append(service)
    wanted = {role: due for role, due in by_owner.items() if owner is None or role.casefold() == owner.casefold()}
    lines = [f"Checks that are due on {uk_date(today)}: {sum(map(len, wanted.values())) or 'none'}"]
    for role in sorted(wanted, key=lambda role: (role == NOBODY, role.casefold())):
        lines += ["", f"{role}: {len(wanted[role])}", *_lines(wanted[role], today, directory)]
    return lines, False


def owner_of(service: Service, directory: Directory) -> str | None:
    """The role that looks after a record: its own, or the one for all; None when neither is set."""
    return service.owner or getattr(directory.local, DEFAULT_OWNER)


def _is_due(service: Service, today: date, directory: Directory) -> bool:
    return freshness(service.checked_on, today, directory.check_times) is not Freshness.FRESH


def _lines(services: list[Service], today: date, directory: Directory) -> Iterator[str]:
    for service in sorted(services, key=lambda one: (one.checked_on or date.min, one.id)):
        due_on = check_due_on(service.checked_on, directory.check_times)
        state = freshness(service.checked_on, today, directory.check_times).value
        said = f"due since {uk_date(due_on)} ({state})" if due_on else "never checked"
        yield f"  {service.id} | {service.name} | {said} | {', '.join(route.value for route in service.routes)}"
