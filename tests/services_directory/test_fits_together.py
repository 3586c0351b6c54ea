"""The graph of rights, steps, services, words and letters: every link has a way back, or the build stops."""

from __future__ import annotations

import shutil

import pytest

from services_directory import RECORDS, BadRecords, load
from services_directory.fits_together import graph, ways_back
from tests.services_directory.conftest import TODAY


@pytest.fixture
def whole(tmp_path):
    return shutil.copytree(RECORDS, tmp_path / "records")


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            "rights/03-information-when-you-report.yml",
            "stages: [reporting]",
            "stages: [reporting, appeal]",
            "no way back: stage 'appeal' does not name the right 'information-when-you-report'",
        ),
        (
            "stages/10-appeal.yml",
            "rights: [outcome-and-appeals,",
            "rights: [outcome-and-appeals, compensation,",
            "no way back: right 'compensation' does not name the stage 'appeal'",
        ),
        ("stages/10-appeal.yml", "rights: [outcome-and-appeals,", "rights: [outcomes,", "no right is called 'outcomes'"),
    ],
)
def test_a_link_without_a_way_back_stops_the_build_with_file_and_line(whole, file, old, new, says):
    path = whole / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    line = next(number for number, words in enumerate(text.splitlines(), 1) if old in words)
    with pytest.raises(BadRecords) as raised:
        load(whole, today=TODAY)
    found = [problem for problem in str(raised.value).splitlines() if says in problem]
    assert found and f"{path.name}:{line}:" in found[0]


def test_every_link_of_the_graph_is_there_from_both_sides(directory):
    joined = graph(directory, {"CT1": "An ASB Case Review within 5 working days."})
    pairs = [
        (joined.stages_of_right, joined.rights_of_stage),
        (joined.services_of_right, joined.rights_of_service),
        (joined.services_of_stage, joined.stages_of_service),
    ]
    for there, back in pairs:
        assert {(one, other) for one, others in there.items() for other in others} == {
            (other, one) for one, others in back.items() for other in others
        }
    assert {(node, word) for node, words in joined.words_of.items() for word in words} == {
        (node, word) for word, nodes in joined.used_in.items() for node in nodes
    }
    assert joined.words_of["letter", "CT1"] == ("working-day",)
    assert "bail" in joined.words_of["stage", "bail-and-protection"]


def test_the_page_of_a_service_leads_back_to_each_right_and_step_that_names_it(directory):
    back = ways_back(directory)
    for folder, records in (("your-rights", directory.rights), ("what-happens", directory.stages)):
        for record in records.values():
            for service in record.services:
                assert (f"/{folder}/{record.id}/", record.title) in back[service]
