"""When a service answers or is open, as schedules of the feed: in words always, and by days and times where the record has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services_directory.publish.open_referral.identifiers import feed_id
from services_directory.service import Service

if TYPE_CHECKING:
    from services_directory.publish.open_referral.model import Schedule

NOT_CONFIRMED = "We could not confirm these hours with the service."
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MIDNIGHT = 24 * 60


def schedules_of(service: Service, service_uuid: str) -> list[Schedule]:
    """Every schedule of a service; hours that a phone has of its own are there in words."""
    sure_of = {service.phone_hours: service.hours_confirmed} if service.phone_hours else {}
    for phone in service.phones:
        if phone.hours:
            sure_of.setdefault(phone.hours, service.hours_confirmed if phone.hours_confirmed is None else phone.hours_confirmed)
    made = [_schedule(service, service_uuid, words, sure, {"description": words}) for words, sure in sure_of.items()]
    for spell in service.opening:
        told = _told(spell)
        made.append(_schedule(service, service_uuid, " ".join(map(str, told.values())), service.hours_confirmed, told))
    return made


def _told(spell: Any) -> dict[str, Any]:
    """One stretch of hours: `days` from 0 for Monday; `start` and `end` in minutes after midnight. Midnight at the end is 23:59."""
    return {
        "freq": "WEEKLY",
        "interval": 1,
        "byday": ",".join(_DAYS[day] for day in spell.days),
        "opens_at": _clock(spell.start),
        "closes_at": "23:59" if spell.end == _MIDNIGHT else _clock(spell.end),
    }


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _schedule(service: Service, service_uuid: str, key: str, sure: bool, told: dict[str, Any]) -> Schedule:
    schedule: Any = {"id": feed_id("schedule", service.id, key), "service_id": service_uuid, **told}
    if not sure:
        schedule["notes"] = NOT_CONFIRMED
    return schedule
