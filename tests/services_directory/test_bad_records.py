"""Whatever an editor gets wrong stops the build with the file, the line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from services_directory import BadRecords, load
from services_directory.loading import RECORDS
from tests.services_directory.conftest import TODAY

VICTIM_SUPPORT = "services/victim-support.yml"
FENLAND = "areas/fenland.yml"


def problems_after(records: Path, file: str, old: str, new: str) -> list[str]:
    """The problems once `old` has become `new` in a file, without the folder in front."""
    path = records / file
    before = path.read_text("utf-8")
    assert old in before, f"{old!r} is not in {file} any more"
    path.write_text(before.replace(old, new, 1), "utf-8")
    with pytest.raises(BadRecords) as raised:
        load(records, today=TODAY)
    return [line.replace(f"{records}/", "") for line in str(raised.value).splitlines()]


def line_of(file: str, text: str) -> int:
    lines = (RECORDS / file).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        pytest.param(VICTIM_SUPPORT, "cost: Free", "cosst: Free", "unknown key 'cosst'", id="unknown key"),
        pytest.param(VICTIM_SUPPORT, "rung: false", "rung: perhaps", "rung: must be true or false, not words", id="wrong type"),
        pytest.param(
            VICTIM_SUPPORT,
            "name: Victim Support Supportline",
            "name: 7",
            "name: must be words in quotes, not a number",
            id="a number for a name",
        ),
        pytest.param(
            VICTIM_SUPPORT,
            "languages: [English]",
            "languages: English",
            "languages: must be a list, not words",
            id="words for a list",
        ),
        pytest.param(
            VICTIM_SUPPORT,
            '- number: "0808 168 9111"',
            '- number: "0808 168 911"',
            "'0808 168 911' is not a UK phone number",
            id="a digit short",
        ),
        pytest.param(
            VICTIM_SUPPORT,
            '- number: "0808 168 9111"',
            "- number: 999",
            "must be a phone number in quotes",
            id="a number without quotes",
        ),
        pytest.param(
            VICTIM_SUPPORT,
            '"https://www.victimsupport.org.uk/"',
            '"www.victimsupport.org.uk"',
            "'www.victimsupport.org.uk' is not a web address",
            id="a web address without https",
        ),
        pytest.param(
            "services/tell-mama.yml",
            "info@tellmamauk.org",
            "info at tellmamauk.org",
            "is not an email address",
            id="an email address without @",
        ),
        pytest.param("services/shout.yml", 'text: "85258"', 'text: "852588"', "is not a number to text", id="a long text code"),
        pytest.param(
            VICTIM_SUPPORT,
            "crime_types: [any]",
            "crime_types: [any, witchcraft]",
            "'witchcraft' is not one of",
            id="a kind of crime that is not in the vocabulary",
        ),
        pytest.param(
            VICTIM_SUPPORT,
            "areas_covered: [england-and-wales]",
            "areas_covered: [narnia]",
            "'narnia' is not one of",
            id="a place that is not in the vocabulary",
        ),
        pytest.param(
            VICTIM_SUPPORT,
            "needs: [mental",
            "needs: [outlook-and-attitudes, mental",
            "'outlook-and-attitudes' is in this list twice",
            id="the same need twice",
        ),
        pytest.param(VICTIM_SUPPORT, "checked_on: null", "checked_on: 2026-11-22", "is in the future", id="checked tomorrow"),
        pytest.param(
            VICTIM_SUPPORT, "checked_on: null", "checked_on: yesterday", "must be a date written 2026-03-02", id="a date in words"
        ),
        pytest.param(
            VICTIM_SUPPORT,
            "checked_on: null",
            "checked_on: 2026-11-01",
            "needs checked_by and checked_how",
            id="checked by nobody",
        ),
        pytest.param(VICTIM_SUPPORT, "rung: false", "rung: true", "checked_on does not say when", id="rung on no day"),
        pytest.param(VICTIM_SUPPORT, "cost: Free", "cost: Free (check)", "a note to editors ('(check)')", id="an editor's note"),
        pytest.param(
            VICTIM_SUPPORT,
            "cost: Free",
            'cost: "Free. Or 0845-089 6262"',
            "'0845 089 6262' is never shown",
            id="a retired number, spaced in another way",
        ),
        pytest.param(
            VICTIM_SUPPORT, "cost: Free", "cost: Free, from ACTION FRAUD", "'Action Fraud' is never shown", id="a retired name"
        ),
        pytest.param(
            VICTIM_SUPPORT, "cost: Free", "cost: Free\ndraft: true", "a draft needs draft_reason", id="a draft without its reason"
        ),
        pytest.param(
            VICTIM_SUPPORT, "cost: Free", "cost: Free\ndraft_reason: Later", "draft is not true", id="a reason without a draft"
        ),
        pytest.param(
            "services/galop.yml",
            "cost: Free",
            "cost: Free\naddress: 1 High Street",
            "people may be in danger at this address",
            id="an address where people hide",
        ),
        pytest.param(
            VICTIM_SUPPORT,
            "cost: Free",
            "cost: Free\naddress: The refuge, 1 High Street",
            "the address of a refuge is never stored",
            id="a refuge's address",
        ),
        pytest.param(
            "services/isva-chisva.yml",
            "through: rape-crisis-partnership",
            "through: nobody",
            "no service is called 'nobody'",
            id="through a service that is not there",
        ),
        pytest.param(
            "services/isva-chisva.yml",
            "through: rape-crisis-partnership",
            "through: samm",
            "'samm' is a draft",
            id="through a draft",
        ),
        pytest.param(
            FENLAND,
            "service: asb-review-fenland",
            "service: asb-review-atlantis",
            "no service is called 'asb-review-atlantis'",
            id="an area's service that is not there",
        ),
        pytest.param(
            FENLAND,
            "- valid_from: 2025-12-01",
            "- valid_from: 2025-12-03",
            "gap in the dates: nothing from 2025-12-01 until 2025-12-03",
            id="a gap in an area's dates",
        ),
        pytest.param(FENLAND, "- valid_from: 2025-12-01", "- valid_from: 2025-11-01", "dates overlap", id="dates that overlap"),
        pytest.param(
            "areas/cambridge.yml",
            "    count: 3",
            "    count: three",
            "count: must be a whole number, not words",
            id="a threshold in words",
        ),
        pytest.param(
            "areas/cambridge.yml",
            'close_of_business: "17:00"',
            'close_of_business: "5pm"',
            "must be a time in quotes",
            id="an hour in words",
        ),
        pytest.param(
            "areas/cambridge.yml", "    count: 3", "    count: 3\n    count: 2", "'count' is here twice", id="the same key twice"
        ),
        pytest.param(
            "local.yml",
            "hub_freephone:\n  {value: null",
            'hub_freephone:\n  {value: "12"',
            "is not a UK phone number",
            id="a local fact of the wrong kind",
        ),
        pytest.param(
            "tools/SCDC-2014.yml", "- {number: 23,", "- {number: 24,", "row 23 is numbered 24", id="a row numbered wrong"
        ),
        pytest.param(
            "calendar/more-days.yml",
            "one_off: []",
            "one_off: [{date: soon, name: Holiday}]",
            "must be a date written",
            id="a holiday without a date",
        ),
        pytest.param(
            "calendar/more-days.yml",
            "council_closures: {}",
            "council_closures: {atlantis: []}",
            "'atlantis' is not an area",
            id="a council that is not there",
        ),
        pytest.param(
            "outcomes.yml",
            "id: got-support,",
            "id: got-information,",
            "'got-information' is here twice",
            id="the same indicator twice",
        ),
        pytest.param("glossary.yml", "- term: Appeal", "- term: Adequacy", "'Adequacy' is here twice", id="the same term twice"),
        pytest.param("readings.yml", "- id: A2\n", "- id: A1\n", "'A1' is here twice", id="the same reading twice"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(records, file, old, new, says):
    problems = problems_after(records, file, old, new)
    changed = (records / file).read_text("utf-8").splitlines()
    was = (RECORDS / file).read_text("utf-8").splitlines()
    first_change = next(number for number, (a, b) in enumerate(zip(changed, was, strict=False), 1) if a != b)
    told = [problem for problem in problems if says in problem]
    assert told, problems
    path, line, _ = told[0].split(":", 2)
    assert path == file
    assert abs(int(line) - first_change) <= 1


def test_a_missing_source_is_told(records):
    source = next(line for line in (RECORDS / VICTIM_SUPPORT).read_text("utf-8").splitlines() if line.startswith("source:"))
    assert f"{VICTIM_SUPPORT}:1: 'source' is missing" in problems_after(records, VICTIM_SUPPORT, source + "\n", "")


def test_a_published_service_needs_a_way_to_reach_it(records):
    problems = problems_after(records, "services/asb-help.yml", 'url: "https://asbhelp.co.uk/"\n', "")
    assert problems == [
        "services/asb-help.yml:1: no way to reach this service: give a sourced route, or make it a draft with its reason"
    ]


def test_an_id_must_be_the_files_name(records):
    assert problems_after(records, VICTIM_SUPPORT, "id: victim-support\n", "id: victims-support\n") == [
        f"{VICTIM_SUPPORT}:1: id 'victims-support' is not the file's name (victim-support)"
    ]


def test_two_files_cannot_share_an_id(records):
    problems = problems_after(records, VICTIM_SUPPORT, "id: victim-support\n", "id: victim-and-witness-hub\n")
    assert problems == [f"{VICTIM_SUPPORT}:1: duplicate id 'victim-and-witness-hub', also in victim-and-witness-hub.yml"]


def test_what_is_not_yaml_is_told_with_its_line(records):
    problems = problems_after(records, VICTIM_SUPPORT, "cost: Free", "cost: [Free")
    assert problems[0].startswith(f"{VICTIM_SUPPORT}:") and "not YAML" in problems[0]
    assert int(problems[0].split(":")[1]) > line_of(VICTIM_SUPPORT, "cost: Free") - 1


def test_every_problem_is_told_at_once(records):
    (records / "services/cruse.yml").write_text("id: cruse\n", "utf-8")
    (records / "services/new.yml").write_text("", "utf-8")
    problems = problems_after(records, VICTIM_SUPPORT, "cost: Free", "cosst: Free")
    assert {problem.split(":")[0] for problem in problems} >= {VICTIM_SUPPORT, "services/cruse.yml", "services/new.yml"}


def test_the_projects_own_files_are_named_from_its_root():
    from services_directory.problems import Problem, as_lines

    problem = Problem(RECORDS / VICTIM_SUPPORT, ("cost",), "unknown key 'cost'")
    line = line_of(VICTIM_SUPPORT, "cost:")
    assert as_lines([problem]) == [f"services_directory/records/{VICTIM_SUPPORT}:{line}: unknown key 'cost'"]
