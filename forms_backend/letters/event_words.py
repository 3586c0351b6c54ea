"""What a case's history says about its letters, in words."""

from __future__ import annotations

import re

from flask_babel import gettext as _

_SENT = re.compile(r"(?P<kind>[A-Z]+\d+)_sent_by_(?P<way>email|post|collect|staff)")
_RETURNED = re.compile(r"(?P<kind>[A-Z]+\d+)_came_back")


def words_of_letter_event(name: str) -> str | None:
    """Such as "CT1 went by email" for `CT1_sent_by_email`; None when the event is not about a letter."""
    if sent := _SENT.fullmatch(name):
        kind = sent["kind"]
        return {
            "email": _("%(letter)s went by email", letter=kind),
            "post": _("%(letter)s was posted", letter=kind),
            "collect": _("%(letter)s was read with the code", letter=kind),
            "staff": _("%(letter)s was given to the person by staff", letter=kind),
        }[sent["way"]]
    if returned := _RETURNED.fullmatch(name):
        return _("%(letter)s came back", letter=returned["kind"])
    return None
