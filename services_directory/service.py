"""One service: its fields, what makes them valid, and the ways to reach it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from services_directory import confidential, fields
from services_directory.days.opening import OPENING_SHAPE, Spell, in_words, opening_from
from services_directory.vocabulary import Vocabulary

CONFIDENCE = ("high", "medium", "low")
SELF_REFERRAL = ("yes", "no", "unknown")
LISTED = ("with-others", "apart")
FUNDED_BY_PCC = ("yes", "no", "partly", "unknown")
KNOWN = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number people may ring. `hours_confirmed` is None when the service's own hours apply."""

    number: str
    label: str | None = None
    hours: str | None = None
    hours_confirmed: bool | None = None
    source_note: str | None = None

    @property
    def digits(self) -> str:
        """The number without spaces, as a tel: link wants it."""
        return self.number.replace(" ", "")


class PastCheck(NamedTuple):
    """One look at a record by a person: the day, their role (never their name) and how they looked."""

    checked_on: date
    checked_by: str
    checked_how: str


@dataclass(frozen=True, slots=True)
class Route:
    """One way to reach a service: phone, text, email, url, webchat, address, form (ours) or through (a service id)."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Service:
    """One service as its record says. `notes` and `draft_reason` are for editors and never shown.

    Attributes that need a word:
        text, text_how: the number to text, and what to send.
        form: a path of our own forms that reaches it.
        through: the id of the service that people ask for this one.
        opening: when it answers, as days and times; empty when the record has only words, or nothing.
        phone_hours, hours_confirmed: the same in words (made from `opening` where there is one); False says that
            sources differ, are old, or give none.
        shows_on_bill: whether a call stands on a bill that lists calls; `bill_source` is who says so.
        needs_police_report: whether they help only after a report to the police.
        what_happens_next: what happens when somebody makes contact, in words.
        audience, audiences: for whom in words, and as controlled ids.
        listed: "apart" keeps it out of the lists for victims (help for people who use abuse).
        rung: a person here has tried the route and it worked.
        source, source_date: where the contact comes from, in words for the public.
        address_is_confidential: there is an address that is never shown. The address itself is not here.
        owner: the role that looks after this record; None when the record names none.
        checks_before: the checks before the last one, the oldest first. The last is checked_on, checked_by, checked_how.
    """

    id: str
    name: str
    provider: str
    summary: str
    phones: tuple[Phone, ...]
    opening: tuple[Spell, ...]
    phone_hours: str | None
    hours_confirmed: bool
    text: str | None
    text_how: str | None
    email: str | None
    url: str | None
    webchat: str | None
    address: str | None
    form: str | None
    through: str | None
    areas_covered: tuple[str, ...]
    crime_types: tuple[str, ...]
    needs: tuple[str, ...]
    audience: str
    audiences: tuple[str, ...]
    languages: tuple[str, ...]
    languages_note: str | None
    cost: str
    self_referral: str
    referral_route: str | None
    accessibility: str | None
    shows_on_bill: str
    bill_source: str | None
    needs_police_report: str
    what_happens_next: str | None
    funded_by_pcc: str
    listed: str
    source: str
    source_date: str | None
    confidence: str
    status: str
    notes: str | None
    valid_from: date | None
    valid_to: date | None
    checked_on: date | None
    checked_by: str | None
    checked_how: str | None
    rung: bool
    draft: bool
    draft_reason: str | None
    address_is_confidential: bool
    owner: str | None
    checks_before: tuple[PastCheck, ...]

    @property
    def routes(self) -> tuple[Route, ...]:
        """Every way to reach it, the quickest first."""
        single = (
            ("text", self.text),
            ("form", self.form),
            ("webchat", self.webchat),
            ("email", self.email),
            ("url", self.url),
            ("address", self.address),
            ("through", self.through),
        )
        return (
            *(Route("phone", phone.number) for phone in self.phones),
            *(Route(kind, value) for kind, value in single if value),
        )

    def public_words(self) -> list[tuple[tuple, str]]:
        """Every text that people may read, with its place in the record."""
        words = [((name,), value) for name in PUBLIC_FIELDS if isinstance(value := getattr(self, name), str)]
        words += [(("languages", position), value) for position, value in enumerate(self.languages)]
        for position, phone in enumerate(self.phones):
            words += [
                (("phones", position, name), value)
                for name in ("number", "label", "hours", "source_note")
                if (value := getattr(phone, name))
            ]
        return words


PUBLIC_FIELDS = (
    "name",
    "provider",
    "summary",
    "phone_hours",
    "text",
    "text_how",
    "email",
    "url",
    "webchat",
    "address",
    "audience",
    "languages_note",
    "cost",
    "referral_route",
    "accessibility",
    "bill_source",
    "what_happens_next",
    "source",
    "source_date",
)

_PHONE = fields.record(
    required={"number": fields.phone_number},
    optional={"label": fields.text, "hours": fields.text, "hours_confirmed": fields.flag, "source_note": fields.text},
)
_PAST_CHECK = fields.record(required={"checked_on": fields.day, "checked_by": fields.text, "checked_how": fields.text})


def service_shape(words: Vocabulary) -> fields.Check:
    """The check of one record, made once for a whole load."""
    some = fields.maybe
    return fields.record(
        required={
            "id": fields.identifier,
            "name": fields.text,
            "provider": fields.text,
            "summary": fields.text,
            "areas_covered": fields.list_of(fields.one_of(words.areas)),
            "crime_types": fields.list_of(fields.one_of(words.crime_types)),
            "needs": fields.list_of(fields.one_of(words.needs)),
            "audience": fields.text,
            "languages": fields.list_of(fields.text),
            "cost": fields.text,
            "self_referral": fields.one_of(SELF_REFERRAL),
            "funded_by_pcc": fields.one_of(FUNDED_BY_PCC),
            "source": fields.text,
            "confidence": fields.one_of(CONFIDENCE),
            "checked_on": some(fields.day),
            "rung": fields.flag,
        },
        optional={
            "phones": fields.list_of(_PHONE),
            "opening": OPENING_SHAPE,
            "phone_hours": some(fields.text),
            "hours_confirmed": fields.flag,
            "text": some(fields.text_number),
            "text_how": some(fields.text),
            "email": some(fields.email_address),
            "url": some(fields.web_address),
            "webchat": some(fields.text),
            "address": some(fields.text),
            "address_is_public": some(fields.text),
            confidential.FIELD: some(fields.kept_from_readers),
            "form": some(fields.own_path),
            "through": some(fields.identifier),
            "audiences": fields.list_of(fields.one_of(words.audiences)),
            "languages_note": some(fields.text),
            "referral_route": some(fields.text),
            "accessibility": some(fields.text),
            "shows_on_bill": fields.one_of(KNOWN),
            "bill_source": some(fields.text),
            "needs_police_report": fields.one_of(KNOWN),
            "what_happens_next": some(fields.text),
            "listed": fields.one_of(LISTED),
            "source_date": some(fields.text),
            "source_detail": some(fields.text),
            "status": fields.text,
            "notes": some(fields.text),
            "valid_from": some(fields.day),
            "valid_to": some(fields.day),
            "checked_by": some(fields.text),
            "checked_how": some(fields.text),
            "checks_before": fields.list_of(_PAST_CHECK),
            "owner": some(fields.text),
            "imported_from": some(fields.text),
            "imported_id": some(fields.text),
            "licence": some(fields.text),
            "draft": fields.flag,
            "draft_reason": some(fields.text),
        },
    )


def service_from(raw: dict[str, Any]) -> Service:
    """A Service from a record that `service_shape` has passed."""
    get = raw.get
    opening = opening_from(get("opening"))
    return Service(
        id=raw["id"],
        name=raw["name"],
        provider=raw["provider"],
        summary=raw["summary"],
        phones=tuple([Phone(**phone) for phone in get("phones", ())]),
        opening=opening,
        phone_hours=in_words(opening) if opening else get("phone_hours"),
        hours_confirmed=get("hours_confirmed", False),
        text=get("text"),
        text_how=get("text_how"),
        email=get("email"),
        url=get("url"),
        webchat=get("webchat"),
        address=get("address"),
        form=get("form"),
        through=get("through"),
        areas_covered=tuple(raw["areas_covered"]),
        crime_types=tuple(raw["crime_types"]),
        needs=tuple(raw["needs"]),
        audience=raw["audience"],
        audiences=tuple(get("audiences", ())),
        languages=tuple(raw["languages"]),
        languages_note=get("languages_note"),
        cost=raw["cost"],
        self_referral=raw["self_referral"],
        referral_route=get("referral_route"),
        accessibility=get("accessibility"),
        shows_on_bill=get("shows_on_bill", "unknown"),
        bill_source=get("bill_source"),
        needs_police_report=get("needs_police_report", "unknown"),
        what_happens_next=get("what_happens_next"),
        funded_by_pcc=raw["funded_by_pcc"],
        listed=get("listed", "with-others"),
        source=raw["source"],
        source_date=get("source_date"),
        confidence=raw["confidence"],
        status=get("status", "current"),
        notes=get("notes"),
        valid_from=get("valid_from"),
        valid_to=get("valid_to"),
        checked_on=raw["checked_on"],
        checked_by=get("checked_by"),
        checked_how=get("checked_how"),
        rung=raw["rung"],
        draft=get("draft", False),
        draft_reason=get("draft_reason"),
        address_is_confidential=confidential.is_told(raw),
        owner=get("owner"),
        checks_before=tuple([PastCheck(**check) for check in get("checks_before", ())]),
    )
