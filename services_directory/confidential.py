"""Addresses where somebody may be hiding: a type that cannot be shown, and the one way for an editor to read one.

A record says `confidential_address: true` when there is an address that nobody may print, or holds the text that editors
need. The build never receives that text: a Service only knows that there is one (docs/decisions/0010).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import yaml

from services_directory.yaml_files import read_yaml

FIELD = "confidential_address"
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
# What may stand between two words of an address once it is in a page: spaces, commas, tags, and the escapes of HTML and JSON.
_GAP = rb"(?:&#?[0-9a-z]{1,8};|\\u[0-9a-f]{4}|\\[nrt]|<[^>]{0,80}>|[^0-9a-z\x80-\xff]){0,12}"

_NOT_ASCII = rb"(?:[\x80-\xff]{1,4}|\\u[0-9a-f]{4}|&#?[0-9a-z]{1,8};)"


class MayNotBeShown(TypeError):
    """Something tried to print, join, encode or store a confidential address."""


class Confidential:
    """A text that only `reveal_to_editor` gives back. Everything that could put it on a page, into a file or a log raises."""

    __slots__ = ("_Confidential__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal_to_editor(self) -> str:
        """The text. For a person who edits records, never for anything that is written into the site."""
        return self.__text

    def finder(self) -> Callable[[bytes], bool]:
        """Whether published bytes hold the text: all of it, its postcode, its first line, or a part with a number and a word.

        However it is spaced, escaped, split by tags or capitalised. A town or a street alone is no find.
        """
        lines = re.split(r"[,;\n]", self.__text)
        parts = [self.__text, *_POSTCODE.findall(self.__text), *(lines[:1] if len(lines[0].split()) > 1 else ())]
        parts += [line for line in lines if re.search(r"\d", line) and re.search(r"[^\W\d]{3}", line)]
        looked_for = [(_trace(part), re.compile(_loose(part), re.IGNORECASE)) for part in dict.fromkeys(parts)]

        def find(content: bytes) -> bool:
            lowered = content.lower()  # plain words first: a pattern over a whole site costs fifty times as much
            return any(trace in lowered and pattern.search(content) for trace, pattern in looked_for)

        return find

    def __repr__(self) -> str:
        return "<a confidential address>"  # a traceback may need this; it says nothing

    def __bool__(self) -> bool:
        return True

    def _refuse(self, *_anything: Any, **_more: Any) -> NoReturn:
        raise MayNotBeShown("a confidential address may not be printed, joined, encoded, copied or stored")

    __str__ = __format__ = __bytes__ = __html__ = __add__ = __radd__ = __mod__ = __rmod__ = __mul__ = __rmul__ = _refuse
    __iter__ = __len__ = __getitem__ = __contains__ = __fspath__ = __buffer__ = _refuse
    __reduce__ = __reduce_ex__ = __getstate__ = __copy__ = __deepcopy__ = _refuse
    __eq__ = __lt__ = __gt__ = _refuse  # type: ignore[assignment]
    __hash__ = object.__hash__


def _loose(text: str) -> bytes:
    """A pattern for the words of a text, whatever stands between them."""
    return _GAP.join(b"".join(map(_sign, word)) for word in re.findall(r"\w+", text))


def _sign(sign: str) -> bytes:
    return re.escape(sign.encode()) if sign.isascii() else _NOT_ASCII


def _trace(text: str) -> bytes:
    """The longest plain run of letters and digits: it is there whenever the text is."""
    return max(re.findall(r"[a-z0-9]+", text.lower()), key=len, default="").encode()


def is_told(raw: Mapping[str, Any]) -> bool:
    """Whether a record says that there is an address which is never shown."""
    return bool(raw.get(FIELD))


def address_for_editor(records: Path, service_id: str) -> Confidential | None:
    """The confidential address of one service; None where the record holds no text.

    Raises:
        FileNotFoundError: there is no such record.
    """
    raw = read_yaml(records / "services" / f"{service_id}.yml")
    return _of(raw)


def addresses_in(records: Path, among: Iterable[str] | None = None) -> Iterator[tuple[str, Confidential]]:
    """(service id, address) of every record that holds one, drafts too. Only files that name the field are parsed.

    `among` are the ids to look at, for a caller who knows which records say so; by default all are.
    """
    folder = records / "services"
    for path in sorted(folder.glob("*.yml") if among is None else (folder / f"{name}.yml" for name in among)):
        if FIELD.encode() not in path.read_bytes():
            continue
        try:
            address = _of(read_yaml(path))
        except (yaml.YAMLError, UnicodeDecodeError):
            continue  # the load says so, with file and line
        if address is not None:
            yield path.stem, address


def _of(raw: Any) -> Confidential | None:
    text = raw.get(FIELD) if isinstance(raw, dict) else None
    return Confidential(text) if isinstance(text, str) else None
