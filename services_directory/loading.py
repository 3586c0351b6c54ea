"""Read every record, check each alone and all together, and build the Directory.

All problems are gathered before anything is raised, so an editor mends them in one go.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from services_directory import (
    area,
    fields,
    freshness,
    glossary,
    links,
    local,
    outcomes,
    postcodes,
    readings,
    retired,
    telling,
)
from services_directory.days import moments
from services_directory.days.calendar import WorkingCalendar
from services_directory.directory import Directory
from services_directory.local import Local
from services_directory.problems import Problems
from services_directory.right import RIGHT_SHAPE, Right, edition_faults, in_force, right_faults, right_from
from services_directory.service import Service, service_from, service_shape
from services_directory.service_rules import service_faults
from services_directory.stage import STAGE_SHAPE, Stage, stage_from
from services_directory.tools import TOOLS_SHAPE, ToolsTemplate, tools_faults, tools_from
from services_directory.vocabulary import Vocabulary, load_vocabulary
from services_directory.yaml_files import read_yaml

RECORDS = Path(__file__).parent / "records"
CURRENT_TOOLS = "SCDC-2014"

Reader = Callable[[Path], Any]

_HOLIDAYS = fields.list_of(fields.record(required={"date": fields.day, "name": fields.text}))
_CALENDAR_SHAPE = fields.record(
    required={
        "division": fields.text,
        "first_day": fields.day,
        "last_day": fields.day,
        "source": fields.text,
        "bank_holidays": _HOLIDAYS,
    }
)
_MORE_DAYS_SHAPE = fields.record(
    required={
        "one_off": _HOLIDAYS,
        "council_closures": fields.mapping_of(fields.identifier, _HOLIDAYS),
    }
)


def load(
    records: Path = RECORDS,
    *,
    today: date | None = None,
    reader: Reader = read_yaml,
    services: dict[str, Service] | None = None,
) -> Directory:
    """Every record, checked and linked.

    Args:
        records: the folder of records.
        today: the UK date; with it, a check dated in the future is refused and stale services are left out.
        reader: how one file is read. A caller may bring one that remembers files that have not changed: for a
            service it may give back the Service of an earlier load, which is then taken as checked.
        services: every service, by a caller that has checked each alone; the links between records are checked here.

    Raises:
        BadRecords: something is wrong; its text is one line a problem, each with file and line.
    """
    return _Loading(records, today, reader, services).directory()


class _Loading:
    """One load: where from, and what is wrong so far."""

    def __init__(self, records: Path, today: date | None, reader: Reader, checked: dict[str, Service] | None) -> None:
        self.records, self.today, self.reader, self.checked = records, today, reader, checked
        self.problems = Problems()

    def directory(self) -> Directory:
        words = load_vocabulary(self.records / "vocabulary.yml", self.problems)
        self.problems.raise_if_any()
        never_shown = retired.retired_from(self._one("retired.yml", retired.RETIRED_SHAPE) or [])
        all_readings = readings.readings_from(self._one("readings.yml", readings.READINGS_SHAPE, readings.readings_faults) or [])
        areas = self._areas(readings.settings_of(all_readings))
        services = self._services(words, never_shown) if self.checked is None else self.checked
        editions = self._rights()
        happenings = self._one("moments.yml", moments.MOMENTS_SHAPE, moments.moments_faults)
        stages = self._folder("stages", STAGE_SHAPE, stage_from)
        tools = self._tools()
        framework = self._one("outcomes.yml", outcomes.OUTCOMES_SHAPE, lambda raw: outcomes.outcomes_faults(raw, words.needs))
        terms = self._one("glossary.yml", glossary.GLOSSARY_SHAPE, glossary.glossary_faults)
        tellings = self._one("telling.yml", telling.TELLING_SHAPE, telling.telling_faults)
        districts = self._one("postcodes.yml", postcodes.POSTCODES_SHAPE, lambda raw: postcodes.postcodes_faults(raw, areas))
        times = self._one("check_times.yml", freshness.CHECK_TIMES_SHAPE)
        calendar, closures = self._calendar(areas)
        facts = local.load_local(self.records / "local.yml", self.problems)
        links.check_links(self.records, services, areas, editions, stages, words, self.problems)
        links.check_moments(self.records, happenings or [], editions, self.problems)
        links.check_public_words(self.records, terms or [], facts, never_shown, self.problems)
        self.problems.raise_if_any()
        current = {name: one for name, known in editions.items() if (one := in_force(known, self.today))}
        rights, stages = links.joined(current, stages)
        return Directory(
            services=services,
            crime_types=words.crime_types,
            needs=words.needs,
            audiences=words.audiences,
            area_labels=words.areas,
            areas=areas,
            readings=all_readings,
            tools=tools[CURRENT_TOOLS],
            tools_versions=tools,
            calendar=calendar,
            council_closures=closures,
            outcomes=outcomes.outcomes_from(framework),
            rights=rights,
            right_editions=editions,
            moments=moments.moments_from(happenings),
            stages=stages,
            glossary=glossary.glossary_from(terms),
            telling=telling.telling_from(tellings),
            local=Local(facts),
            postcodes=postcodes.postcodes_from(districts),
            retired=never_shown,
            check_times=freshness.CheckTimes(**times),
            today=self.today,
        )

    def _read(self, path: Path) -> Any:
        """The values of a file, or None when it cannot be read (with a problem added)."""
        try:
            raw = self.reader(path)
        except FileNotFoundError:
            self.problems.add(path, (), "this file is missing")
        except UnicodeDecodeError as error:
            self.problems.add(path, (), f"not UTF-8 text: {error.reason}")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.problems.add(path, (), f"not YAML: {error.problem}", line=mark.line + 1 if mark else 1)
        except (yaml.YAMLError, ValueError) as error:
            self.problems.add(path, (), f"not YAML: {error}")
        else:
            if raw is None:
                self.problems.add(path, (), "this file is empty")
            return raw
        return None

    def _is_good(self, path: Path, raw: Any, *checks: Callable[[Any], fields.Fault]) -> bool:
        """Whether a file passes its checks; the first that finds anything is the last that runs."""
        for check in checks:
            if fault := check(raw):
                for place, says in fault if isinstance(fault, list) else [((), fault)]:
                    self.problems.add(path, place, says)
                return False
        return True

    def _one(self, name: str, *checks: Callable[[Any], fields.Fault]) -> Any:
        path = self.records / name
        raw = self._read(path)
        return raw if raw is not None and self._is_good(path, raw, *checks) else None

    def _paths(self, folder: str) -> list[Path]:
        """The record files of a folder, by name. Names are sorted as text: comparing paths costs far more."""
        inside = self.records / folder
        if not inside.is_dir():
            return []
        names = sorted(os.listdir(inside))  # noqa: PTH208 - iterdir() makes and sorts ten thousand paths
        return [inside / name for name in names if name.endswith(".yml")]

    def _rights(self) -> dict[str, tuple[Right, ...]]:
        """The editions of each right, oldest first: NN-id.yml, and NN-id.EDITION.yml for each that stands beside it."""
        found: dict[str, dict[Path, Right]] = {}
        names: dict[int, str] = {}
        for path in self._paths("rights"):
            raw = self._read(path)
            if raw is None or not self._is_good(path, raw, RIGHT_SHAPE, right_faults):
                continue
            name = f"{raw['number']:02d}-{raw['id']}"
            if path.stem not in (name, f"{name}.{raw['code_edition']}"):
                self.problems.add(path, ("id",), f"id, number and edition say {name}, the file's name does not")
            if names.setdefault(raw["number"], raw["id"]) != raw["id"]:
                self.problems.add(path, ("number",), f"number {raw['number']} is also {names[raw['number']]}")
            self._refuse_future(path, raw["checked_on"])
            found.setdefault(raw["id"], {})[path] = right_from(raw)
        rights = {}
        for name, by_path in found.items():
            files = sorted(by_path, key=lambda path: by_path[path].valid_from)
            editions = tuple(by_path[path] for path in files)
            for at_fault, says in edition_faults(editions):
                self.problems.add(files[editions.index(at_fault)], ("valid_from",), says)
            rights[name] = editions
        return dict(sorted(rights.items(), key=lambda item: item[1][0].number))

    def _folder(self, folder: str, shape: fields.Check, build: Callable[[dict], Stage]) -> dict[str, Any]:
        """Numbered records (NN-id.yml), in the order of their numbers."""
        found: dict[str, Any] = {}
        numbers: dict[int, str] = {}
        for path in self._paths(folder):
            raw = self._read(path)
            if raw is None or not self._is_good(path, raw, shape):
                continue
            if path.stem != f"{raw['number']:02d}-{raw['id']}":
                self.problems.add(path, ("id",), f"id and number say {raw['number']:02d}-{raw['id']}, the file's name does not")
            if raw["number"] in numbers:
                self.problems.add(path, ("number",), f"number {raw['number']} is also {numbers[raw['number']]}")
            self._refuse_future(path, raw["checked_on"])
            numbers[raw["number"]] = raw["id"]
            found[raw["id"]] = build(raw)
        return dict(sorted(found.items(), key=lambda item: item[1].number))

    def _services(self, words: Vocabulary, never_shown: retired.RetiredList) -> dict[str, Service]:
        shape = service_shape(words)
        services: dict[str, Service] = {}
        seen_in: dict[str, Path] = {}
        for path in self._paths("services"):
            raw = self._read(path)
            if isinstance(raw, Service):
                service = raw
            elif raw is not None and self._is_good(path, raw, shape):
                service = service_from(raw)
                self._check_service(path, service, raw, seen_in, never_shown)
            else:
                continue
            self._refuse_future(path, service.checked_on)
            seen_in[service.id] = path
            services[service.id] = service
        return services

    def _check_service(
        self, path: Path, service: Service, raw: dict[str, Any], seen_in: dict[str, Path], never_shown: retired.RetiredList
    ) -> None:
        if service.id in seen_in:
            self.problems.add(path, ("id",), f"duplicate id {service.id!r}, also in {seen_in[service.id].name}")
        elif service.id != path.stem:
            self.problems.add(path, ("id",), f"id {service.id!r} is not the file's name ({path.stem})")
        for place, says in service_faults(service, raw, never_shown):
            self.problems.add(path, place, says)

    def _refuse_future(self, path: Path, checked_on: date | None) -> None:
        if self.today and checked_on and checked_on > self.today:
            self.problems.add(path, ("checked_on",), f"checked_on {checked_on} is in the future")

    def _areas(self, settings: dict[str, Any]) -> dict[str, area.Area]:
        areas: dict[str, area.Area] = {}
        for path in self._paths("areas"):
            raw = self._read(path)
            if raw is None or not self._is_good(path, raw, area.AREA_SHAPE, lambda raw: area.area_faults(raw, settings)):
                continue
            if raw["id"] != path.stem:
                self.problems.add(path, ("id",), f"id {raw['id']!r} is not the file's name ({path.stem})")
            areas[raw["id"]] = area.area_from(raw, settings)
        return areas

    def _tools(self) -> dict[str, ToolsTemplate]:
        tools: dict[str, ToolsTemplate] = {}
        for path in self._paths("tools"):
            raw = self._read(path)
            if raw is None or not self._is_good(path, raw, TOOLS_SHAPE, tools_faults):
                continue
            if raw["version"] != path.stem:
                self.problems.add(path, ("version",), f"version {raw['version']!r} is not the file's name ({path.stem})")
            tools[raw["version"]] = tools_from(raw)
        if CURRENT_TOOLS not in tools:
            self.problems.add(self.records / "tools", (), f"{CURRENT_TOOLS}.yml is missing or wrong")
        return tools

    def _calendar(self, areas: dict[str, area.Area]) -> tuple[WorkingCalendar | None, dict[str, dict[date, str]]]:
        held = self._one("calendar/england-and-wales.yml", _CALENDAR_SHAPE)
        more = self._one("calendar/more-days.yml", _MORE_DAYS_SHAPE)
        if held is None or more is None:
            return None, {}
        for area_id in more["council_closures"]:
            if area_id not in areas:
                self.problems.add(
                    self.records / "calendar/more-days.yml", ("council_closures", area_id), f"{area_id!r} is not an area"
                )
        days = {entry["date"]: entry["name"] for entry in [*held["bank_holidays"], *more["one_off"]]}
        calendar = WorkingCalendar(held["division"], held["first_day"], held["last_day"], days)
        closures = {
            area_id: {entry["date"]: entry["name"] for entry in entries} for area_id, entries in more["council_closures"].items()
        }
        return calendar, closures
