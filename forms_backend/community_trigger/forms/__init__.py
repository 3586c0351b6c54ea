"""Which form asks each page of the case review. Fields and words are beside this file, a part of the journey each."""

from __future__ import annotations

from flask import current_app

from forms_backend import timekeeping
from forms_backend.community_trigger.forms import effect, people, place, reports, wishes
from forms_backend.community_trigger.people import area_of
from forms_backend.contact import pages as contact_pages
from forms_backend.journeys.engine import Answers
from forms_backend.journeys.views import FormFor
from forms_backend.questions.form_adapter import QuestionForm


def _council(_answers: Answers) -> type[QuestionForm]:
    return place.council_form(current_app.extensions["directory"])


def _their_agreement(answers: Answers) -> type[QuestionForm]:
    """A council that wants agreement in writing says so on the page."""
    directory = current_app.extensions["directory"]
    area = area_of(answers, directory)
    if area is not None and directory.areas[area].rules_on(timekeeping.today()).threshold.written_consent:
        return people.TheirAgreementInWriting
    return people.TheirAgreement


FORMS: dict[str, FormFor] = {
    "who-is-applying": people.WhoIsApplying,
    "where": place.Where,
    "council": _council,
    "their-details": people.TheirDetails,
    "their-agreement": _their_agreement,
    "their-safety": people.TheirSafety,
    "your-business": people.YourBusiness,
    "your-group": people.YourGroup,
    "your-name": people.YourName,
    **contact_pages.CONTACT_FORMS,
    "what-kind": place.WhatKind,
    "complaint": reports.ComplaintItem,
    "still-going-on": effect.StillGoingOn,
    "effect": effect.Effect,
    "because-of-who-you-are": effect.BecauseOfWhoYouAre,
    "danger-now": effect.DangerNow,
    "others": effect.Others,
    "evidence": wishes.Evidence,
    "outcome": wishes.OutcomeWanted,
    "taking-part": wishes.TakingPart,
    "your-home": place.YourHome,
    "sharing": wishes.Sharing,
    "declaration": wishes.Declaration,
}
