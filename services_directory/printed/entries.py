"""One service on paper: what it does, how to reach it, and how sure we are."""

from __future__ import annotations

from collections.abc import Iterator

from services_directory import Directory
from services_directory.printed.record_words import numbers, sentence, web
from services_directory.service import Service
from services_directory.typesetting.blocks import Block, Run, bold, bullets, heading, paragraph, small

NOT_RUNG = "We have not rung this number yet."


def entry(service: Service, directory: Directory, *before: Block, where: str = "") -> Block:
    """The entry of one service, kept together on a page with what stands before it. `where` names the place it helps in."""
    parts = [heading(3, service.name), paragraph(service.summary), bullets(list(_ways(service, directory)))]
    about = [f"For: {sentence(service.audience)}", f"Cost: {sentence(service.cost)}"]
    if where:
        about.insert(1, f"Where: {sentence(where)}")
    if service.languages:
        about.append(f"Languages: {sentence(', '.join(service.languages))}")
    if service.accessibility:
        about.append(f"If you need it in another way: {sentence(service.accessibility)}")
    return {"together": [*before, *parts, small(" ".join([*about, how_sure(service, directory)]))]}


def _ways(service: Service, directory: Directory) -> Iterator[list[Run]]:
    if service.self_referral == "no":
        yield [sentence(service.referral_route or "Someone has to refer you")]
    for phone in service.phones:
        hours = phone.hours or service.phone_hours
        sure = service.hours_confirmed if phone.hours_confirmed is None else phone.hours_confirmed
        when = "We do not know their hours." if not hours else sentence(hours if sure else f"{hours} (it may have changed)")
        label = f"{sentence(phone.label)} " if phone.label else ""
        yield ["Phone: ", bold(phone.number), f". {label}{when}"]
    if service.text:
        yield ["Text: ", bold(service.text), f". {service.text_how or ''}".rstrip()]
    if service.email:
        yield ["Email: ", {"link": f"mailto:{service.email}", "words": service.email}]
    if service.url:
        yield ["Website: ", web(service.url)]
    if service.address:
        yield [f"By post or in person: {sentence(service.address)} Check with them before you go."]
    if service.through:
        other = directory.services[service.through]
        reach = f" ({numbers(other)})" if other.phones else ""
        yield [f"Ask {other.name}{reach} for this help."]
    if service.form:
        yield ["There is a form on our website, and the same form on paper."]
    if service.referral_route and service.self_referral != "no":
        yield [sentence(service.referral_route)]


def how_sure(service: Service, directory: Directory) -> str:
    """One honest sentence: when it was checked, or that nobody has rung it."""
    if service.checked_on:
        return directory.check_note(service)
    return NOT_RUNG if service.phones else "We have not tried this yet."
