"""The page "What happens if I tell you" knows every question of both forms, and no question that is not there."""

from __future__ import annotations

import pytest

from forms_backend.community_trigger.journey import case_review
from forms_backend.referrals.journey import REFERRAL
from services_directory import load


@pytest.mark.parametrize(("form", "journey"), [("hub", REFERRAL), ("case_review", case_review(lambda postcode: None))])
def test_each_page_that_asks_something_is_under_one_fact(form, journey):
    asking = {page.name for page in journey.pages if page.asks}
    told = [page for one in load().telling if getattr(one, form) for page in getattr(one, form).pages]
    assert sorted(told) == sorted(asking)


def test_what_nobody_confirmed_is_never_called_certain():
    unsure = [one for one in load().telling if "not confirmed" in one.source]
    assert unsure and all(one.confidence != "high" for one in unsure)
