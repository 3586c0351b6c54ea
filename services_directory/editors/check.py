"""The editor's report: what has to be rung, filled in, confirmed or looked at again before people rely on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from services_directory import freshness
from services_directory.directory import Directory
from services_directory.editors.pages_read import reading_ages
from services_directory.editors.reading_age import longest_sentence, reading_age
from services_directory.freshness import Freshness
from services_directory.links import retired_words
from services_directory.loading import RECORDS, load
from services_directory.problems import BadRecords
from services_directory.service import Service

ENOUGH_CALENDAR_DAYS = 365
GOAL_READING_AGE = 9
TOO_HARD_READING_AGE = 12
LONGEST_SENTENCE_WORDS = 25
HARDEST_SHOWN = 10
TRIED_BY_A_PERSON = ("phone", "text", "email", "url", "webchat", "address", "through")


def report(today: date, records: Path = RECORDS, site: Path | None = None) -> tuple[list[str], bool]:
    """The report's lines, and whether there are errors. Only errors fail a build; the rest is work for people.

    With `site`, every built page is searched for retired names and numbers too, and its reading age is measured.
    """
    try:
        directory = load(records, today=today)
    except BadRecords as error:
        return ["The records cannot be used:", "", *str(error).splitlines()], True
    errors = [*retired_words(directory), *(_retired_on_pages(directory, site) if site else ())]
    sections = (
        ("Errors", errors),
        ("Ways in that nobody here has tried", _untried(directory)),
        ("Notes on published services", _notes(directory)),
        ("Local facts that are not filled in (records/local.yml and records/areas)", _unset(directory)),
        ("Council rules that are not confirmed", _unverified_rules(directory)),
        ("Drafts, with the reason", _drafts(directory)),
        ("Checks that are due, overdue or so late that the service is hidden", _late_checks(directory, today)),
        ("Rights and stages that name a draft", _links_to_drafts(directory)),
        ("Working calendar", _calendar(directory, today)),
        ("Hard to read", _hard_to_read(directory)),
        *((("Reading age of every page", _pages_by_reading_age(site)),) if site else ()),
    )
    lines = [
        f"The facts on {freshness.uk_date(today)}",
        "",
        f"{len(directory.services)} services, {len(directory.published_services())} of them published; "
        f"{len(directory.areas)} areas, {len(directory.rights)} rights, {len(directory.stages)} stages.",
    ]
    for title, found in sections:
        entries = list(found)
        lines += ["", f"{title}: {len(entries) or 'none'}", *(f"  {entry}" for entry in entries)]
    return lines, bool(errors)


def _retired_on_pages(directory: Directory, site: Path) -> Iterator[str]:
    for page in sorted(site.rglob("*.html")):
        for item in directory.retired.found_in(page.read_text("utf-8")):
            yield f"{page.relative_to(site)} | {item.text!r} is never shown: {item.why}"


def _untried(directory: Directory) -> Iterator[str]:
    for service in directory.published_services():
        if service.rung:
            continue
        for route in service.routes:
            if route.kind in TRIED_BY_A_PERSON:
                dated = f", {service.source_date}" if service.source_date else ""
                yield (
                    f"{service.id} | {service.name} | {route.kind} {route.value} | {service.source}{dated} | {service.confidence}"
                )


def _notes(directory: Directory) -> Iterator[str]:
    return (f"{service.id} | {service.notes}" for service in directory.published_services() if service.notes)


def _unset(directory: Directory) -> Iterator[str]:
    for fact in directory.local.unset():
        yield f"{fact.key} | {fact.what} | ask: {fact.who_knows}"
    for area in directory.areas.values():
        missing = [name for name in ("name", "email", "phone") if getattr(area.spoc, name) is None]
        if missing:
            yield f"areas/{area.id}.yml | the single point of contact's {', '.join(missing)} | ask: {area.council_name}"
    if not directory.postcodes.areas:
        yield "postcodes.yml | which council each postcode is in | empty, so everyone is asked for their council"


def _unverified_rules(directory: Directory) -> Iterator[str]:
    for area in directory.areas.values():
        rules = area.rules[-1]
        if not rules.threshold.verified:
            yield f"{area.name} | threshold not found; the most the Act allows is used | {rules.threshold.source}"
        elif rules.threshold.confidence != "high":
            yield f"{area.name} | threshold, confidence {rules.threshold.confidence} | {rules.threshold.source}"
        if not rules.process_verified:
            own = [name for name in rules.stated_here if name in rules.limits.__slots__]
            yield f"{area.name} | time limits from South Cambridgeshire's process of 2014, except: {', '.join(own) or 'none'}"
        if rules.threshold.closed_case_required:
            yield f"{area.name} | prints 'the earlier reports must be dealt with first'; we warn and never refuse"


def _drafts(directory: Directory) -> Iterator[str]:
    return (f"{service.id} | {service.draft_reason}" for service in directory.services.values() if service.draft)


def _late_checks(directory: Directory, today: date) -> Iterator[str]:
    for service in directory.services.values():
        state = freshness.freshness(service.checked_on, today, directory.check_times)
        if state in (Freshness.DUE, Freshness.OVERDUE, Freshness.HIDDEN):
            yield f"{service.id} | {state.value} | last checked on {freshness.uk_date(service.checked_on)}"


def _links_to_drafts(directory: Directory) -> Iterator[str]:
    for kind, entries in (("right", directory.rights), ("stage", directory.stages)):
        for entry in entries.values():
            drafts = [one for one in entry.services if not directory.is_published(directory.services[one])]
            if drafts:
                yield f"{kind} {entry.id} | left out of its page: {', '.join(drafts)}"


def _calendar(directory: Directory, today: date) -> Iterator[str]:
    left = directory.calendar.days_left(today)
    until = freshness.uk_date(directory.calendar.last_day)
    if left < ENOUGH_CALENDAR_DAYS:
        yield f"ALARM: bank holidays are known only until {until}. Run: python -m services_directory.days.make_calendar"
    else:
        yield f"bank holidays are known until {until}: {left // 365} years left"


def _hard_to_read(directory: Directory) -> Iterator[str]:
    texts = list(_public_texts(directory))
    ages = [age for _, text in texts if (age := reading_age(text)) is not None]
    yield f"middle reading age of {len(ages)} texts: {sorted(ages)[len(ages) // 2]} (goal: about {GOAL_READING_AGE})"
    for place, text in texts:
        age, words = reading_age(text), longest_sentence(text)
        if (age or 0) > TOO_HARD_READING_AGE or words > LONGEST_SENTENCE_WORDS:
            yield f"{place} | reading age {age}, longest sentence {words} words"


def _pages_by_reading_age(site: Path) -> Iterator[str]:
    """The middle and the spread of all pages, then the hardest ones. Names of services and bodies count as hard words."""
    ages = sorted(reading_ages(site), key=lambda found: -found[1])
    if not ages:
        return
    easy = sum(1 for _, age in ages if age <= GOAL_READING_AGE)
    yield (
        f"{len(ages)} pages: middle {ages[len(ages) // 2][1]}, easiest {ages[-1][1]}, hardest {ages[0][1]}; "
        f"{easy} at {GOAL_READING_AGE} or below (goal: about {GOAL_READING_AGE})"
    )
    for address, age in ages[:HARDEST_SHOWN]:
        yield f"{address} | reading age {age}"


def _public_texts(directory: Directory) -> Iterable[tuple[str, str]]:
    for service in directory.published_services():
        yield f"service {service.id}", _running_words(service)
    for right in directory.rights.values():
        yield f"right {right.id}", f"{right.summary}\n{right.means}"
    for stage in directory.stages.values():
        yield f"stage {stage.id}", f"{stage.summary}\n{stage.what_happens}"
    for term in directory.glossary:
        yield f"glossary {term.term}", term.meaning


def _running_words(service: Service) -> str:
    return " ".join(text for text in (service.summary, service.referral_route) if text)
