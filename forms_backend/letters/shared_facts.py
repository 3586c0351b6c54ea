"""The facts that every letter takes from the services directory: who to ring in danger, and who can support."""

from __future__ import annotations

from typing import Any

from services_directory import Directory

EMERGENCY, NON_EMERGENCY = "emergency-999", "police-101"
SUPPORT = ("victim-support", "asb-help")


def shared_facts(directory: Directory, public_url: str, *, support: tuple[str, ...] = SUPPORT) -> dict[str, Any]:
    """Facts for any letter: spread them into the others.

    Args:
        public_url: the address of the site, without a slash at its end.
        support: ids of services to name; one that is not published, or has no phone or website, is left out.
    """
    services = (directory.services[service_id] for service_id in support if service_id in directory.services)
    return {
        "emergency_phone": directory.services[EMERGENCY].phones[0].number,
        "non_emergency_phone": directory.services[NON_EMERGENCY].phones[0].number,
        "support": [line for service in services if (line := _line(service))],
        "collect_url": f"{public_url}/letters/collect/",
        "refer_url": f"{public_url}/refer-yourself/",
    }


def _line(service: Any) -> str:
    if service.draft:
        return ""
    if service.phones:
        hours = f" ({service.phone_hours})" if service.phone_hours and service.hours_confirmed else ""
        return f"{service.name}: {service.phones[0].number}{hours}"
    return f"{service.name}: {service.url}" if service.url else ""
