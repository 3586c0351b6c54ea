"""What the feed may hold: our own model of HSDS-UK 3.0, and of HSDS 3.0 where it asks for more.

A key marked Required is required by the national profile, by HSDS, or by the national compliance page; where they differ we
hold the strictest (docs/decisions/0009). Keys that start with x_ are ours. Whatever has no value is left out.
"""

# No `from __future__ import annotations` here: with it a TypedDict does not see what is Required.
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, NotRequired, Required, TypedDict, get_args, get_origin, get_type_hints

Uuid = Annotated[str, "uuid"]
Day = Annotated[str, "day"]
Uri = Annotated[str, "uri"]
Email = Annotated[str, "email"]


class TaxonomyTerm(TypedDict, total=False):
    """`code` is our own id, and `taxonomy` the name of the taxonomy."""

    id: Required[Uuid]
    name: Required[str]
    description: Required[str]
    code: str
    taxonomy: str
    taxonomy_id: Uuid


class Taxonomy(TypedDict, total=False):
    id: Required[Uuid]
    name: Required[str]
    description: Required[str]
    taxonomy_terms: list[TaxonomyTerm]


class Attribute(TypedDict, total=False):
    id: Required[Uuid]
    link_id: Uuid
    link_entity: Literal["service"]
    taxonomy_term_id: Uuid
    taxonomy_term: TaxonomyTerm


class Organization(TypedDict):
    id: Uuid
    name: str
    description: str


class Phone(TypedDict, total=False):
    id: Required[Uuid]
    number: Required[str]
    contact_id: Uuid
    service_id: Uuid
    type: Literal["voice", "text"]
    description: str


class Contact(TypedDict, total=False):
    id: Required[Uuid]
    service_id: Uuid
    email: Email
    phones: list[Phone]


class Schedule(TypedDict, total=False):
    """`opens_at` and `closes_at` are times as `09:00`; `byday` is `MO,TU`, as in iCalendar."""

    id: Required[Uuid]
    service_id: Uuid
    freq: Literal["WEEKLY", "MONTHLY"]
    interval: int
    byday: str
    opens_at: str
    closes_at: str
    valid_from: Day
    valid_to: Day
    description: str
    notes: str


class ServiceArea(TypedDict, total=False):
    """HSDS has `name` and `description`; the national profile has `name` and `service_area`."""

    id: Required[Uuid]
    service_id: Uuid
    name: str
    description: str
    service_area: str


class Accessibility(TypedDict, total=False):
    id: Required[Uuid]
    location_id: Uuid
    description: str


class Location(TypedDict, total=False):
    """Without `addresses`: both standards ask for a county in each, and our records hold none. `name` is the address in words."""

    id: Required[Uuid]
    location_type: Required[Literal["physical", "postal", "virtual"]]
    name: str
    accessibility: list[Accessibility]


class ServiceAtLocation(TypedDict, total=False):
    id: Required[Uuid]
    service_id: Uuid
    location_id: Uuid
    location: Location
    service: "Service"


class Language(TypedDict, total=False):
    id: Required[Uuid]
    service_id: Uuid
    name: str


class CostOption(TypedDict, total=False):
    id: Required[Uuid]
    service_id: Uuid
    option: str
    currency: Literal["GBP"]
    amount: int
    amount_description: str


class Funding(TypedDict, total=False):
    id: Required[Uuid]
    service_id: Uuid
    source: str


class Service(TypedDict, total=False):
    """One service. `assured_date` is the day when a person here last checked it; without one nobody has."""

    id: Required[Uuid]
    organization_id: Required[Uuid]
    name: Required[str]
    status: Required[Literal["active", "inactive", "defunct", "temporarily closed"]]
    description: str
    url: Uri
    email: Email
    fees: str
    fees_description: str
    eligibility_description: str
    application_process: str
    interpretation_services: str
    assured_date: Day
    organization: Organization
    phones: list[Phone]
    contacts: list[Contact]
    schedules: list[Schedule]
    service_areas: list[ServiceArea]
    service_at_locations: list[ServiceAtLocation]
    languages: list[Language]
    cost_options: list[CostOption]
    funding: list[Funding]
    attributes: list[Attribute]
    x_accessibility: str
    x_webchat: str
    x_self_referral: Literal["yes", "no", "unknown"]
    x_tried_by_a_person: bool
    x_confidence: Literal["high", "medium", "low"]
    x_source: str
    x_source_date: str


class Page(TypedDict):
    """The envelope of a list, as the national profile has it."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[Any]


class About(TypedDict, total=False):
    version: Required[str]
    profile: Required[Uri]
    openapi_url: Uri


FORMATS = {
    "uuid": re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
    "uri": re.compile(r"https?://[^\s<>\"]+"),
    "email": re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+"),
}


def faults(value: Any, kind: Any, place: str = "") -> Iterator[str]:
    """What is wrong with a value of a kind of this module, as "place: what": nothing when it is sound.

    A null, an empty text and an empty list are wrong everywhere but in `contents`: what has no value is left out.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Required, NotRequired):
        yield from faults(value, arguments[0], place)
    elif origin is Annotated:
        yield from _format_faults(value, arguments[1], place)
    elif origin is Literal:
        if value not in arguments:
            yield f"{place}: {value!r} is not one of {arguments}"
    elif origin is list:
        if not isinstance(value, list) or (not value and not place.endswith("contents")):
            yield f"{place}: must be a list that is not empty"
        else:
            for position, item in enumerate(value):
                yield from faults(item, arguments[0], f"{place}[{position}]")
    elif hasattr(kind, "__required_keys__"):
        yield from _object_faults(value, kind, place)
    elif kind is not Any and (type(value) is not kind or value == ""):
        yield f"{place}: must be {kind.__name__}, and not empty"


def _object_faults(value: Any, kind: Any, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place}: must be an object"
        return
    known = fields_of(kind)
    for key in sorted(kind.__required_keys__ - value.keys()):
        yield f"{place}: {key!r} is missing"
    for key, item in value.items():
        if key in known:
            yield from faults(item, known[key], f"{place}.{key}")
        else:
            yield f"{place}: {key!r} is not in our model"


def _format_faults(value: Any, name: str, place: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{place}: must be text"
    elif name == "day":
        try:
            date.fromisoformat(value)
        except ValueError:
            yield f"{place}: {value!r} is not a day"
    elif not FORMATS[name].fullmatch(value):
        yield f"{place}: {value!r} is not a valid {name}"


@cache
def fields_of(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)
