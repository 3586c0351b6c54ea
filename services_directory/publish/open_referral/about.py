"""The feed's first page: which standard it follows."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from services_directory.publish.open_referral import FEED

if TYPE_CHECKING:
    from services_directory.publish.open_referral.model import About

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/en/latest/"
PUBLIC_ADDRESS = "PORTAL_URL"  # as for MkDocs: where the site will be found


def about() -> About:
    """`openapi_url` must be a whole address, so it is there only when the site's own is known."""
    address = os.environ.get(PUBLIC_ADDRESS, "").rstrip("/")
    return {"version": VERSION, "profile": PROFILE, **({"openapi_url": f"{address}/{FEED}/openapi.json"} if address else {})}
