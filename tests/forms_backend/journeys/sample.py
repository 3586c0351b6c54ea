"""A small journey with a list, for tests of the engine's pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from forms_backend.journeys.engine import Journey, Page
from forms_backend.journeys.views import JourneySite, ListWords, make_blueprint
from forms_backend.questions.fields import ChoiceField, ChoicesField, DatePartsField, LongTextField, TextField
from forms_backend.questions.form_adapter import QuestionForm

MOST = 3


class Colour(QuestionForm):
    title = _l("Which colour?")
    why = _l("Because.")
    colour = ChoiceField(_l("Which colour?"), (("red", _l("Red")), ("blue", _l("Blue"))))
    shade = TextField(_l("Which red?"), required=_l("Enter which red"))
    reveals = {"colour": {"red": ("shade",)}}


class Tree(QuestionForm):
    title = _l("Tree {number}")
    why = _l("Because.")
    kind = TextField(_l("What kind?"), required=_l("Enter the kind"))
    planted = DatePartsField(_l("When was it planted?"), partial=True)


class Blue(QuestionForm):
    title = _l("How blue?")
    why = _l("Because.")
    how_blue = ChoicesField(_l("How blue?"), (("very", _l("Very")), ("a_bit", _l("A bit"))))
    story = LongTextField(_l("Story"))


def sample_blueprint(sent: list[Mapping[str, Any]]):
    """`sent` fills with what was submitted."""

    def submit(session, keyring, directory, *, answers, receipt, submission_id, at):
        sent.append(answers)

    return make_blueprint(
        JourneySite(
            name="sample",
            url_prefix="/sample",
            section="about",
            journey=Journey(
                "sample",
                (
                    Page("colour", asks=("colour", "shade")),
                    Page("trees", repeats="tree", at_most=MOST),
                    Page("blue", asks=("how_blue", "story"), when=lambda answers: answers.get("colour") == "blue"),
                ),
            ),
            forms={"colour": Colour, "tree": Tree, "blue": Blue},
            submit=submit,
            start_template="interruption.html",
            receipt_template="receipt_base.html",
            lists={
                "trees": ListWords(
                    _l("Your trees"), _l("Because."), _l("Tree {number}"), _l("No tree yet"), _l("Add another tree?"),
                    describe=lambda item: item["kind"],
                )
            },
        ),
        __name__,
    )  # fmt: skip
