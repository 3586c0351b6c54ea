"""The real records: all there, clean for the public, and honest about what nobody has confirmed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from services_directory import load
from services_directory.area import NoRules
from services_directory.links import retired_words

COUNCILS = {"cambridge", "east-cambridgeshire", "fenland", "huntingdonshire", "peterborough", "south-cambridgeshire"}
EDITORS = re.compile(r"\bcheck\b|\bunverified\b|github|\.txt\b|\bTODO\b|not found", re.IGNORECASE)


def test_everything_is_there(directory):
    assert len(directory.services) == 95
    assert set(directory.areas) == COUNCILS
    assert len(directory.readings) == 20
    assert [reading.id for reading in directory.readings] == [f"A{number}" for number in range(1, 21)]
    assert len(directory.needs) == 9


def test_most_services_are_published_and_every_other_one_says_why_not(directory):
    drafts = [service for service in directory.services.values() if service.draft]
    assert len(directory.published_services()) + len(drafts) == 95
    assert len(drafts) == 27
    assert all(service.draft_reason for service in drafts)


def test_a_published_service_can_be_reached_and_says_where_that_comes_from(directory):
    for service in directory.published_services():
        assert service.routes, service.id
        assert service.source, service.id


def test_nobody_has_rung_anything_yet_so_no_record_says_so(directory):
    assert not any(service.rung or service.checked_on for service in directory.services.values())


def test_no_editors_word_is_in_a_text_that_people_read(directory):
    found = {
        (service.id, place): text
        for service in directory.published_services()
        for place, text in service.public_words()
        if EDITORS.search(text)
    }
    assert found == {}


def test_no_retired_name_or_number_is_in_a_text_that_people_read(directory):
    for service in directory.services.values():
        for place, text in service.public_words():
            assert not directory.retired.found_in(text), (service.id, place)


def test_no_retired_name_or_number_is_in_a_right_a_stage_or_an_area(directory):
    assert list(retired_words(directory)) == []


@pytest.mark.parametrize(
    "written",
    [
        "0845 089 6262",
        "08450896262",
        "0845-089-6262",
        "+44 845 089 6262",
        "(0845) 089 6262",
        "action  fraud",
        "Action Fraud",
        "CAMBS-PCC@cambs.pnn.police.uk",
    ],
)
def test_a_retired_name_or_number_is_found_however_it_is_written(directory, written):
    assert directory.retired.found_in(f"Call {written} today")


@pytest.mark.parametrize(
    "written", ["0845 089 6263", "10845 089 62621", "Take action. Fraud hurts.", "call to action, fraudster"]
)
def test_what_only_looks_like_it_is_left_alone(directory, written):
    assert not directory.retired.found_in(written)


def test_report_fraud_has_its_own_name(directory):
    assert directory.services["report-fraud"].name == "Report Fraud"


def test_the_hub_is_published_through_our_own_form(directory):
    hub = directory.services["victim-and-witness-hub"]
    assert directory.is_published(hub)
    assert [route.kind for route in hub.routes] == ["form"]
    assert hub.form == "/refer/"


def test_hours_that_sources_do_not_agree_on_are_not_shown_as_sure(directory):
    assert directory.services["police-101"].phone_hours == "24 hours"
    assert not directory.services["police-101"].hours_confirmed
    assert directory.services["samaritans"].hours_confirmed


def test_help_for_people_who_use_abuse_is_listed_apart(directory):
    assert [service.id for service in directory.services.values() if service.listed == "apart"] == ["respect-phoneline"]


def test_no_address_of_a_service_for_people_in_hiding_is_stored(directory):
    assert not any(
        service.address
        for service in directory.services.values()
        if {"domestic-abuse", "forced-marriage-hba"} & set(service.crime_types) and service.id != "cica"
    )


def test_the_sentences_of_summaries_are_short(directory):
    for service in directory.published_services():
        for sentence in re.split(r"(?<=[.!?])\s", service.summary):
            assert len(sentence.split()) <= 25, (service.id, sentence)


def test_a_national_service_covers_every_council_and_a_local_one_its_own(directory):
    assert directory.covers(directory.services["samaritans"], "fenland")
    assert directory.covers(directory.services["shelter"], "fenland")
    assert not directory.covers(directory.services["asb-review-cambridge"], "fenland")


def test_the_threshold_of_each_council_is_at_most_what_the_act_allows(directory):
    for area in directory.areas.values():
        threshold = area.rules_on(date(2026, 11, 21)).threshold
        assert (threshold.count, threshold.complaint_window_months, threshold.application_window_months) == (3, 1, 6)


def test_councils_whose_threshold_was_not_found_say_so(directory):
    unverified = {area.id for area in directory.areas.values() if not area.rules[-1].threshold.verified}
    assert unverified == {"east-cambridgeshire", "huntingdonshire"}


@pytest.mark.parametrize(
    ("area", "acknowledge", "stated"),
    [
        ("south-cambridgeshire", 1, True),
        ("cambridge", 2, True),
        ("fenland", 2, True),
        ("peterborough", 1, False),
        ("east-cambridgeshire", 1, False),
        ("huntingdonshire", 1, False),
    ],
)
def test_each_limit_says_whether_the_council_printed_it(directory, area, acknowledge, stated):
    rules = directory.areas[area].rules_on(date(2026, 11, 21))
    assert rules.limits.acknowledge_working_days == acknowledge
    assert rules.limits.assess_cap_from_receipt_working_days == acknowledge + 5
    assert rules.is_stated_here("acknowledge_working_days") is stated
    assert rules.process_verified is (area == "south-cambridgeshire")


def test_fenland_keeps_its_older_rule_for_older_cases(directory):
    fenland = directory.areas["fenland"]
    assert fenland.rules_on(date(2025, 11, 30)).threshold.closed_case_required
    assert not fenland.rules_on(date(2025, 12, 1)).threshold.closed_case_required
    assert fenland.rules_on(date(2025, 12, 1)).threshold.window_counted_from == "latest_report"
    with pytest.raises(NoRules):
        fenland.rules_on(date(2014, 10, 19))


def test_peterborough_has_a_rule_for_a_whole_community(directory):
    threshold = directory.areas["peterborough"].rules[-1].threshold
    assert (threshold.group_count, threshold.group_people) == (5, 5)


def test_a_reading_can_be_asked_for_by_name(directory):
    rules = directory.areas["cambridge"].rules[-1]
    assert rules.setting("assess_counted_from") == "acknowledgement_sent"
    assert rules.setting("refusal_may_be_appealed") is True


def test_the_tools_are_as_printed_in_2014(directory):
    template = directory.tools
    assert template.version == "SCDC-2014"
    assert len(template.rows) == 23
    assert {name: len(rows) for name, rows in template.categories().items()} == {
        "Contracts & agreements": 5,
        "Direct action": 11,
        "Tenancy action": 4,
        "Financial action": 1,
        "Warnings": 2,
    }
    assert sum(row.legislation is None for row in template.rows) == 12


def test_the_outcomes_framework_is_whole(directory):
    framework = directory.outcomes
    assert [len(outcome.indicators) for outcome in framework.outcomes] == [8, 13, 7, 6]
    assert len(framework.indicators) == 34
    assert len(framework.needs) == len(set(framework.needs)) == 8
    assert set(framework.needs) | {"information-and-empowerment"} == set(directory.needs)


def test_what_nobody_here_knows_is_none_and_is_listed(directory):
    assert directory.local.hub_freephone is None
    assert directory.local.exit_target_url == "https://www.bbc.co.uk/weather"
    assert "hub_freephone" in {fact.key for fact in directory.local.unset()}
    assert all(fact.what and fact.who_knows for fact in directory.local.all())
    with pytest.raises(AttributeError):
        directory.local.hub_frephone  # noqa: B018


def test_the_glossary_has_what_people_meet(directory):
    terms = {term.term for term in directory.glossary}
    assert {"Hub", "IDVA", "ISVA", "SPOC", "Threshold", "Victims' Code", "Working day"} <= terms
    assert [term.term.casefold() for term in directory.glossary] == sorted(term.term.casefold() for term in directory.glossary)


def test_rights_and_stages_name_each_other_from_both_sides(directory):
    assert len(directory.rights) == 12
    assert len(directory.stages) == 13
    for right in directory.rights.values():
        assert all(right.id in directory.stages[stage].rights for stage in right.stages)
    for stage in directory.stages.values():
        assert all(stage.id in directory.rights[right].stages for right in stage.rights)


def test_a_reader_may_hand_back_services_it_kept(directory, records):
    kept = {records / "services" / f"{service.id}.yml": service for service in directory.services.values()}
    from services_directory.yaml_files import read_yaml

    read = []
    again = load(records, reader=lambda path: kept.get(path) or (read.append(path), read_yaml(path))[1])
    assert again.services == directory.services
    assert not any(path.parent.name == "services" for path in read)
