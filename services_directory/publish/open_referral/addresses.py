"""Which file answers an address of the feed: the one rule that our own server follows and docs/deploy copies."""

from __future__ import annotations

import re

from services_directory.publish.open_referral import FEED

_PAGE = re.compile(r"[1-9]\d{0,6}")


def file_of(path: str, page: str | None = None) -> str | None:
    """The file of an address, both without a slash in front; None when there can be none.

    Args:
        path: such as "open-referral/services", "open-referral/services/UUID" or a file's own name.
        page: the query's `page`, if any.
    """
    if path.rstrip("/") == FEED:
        return f"{FEED}/index.json"
    if path.endswith((".json", ".csv")):
        return path
    if page is None or page == "1":
        return f"{path}.json"
    return f"{path}-{page}.json" if _PAGE.fullmatch(page) else None
