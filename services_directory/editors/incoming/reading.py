"""Services of another body's feed (Open Referral UK or HSDS 3.0, as JSON files), with what does not do taken out and told.

No address is ever taken over, whatever it is called: a feed does not say which addresses must stay unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from services_directory import fields
from services_directory.retired import RetiredList
from services_directory.vocabulary import Label, Vocabulary

MOST_BYTES, MOST_SERVICES, MOST_PHONES = 50_000_000, 20_000, 10
LONGEST = {
    "name": 150,
    "provider": 150,
    "summary": 1500,
    "referral_route": 1500,
    "cost": 300,
    "audience": 500,
    "url": 300,
    "email": 200,
}
_MARKUP = re.compile(
    r"<[a-z/!?]|&[#a-z0-9]+;|javascript:|data:text|[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", re.IGNORECASE
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)


class BadFeed(Exception):
    """The file is not a feed that we can read; the text says why."""


class Offered(NamedTuple):
    """One service of the feed: its id there, the fields of ours that it fills, and what was refused, in words."""

    their_id: str
    fields: dict[str, Any]
    refused: tuple[str, ...]


def read_feed(source: Path, words: Vocabulary, never_shown: RetiredList) -> list[Offered]:
    """Every service in a file, or in the JSON files of a folder and its folders; the fullest where one comes twice.

    Raises:
        BadFeed: not JSON, too large, or without services.
    """
    paths = sorted(source.rglob("*.json")) if source.is_dir() else [source]
    found: dict[str, dict[str, Any]] = {}
    for path in paths:
        for service in _services_in(path):
            identifier = service.get("id")
            if not isinstance(identifier, str) or not re.fullmatch(r"[A-Za-z0-9_.:-]{1,100}", identifier):
                raise BadFeed(f"{path.name}: a service has no id that we can use.")
            if len(service) > len(found.get(identifier, ())):
                found[identifier] = service
            if len(found) > MOST_SERVICES:
                raise BadFeed(f"More than {MOST_SERVICES} services: too many to look at.")
    if not found:
        raise BadFeed(f"No service is in {source}.")
    return [_offered(identifier, service, words, never_shown) for identifier, service in found.items()]


def _services_in(path: Path) -> Iterator[dict[str, Any]]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadFeed(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB.")
        raw = orjson.loads(path.read_bytes())
    except OSError as error:
        raise BadFeed(f"{path.name} cannot be read: {error.strerror}.") from error
    except orjson.JSONDecodeError as error:
        raise BadFeed(f"{path.name} is not JSON: {error}.") from error
    many = raw.get("contents", raw.get("services", [raw])) if isinstance(raw, dict) else raw
    for one in many if isinstance(many, list) else ():
        if isinstance(one, dict) and isinstance(one.get("name"), str) and ("status" in one or "organization_id" in one):
            yield one


def _offered(identifier: str, raw: dict[str, Any], words: Vocabulary, never_shown: RetiredList) -> Offered:
    taken: dict[str, Any] = {}
    refused: list[str] = []

    def take(field: str, value: Any, check: Callable[[Any], fields.Fault] = fields.text) -> None:
        if value in (None, "", []):
            return
        fault = _hostile(field, value, never_shown) or check(value)
        if fault:
            refused.append(f"{field}: {fault if isinstance(fault, str) else fault[0][1]}")
        else:
            taken[field] = value

    organization = raw.get("organization")
    take("name", raw.get("name"))
    take("provider", organization.get("name") if isinstance(organization, dict) else None)
    take("summary", raw.get("description"))
    take("url", raw.get("url"), fields.web_address)
    take("email", raw.get("email"), fields.email_address)
    take("cost", raw.get("fees") or raw.get("fees_description"))
    take("audience", raw.get("eligibility_description"))
    take("referral_route", raw.get("application_process"))
    numbers = []
    for number in _numbers(raw)[: MOST_PHONES + 1]:
        fault = f"more than {MOST_PHONES}" if len(numbers) == MOST_PHONES else _hostile("phones", number, never_shown)
        if fault := fault or fields.phone_number(number):
            refused.append(f"phones: {fault}")
        elif number not in numbers:
            numbers.append(number)
    if numbers:
        taken["phones"] = [{"number": number} for number in numbers]
    for field, labels, names in (
        ("areas_covered", words.areas, _names(raw, "service_areas", "name")),
        ("crime_types", words.crime_types, _terms(raw)),
        ("needs", words.needs, _terms(raw)),
        ("audiences", words.audiences, _terms(raw)),
    ):
        known = _known(names, labels)
        refused += [
            f"{field}: {name[:60]!r} is not one of our places"
            for name in names
            if field == "areas_covered" and not _known([name], labels)
        ]
        if known:
            taken[field] = known
    if raw.get("service_at_locations") or raw.get("locations"):
        refused.append("address: never taken over from a feed. If it is public, type it in and say who prints it")
    return Offered(identifier, taken, tuple(refused))


def _hostile(field: str, value: Any, never_shown: RetiredList) -> str | None:
    """What makes a value unfit to be kept at all; never the value itself, which may be anything."""
    if not isinstance(value, str):
        return "is not text"
    if len(value) > LONGEST.get(field, 40):
        return f"is longer than {LONGEST.get(field, 40)} letters"
    if _MARKUP.search(value):
        return "holds HTML, a script or hidden signs"
    if field in ("summary", "referral_route", "audience", "cost") and _POSTCODE.search(value):
        return "holds a postcode, and addresses are never taken over from a feed"
    if retired := never_shown.found_in(value):
        return f"{retired[0].text!r} is never shown: {retired[0].why}"
    return None


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _names(raw: dict[str, Any], key: str, name: str) -> list[str]:
    return [value for one in _objects(raw.get(key))[:100] if isinstance(value := one.get(name), str)]


def _numbers(raw: dict[str, Any]) -> list[Any]:
    inside = [
        *_objects(raw.get("phones")),
        *(phone for one in _objects(raw.get("contacts")) for phone in _objects(one.get("phones"))),
    ]
    return [number for phone in inside if (number := phone.get("number")) and phone.get("type") != "text"]


def _terms(raw: dict[str, Any]) -> list[str]:
    terms = [one.get("taxonomy_term") for one in _objects(raw.get("attributes"))[:200]]
    return [
        value for term in terms if isinstance(term, dict) for key in ("code", "name") if isinstance(value := term.get(key), str)
    ]


def _known(names: list[str], labels: dict[str, Label]) -> list[str]:
    """Our ids among these words, by id or by name."""
    by_word = {word.casefold(): label.id for label in labels.values() for word in (label.id, label.name)}
    return list(dict.fromkeys(by_word[name.casefold()] for name in names if name.casefold() in by_word))
