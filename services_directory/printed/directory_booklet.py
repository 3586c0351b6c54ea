"""Booklets of services: one for each council area, and one for the whole county."""

from __future__ import annotations

from datetime import date

from services_directory import Directory
from services_directory.area import Area
from services_directory.days.counting import number_of
from services_directory.freshness import uk_date
from services_directory.printed.entries import entry
from services_directory.printed.record_words import RecordWords, numbers, sentence, web
from services_directory.publish.listing import ANY_CRIME, EVERYWHERE, facets_of, group_of, where_words
from services_directory.service import Service
from services_directory.typesetting.blocks import Block, bold, bullets, document_pdf, heading, paragraph, steps
from services_directory.vocabulary import Vocabulary

COUNTY = "Cambridgeshire and Peterborough"
EMERGENCY, POLICE = "emergency-999", "police-101"


def directory_booklet(directory: Directory, on: date, area: Area | None = None, *, large_print: bool = False) -> bytes:
    """The PDF of services that help people in one area, or in all of them."""
    place = area.name if area else COUNTY
    shown = [one for one in directory.published_services() if area is None or directory.covers(one, area.id)]
    return document_pdf(
        [*_opening(directory), *_services(directory, shown, tells_where=area is None), *(_case_review(directory, on, area) if area else _councils(directory)),
         *_notes()],
        title=f"Help after crime in {place}",
        subtitle="People to talk to, after a crime or antisocial behaviour. You do not have to tell the police to get help.",
        printed=printed_lines(directory, shown, on), on=on, large_print=large_print,
    )  # fmt: skip


def printed_lines(directory: Directory, shown: list[Service], on: date) -> list[str]:
    """When this was printed, and how many of its numbers a person has tried."""
    with_numbers = [service for service in shown if service.phones]
    rung = sum(service.rung for service in with_numbers)
    said = f"Of the {len(with_numbers)} services with a phone number, we have rung {rung or 'none'} ourselves so far."
    by = f"Published by {directory.local.publisher_name}. " if directory.local.publisher_name else ""
    return [
        f"{by}Printed on {uk_date(on)}, from facts as they stood on that day. Numbers and hours change: a newer copy may know better.",
        f"{said} The others come from public pages, which we name on our website.",
    ]


def _opening(directory: Directory) -> list[Block]:
    words = RecordWords(directory)
    danger, police = words.published(EMERGENCY), words.published(POLICE)
    return [
        {"note": [
            paragraph(bold(f"In danger now? Call {numbers(danger)}.")),
            paragraph("Cannot speak? On a mobile, press 55 when you are asked. On a landline, stay on the line."),
            paragraph(f"Not an emergency? You can call the police on {numbers(police)}."),
        ]},
        {"note": [
            paragraph(bold("If someone must not find this booklet")),
            paragraph(
                "Its cover says what it is about. Keep it where they do not look, or copy down one number and give the booklet back. "
                "Calls can show on a phone bill and in the list of calls."
            ),
        ]},
        {"break": True},
        {"contents": "What is in here"},
        {"break": True},
    ]  # fmt: skip


def _services(directory: Directory, shown: list[Service], tells_where: bool) -> list[Block]:
    labels = Vocabulary(directory.crime_types, directory.needs, directory.audiences, directory.area_labels)
    facets = {service.id: facets_of(service, labels) for service in shown}
    victims = [service for service in shown if service.listed != "apart"]
    crimes = sorted(directory.crime_types.values(), key=lambda label: label.id != ANY_CRIME)  # help after any crime comes first
    groups = [
        (crime.name, sentence(crime.plain), [one for one in victims if group_of(one) == crime.id]) for crime in crimes
    ]  # fmt: skip
    apart = [service for service in shown if service.listed == "apart"]
    groups.append(("For people who want to stop hurting someone", "", apart))
    blocks: list[Block] = []
    for name, plain, members in groups:
        before: list[Block] = [heading(2, name), *([paragraph(plain)] if plain else [])]
        for service in sorted(members, key=lambda one: EVERYWHERE in facets[one.id].areas):  # near ones first
            where = where_words(facets[service.id], labels) if tells_where else ""
            blocks.append(entry(service, directory, *before, where=where))
            before = []
    return blocks


def _case_review(directory: Directory, on: date, area: Area) -> list[Block]:
    rules, service = area.rules_on(on), directory.service_of_area(area.id)
    rule, limits = rules.threshold, rules.limits
    blocks = [
        heading(2, "When antisocial behaviour goes on: ask for a case review"),
        paragraph(
            f"You can ask {area.council_name} to look again, with the police and others, at what was done. "
            "This is called an ASB Case Review, or the Community Trigger. You do not have to be sure that you fit the rule."
        ),
        paragraph(
            f"There must be a review when there were {rule.count} or more reports. Each was made within "
            f"{number_of(rule.complaint_window_months, 'month')} of what happened, and you ask within {number_of(rule.application_window_months, 'month')}."
        ),
    ]
    if not rule.verified:
        blocks.append(
            paragraph("We could not find this council’s own rule. This is the most that the law lets a council ask for.")
        )
    blocks.append(
        steps([
            f"They tell you that they have it: within {number_of(limits.acknowledge_working_days, 'working day')}.",
            f"They check it and write to you: within {number_of(limits.assess_working_days, 'working day')} after that.",
            f"The bodies meet about it: within {number_of(limits.discuss_within_months, 'month')}.",
            f"They make a plan and share it with you: within {number_of(limits.plan_working_days, 'working day')} of the meeting.",
            f"You can appeal. They finish within {number_of(limits.appeal_months, 'month')} of your appeal.",
        ])
    )  # fmt: skip
    if not rules.process_verified:
        blocks.append(
            paragraph("Some of these times come from the process agreed for the county in 2014. Please check with the council.")
        )
    blocks.append(heading(3, "How to ask"))
    ways = council_ways(service)
    blocks += [bullets(ways)] if ways else [paragraph(f"We know of no number or address yet. Ask {area.council_name}.")]
    return blocks


def council_ways(service: Service | None) -> list[list]:
    """How a council can be reached about a case review, as far as the record says."""
    if service is None:
        return []
    ways: list[list] = [["Phone: ", bold(phone.number)] for phone in service.phones]
    if service.email:
        ways.append(["Email: ", {"link": f"mailto:{service.email}", "words": service.email}])
    if service.address:
        ways.append([f"Post: {service.address}"])
    if service.url:
        ways.append(["Website: ", web(service.url)])
    return ways


def _councils(directory: Directory) -> list[Block]:
    blocks = [
        heading(2, "When antisocial behaviour goes on: ask for a case review"),
        paragraph(
            "You can ask your council to look again, with the police and others, at what was done. "
            "Each council has a booklet of its own with its rule and its times."
        ),
    ]
    for area in sorted(directory.areas.values(), key=lambda one: one.name):
        ways = council_ways(directory.service_of_area(area.id))
        blocks.append({"together": [
            heading(3, area.council_name),
            bullets(ways) if ways else paragraph("We know of no number or address for this yet. Ask the council."),
        ]})  # fmt: skip
    return blocks


def _notes() -> list[Block]:
    return [{"together": [heading(2, "Room for your own notes"), {"write": 8}]}]
