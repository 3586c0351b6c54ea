"""Every string of the form and of the desk goes through translation: in the pseudo-locale each one comes in brackets."""

import re

import pytest

from forms_backend import create_app, i18n
from forms_backend.staff.access import Role
from tests.forms_backend.community_trigger import make
from tests.forms_backend.journeys.client import Walker
from tests.forms_backend.test_every_string_is_translated import untranslated
from tests.support.desk import signed_in_client

FILL = {
    "who-is-applying": {"applying_for": "someone"},
    "council": {"area": "fenland"},
    "your-name": {"call_me": "Sam"},
    "who-gets-in-touch": {"who_starts": "them"},
    "declaration": {"declaration": "yes"},
}
FROM_RECORDS = {"Fenland District Council", "Single point of contact for ASB Case Reviews", "Sam"}


@pytest.fixture
def pseudo_app(settings, directory, monkeypatch):
    if not settings.database_url.startswith("sqlite"):
        pytest.skip("words do not depend on the database")
    monkeypatch.setattr(i18n, "catalogue_in_use", i18n.PseudoDomain)
    app = create_app(settings, directory)
    app.testing = True
    app.config["RAISE_UNEXPECTED"] = True
    yield app
    app.extensions["database"].engine.dispose()


DAY = re.compile(r"(\d{1,2}:\d\d[ap]m, )?\w+day \d{1,2} \w+ \d{4}$|\w+ \d{4}$")


def plain(page: str) -> set[str]:
    """What is left in plain words: not from the records, not typed, not a date."""
    return {
        text
        for text in untranslated(page)
        if text not in FROM_RECORDS and not text.startswith(("Email:", "Online:", "Phone:")) and not DAY.match(text)
    }


@pytest.mark.parametrize("who", ["someone", "business", "group"])
def test_every_page_of_the_form(pseudo_app, clock, who):
    walker = Walker(pseudo_app.test_client(), "/case-review")
    walker.get("")
    here = walker.begin()
    fill = FILL | {"who-is-applying": {"applying_for": who}}
    while here != "check-answers":
        if here == "complaints":
            walker.get("complaints/")
            response = walker.answer(here, {"another": "no"})
        else:
            response = walker.answer(here, fill.get(here, {"skip": "1"}))
        here = walker.where(response)
    walker.get("check-answers/")
    walker.send()
    councils = {area.council_name for area in pseudo_app.extensions["directory"].areas.values()}
    for path, page in walker.seen.items():
        assert "<main" not in page or not plain(page) - councils, path


def test_every_page_of_the_desk(pseudo_app, clock, directory):
    with pseudo_app.app_context():
        reports = [
            make.report(),
            make.report("2026-09-01", "2026-10-03"),
            make.report("2026-03-01", "2026-08-20"),
            make.report("2026-10", ""),
        ]
        made = make.submit_one(pseudo_app, clock, complaints=reports, danger_now="yes", **make.safe_email())
    client = signed_in_client(pseudo_app, Role.COUNCIL_SPOC, make.SOUTH_CAMBS)
    pseudo_app.config["WTF_CSRF_ENABLED"] = False
    here = f"/desk/applications/{made.reference}/"
    pages = [client.get("/desk/applications/"), client.get(here), client.post(f"{here}contact"), client.get(f"{here}pass-on")]
    pages.append(client.post(f"{here}contact", data={"reason": "Sam"}))
    pages += [client.get(f"{here}plan"), client.post(f"{here}plan", data={"post_safe": "yes", "version": "0"})]
    pages.append(client.post(f"{here}plan", data={"who_starts": "them", "told": "Sam", "version": "0"}))
    client.post(f"{here}assess", data={"version": "1"})
    pages += [client.get(here), client.get(f"{here}decide"), client.post(f"{here}decide", data={"outcome": "not_met"})]
    rules = directory.areas[make.SOUTH_CAMBS].rules[0]
    area_words = {group.name for group in rules.meeting_groups} | {area.council_name for area in directory.areas.values()}
    typed = {";", made.reference, "Sam", "sam@example.org", "CT1", "; ".join(rules.relevant_bodies) + "."}
    for page in pages:
        own = page.get_data(as_text=True).partition('<div class="wide">')[2].partition("</main>")[0]
        assert not plain(f"<main><div>{own}</main>") - typed - area_words, page.request.path
