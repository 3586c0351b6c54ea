"""When a service answers or is open, as schedules of the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services_directory.publish.open_referral.identifiers import feed_id
from services_directory.service import Service

if TYPE_CHECKING:
    from services_directory.publish.open_referral.model import Schedule

NOT_CONFIRMED = "We could not confirm these hours with the service."


def schedules_of(service: Service, service_uuid: str) -> list[Schedule]:
    """The hours as the record has them: in words. Days and times that a machine can read are added here when records hold them."""
    hours = {service.phone_hours: service.hours_confirmed} if service.phone_hours else {}
    for phone in service.phones:
        if phone.hours:
            hours.setdefault(phone.hours, service.hours_confirmed if phone.hours_confirmed is None else phone.hours_confirmed)
    return [_in_words(service, service_uuid, words, sure) for words, sure in hours.items()]


def _in_words(service: Service, service_uuid: str, words: str, sure: bool) -> Schedule:
    schedule: Schedule = {"id": feed_id("schedule", service.id, words), "service_id": service_uuid, "description": words}
    if not sure:
        schedule["notes"] = NOT_CONFIRMED
    return schedule
