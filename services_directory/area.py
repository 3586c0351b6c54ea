"""Council areas and the rules of their ASB Case Review, as dated data.

Law and councils change, so an area holds a run of rules, each with its dates, without a gap. A case keeps the rules in
force on the day it was received.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from services_directory import fields
from services_directory.service import CONFIDENCE

COUNTED_FROM = ("application", "latest_report")


class NoRules(LookupError):
    """The area has no rules for that day: it did not exist, or no longer does."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """When a case review must be held.

    `verified` is False when no page of the council was found: then the numbers are the most that the Act allows
    (Anti-social Behaviour, Crime and Policing Act 2014, section 104(4): three qualifying complaints).
    `closed_case_required` is a condition that some councils print; it only ever warns and never refuses.
    """

    count: int
    complaint_window_months: int
    application_window_months: int
    group_count: int | None
    group_people: int | None
    closed_case_required: bool
    written_consent: bool
    window_counted_from: str
    verified: bool
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How long each stage may take, as numbers. What they are counted from is in ProcessSettings."""

    acknowledge_working_days: int
    assess_working_days: int
    assess_cap_from_receipt_working_days: int
    discuss_within_months: int
    plan_working_days: int
    appeal_months: int
    information_request_working_days: int
    appeal_lodging_months: int | None


@dataclass(frozen=True, slots=True)
class MeetingGroup:
    """A group that discusses cases. `how_often` is None when no source says."""

    id: str
    name: str
    how_often: str | None


@dataclass(frozen=True, slots=True)
class AppealPanel:
    """Who decides an appeal. `members` is None when no source gives a number."""

    name: str
    members: int | None


@dataclass(frozen=True, slots=True)
class AreaRules:
    """The rules of one area for a run of days, both ends included; `valid_to` None means still in force.

    `stated_here` names the fields that this council's own published pages state; everything else comes from the
    process agreed for the county in 2014 and printed by South Cambridgeshire. Pages say which is which.
    """

    valid_from: date
    valid_to: date | None
    dates_note: str | None
    threshold: Threshold
    limits: Limits
    close_of_business: str
    relevant_bodies: tuple[str, ...]
    meeting_groups: tuple[MeetingGroup, ...]
    appeal_panel: AppealPanel
    lpb_review: bool
    process_verified: bool
    stated_here: tuple[str, ...]
    how_it_works: tuple[str, ...]
    settings: dict[str, Any]
    source: str
    confidence: str

    @property
    def appeal_body(self) -> str:
        return self.appeal_panel.name

    def is_stated_here(self, name: str) -> bool:
        """Whether the council's own pages state this ('acknowledge_working_days', 'appeal_panel')."""
        return name in self.stated_here

    def setting(self, name: str) -> Any:
        """One reading of an ambiguity (records/readings.yml), as this area sets it."""
        return self.settings[name]


@dataclass(frozen=True, slots=True)
class Spoc:
    """The area's single point of contact. Name and contact stay None until the council fills them in."""

    role: str
    role_source: str | None
    name: str | None
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Area:
    """A council area. `service` is the id of its case review in the services, which holds its contact routes."""

    id: str
    name: str
    council_name: str
    valid_from: date
    valid_to: date | None
    dates_note: str | None
    service: str
    spoc: Spoc
    notes_for_the_public: tuple[str, ...]
    rules: tuple[AreaRules, ...]

    @property
    def spoc_role(self) -> str:
        return self.spoc.role

    def rules_on(self, day: date) -> AreaRules:
        """The rules in force on a day. Raises NoRules when there are none."""
        for rules in self.rules:
            if rules.valid_from <= day and (rules.valid_to is None or day <= rules.valid_to):
                return rules
        raise NoRules(f"{self.name} has no rules for {day.isoformat()}")


_some = fields.maybe
_THRESHOLD = fields.record(
    required={
        "count": fields.whole_number,
        "complaint_window_months": fields.whole_number,
        "application_window_months": fields.whole_number,
        "group_count": _some(fields.whole_number),
        "group_people": _some(fields.whole_number),
        "closed_case_required": fields.flag,
        "written_consent": fields.flag,
        "window_counted_from": fields.one_of(COUNTED_FROM),
        "verified": fields.flag,
        "source": fields.text,
        "confidence": fields.one_of(CONFIDENCE),
    }
)
_LIMITS = fields.record(
    required={
        "acknowledge_working_days": fields.whole_number,
        "assess_working_days": fields.whole_number,
        "assess_cap_from_receipt_working_days": fields.whole_number,
        "discuss_within_months": fields.whole_number,
        "plan_working_days": fields.whole_number,
        "appeal_months": fields.whole_number,
        "information_request_working_days": fields.whole_number,
        "appeal_lodging_months": _some(fields.whole_number),
    }
)
_GROUP = fields.record(required={"id": fields.identifier, "name": fields.text, "how_often": _some(fields.text)})
_RULES = fields.record(
    required={
        "valid_from": fields.day,
        "valid_to": _some(fields.day),
        "threshold": _THRESHOLD,
        "limits": _LIMITS,
        "close_of_business": fields.clock_time,
        "relevant_bodies": fields.list_of(fields.text, at_least=1),
        "meeting_groups": fields.list_of(_GROUP),
        "lpb_review": fields.flag,
        "process_verified": fields.flag,
        "appeal_panel": fields.record(required={"name": fields.text, "members": _some(fields.whole_number)}),
        "stated_here": fields.list_of(fields.text),
        "source": fields.text,
        "confidence": fields.one_of(CONFIDENCE),
    },
    optional={
        "dates_note": _some(fields.text),
        "how_it_works": fields.list_of(fields.text),
        "readings": fields.mapping_of(fields.text, fields.anything),
    },
)
AREA_SHAPE = fields.record(
    required={
        "id": fields.identifier,
        "name": fields.text,
        "council_name": fields.text,
        "valid_from": fields.day,
        "valid_to": _some(fields.day),
        "service": fields.identifier,
        "spoc": fields.record(
            required={
                "role": fields.text,
                "name": _some(fields.text),
                "email": _some(fields.email_address),
                "phone": _some(fields.phone_number),
            },
            optional={"role_source": _some(fields.text)},
        ),
        "rules": fields.list_of(_RULES, at_least=1),
    },
    optional={"dates_note": _some(fields.text), "notes_for_the_public": fields.list_of(fields.text), "notes": _some(fields.text)},
)
STATED_NAMES = frozenset(
    {
        "threshold",
        *Threshold.__slots__,
        *Limits.__slots__,
        "meeting_groups",
        "appeal_panel",
        "close_of_business",
    }
)


def area_faults(raw: dict[str, Any], settings: dict[str, Any]) -> list[tuple[tuple, str]]:
    """What the shape alone cannot see: dates without a gap or overlap, known names of readings and fields."""
    faults = date_faults(raw)
    for position, rules in enumerate(raw["rules"]):
        faults += [
            (("rules", position, "readings", name), f"unknown reading {name!r}")
            for name in rules.get("readings", {})
            if name not in settings
        ]
        faults += [
            (("rules", position, "stated_here", index), f"no rule is called {name!r}")
            for index, name in enumerate(rules["stated_here"])
            if name not in STATED_NAMES
        ]
    return faults


def date_faults(raw: dict[str, Any]) -> list[tuple[tuple, str]]:
    """The rules of an area must follow one another day by day, from the area's first day to its last."""
    faults: list[tuple[tuple, str]] = []
    starts_on = raw["valid_from"]
    for position, rules in enumerate(raw["rules"]):
        place = ("rules", position, "valid_from")
        if starts_on is None:
            faults.append((place, "no rules may follow rules that have no end"))
            return faults
        if rules["valid_from"] > starts_on:
            faults.append((place, f"gap in the dates: nothing from {starts_on} until {rules['valid_from']}"))
        elif rules["valid_from"] < starts_on:
            faults.append((place, f"dates overlap: {rules['valid_from']} is before {starts_on}"))
        ends_on = rules["valid_to"]
        if ends_on is not None and ends_on < rules["valid_from"]:
            faults.append((("rules", position, "valid_to"), "ends before it starts"))
        starts_on = None if ends_on is None else date.fromordinal(ends_on.toordinal() + 1)
    last = raw["rules"][-1]["valid_to"]
    if last != raw["valid_to"]:
        faults.append(
            (
                ("rules", len(raw["rules"]) - 1, "valid_to"),
                f"gap in the dates: the rules end on {last}, the area on {raw['valid_to']}",
            )
        )
    return faults


def area_from(raw: dict[str, Any], settings: dict[str, Any]) -> Area:
    """An Area from a record that has passed the checks; `settings` are the readings every area starts from."""
    return Area(
        id=raw["id"],
        name=raw["name"],
        council_name=raw["council_name"],
        valid_from=raw["valid_from"],
        valid_to=raw["valid_to"],
        dates_note=raw.get("dates_note"),
        service=raw["service"],
        spoc=Spoc(**{"role_source": None, **raw["spoc"]}),
        notes_for_the_public=tuple(raw.get("notes_for_the_public", ())),
        rules=tuple(_rules_from(rules, settings) for rules in raw["rules"]),
    )


def _rules_from(raw: dict[str, Any], settings: dict[str, Any]) -> AreaRules:
    own = {**raw, "dates_note": raw.get("dates_note"), "settings": {**settings, **raw.get("readings", {})}}
    own.pop("readings", None)
    return AreaRules(
        **{
            **own,
            "threshold": Threshold(**raw["threshold"]),
            "limits": Limits(**raw["limits"]),
            "relevant_bodies": tuple(raw["relevant_bodies"]),
            "meeting_groups": tuple(MeetingGroup(**group) for group in raw["meeting_groups"]),
            "appeal_panel": AppealPanel(**raw["appeal_panel"]),
            "stated_here": tuple(raw["stated_here"]),
            "how_it_works": tuple(raw.get("how_it_works", ())),
        }
    )
