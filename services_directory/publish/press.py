"""One service at a time: its page and its card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from markupsafe import Markup

from services_directory.freshness import CheckTimes, check_note
from services_directory.local import Local
from services_directory.publish import templates
from services_directory.publish.kept_markdown import KeptMarkdown
from services_directory.publish.ledger import digest
from services_directory.publish.listing import EVERYWHERE, Listing, facets_of, group_of, where_words
from services_directory.service import Service
from services_directory.vocabulary import Vocabulary

NO_BILL_WARNING = frozenset({"999", "112"})
# Contacting these is telling the police, or telling them something about a crime.
IS_REPORTING = frozenset({"emergency-999", "police-101", "british-transport-police", "report-fraud", "crimestoppers"})
FUNDED = {
    "yes": "Yes.",
    "partly": "Partly.",
    "no": "No.",
    "unknown": "We do not know.",
}


class Named(NamedTuple):
    """A service as words may name it."""

    id: str
    name: str
    phones: tuple[str, ...]

    @classmethod
    def of(cls, service: Service) -> Named:
        return cls(service.id, service.name, numbers_of(service))


class Press:
    """Templates with all that stays the same through one build.

    Args:
        names: the services that words may name, by id; each with `id`, `name` and `phones`.
        on_device: what pages carry for the browser to work with: `days` (the calendar) and `postcodes`, as text.
        ways_back: the (address, title) of each right and step that names a service. A quick build gives none: a service
            that another record names is a matter for a full one.
        look: digest of the templates, the code and the words that editors keep beside them.
        kept: the base and the closing words of the last build, when neither can have changed: a quick build then
            needs no Markdown at all.
    """

    def __init__(
        self,
        *,
        shells_dir: Path,
        cache_dir: Path,
        labels: Vocabulary,
        local: Local,
        check_times: CheckTimes,
        today: date,
        names: Mapping[str, Any],
        on_device: Mapping[str, str] | None = None,
        look: str = "",
        ways_back: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType({}),
        kept: tuple[str, str] | None = None,
    ) -> None:
        self.ways_back = ways_back
        self.labels, self.names, self.today, self.check_times = labels, names, today, check_times
        self.on_device = dict(on_device or {"days": "", "postcodes": ""})
        environment = templates.environment(shells_dir, cache_dir, labels=labels, local=local, on_device=self.on_device)
        self.environment = environment
        self.words = templates.Words(environment, names, KeptMarkdown(cache_dir).to_html)
        if kept:
            self.base, self.always_there = kept[0], Markup(kept[1])
        else:
            closing = self.words.page_words("find-support/_shared/always-there.md")
            self.always_there = Markup("<section data-pagefind-ignore>\n{}\n</section>").format(closing)
            self.base = digest(
                look,
                repr((labels, local.all(), check_times, self.on_device)),
                today.isoformat(),
                self.always_there,
            )
        environment.globals["always_there"] = self.always_there
        self.used_by_all = sorted(self.words.used)
        self._label_links = label_links(labels)
        self._service, self._card = environment.get_template("service.html"), environment.get_template("_card.html")

    def render(self, template: str, **facts: Any) -> tuple[str, list[str]]:
        """One page, and the ids of the services that its words name."""
        self.words.used.clear()
        html = self.environment.get_template(template).render(**facts)
        return html, sorted(self.words.used)

    def digest_of(self, service: Service) -> str:
        """Changes with anything that the service's page or card shows."""
        return digest(self.base, repr(service), self._through_name(service), repr(self.ways_back.get(service.id, ())))

    def listing_of(self, service: Service, made_from: str) -> Listing:
        facets, numbers = facets_of(service, self.labels), numbers_of(service)
        card = self._card.render(
            service=service,
            facets=facets,
            where=where_words(facets, self.labels),
            numbers=Markup(" or ").join([templates.tel(number) for number in numbers]),
        )
        apart, sorted_by = service.listed == "apart", digest(card, repr(facets))
        return Listing(service.id, service.name, numbers, facets, apart, group_of(service), made_from, card, sorted_by)

    def service_page(self, service: Service, listing: Listing) -> str:
        return self._service.render(
            active_section="find-support",
            service=service,
            listing=listing,
            through_name=self._through_name(service),
            ways_back=self.ways_back.get(service.id, ()),
            links={
                "crimes": self._links("crime", service.crime_types),
                "needs": self._links("need", service.needs),
                "areas": self._links("area", service.areas_covered),
            },
            languages=templates.sentence(", ".join(service.languages)),
            call_cost=call_cost(service),
            funded_words=FUNDED[service.funded_by_pcc],
            police_words=police_words(service),
            not_tried=not_tried(service),
            check_note=check_note(service, self.today, self.check_times),
            bill_words=bill_words(service),
            open_code=listing.facets.hours,
        )

    def _links(self, kind: str, ids: Sequence[str]) -> Markup:
        """Links to lists, with commas. Made once a label: this is half of what a page would cost."""
        return Markup(", ").join([self._label_links[kind, identifier] for identifier in ids])

    def _through_name(self, service: Service) -> str:
        through = self.names.get(service.through) if service.through else None
        return through.name if through else ""


def label_links(labels: Vocabulary) -> dict[tuple[str, str], Markup]:
    """A link for each label, to the list of that label. Every place wider than one council shares one list."""
    kinds = {"crime": labels.crime_types, "area": labels.areas, "need": labels.needs}
    link = Markup('<a href="/find-support/{}/{}/">{}</a>')
    made = {}
    for kind, known in kinds.items():
        for label in known.values():
            shared = kind == "area" and label.national
            made[kind, label.id] = link.format(kind, EVERYWHERE if shared else label.id, label.name)
    return made


def numbers_of(service: Service) -> tuple[str, ...]:
    return tuple([phone.number for phone in service.phones])


def call_cost(service: Service) -> str:
    """What a call costs, in one sentence. Only what the record says."""
    cost = service.cost.lower()
    if "charge" in cost:
        return "Calls cost what your phone company charges for a normal call."
    return "Free to call." if cost.startswith("free") else ""


def police_words(service: Service) -> str:
    """Whether a police report is needed first, as far as the record tells; "" where the question makes no sense."""
    if service.id in IS_REPORTING:
        return ""
    if service.needs_police_report == "yes":
        return "Yes. This service is for people whose case the police know about."
    if service.needs_police_report == "no":
        return "No. They help whether or not you tell the police."
    if service.self_referral == "no":
        return "Someone else puts you in touch with this service. Ask them, or ask the Hub."
    if service.self_referral == "yes":
        return "You can contact them without telling the police. We do not know whether they ask for a police report later."
    return "We do not know for this service. Ask them first. You do not have to tell the police to get help."


def bill_words(service: Service) -> str:
    """Whether a call stands on a bill: what the record says, or that we do not know; "" where there is no call to make."""
    if service.shows_on_bill == "yes":
        return "Yes. A call shows on a bill that lists calls."
    if service.shows_on_bill == "no":
        return "No. The phone itself still keeps a list of calls."
    if any(phone.number not in NO_BILL_WARNING for phone in service.phones):
        return "We do not know. To be safe, think that it does."
    return ""


def not_tried(service: Service) -> str:
    """Said while nobody has used these ways to reach the service and seen that they work."""
    return "Nobody here has rung this number yet." if service.phones else "Nobody here has tried this yet."
