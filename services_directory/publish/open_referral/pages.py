"""Lists in pages of 50, as files: the first is `services.json`, the second `services-2.json`.

A static server cannot read `?page=2`; docs/deploy shows how a web server maps it to these names.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import orjson

PER_PAGE = 50


class Member(NamedTuple):
    """One entry of a list: its file, the digest of what is in it, and how many bytes of it a list shows (0: to be worked out)."""

    path: str
    digest: str
    in_lists: int = 0


def page_path(name: str, number: int) -> str:
    return f"{name}.json" if number == 1 else f"{name}-{number}.json"


def pages_of(name: str, members: Sequence[Member]) -> Iterator[tuple[str, bytes, Callable[[str], bytes]]]:
    """(path, what the page is made from, how to make it from the feed's folder) of each page; one empty page for an empty list."""
    total = len(members)
    in_all = max(1, -(-total // PER_PAGE))
    for number in range(1, in_all + 1):
        some = members[(number - 1) * PER_PAGE : number * PER_PAGE]
        made_from = f"{total} {number} {' '.join([member.digest for member in some])}".encode()
        yield (
            page_path(name, number),
            made_from,
            lambda folder, number=number, some=some: _page(folder, some, number, in_all, total),
        )


def _page(folder: str, members: Sequence[Member], number: int, in_all: int, total: int) -> bytes:
    head = orjson.dumps(
        {
            "total_items": total,
            "total_pages": in_all,
            "page_number": number,
            "size": len(members),
            "first_page": number == 1,
            "last_page": number == in_all,
            "empty": not members,
        }
    )
    return head[:-1] + b',"contents":[' + b",".join([_item(folder, member) for member in members]) + b"]}"


def _item(folder: str, member: Member) -> bytes:
    handle = os.open(f"{folder}/{member.path}", os.O_RDONLY)
    try:
        if member.in_lists:
            return os.read(handle, member.in_lists) + b"}"
        return orjson.dumps(single(orjson.loads(os.read(handle, os.fstat(handle).st_size))))
    finally:
        os.close(handle)


def single(value: Any) -> Any:
    """Without the lists: the standard's lists show only that of which a thing has one."""
    if isinstance(value, dict):
        return {key: single(item) for key, item in value.items() if not isinstance(item, list)}
    return value
