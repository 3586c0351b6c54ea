"""Everything the records say, loaded once and handed to pages, forms and letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from services_directory import freshness
from services_directory.area import Area
from services_directory.days.calendar import WorkingCalendar
from services_directory.days.moments import Moment
from services_directory.glossary import Term
from services_directory.local import Local
from services_directory.outcomes import OutcomesFramework
from services_directory.postcodes import Postcodes
from services_directory.readings import Reading
from services_directory.retired import RetiredList
from services_directory.right import Right
from services_directory.service import Service
from services_directory.stage import Stage
from services_directory.telling import Telling
from services_directory.tools import ToolsTemplate
from services_directory.vocabulary import Label


@dataclass(frozen=True)
class Directory:
    """The records, typed and linked. `today` is the day it was loaded for, or None when the caller gave none.

    `rights` are those in force today; `right_editions` holds every edition of each, oldest first.
    """

    services: dict[str, Service]
    crime_types: dict[str, Label]
    needs: dict[str, Label]
    audiences: dict[str, Label]
    area_labels: dict[str, Label]
    areas: dict[str, Area]
    readings: tuple[Reading, ...]
    tools: ToolsTemplate
    tools_versions: dict[str, ToolsTemplate]
    calendar: WorkingCalendar
    council_closures: dict[str, dict[date, str]]
    outcomes: OutcomesFramework
    rights: dict[str, Right]
    right_editions: dict[str, tuple[Right, ...]]
    moments: dict[str, Moment]
    stages: dict[str, Stage]
    glossary: tuple[Term, ...]
    telling: tuple[Telling, ...]
    local: Local
    postcodes: Postcodes
    retired: RetiredList
    check_times: freshness.CheckTimes
    today: date | None

    def is_published(self, service: Service) -> bool:
        """Not a draft, inside its dates, and not left unchecked for too long."""
        if service.draft:
            return False
        if self.today is None:
            return True
        return freshness.is_open_on(service, self.today) and not freshness.is_hidden(service, self.today, self.check_times)

    @cached_property
    def _published(self) -> tuple[Service, ...]:
        shown = (service for service in self.services.values() if self.is_published(service))
        return tuple(sorted(shown, key=lambda service: (service.name.casefold(), service.id)))

    def published_services(self) -> list[Service]:
        """The services that pages may show, sorted by name."""
        return list(self._published)

    def published_among(self, ids: tuple[str, ...]) -> list[Service]:
        """The services of a right or a stage that may be shown, in the order given there."""
        return [service for identifier in ids if self.is_published(service := self.services[identifier])]

    def covers(self, service: Service, area_id: str) -> bool:
        """Whether a service helps people in one of our areas: by name, or because it covers the country."""
        labels = self.area_labels
        return area_id in service.areas_covered or any(
            labels[place].national and labels[place].includes_here for place in service.areas_covered
        )

    def service_of_area(self, area_id: str) -> Service | None:
        """The service that holds an area's case review contacts, or None while it is a draft."""
        service = self.services[self.areas[area_id].service]
        return service if self.is_published(service) else None

    def calendar_for(self, area_id: str) -> WorkingCalendar:
        """The working days of one council: bank holidays and its own closures."""
        return self.calendar.closing(self.council_closures.get(area_id, {}))

    def check_note(self, service: Service) -> str:
        """How far to trust a service's contact details, in plain words. Needs `today`."""
        if self.today is None:
            raise ValueError("load(..., today=...) is needed to say how old a check is")
        return freshness.check_note(service, self.today, self.check_times)
