"""The facts: services, areas, rights, stages, working days. One record a file, checked before anyone reads them."""

from services_directory.calendar import BeyondCalendar, WorkingCalendar, add_months, last_day_of_window
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
