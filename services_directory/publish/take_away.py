"""What a person may carry away: a number and its hours, on a card, as a text file and as a square code, and nothing else.

Someone who finds it must not learn what it is about, so it says neither the service's name nor what it does, and whatever
the record says of hours goes on it only when every word of it is harmless. A card's file is named after what stands on it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import jinja2

from services_directory.publish.ledger import digest
from services_directory.qr import NUMBER_SIDE, QUIET, number_code, svg_path
from services_directory.service import Service

FOLDER = "cards"
_UNFINISHED = "unfinished"  # there while cards are written: a build that was stopped leaves it, and all are written again
_WORD = re.compile(r"[^\W\d_]+")
_OPTION = re.compile(r"(?:choose|press) (?:option )?\d", re.IGNORECASE)
HARMLESS = frozenset(
    _WORD.findall("""
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    every day days daily week weeks weekday weekdays weekend weekends night nights morning mornings afternoon afternoons
    evening evenings hour hours year round bank holiday holidays public christmas easter am pm noon midday midnight
    open closed from to until till between and or at on in the a all any other except but not only also outside inside
    those these times time office choose press option then
    """)
)


class Line(NamedTuple):
    """One number as a card shows it. `call` tells a call from a text; `when` may be empty, and `sure` says that it is confirmed."""

    number: str
    digits: str
    call: bool
    when: str
    sure: bool
    choose: str

    @property
    def picture(self) -> str:
        """The path of its code."""
        return svg_path(number_code(self.digits))


def lines_of(service: Service) -> tuple[Line, ...]:
    """The numbers of a service that may stand alone. A number to text is left out when it needs words that we must leave out."""
    lines = []
    for phone in service.phones:
        sure = service.hours_confirmed if phone.hours_confirmed is None else phone.hours_confirmed
        when = harmless(phone.hours or service.phone_hours)
        lines.append(Line(phone.number, phone.digits, True, when, sure, _choose(phone.label)))
    if service.text and harmless(service.text_how) == (service.text_how or ""):
        lines.append(Line(service.text, service.text.replace(" ", ""), False, service.text_how or "", True, ""))
    return tuple(lines)


def harmless(words: str | None) -> str:
    """The words, when each of them could stand beside any number at all; else nothing."""
    if not words or not all(word.lower() in HARMLESS for word in _WORD.findall(words)):
        return ""
    return words


def _choose(label: str | None) -> str:
    """'Choose option 2', and no more of what a number is called."""
    found = _OPTION.search(label or "")
    return found[0] if found else ""


def text_of(lines: Iterable[Line]) -> str:
    """The same as plain text, with line ends that every system reads."""
    written = []
    for line in lines:
        written.append(line.number if line.call else f"Text {line.number}")
        written += [f"{words}." for words in (line.choose, line.when) if words]
        if line.when and not line.sure:
            written.append("Times may have changed.")
    return "\r\n".join([*written, ""])


class TakeAways:
    """The cards of one build: of each, a page and a text file.

    Args:
        still_good: templates and code are those of the last build, so a card that is there need not be made again.
    """

    def __init__(self, environment: jinja2.Environment, site_dir: Path, still_good: bool) -> None:
        self._template = environment.get_template("take_away.html")
        self._folder, self._begun = site_dir / FOLDER, False
        names = os.listdir(self._folder) if self._folder.is_dir() else []  # noqa: PTH208 - names, and nothing else
        pages = {name[:-5] for name in names if name.endswith(".html")}
        texts = {name[:-4] for name in names if name.endswith(".txt")}
        self._found = pages | texts
        self._good = pages & texts if still_good and _UNFINISHED not in names else set()

    def is_there(self, name: str) -> bool:
        """Whether the card stands as it would be written now, or there is none to make."""
        return not name or name in self._good

    def write(self, service: Service) -> str:
        """Write the card of a service when it is not there; its name, "" when the service has no number."""
        lines = lines_of(service)
        if not lines:
            return ""
        name = digest(repr(lines))[:16]
        if name not in self._good:
            self._begin()
            self._put(f"{name}.txt", text_of(lines))
            self._put(f"{name}.html", self._template.render(lines=lines, name=name, side=NUMBER_SIDE + 2 * QUIET))
            self._good.add(name)
        return name

    def finish(self, names: Iterable[str]) -> None:
        """Take away every card but these."""
        wanted = set(names)
        for stale in self._found - wanted:
            for kind in ("html", "txt"):
                (self._folder / f"{stale}.{kind}").unlink(missing_ok=True)
        (self._folder / _UNFINISHED).unlink(missing_ok=True)
        if not wanted - {""} and self._folder.is_dir():
            self._folder.rmdir()

    def _begin(self) -> None:
        if not self._begun:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / _UNFINISHED).touch()
            self._begun = True

    def _put(self, name: str, text: str) -> None:
        with open(f"{self._folder}/{name}", "wb") as file:  # noqa: PTH123 - twice a service: a Path costs as much as the file
            file.write(text.encode())
