"""The self-referral form on the web."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from forms_backend.contact.pages import missing_contact
from forms_backend.journeys.views import JourneySite, Missing, make_blueprint
from forms_backend.referrals.forms import all_forms
from forms_backend.referrals.journey import REFERRAL
from forms_backend.referrals.submit import submit


def missing(answers: Mapping[str, Any]) -> Missing | None:
    """The least the Hub needs: something to call them, and a safe way or "I will contact you"."""
    if not answers.get("call_me"):
        return Missing("your-name", _l("Tell us something to call you. Any name will do."))
    return missing_contact(answers)


SITE = JourneySite(
    name="refer",
    url_prefix="/refer",
    section="refer-yourself",
    journey=REFERRAL,
    forms=all_forms(),
    submit=submit,
    start_template="referrals/start.html",
    receipt_template="referrals/receipt.html",
    missing=missing,
    check_title=_l("Check your answers before you send them"),
    send_label=_l("Send to the Hub"),
    before_send=_l("Nothing is sent until you press this button. It goes to the Victim and Witness Hub and to nobody else."),
)

blueprint = make_blueprint(SITE, __name__)
