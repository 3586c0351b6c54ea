"""One service at a time: its page and its card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from services_directory.freshness import CheckTimes, check_note
from services_directory.local import Local
from services_directory.publish import templates
from services_directory.publish.ledger import digest
from services_directory.publish.listing import EVERYWHERE, Listing, facets_of, group_of, where_words
from services_directory.service import Service
from services_directory.vocabulary import Vocabulary

NO_BILL_WARNING = frozenset({"999", "112"})
FUNDED = {
    "yes": "Yes.",
    "partly": "Partly.",
    "no": "No.",
    "unknown": "We do not know.",
}


class Press:
    """Templates with all that stays the same through one build.

    Args:
        names: the services that words may name, by id; each with `id`, `name` and `phones`.
        kept: the base and the closing words of the last build, when neither can have changed: a quick build then
            needs no Markdown at all.
    """

    def __init__(self, *, shells_dir: Path, cache_dir: Path, labels: Vocabulary, local: Local, check_times: CheckTimes,
                 today: date, names: Mapping[str, Any], look: str, kept: tuple[str, str] | None = None) -> None:
        self.labels, self.names, self.today, self.check_times = labels, names, today, check_times
        environment = templates.environment(shells_dir, cache_dir, labels=labels, local=local)
        self._environment = environment
        self.words = templates.Words(environment, names)
        if kept:
            self.base, self.always_there = kept[0], Markup(kept[1])
        else:
            self.always_there = self.words.page_words("find-support/_shared/always-there.md")
            self.base = digest(look, repr(labels), repr(local.all()), repr(check_times), today.isoformat(),
                               self.always_there)
        environment.globals["always_there"] = self.always_there
        self.used_by_all = sorted(self.words.used)
        self._service, self._card = environment.get_template("service.html"), environment.get_template("_card.html")

    def render(self, template: str, **facts: Any) -> tuple[str, list[str]]:
        """One page, and the ids of the services that its words name."""
        self.words.used.clear()
        html = self._environment.get_template(template).render(**facts)
        return html, sorted(self.words.used)

    def digest_of(self, service: Service) -> str:
        """Changes with anything that the service's page or card shows."""
        return digest(self.base, repr(service), self._through_name(service))

    def listing_of(self, service: Service, made_from: str) -> Listing:
        facets = facets_of(service, self.labels)
        card = self._card.render(service=service, facets=facets, where=where_words(facets, self.labels))
        phones = tuple([phone.number for phone in service.phones])
        return Listing(service.id, service.name, phones, facets, service.listed == "apart", group_of(service),
                       made_from, card, digest(card))

    def service_page(self, service: Service, listing: Listing) -> str:
        return self._service.render(
            active_section="find-support", service=service,
            everywhere=EVERYWHERE in listing.facets.areas, through_name=self._through_name(service),
            call_cost=call_cost(service), funded_words=FUNDED[service.funded_by_pcc],
            police_words=police_words(service), not_tried=not_tried(service),
            check_note=check_note(service, self.today, self.check_times),
            bill_warning=any(number not in NO_BILL_WARNING for number in listing.phones),
        )

    def _through_name(self, service: Service) -> str:
        through = self.names.get(service.through) if service.through else None
        return through.name if through else ""


def call_cost(service: Service) -> str:
    """What a call costs, in one sentence. Only what the record says."""
    cost = service.cost.lower()
    if "charge" in cost:
        return "Calls cost what your phone company charges for a normal call."
    return "Free to call." if cost.startswith("free") else ""


def police_words(service: Service) -> str:
    """Whether a police report is needed first, as far as the record tells."""
    if "reported to police" in service.audience.lower():
        return "Yes. This service is for people whose case the police know about."
    if service.self_referral == "no":
        return "Someone else puts you in touch with this service. Ask them, or ask the Hub."
    if service.self_referral == "yes":
        return "No. You can ask for their help without telling the police."
    return "We do not know for this service. Ask them first. You do not have to tell the police to get help."


def not_tried(service: Service) -> str:
    """Said while nobody has used these ways to reach the service and seen that they work."""
    return "Nobody here has rung this number yet." if service.phones else "Nobody here has tried this yet."
