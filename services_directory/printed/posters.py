"""Posters on A4 and cards to cut out, each with a square code."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from services_directory import Directory
from services_directory.area import Area
from services_directory.days.counting import number_of
from services_directory.freshness import uk_date
from services_directory.printed.directory_booklet import COUNTY, EMERGENCY
from services_directory.printed.entries import how_sure
from services_directory.printed.record_words import RecordWords, numbers, sentence
from services_directory.publish.listing import is_free
from services_directory.publish.take_away import lines_of, text_of
from services_directory.qr import Code, number_code, text_code
from services_directory.service import Service
from services_directory.typesetting import pdf_from
from services_directory.typesetting.blocks import svg

HERE = Path(__file__).resolve().parent
TO_TALK_TO = "victim-support"  # the national line that stands at the end of every page of the site
ON_POSTER = (TO_TALK_TO, "national-domestic-abuse-helpline", "samaritans", "childline")
ON_CARDS = (TO_TALK_TO, "national-domestic-abuse-helpline", "samaritans", "childline")


class Square(NamedTuple):
    """A square code, what it is for those who cannot see it, and the words beside it."""

    code: Code
    alt: str
    words: str


def help_poster(directory: Directory, on: date, portal_url: str) -> bytes:
    """For a wall: who to call after a crime."""
    words = RecordWords(directory)
    shown = [words.published(name) for name in ON_POSTER]
    ways = [{"name": "In danger now?", "big": numbers(words.published(EMERGENCY)), "words": "Call, and say where you are."}]
    if directory.local.hub_freephone:
        hours = f" {sentence(directory.local.hub_opening_hours)}" if directory.local.hub_opening_hours else ""
        ways.append({"name": "Victim and Witness Hub", "big": directory.local.hub_freephone, "words": f"Free.{hours}"})
    ways += [{"name": one.name, "big": numbers(one), "words": _one_line(one)} for one in shown[: 5 - len(ways)]]
    return _poster(
        directory, on, title="Hurt by crime? You can get help.",
        lines=["It is free. You do not have to tell the police. It was not your fault."],
        ways=ways, code=_to_open(f"{portal_url.rstrip('/')}/get-help-now/") if portal_url else _to_call(directory), shown=shown,
    )  # fmt: skip


def review_poster(directory: Directory, on: date, area: Area, portal_url: str) -> bytes:
    """For a wall: antisocial behaviour that goes on, and whom to ask for a case review."""
    rule, service = area.rules_on(on).threshold, directory.service_of_area(area.id)
    asked = f"{rule.count} or more reports in {number_of(rule.application_window_months, 'month')}, each made within "
    asked += f"{number_of(rule.complaint_window_months, 'month')} of what happened"
    unsure = "" if rule.verified else " This is the most that the law lets a council ask for. We could not find its own rule."
    ways = [{"name": "The rule", "big": "", "words": f"There must be a review after {asked}.{unsure} With fewer, ask anyway."}]
    if service and service.phones:
        ways.append({"name": area.council_name, "big": numbers(service), "words": how_sure(service, directory)})
    elif service and service.email:
        ways.append({"name": area.council_name, "big": "", "words": f"Email {service.email}"})
    elif service and service.url:
        ways.append({"name": area.council_name, "big": "", "words": service.url.split("://", 1)[1].removeprefix("www.")})
    else:
        ways.append({"name": area.council_name, "big": "", "words": "Ask the council how to apply, by phone or face to face."})
    address = service.url if service else None
    if not address and portal_url:
        address = f"{portal_url.rstrip('/')}/antisocial-behaviour/councils/{area.id}/"
    return _poster(
        directory, on, title="Still going on?",
        lines=[
            "You reported antisocial behaviour, and it has not stopped.",
            "You can ask for an ASB Case Review, also called the Community Trigger. The council, the police and others look again.",
        ],
        ways=ways, code=_to_open(address) if address else None, shown=[service] if service and service.phones else [],
    )  # fmt: skip


def card_sheet(directory: Directory, on: date, service_id: str, *, discreet: bool) -> bytes:
    """Ten cards with the number of one service; the discreet ones name nothing, also not in the file."""
    service = RecordWords(directory).published(service_id)
    line = lines_of(service)[0]
    values = {
        "title": "Number" if discreet else f"Cards: {service.name}",
        "first": "" if discreet else service.name,
        "number": line.number,
        "lines": text_of([line]).split("\r\n")[1:-1] if discreet else [_one_line(service), f"Printed on {uk_date(on)}. {how_sure(service, directory)}"],
        "code": svg(number_code(line.digits)), "code_alt": f"Square code that holds {line.number} and nothing else.",
        "date": [on.year, on.month, on.day],
    }  # fmt: skip
    return pdf_from(HERE / "cards.typ", "cards", values)


def _one_line(service: Service) -> str:
    free = "Free. " if is_free(service) else ""
    hours = (
        sentence(service.phone_hours if service.hours_confirmed else f"{service.phone_hours} (it may have changed)")
        if service.phone_hours
        else ""
    )
    return f"{free}{hours}".strip() or "We do not know their hours."


def _to_open(address: str) -> Square:
    shown = address.split("://", 1)[1].removeprefix("www.").rstrip("/")
    return Square(text_code(address), f"Square code that opens {shown}", f"Point a phone’s camera here, or go to {shown}")


def _to_call(directory: Directory) -> Square:
    """While nobody has said at what address the site stands."""
    service = directory.services[TO_TALK_TO]
    line = lines_of(service)[0]
    words = f"Point a phone’s camera here to call {service.name}: {line.number}"
    return Square(number_code(line.digits), f"Square code that calls {line.number}", words)


def _poster(
    directory: Directory, on: date, *, title: str, lines: list[str], ways: list[dict[str, str]], code: Square | None,
    shown: list[Service],
) -> bytes:  # fmt: skip
    rung = sum(service.rung for service in shown)
    sure = f" We have rung {rung or 'none'} of these {len(shown)} numbers ourselves so far." if len(shown) > 1 else ""
    by = f"{directory.local.publisher_name}. " if directory.local.publisher_name else ""
    values = {
        "title": title, "lines": lines, "ways": ways, "code": svg(code.code) if code else "", "code_alt": code.alt if code else "", "code_words": code.words if code else "",
        "footer": f"{by}For {COUNTY}. Printed on {uk_date(on)}, from facts as they stood on that day.{sure}",
        "date": [on.year, on.month, on.day],
    }  # fmt: skip
    return pdf_from(HERE / "poster.typ", "poster", values)
