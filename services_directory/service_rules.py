"""What must hold between the fields of one service, beyond the shape of each."""

from __future__ import annotations

import re
from typing import Any

from services_directory import confidential
from services_directory.days.opening import ALL_DAY
from services_directory.retired import RetiredList, editors_words_in
from services_directory.service import Service

# Places where printing an address can get someone hurt, unless the service prints it itself.
_HIDDEN_PLACES = frozenset({"domestic-abuse", "forced-marriage-hba", "modern-slavery"})


def service_faults(service: Service, raw: dict[str, Any], never_shown: RetiredList) -> list[tuple[tuple, str]]:
    """Faults of one record as (place, words); an empty list when it is sound."""
    faults = _draft_faults(service)
    faults += _contact_faults(service, raw)
    faults += _address_faults(service, raw.get("address_is_public"))
    faults += _word_faults(service, never_shown)
    if service.address_is_confidential:
        faults += _confidential_faults(service, raw)
    return faults


def _draft_faults(service: Service) -> list[tuple[tuple, str]]:
    """Published needs a way to reach it; a draft needs its reason."""
    if service.draft and not service.draft_reason:
        return [(("draft",), "a draft needs draft_reason")]
    if not service.draft and service.draft_reason:
        return [(("draft_reason",), "draft_reason is given, but draft is not true")]
    if not service.draft and not service.routes:
        return [((), "no way to reach this service: give a sourced route, or make it a draft with its reason")]
    if not service.draft:
        return [
            ((name,), f"{name}: needs at least 1")
            for name in ("areas_covered", "crime_types", "needs")
            if not getattr(service, name)
        ]
    return []


def _contact_faults(service: Service, raw: dict[str, Any]) -> list[tuple[tuple, str]]:
    faults = _hours_faults(service, raw)
    if service.hours_confirmed and not service.phone_hours:
        faults.append((("hours_confirmed",), "hours_confirmed is true, but there are no hours (opening or phone_hours)"))
    if (service.shows_on_bill == "unknown") != (service.bill_source is None):
        faults.append((("shows_on_bill",), "shows_on_bill (yes or no) and bill_source (who says so) belong together"))
    if service.text_how and not service.text:
        faults.append((("text_how",), "text_how is given, but there is no number to text"))
    if service.rung and not service.checked_on:
        faults.append((("rung",), "rung is true, but checked_on does not say when"))
    if service.checked_on and not (service.checked_by and service.checked_how):
        faults.append((("checked_on",), "checked_on needs checked_by and checked_how"))
    days = [check.checked_on for check in service.checks_before] + ([service.checked_on] if service.checked_on else [])
    if days != sorted(days):
        faults.append((("checks_before",), "checks_before are older than checked_on, and the oldest comes first"))
    numbers = [phone.digits for phone in service.phones]
    faults += [
        (("phones", position, "number"), f"{service.phones[position].number!r} is here twice")
        for position, number in enumerate(numbers)
        if numbers.index(number) != position
    ]
    if service.valid_from and service.valid_to and service.valid_to < service.valid_from:
        faults.append((("valid_to",), "ends before it starts"))
    return faults


def _hours_faults(service: Service, raw: dict[str, Any]) -> list[tuple[tuple, str]]:
    """Hours stand in one place, and each spell begins and ends."""
    faults: list[tuple[tuple, str]] = []
    if service.opening and raw.get("phone_hours"):
        faults.append((("phone_hours",), "the words are made from opening: take phone_hours out"))
    for position, spell in enumerate(service.opening):
        if spell.start == spell.end:
            faults.append((("opening", position, "to"), "ends when it starts: a whole day is from '00:00' to '24:00'"))
        if spell.start == ALL_DAY[1]:
            faults.append((("opening", position, "from"), "the day starts at '00:00'; '24:00' is its end"))
    return faults


def _address_faults(service: Service, address_is_public: str | None) -> list[tuple[tuple, str]]:
    """A refuge's address is never kept; where people hide from someone, an address needs the reason it is public."""
    if not service.address:
        return []
    if "refuge" in service.address.casefold():
        return [(("address",), "the address of a refuge is never stored")]
    if _HIDDEN_PLACES.intersection(service.crime_types) and not address_is_public:
        return [
            (("address",), "people may be in danger at this address: say in address_is_public who prints it, or leave it out")
        ]
    return []


def _confidential_faults(service: Service, raw: dict[str, Any]) -> list[tuple[tuple, str]]:
    """A confidential address may stand nowhere else in its record. No fault says what it is."""
    if service.address:
        return [(("address",), "this service's address is confidential, so it can have no address that is shown")]
    text = raw[confidential.FIELD]
    if not isinstance(text, str):
        return []
    if "refuge" in text.casefold():
        return [((confidential.FIELD,), "the address of a refuge is never stored: write true")]
    if not re.search(r"\w", text):
        return [((confidential.FIELD,), "holds no words: write true, or the address")]
    looks_like_it = confidential.Confidential(text).finder()
    return [
        (place, f"the confidential address, or a part of it, is in {place[0]}, which people read")
        for place, words in (*service.public_words(), (("notes",), service.notes or ""))
        if looks_like_it(words.encode())
    ]


def _word_faults(service: Service, never_shown: RetiredList) -> list[tuple[tuple, str]]:
    words = service.public_words()
    together = "\n".join([text for _, text in words])
    faults: list[tuple[tuple, str]] = []
    if never_shown.found_in(together):
        faults += [
            (place, f"{item.text!r} is never shown: {item.why}") for place, text in words for item in never_shown.found_in(text)
        ]
    if editors_words_in(together):
        faults += [
            (place, f"a note to editors ({found!r}) is in a text that people read")
            for place, text in words
            if (found := editors_words_in(text))
        ]
    return faults
