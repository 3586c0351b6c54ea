"""The two forms on paper, as PDF/UA in standard and large print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forms_backend.community_trigger import public as case_review
from forms_backend.i18n import init_translations
from forms_backend.journeys.pages import service_phone
from forms_backend.paper import only_if
from forms_backend.paper.opening import danger, how_to_fill_it_in, keep_it_safe, send_to_the_council, send_to_the_hub, the_end
from forms_backend.paper.twin import PaperForm, questions
from forms_backend.questions.fields import Words
from forms_backend.referrals import public as referrals
from services_directory import Directory
from services_directory.freshness import uk_date
from services_directory.typesetting.blocks import Block, document_pdf

REFERRAL = PaperForm(
    referrals.SITE,
    only_if.REFERRAL,
    {"age": _l("Is this for someone else? Then tick the age of the person who was hurt.")},
)
CASE_REVIEW = PaperForm(
    case_review.SITE,
    only_if.CASE_REVIEW,
    {
        "their-agreement": _l(
            "Some councils ask for their agreement in writing. If you do not have it yet, send this form all the same."
        )
    },
)


def paper_app(directory: Directory) -> Flask:
    """The least of an application in which forms and templates can be read: no database, no key, no visitor."""
    app = Flask("forms_backend", static_folder=None)
    app.extensions["directory"] = directory
    for blueprint in (referrals.blueprint, case_review.blueprint):
        app.register_blueprint(blueprint)
    init_translations(app)
    app.context_processor(lambda: {"service_phone": service_phone, "local": directory.local})
    return app


def referral_pdf(directory: Directory, on: date, *, large_print: bool = False) -> bytes:
    title, subtitle = _l("Ask the Victim and Witness Hub for help"), _l("The form on paper. You do not have to tell the police.")
    return _pdf(REFERRAL, send_to_the_hub, title, subtitle, directory, on, large_print)


def case_review_pdf(directory: Directory, on: date, *, large_print: bool = False) -> bytes:
    title, subtitle = _l("Ask for an ASB Case Review"), _l("The form on paper. It is also called the Community Trigger.")
    return _pdf(CASE_REVIEW, send_to_the_council, title, subtitle, directory, on, large_print)


def _pdf(
    form: PaperForm, where: Callable[[Directory], list[Block]], title: Words, subtitle: Words, directory: Directory, on: date,
    large_print: bool,
) -> bytes:  # fmt: skip
    with paper_app(directory).test_request_context():
        before = [danger(directory), *keep_it_safe(), *how_to_fill_it_in(form.site.start_template), *where(directory)]
        printed = _("Printed on %(day)s, with the same questions as the form on our website on that day.", day=uk_date(on))
        return document_pdf(
            [*before, {"break": True}, *questions(form), *the_end()],
            title=str(title), subtitle=str(subtitle), printed=[printed], on=on, large_print=large_print,
        )  # fmt: skip
