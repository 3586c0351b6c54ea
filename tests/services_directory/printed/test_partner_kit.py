"""Partners' words: one for each area, the same in HTML and text, and only with contacts that a record holds."""

from __future__ import annotations

import re

import pytest

from services_directory.printed.partner_kit import WORDS, pieces, write_files
from tests.services_directory.printed.conftest import ON
from tests.support.built_site import PROJECT

CONTENT, SITE = PROJECT / "content", "https://help.example.org/"


@pytest.fixture(scope="module", params=["", SITE], ids=["no address yet", "with our address"])
def kit(request, printed_from):
    return pieces(printed_from, ON, CONTENT, request.param)


def test_there_is_one_of_each_for_every_area(kit, printed_from):
    assert {words: {piece.area.id for piece in made} for words, made in kit.items()} == dict.fromkeys(
        WORDS, set(printed_from.areas)
    )


def test_the_text_and_the_html_say_the_same(kit):
    for piece in (piece for made in kit.values() for piece in made):
        shown = re.sub(r"<[^>]+>", " ", piece.html)
        text = re.sub(r": https?://\S+", "", piece.text)
        assert re.findall(r"\w+", shown) == re.findall(r"\w+", text), piece.name


def test_each_sends_people_to_the_council_of_that_area(kit, printed_from):
    for piece in (piece for made in kit.values() for piece in made):
        service = printed_from.service_of_area(piece.area.id)
        assert piece.area.council_name in piece.text
        others = [area.council_name for area in printed_from.areas.values() if area.id != piece.area.id]
        assert not [name for name in others if name in piece.text]
        known = " ".join(filter(None, (service.email, service.url, *(p.number for p in service.phones)))) if service else ""
        reached = re.findall(r"https?://\S+|[\w.]+@[\w.]+\w|\d{4,5} \d{6}", piece.text)
        assert all(one in known or one.startswith(SITE) for one in reached), piece.name
        assert reached or "We know of no number or address for this yet" in piece.text


def test_links_are_alone_at_the_end_of_a_line_so_that_they_can_be_copied(kit):
    for piece in (piece for made in kit.values() for piece in made):
        assert not re.findall(r"https?://\S+[.,;]$", piece.text, re.MULTILINE), piece.name


def test_a_rule_that_nobody_verified_says_so(kit):
    for piece in kit["website"]:
        assert ("the most that the law lets a council ask for" in piece.text) == (not piece.area.rules_on(ON).threshold.verified)
        assert f"after {piece.area.rules_on(ON).threshold.count} or more reports" in piece.text


def test_the_second_report_is_explained_whether_or_not_the_rule_fits(kit):
    for piece in kit["second-report"]:
        assert "second report in six months" in piece.text
        assert "You do not have to know whether you fit the rule" in piece.text


def test_files_are_written_for_each_and_old_ones_go(kit, tmp_path):
    folder = tmp_path / "partners" / "files"
    folder.mkdir(parents=True)
    (folder / "website-nowhere.txt").write_text("old", "utf-8")
    write_files(tmp_path, kit)
    names = {piece.name for made in kit.values() for piece in made}
    assert {path.name for path in folder.iterdir()} == {f"{name}{end}" for name in names for end in (".txt", ".html.txt")}
    one = kit["website"][0]
    assert (folder / f"{one.name}.txt").read_bytes() == one.text.replace("\n", "\r\n").encode()
