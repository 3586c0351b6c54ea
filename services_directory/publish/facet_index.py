"""What the finder filters by, for every service of the full list, in a few bits a service.

The page carries it, so that a filter asks for nothing: not a page, not a part of the search index. Services have no names
here: the n-th entry is the n-th card of the page. Lines, in this order:

    crime     for "any" and each kind of crime in the order of the choices: which services, as steps from one to the next.
              Left out where the crime is the section that the card stands in.
    need, for the same, for each choice
    free      the same, for one thing
    area      the sets of places that occur, and then which set each service has
    hours     the same with the codes of opening.py; the first is "": no hours

Steps are characters of ALPHABET; "~" is a whole alphabet's worth. Places in a set are characters too: the first is everywhere.
`site/scripts/finder.js` reads it. `python -m tests.benchmarks.facets` weighs it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from services_directory.publish.listing import ANY_CRIME, EVERYWHERE, Listing
from services_directory.vocabulary import Label

ALPHABET = "".join(chr(code) for code in range(35, 126) if chr(code) not in "&'<>`\\")
LONG_STEP = "~"


class FacetIndex:
    """The index of some services in the order of the page; made when a page asks for it.

    Args:
        sections: (kind of crime the section is for, its services), in the order of the page.
        choices: for crime, area, need and audience, what a person may choose, in order.
    """

    def __init__(self, sections: Sequence[tuple[str, Sequence[Listing]]], choices: dict[str, Sequence[Label]]) -> None:
        self._sections, self._choices = sections, choices

    def __html__(self) -> Markup:
        return Markup(self.text())  # noqa: S704 - the alphabet holds nothing that means anything in HTML

    def text(self) -> str:
        of = {kind: [label.id for label in choices] for kind, choices in self._choices.items()}
        services = [(group, listing.facets) for group, listings in self._sections for listing in listings]
        crimes = [tuple(crime for crime in facets.crime_types if crime != group) for group, facets in services]
        places = [EVERYWHERE, *of["area"]]
        sets = [
            "".join(ALPHABET[position] for position, place in enumerate(places) if place in facets.areas)
            for _, facets in services
        ]
        lines = [
            _steps_of_each([ANY_CRIME, *of["crime"]], crimes),
            _steps_of_each(of["need"], [facets.needs for _, facets in services]),
            _steps_of_each(of["audience"], [facets.audiences for _, facets in services]),
            steps([position for position, (_, facets) in enumerate(services) if facets.free]),
            *one_of_few(sets),
            *one_of_few([facets.hours for _, facets in services], first=""),
        ]
        return "\n".join(lines)


def steps(positions: Iterable[int]) -> str:
    """Some of many, in order: how many are left out before each, one character a step where it fits."""
    last, written = -1, []
    for position in positions:
        long_steps, rest = divmod(position - last - 1, len(ALPHABET))
        written.append(LONG_STEP * long_steps + ALPHABET[rest])
        last = position
    return "".join(written)


def one_of_few(values: Sequence[str], first: str | None = None) -> tuple[str, str]:
    """The values that occur, the most frequent first; and for each entry which one, in as many characters as it takes."""
    known = [value for value, _ in Counter(values).most_common() if value != first]
    known = known if first is None else [first, *known]
    width = 1
    while len(ALPHABET) ** width < len(known):
        width += 1
    symbol = {value: _symbol(position, width) for position, value in enumerate(known)}
    return " ".join(known), "".join([symbol[value] for value in values])


def _steps_of_each(choices: Sequence[str], held: Sequence[Any]) -> str:
    positions: dict[str, list[int]] = {choice: [] for choice in choices}
    for position, values in enumerate(held):
        for value in values:
            if value in positions:
                positions[value].append(position)
    return " ".join(steps(positions[choice]) for choice in choices)


def _symbol(number: int, width: int) -> str:
    symbol = ""
    for _ in range(width):
        number, rest = divmod(number, len(ALPHABET))
        symbol = ALPHABET[rest] + symbol
    return symbol
