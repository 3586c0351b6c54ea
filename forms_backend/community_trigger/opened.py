"""An application as staff work on it: opened once, with the rules it came in under, so that every desk page sees the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forms_backend import cases
from forms_backend.community_trigger.acknowledgement import rules_of
from forms_backend.community_trigger.assessment import advice_on
from forms_backend.community_trigger.models import Application
from forms_backend.community_trigger.people import Applicant, Victim, applicant_of, victim_of
from forms_backend.community_trigger.threshold import ThresholdAdvice
from forms_backend.contact.safe_contact import SafeContact
from forms_backend.sealing import CaseKeys, Keyring
from forms_backend.timekeeping import uk_date
from services_directory import Directory, WorkingCalendar
from services_directory.area import AreaRules


@dataclass(frozen=True)
class OpenedCase:
    """Everything about one application. Lives for one request and is never kept."""

    case: Application
    keys: CaseKeys
    answers: dict[str, Any]
    contact: SafeContact
    rules: AreaRules
    calendar: WorkingCalendar
    advice: ThresholdAdvice

    @property
    def applicant(self) -> Applicant:
        return applicant_of(self.answers)

    @property
    def victim(self) -> Victim:
        return victim_of(self.answers)

    @property
    def complaints(self) -> list[dict[str, Any]]:
        return list(self.answers.get("complaints") or ())


def open_case(case: Application, keyring: Keyring, directory: Directory) -> OpenedCase:
    """Open an application with its council's private key.

    Raises:
        NoKey: this process does not hold it.
        CannotOpen: the row was changed.
    """
    keys = cases.open_keys(case, keyring)
    answers = case.open(keys, "sealed_answers")
    area_rules = rules_of(case, directory)
    return OpenedCase(
        case=case,
        keys=keys,
        answers=answers,
        contact=cases.open_contact(case, keys),
        rules=area_rules,
        calendar=directory.calendar_for(case.area),
        advice=advice_on(answers, uk_date(case.received_at_utc), area_rules.threshold),
    )
