"""What is carried away tells a number and when it answers, and gives nobody away."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from services_directory import load
from services_directory.publish.take_away import FOLDER, harmless, lines_of, text_of

SHELTER = "records/services/shelter.yml"


class Shown(HTMLParser):
    """All that a page says: its words and every attribute that a person may come to see or hear."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.said += [
            value or "" for name, value in attributes if name in ("alt", "title", "href", "download", "content", "aria-label")
        ]


def cards(workshop) -> dict[str, bytes]:
    folder = workshop.site / FOLDER
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def card_of(workshop, service_id: str) -> str:
    """The name of the card that a service's page leads to; "" when it leads to none."""
    page = (workshop.site / "services" / service_id / "index.html").read_text("utf-8")
    found = re.search(rf'href="/{FOLDER}/(\w+)\.html"', page)
    return found[1] if found else ""


def telling_words(directory) -> set[str]:
    """Words that would give a reader away: of the service's names and of what our lists are called."""
    labels = (*directory.crime_types.values(), *directory.needs.values(), *directory.audiences.values())
    names = [f"{service.name} {service.provider}" for service in directory.services.values()]
    words = re.findall(r"[^\W\d_]{4,}", " ".join([*names, *(label.name for label in labels)]).lower())
    ours = {"help", "crime", "victim", "victims", "abuse", "police", "support", "safe", "court"}
    return (set(words) | ours) - {"office", "first", "else", "line"}  # in a name too, but they tell nothing


def test_every_number_has_a_card_and_every_card_a_number(workshop):
    workshop.build()
    directory = load(workshop.records, today=workshop.today)
    with_lines = {service.id: lines_of(service) for service in directory.published_services()}
    named = {service_id: card_of(workshop, service_id) for service_id in with_lines}
    assert {service_id for service_id, name in named.items() if name} == {one for one, lines in with_lines.items() if lines}
    assert cards(workshop).keys() == {f"{name}.{kind}" for name in named.values() if name for kind in ("html", "txt")}
    for service_id, name in named.items():
        for line in with_lines[service_id]:
            assert line.number in cards(workshop)[f"{name}.html"].decode()
            assert line.number in cards(workshop)[f"{name}.txt"].decode()


def test_nothing_on_a_card_or_in_its_name_says_what_it_is_about(workshop):
    workshop.build()
    telling = telling_words(load(workshop.records))
    assert {"domestic", "stalking", "samaritans"} <= telling
    for name, content in cards(workshop).items():
        text = content.decode()
        said = " ".join(Shown(text).said) if name.endswith(".html") else text
        told = telling & set(re.findall(r"[^\W\d_]{4,}", f"{said} {name}".lower()))
        assert not told, f"{name}: {told}"
        assert re.fullmatch(r"[0-9a-f]{16}\.(html|txt)", name)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Monday to Friday, 9am to 5pm", True),
        ("24 hours", True),
        ("Nights, weekends and bank holidays", True),
        ("Monday, for survivors of rape", False),
        ("Every day; ask for the refuge", False),
        (None, False),
    ],
)
def test_hours_go_on_a_card_only_when_every_word_is_harmless(words, kept):
    assert harmless(words) == (words if kept else "")


def test_a_telling_word_in_a_record_does_not_reach_the_card(workshop):
    plain = '- number: "0808 800 4444"'
    workshop.change(SHELTER, plain, f"{plain}\n  hours: Mondays, if you were hurt\n  label: After abuse choose option 3")
    workshop.build()
    text = cards(workshop)[f"{card_of(workshop, 'shelter')}.txt"].decode()
    assert text == "0808 800 4444\r\nchoose option 3.\r\n"


def test_a_text_number_that_needs_a_telling_word_is_left_out(workshop):
    directory = load(workshop.records)
    shout = next(service for service in directory.services.values() if service.text == "85258")
    assert not [line for line in lines_of(shout) if not line.call]
    bare = next(service for service in directory.services.values() if service.text and not service.text_how)
    assert f"Text {bare.text}" in text_of(lines_of(bare))


def test_a_changed_number_takes_the_old_card_away(workshop):
    workshop.build()
    before, old = cards(workshop), card_of(workshop, "shelter")
    workshop.change(SHELTER, "0808 800 4444", "0808 800 4445")
    workshop.build()
    after, new = cards(workshop), card_of(workshop, "shelter")
    assert new != old and f"{new}.html" in after and f"{old}.html" not in after and f"{old}.txt" not in after
    assert len(after) == len(before)


def test_other_words_of_a_service_leave_its_card_alone(workshop):
    workshop.build()
    folder = workshop.site / FOLDER
    times = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    workshop.change(SHELTER, "summary: ", "summary: Changed. ")
    workshop.build()
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == times


def test_a_card_that_was_swept_away_or_half_written_comes_back(workshop):
    workshop.build()
    first, name = cards(workshop), card_of(workshop, "shelter")
    (workshop.site / FOLDER / f"{name}.txt").unlink()
    workshop.build()
    assert cards(workshop) == first
    (workshop.site / FOLDER / f"{name}.html").write_text("half", "utf-8")
    (workshop.site / FOLDER / "unfinished").touch()
    workshop.change(SHELTER, "summary: ", "summary: Changed. ")
    workshop.build()
    assert cards(workshop) == first


def test_when_no_service_has_a_number_there_is_no_folder(workshop):
    workshop.build()
    for path in (workshop.records / "services").iterdir():
        text = path.read_text("utf-8")
        if "- number:" in text or "\ntext:" in text:
            path.write_text(text.replace("status: current", "status: current\nvalid_to: 2020-01-01"), "utf-8")
    for path in (workshop.root / "content").rglob("*.md"):
        path.write_text("## Always {: #always }\n", "utf-8")
    for kind in ("rights", "stages"):
        for path in (workshop.records / kind).iterdir():
            path.unlink()
    workshop.build()
    assert not (workshop.site / FOLDER).exists()
