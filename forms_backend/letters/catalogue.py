"""Every kind of letter and the facts it needs. The words are in content/letters/<language>/<kind>.md.

CT1, CT2 and CT3 are the council's own names: South Cambridgeshire CDRP Board, 9 October 2014, item 7a, stage table.
HUB1 is ours: the Victim and Witness Hub's answer to a self-referral.

A fact is a TEXT, a URL, a DAY (a `date`; written the UK way for you), LINES (a list of short texts) or ROWS (a list of dicts).
Nested dicts are read with dots: {"spoc": {"role": ...}} is "spoc.role". An optional fact is left out, None or empty when we do
not have it; the words then say what is true. Each fact must be used and nothing else may be given, so a slip shows at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from forms_backend.letters.labels import N_


class Shape(StrEnum):
    TEXT = "text"
    URL = "url"
    DAY = "day"
    WHEN = "when"  # a date, or the person's own words
    LINES = "lines"
    ROWS = "rows"


@dataclass(frozen=True)
class Fact:
    """What one fact must look like. `columns` are the facts of each row; `or_else` is what a row says when it has no value."""

    shape: Shape
    required: bool = True
    or_else: str = ""
    columns: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class LetterKind:
    """`sender` is the body that writes, or the name of the fact that holds it (`sender_fact`)."""

    key: str
    facts: Mapping[str, Fact]
    source: str
    sender: str = ""
    sender_fact: str = ""


class UnknownKind(LookupError):
    """There is no letter of that kind."""


def _text(required: bool = True) -> Fact:
    return Fact(Shape.TEXT, required)


def _day(required: bool = True) -> Fact:
    return Fact(Shape.DAY, required)


def _lines(required: bool = True) -> Fact:
    return Fact(Shape.LINES, required)


# What `letters.shared_facts(directory, public_url)` answers: spread it into the facts of any letter.
SHARED: dict[str, Fact] = {
    "emergency_phone": _text(),
    "non_emergency_phone": _text(),
    "support": _lines(),
    "collect_url": Fact(Shape.URL),
    "refer_url": Fact(Shape.URL),
}

_TO_WHOM: dict[str, Fact] = {"reference": _text(), "greeting_name": _text(required=False)}

# The single point of contact: name, email and phone stay unset until the council fills them in.
_COUNCIL: dict[str, Fact] = {
    "area_name": _text(),
    "council_name": _text(),
    "spoc.role": _text(),
    "spoc.name": _text(required=False),
    "spoc.email": _text(required=False),
    "spoc.phone": _text(required=False),
    "council_routes": _lines(
        required=False
    ),  # public ways to reach the council's case review, each with its kind: "Online: https://…"
}

_APPEAL: dict[str, Fact] = {
    "appeal.body": _text(required=False),  # "three members of the Community Safety Partnership's board"
    "appeal.finish_within_words": _text(),  # "2 months"
    "appeal.ask_within_words": _text(required=False),  # only where the area has a last day to appeal
}

COMPLAINT = MappingProxyType({
    "number": _text(),
    "body": Fact(Shape.TEXT, or_else=N_("a service you did not name")),
    "reported_on": Fact(Shape.WHEN, or_else=N_("a day you did not give")),
    "counted": _text(),  # True or False; put into words for you
    "why": _text(),
})  # fmt: skip

CT1 = LetterKind(
    "CT1",
    {
        **_TO_WHOM, **_COUNCIL, **SHARED,
        "received_on": _day(),
        "decide_by": _day(),  # the last day for CT2 or CT3, were CT1 sent on its own last day
        "discuss_within_words": _text(),  # "1 month"
        "discuss_by_latest": _day(required=False),
    },
    source="South Cambridgeshire CDRP Board, 9 October 2014, item 7a, stage 1",
    sender_fact="council_name",
)  # fmt: skip

CT2 = LetterKind(
    "CT2",
    {
        **_TO_WHOM, **_COUNCIL, **SHARED, **_APPEAL,
        "decided_on": _day(),
        "complaints": Fact(Shape.ROWS, required=False, columns=COMPLAINT),
        "reason_words": _text(),  # the SPOC's reason, as typed
        "persistence_words": _text(),
        "harm_words": _text(),
        "adequacy_words": _text(),
        "pcc_review_words": _text(required=False),  # only where the local policing body's review has begun
    },
    source="the same, stage 2; Anti-social Behaviour, Crime and Policing Act 2014, s.104(5) and (6), Schedule 4 paragraph 3",
    sender_fact="council_name",
)  # fmt: skip

CT3 = LetterKind(
    "CT3",
    {
        **_TO_WHOM, **_COUNCIL, **SHARED, **_APPEAL,
        "decided_on": _day(),
        "reason_words": _text(required=False),
        "meeting_name": _text(),
        "meeting_on": _day(required=False),
        "discuss_by": _day(),
        "how_to_take_part": _lines(required=False),  # what this council has arranged: place, video, whom to tell
        "plan_within_words": _text(),  # "10 working days"
    },
    source="the same, stages 2 to 4; Home Office guidance 2025 (taking part); the Act, Schedule 4 paragraph 7 (sharing)",
    sender_fact="council_name",
)  # fmt: skip

HUB1 = LetterKind(
    "HUB1",
    {
        **_TO_WHOM, **SHARED,
        "received_on": _day(),
        "contact_by_words": _text(required=False),  # "within 24 hours"; unset when the person said "I will contact you"
        "hub_phone": _text(required=False),
        "hub_email": _text(required=False),
        "hub_hours": _text(required=False),
    },
    source="Business Co-ordination Board service specification, 27 October 2015, Appendix A; victims report 9 October 2014, 7.4",
    sender="Victim and Witness Hub",
)  # fmt: skip

KINDS: Mapping[str, LetterKind] = MappingProxyType({kind.key: kind for kind in (CT1, CT2, CT3, HUB1)})


def kind_of(key: str) -> LetterKind:
    """
    Raises:
        UnknownKind: no such letter.
    """
    try:
        return KINDS[key]
    except KeyError:
        raise UnknownKind(f"there is no letter {key}") from None
