"""The case review form on the web: its pages, its words round the questions, and what Send does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forms_backend.community_trigger import letter_facts, people, wording
from forms_backend.community_trigger.forms import FORMS
from forms_backend.community_trigger.journey import case_review
from forms_backend.community_trigger.submit import submit
from forms_backend.contact import pages as contact_pages
from forms_backend.journeys.views import JourneySite, ListWords, make_blueprint
from forms_backend.questions.fields import DatePartsField


def _area_of_postcode(postcode: str) -> str | None:
    return people.area_of_postcode(postcode, current_app.extensions["directory"])


def _submit(*parts: Any, **answers_and_receipt: Any) -> dict[str, Any]:
    return submit(*parts, public_url=current_app.extensions["settings"].public_url, **answers_and_receipt)


def describe_report(item: Mapping[str, Any]) -> str:
    """One report in a line or two, so that the person knows which is which."""
    told, happened = item.get("reported_on"), item.get("happened_on")
    parts = (
        _("It happened: %(when)s", when=DatePartsField.in_words(happened, {})) if happened else "",
        _("You told: %(who)s", who=wording.body_words(item)) if wording.body_words(item) else "",
        _("You told someone: %(when)s", when=DatePartsField.in_words(told, {})) if told else "",
        str(item.get("what_happened", ""))[:120],
    )
    return "\n".join(part for part in parts if part) or _("Nothing filled in yet")


def _words_round_it() -> dict[str, Any]:
    """What the start page and the receipt need beside the questions."""
    directory = current_app.extensions["directory"]
    return {
        "areas": directory.areas,
        "routes_of": lambda area_id: letter_facts.council_routes(area_id, directory),
        "as_date": date.fromisoformat,
    }


SITE = JourneySite(
    name="case_review",
    url_prefix="/case-review",
    section="antisocial-behaviour",
    journey=case_review(_area_of_postcode),
    forms=FORMS,
    submit=_submit,
    start_template="community_trigger/start.html",
    receipt_template="community_trigger/receipt.html",
    lists={
        "complaints": ListWords(
            title=_l("The times you told someone"),
            why=_l("Add each time that you, or someone for you, told a body about it. Fewer than three is fine. So is none."),
            one=_l("Report {number}"),
            none_yet=_l("You have not added a report. You can send this form without one, and the council will help you."),
            another=_l("Do you want to add another?"),
            describe=describe_report,
        )
    },
    missing=contact_pages.missing_contact,
    template_context=_words_round_it,
    send_label=_l("Send to the council"),
)

blueprint = make_blueprint(SITE, __name__)
