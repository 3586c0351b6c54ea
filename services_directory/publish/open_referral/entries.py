"""One service as the feed has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from services_directory.publish.listing import is_free
from services_directory.publish.open_referral.identifiers import feed_id
from services_directory.publish.open_referral.schedules import schedules_of
from services_directory.publish.open_referral.terms import Attributes, kinds_of
from services_directory.service import Service
from services_directory.vocabulary import Vocabulary

if TYPE_CHECKING:
    from services_directory.publish.open_referral.model import (
        Contact,
        CostOption,
        Funding,
        Language,
        Organization,
        Phone,
        ServiceArea,
    )

COMMISSIONER = "Police and Crime Commissioner"
A_PROVIDER = "Runs one or more of the services in this directory."


class Entry(NamedTuple):
    """One service, finished.

    Attributes:
        content: the whole of it, as JSON.
        in_lists: how many bytes of `content` a list shows; with a closing brace they are JSON too.
        place: the service at its location, as JSON; b"" for a service without a public address.
    """

    uuid: str
    organization: Organization
    content: bytes
    in_lists: int
    place_uuid: str
    place: bytes


class Entries:
    """Makes entries. `names` are the services that a record may name, by id."""

    def __init__(self, labels: Vocabulary, names: Mapping[str, Any]) -> None:
        self._attributes = Attributes(kinds_of(labels))
        self._areas, self._names = labels.areas, names

    def of(self, service: Service) -> Entry:
        uuid = feed_id("service", service.id)
        organization = organization_of(service.provider)
        single = orjson.dumps(_left_out(self._single(service, uuid, organization)))
        place = self._place(service, uuid)
        many = orjson.dumps(_left_out(self._many(service, uuid, place)))
        content = single[:-1] + b"," + many[1:]
        return Entry(
            uuid=uuid,
            organization=organization,
            content=content,
            in_lists=len(single) - 1,
            place_uuid=place["id"] if place else "",
            place=orjson.dumps({**place, "service": orjson.Fragment(content)}) if place else b"",
        )

    def _single(self, service: Service, uuid: str, organization: Organization) -> dict[str, Any]:
        """Everything of which there is one: this is what lists show."""
        return {
            "id": uuid,
            "organization_id": organization["id"],
            "name": service.name,
            "description": service.summary,
            "url": service.url,
            "email": service.email,
            "status": "active",
            "fees": service.cost,
            "fees_description": service.cost,
            "eligibility_description": service.audience,
            "application_process": self._how_to_ask(service),
            "interpretation_services": service.languages_note,
            "assured_date": service.checked_on,
            "x_accessibility": service.accessibility,
            "x_webchat": service.webchat,
            "x_self_referral": service.self_referral,
            "x_tried_by_a_person": service.rung,
            "x_confidence": service.confidence,
            "x_source": service.source,
            "x_source_date": service.source_date,
            "organization": organization,
        }

    def _many(self, service: Service, uuid: str, place: dict[str, Any] | None) -> dict[str, Any]:
        phones = _phones(service, uuid)
        return {
            "phones": phones,
            "contacts": _contacts(service, uuid, phones),
            "schedules": schedules_of(service, uuid),
            "service_areas": [self._area(service, uuid, area) for area in service.areas_covered],
            "service_at_locations": [place] if place else [],
            "languages": [_language(service, uuid, name) for name in service.languages],
            "cost_options": [_cost(service, uuid)],
            "funding": _funding(service, uuid),
            "attributes": self._attributes.of(service, uuid),
        }

    def _how_to_ask(self, service: Service) -> str | None:
        through = self._names.get(service.through) if service.through else None
        words = [service.referral_route or "", f"Ask {through.name} for this help." if through else ""]
        return " ".join(filter(None, words)) or None

    def _area(self, service: Service, uuid: str, area: str) -> ServiceArea:
        label = self._areas[area]
        return {
            "id": feed_id("area", service.id, area),
            "service_id": uuid,
            "name": label.name,
            "description": label.plain,
            "service_area": label.name,
        }

    def _place(self, service: Service, uuid: str) -> dict[str, Any] | None:
        """The public address, in the words of the record. A Service holds no other address."""
        if not service.address or service.address_is_confidential:
            return None
        location_id = feed_id("location", service.id)
        location: dict[str, Any] = {
            "id": location_id,
            "location_type": "postal" if "po box" in service.address.lower() else "physical",
            "name": service.address,
        }
        if service.accessibility:
            known = {"id": feed_id("accessibility", service.id), "location_id": location_id, "description": service.accessibility}
            location["accessibility"] = [known]
        place_id = feed_id("service at location", service.id)
        return {"id": place_id, "service_id": uuid, "location_id": location_id, "location": location}


def organization_of(provider: str) -> Organization:
    return {"id": feed_id("organization", provider.casefold()), "name": provider, "description": A_PROVIDER}


def _phones(service: Service, uuid: str) -> list[Phone]:
    contact = feed_id("contact", service.id)
    phones = [
        _left_out(
            {
                "id": feed_id("phone", service.id, phone.digits),
                "number": phone.number,
                "contact_id": contact,
                "service_id": uuid,
                "type": "voice",
                "description": ". ".join(filter(None, (phone.label, phone.hours, phone.source_note))),
            }
        )
        for phone in service.phones
    ]
    if service.text:
        text = {
            "id": feed_id("text", service.id),
            "number": service.text,
            "contact_id": contact,
            "service_id": uuid,
            "type": "text",
        }
        phones.append(_left_out({**text, "description": service.text_how}))
    return phones


def _contacts(service: Service, uuid: str, phones: list[Phone]) -> list[Contact]:
    if not phones and not service.email:
        return []
    contact = {"id": feed_id("contact", service.id), "service_id": uuid, "email": service.email, "phones": phones}
    return [_left_out(contact)]


def _language(service: Service, uuid: str, name: str) -> Language:
    return {"id": feed_id("language", service.id, name), "service_id": uuid, "name": name}


def _cost(service: Service, uuid: str) -> CostOption:
    cost: CostOption = {"id": feed_id("cost", service.id), "service_id": uuid, "amount_description": service.cost}
    return {**cost, "option": "Free", "currency": "GBP", "amount": 0} if is_free(service) else cost


def _funding(service: Service, uuid: str) -> list[Funding]:
    if service.funded_by_pcc not in ("yes", "partly"):
        return []
    source = COMMISSIONER if service.funded_by_pcc == "yes" else f"Partly: {COMMISSIONER}"
    return [{"id": feed_id("funding", service.id), "service_id": uuid, "source": source}]


def _left_out(values: dict[str, Any]) -> Any:
    """Without what has no value: the standard wants no null and nothing empty. False and 0 are values."""
    return {key: value for key, value in values.items() if value is not None and value != "" and value != []}
