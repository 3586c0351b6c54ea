"""The feed of the real records: sound by our model, whole, and true to the records."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from services_directory.publish.open_referral import model
from services_directory.publish.open_referral.entries import Entries
from services_directory.publish.open_referral.identifiers import feed_id
from services_directory.publish.open_referral.openapi import LISTS
from services_directory.publish.open_referral.validate import page_faults, pages_in
from tests.support.feed import vocabulary_of


def read(path):
    return json.loads(path.read_text("utf-8"))


def entry(directory, service):
    return json.loads(Entries(vocabulary_of(directory), directory.services).of(service).content)


@pytest.mark.parametrize("name", LISTS)
def test_everything_is_sound_alone_and_in_its_list(feed, name):
    kind = LISTS[name][0]
    files = sorted((feed / name).glob("*.json"))
    assert files
    for path in files:
        assert list(model.faults(read(path), kind, path.name)) == []
        assert read(path)["id"] == path.stem
    listed = []
    for page in pages_in(feed, name):
        assert list(model.faults(read(page), model.Page, page.name)) == []
        for thing in read(page)["contents"]:
            assert list(model.faults(thing, kind, page.name)) == []
            listed.append(thing["id"])
    assert sorted(listed) == [path.stem for path in files]


def test_no_null_and_nothing_empty_is_anywhere(feed):
    for path in feed.rglob("*.json"):
        if path.name != "openapi.json":
            text = path.read_text("utf-8")
            assert "null" not in text.replace("nullified", ""), path
            assert '""' not in text, path


def test_each_page_says_truly_which_it_is(feed):
    assert list(page_faults(feed)) == []
    assert len(pages_in(feed, "services")) > 1


def test_a_list_shows_of_a_service_all_of_which_there_is_one(feed):
    listed = {one["id"]: one for page in pages_in(feed, "services") for one in read(page)["contents"]}
    for path in (feed / "services").glob("*.json"):
        whole = read(path)
        assert listed[path.stem] == {key: value for key, value in whole.items() if not isinstance(value, list)}


def test_every_published_service_is_there_and_no_draft(feed, directory):
    there = {path.stem for path in (feed / "services").glob("*.json")}
    assert there == {feed_id("service", one.id) for one in directory.published_services()}
    assert feed_id("service", "choices") not in there


def test_terms_of_all_four_kinds_and_each_of_them_is_in_its_taxonomy(feed, directory):
    terms = {path.stem: read(path) for path in (feed / "taxonomy_terms").glob("*.json")}
    taxonomies = {path.stem: read(path) for path in (feed / "taxonomies").glob("*.json")}
    assert {one["name"] for one in taxonomies.values()} == {"What happened", "What would help", "Where", "Who it is for"}
    for term in terms.values():
        assert term in taxonomies[term["taxonomy_id"]]["taxonomy_terms"]
    shelter = read(feed / "services" / f"{feed_id('service', 'shelter')}.json")
    codes = {one["taxonomy_term"]["code"] for one in shelter["attributes"]}
    record = directory.services["shelter"]
    assert codes == {*record.crime_types, *record.needs, *record.areas_covered, *record.audiences}
    assert all(one["taxonomy_term"] == terms[one["taxonomy_term_id"]] for one in shelter["attributes"])


def test_identifiers_are_unlike_within_a_kind(feed):
    for key in ("attributes", "service_areas", "schedules", "languages", "cost_options", "phones"):
        seen = [one["id"] for path in (feed / "services").glob("*.json") for one in read(path).get(key, ())]
        assert len(seen) == len(set(seen)), key


def test_the_day_of_the_last_check_is_the_assured_date_and_without_one_there_is_none(directory):
    shelter = directory.services["shelter"]
    assert "assured_date" not in entry(directory, shelter)
    assert entry(directory, replace(shelter, checked_on=date(2026, 11, 1)))["assured_date"] == "2026-11-01"


def test_a_number_keeps_its_words_and_hours_say_when_nobody_confirmed_them(directory):
    made = entry(directory, directory.services["hourglass"])
    voice, text = made["phones"]
    assert (voice["number"], voice["type"], text["number"], text["type"]) == ("0808 808 8141", "voice", "07860 052906", "text")
    assert made["contacts"][0]["phones"] == made["phones"]
    assert made["schedules"][0]["description"] == "24 hours"
    assert "could not confirm" in made["schedules"][0]["notes"]


def test_free_is_a_price_and_a_call_charge_is_none(directory):
    free = entry(directory, directory.services["hourglass"])["cost_options"][0]
    assert (free["amount"], free["currency"]) == (0, "GBP")
    charged = replace(directory.services["hourglass"], cost="standard call charge")
    assert "amount" not in entry(directory, charged)["cost_options"][0]


def test_a_public_address_is_a_location_and_a_confidential_one_is_nowhere(directory):
    cica = directory.services["cica"]
    assert entry(directory, cica)["service_at_locations"][0]["location"]["name"] == cica.address
    hidden = replace(cica, address=None, address_is_confidential=True)
    assert "service_at_locations" not in entry(directory, hidden)
    assert "service_at_locations" not in entry(directory, replace(cica, address_is_confidential=True))


def test_a_service_that_is_reached_through_another_says_so(directory):
    through = next(one for one in directory.published_services() if one.through)
    assert f"Ask {directory.services[through.through].name}" in entry(directory, through)["application_process"]


def test_who_pays_is_said_only_when_it_is_known(directory):
    shelter = directory.services["shelter"]
    assert "funding" not in entry(directory, replace(shelter, funded_by_pcc="unknown"))
    assert "funding" not in entry(directory, replace(shelter, funded_by_pcc="no"))
    assert entry(directory, replace(shelter, funded_by_pcc="partly"))["funding"][0]["source"].startswith("Partly")


def test_the_first_page_names_the_profile_and_the_description_where_the_site_is_known(feed, monkeypatch):
    from services_directory.publish.open_referral.about import about

    assert read(feed / "index.json")["version"] == "HSDS-UK-3.0"
    monkeypatch.delenv("PORTAL_URL", raising=False)
    assert "openapi_url" not in about()
    monkeypatch.setenv("PORTAL_URL", "https://help.example.org/")
    assert about()["openapi_url"] == "https://help.example.org/open-referral/openapi.json"
    assert list(model.faults(about(), model.About)) == []
