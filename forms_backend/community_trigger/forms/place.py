"""Where it happens: which council decides, what kind of trouble it is, and the home."""

from __future__ import annotations

from functools import lru_cache

from flask_babel import lazy_gettext as _l

from forms_backend.questions.fields import ChoiceField, ChoicesField, LongTextField, TextField
from forms_backend.questions.form_adapter import QuestionForm
from services_directory import Directory


class Where(QuestionForm):
    title = _l("What is the postcode of the place where it happens?")
    why = _l("We use it to find the right council. We look it up here and ask nobody else. You can leave it empty.")
    postcode = TextField(_l("What is the postcode of the place where it happens?"), width="10", summary=_l("Postcode"))


class _Council(QuestionForm):
    title = _l("Which council is it?")
    why = _l("Each council decides for its own area. If you are not sure, choose the one you think. They pass it on if need be.")


def council_form(directory: Directory) -> type[QuestionForm]:
    """The question for the council, with the councils of the records as choices."""
    return _council_form(tuple((area.id, area.council_name) for area in directory.areas.values() if area.valid_to is None))


@lru_cache(maxsize=8)
def _council_form(councils: tuple[tuple[str, str], ...]) -> type[QuestionForm]:
    area = ChoiceField(
        _l("Which council is it?"), councils, required=_l("Choose a council. If you are not sure, choose the one you think."),
        summary=_l("Council"),
    )  # fmt: skip
    return type("Council", (_Council,), {"area": area})


class WhatKind(QuestionForm):
    tab_title = _l("What it is")
    title = _l("What has been going on?")
    why = _l("We ask so that the right people look at it. Choose all that fit, or skip this.")
    behaviour = ChoicesField(
        _l("What has been going on?"),
        [
            ("noise", _l("Noise")),
            ("threats", _l("Shouting, threats or being picked on")),
            ("watching", _l("Being followed, watched or bothered again and again")),
            ("groups", _l("Groups of people who make others afraid")),
            ("drink_or_drugs", _l("Drink or drugs in the open, or dealing")),
            ("damage", _l("Damage, graffiti or fire")),
            ("vehicles", _l("Cars, motorbikes or scooters")),
            ("animals", _l("Dogs or other animals")),
            ("rubbish", _l("Rubbish or things left lying about")),
            ("home_taken_over", _l("Someone's home being used by others against their will")),
            ("other", _l("Something else")),
            ("not_sure", _l("I am not sure")),
        ],
        alone=("not_sure",),
        summary=_l("What has been going on"),
    )
    behaviour_words = TextField(_l("What else?"), summary=_l("What else"))
    where_it_happens = LongTextField(
        _l("Where does it happen?"), _l("For example the street, the building or the park."), rows=3, summary=_l("Where")
    )
    reveals = {"behaviour": {"other": ("behaviour_words",)}}


class YourHome(QuestionForm):
    title = _l("What kind of home is it?")
    why = _l("Some landlords can act on antisocial behaviour. We ask for the home of the person who was hurt.")
    tenure = ChoiceField(
        _l("What kind of home is it?"),
        [
            ("council", _l("Rented from a council")),
            ("housing_association", _l("Rented from a housing association")),
            ("private", _l("Rented from a private landlord or agent")),
            ("own", _l("Owned, with or without a mortgage")),
            ("other", _l("Something else, or no fixed home")),
            ("none", _l("It did not happen at a home")),
            ("not_sure", _l("I am not sure")),
        ],
        summary=_l("Home"),
    )
    landlord = TextField(_l("The landlord's name, if there is one and you know it"), summary=_l("Landlord"))
