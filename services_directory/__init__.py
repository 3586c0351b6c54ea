"""The facts: services, areas, rights, stages, working days. One record a file, checked before anyone reads them.

What is named here is imported when it is first asked for: a build after one change needs a small part of this package.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services_directory.days.calendar import BeyondCalendar, WorkingCalendar, add_months, last_day_of_window
    from services_directory.directory import Directory
    from services_directory.loading import RECORDS, load
    from services_directory.problems import BadRecords

__all__ = [
    "RECORDS",
    "BadRecords",
    "BeyondCalendar",
    "Directory",
    "WorkingCalendar",
    "add_months",
    "last_day_of_window",
    "load",
]
_WHERE = {
    "RECORDS": "loading",
    "BadRecords": "problems",
    "BeyondCalendar": "days.calendar",
    "Directory": "directory",
    "WorkingCalendar": "days.calendar",
    "add_months": "days.calendar",
    "last_day_of_window": "days.calendar",
    "load": "loading",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = found
    return found
