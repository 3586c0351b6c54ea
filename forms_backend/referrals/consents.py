"""What a person agreed to: each choice apart, with the version of the words they saw.

Change a sentence and the version must change too; a test holds them together. Old versions stay, since old cases name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

VERSION = "2026-11"

CONTACT_WORDS = _l("Do you agree that the Hub contacts you, in the ways you marked as safe?")
SHARE_WORDS = {
    "support_services": _l("A service that can help me, such as a charity"),
    "police_team": _l("The police team that deals with my case, if I reported it"),
    "council": _l("My council or my landlord"),
    "health": _l("My doctor or another health service"),
}
SHARE_QUESTION = _l("Who may the Hub share your answers with, to get you help?")


def consents_of(answers: Mapping[str, Any], at_iso: str) -> list[dict[str, Any]]:
    """One record for each choice, given or not: what, which words, when."""
    shared = set(answers.get("consent_share") or ())
    records = [{"what": "be_contacted", "given": answers.get("consent_contact") == "yes", "text_version": VERSION, "at": at_iso}]
    for with_whom in SHARE_WORDS:
        records.append({"what": f"share_with_{with_whom}", "given": with_whom in shared, "text_version": VERSION, "at": at_iso})
    return records
