"""A check is written into a record, and every other byte of the file stays."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from services_directory import BadRecords, load
from services_directory.__main__ import main
from services_directory.editors.confirming import CannotConfirm, confirm
from services_directory.publish.plain_yaml import NOT_PLAIN, read_plain

TODAY = date(2026, 12, 24)
SAID = {"role": "Hub co-ordinator", "how": "Rang the number and asked for its hours", "today": TODAY}


def path_of(records, service_id="shelter"):
    return records / "services" / f"{service_id}.yml"


def test_the_first_check_changes_one_line_and_adds_two(records):
    before = path_of(records).read_bytes().decode().splitlines()
    confirm(records, "shelter", on=date(2026, 12, 1), **SAID)
    after = path_of(records).read_bytes().decode().splitlines()
    at = before.index("checked_on: null")
    assert after[:at] == before[:at]
    assert after[at : at + 3] == [
        "checked_on: 2026-12-01",
        "checked_by: Hub co-ordinator",
        "checked_how: Rang the number and asked for its hours",
    ]
    assert after[at + 3 :] == before[at + 1 :]


def test_a_second_check_keeps_the_first_and_a_third_both(records):
    for day, role in ((1, "Hub co-ordinator"), (10, "Comms editor"), (20, "Hub supervisor")):
        confirm(records, "shelter", on=date(2026, 12, day), rung=True, **{**SAID, "role": role})
    service = load(records, today=TODAY).services["shelter"]
    assert (service.checked_on, service.checked_by, service.rung) == (date(2026, 12, 20), "Hub supervisor", True)
    assert [(check.checked_on.day, check.checked_by) for check in service.checks_before] == [
        (1, "Hub co-ordinator"),
        (10, "Comms editor"),
    ]


def test_a_plain_record_stays_plain_so_that_a_build_reads_it_fast(records):
    for day in (1, 2):
        confirm(records, "shelter", on=date(2026, 12, day), **SAID)
    text = path_of(records).read_text("utf-8")
    assert read_plain(text) is not NOT_PLAIN
    assert read_plain(text) == yaml.safe_load(text)


ODD = """# A comment at the top
id: shelter   # one beside
name: "Shelter"

notes: >-
  Two lines
  folded
checked_by:   'Somebody'      # kept
checked_on:    2026-11-01
checked_how: |
  rang it
  twice
# before rung
rung: false # not yet
checks_before:
# the oldest
- checked_on: 2026-01-01
  checked_by: A
  checked_how: rang   # by hand
# after the list
summary: words
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_order_spaces_and_line_ends_stay(records, newline):
    path_of(records).write_bytes(ODD.replace("\n", newline).encode())
    confirm(records, "shelter", on=date(2026, 12, 1), rung=True, **SAID)
    expected = (
        ODD.replace("checked_by:   'Somebody' ", "checked_by: Hub co-ordinator ")
        .replace("checked_on:    2026-11-01", "checked_on: 2026-12-01")
        .replace("checked_how: |\n  rang it\n  twice\n", "checked_how: Rang the number and asked for its hours\n")
        .replace("rung: false", "rung: true")
        .replace(
            "  checked_how: rang   # by hand\n",
            '  checked_how: rang   # by hand\n- checked_on: 2026-11-01\n  checked_by: Somebody\n  checked_how: "rang it\\ntwice\\n"\n',
        )
    )
    assert path_of(records).read_bytes().decode().replace("\r\n", "\n") == expected
    assert path_of(records).read_bytes().count(b"\r\n") == (expected.count("\n") if newline == "\r\n" else 0)


@pytest.mark.parametrize(
    ("also", "says"),
    [
        ({"on": date(2026, 12, 25)}, "is in the future"),
        ({"role": "  "}, "Say role in one line"),
        ({"how": "rang\nit"}, "Say how in one line"),
        ({"how": "x" * 201}, "Say how in one line"),
        ({"role": "ana@example.org"}, "Give your role"),
        ({"role": "07700 900123"}, "Give your role"),
    ],
)
def test_what_does_not_do_is_refused_and_the_file_stays(records, also, says):
    before = path_of(records).read_bytes()
    with pytest.raises(CannotConfirm, match=says):
        confirm(records, "shelter", **{**SAID, "on": TODAY, **also})
    assert path_of(records).read_bytes() == before


def test_a_check_cannot_come_before_the_last_one(records):
    confirm(records, "shelter", on=TODAY, **SAID)
    with pytest.raises(CannotConfirm, match="The last check was on 2026-12-24"):
        confirm(records, "shelter", on=date(2026, 12, 1), **SAID)


@pytest.mark.parametrize("service_id", ["nobody", "../local", ""])
def test_an_unknown_service_is_told(records, capsys, service_id):
    said = ["--role", "Editor", "--how", "rang it", "--records", str(records)]
    assert main(["confirm", service_id, *said]) == 1
    assert "There is no service called" in capsys.readouterr().out


def test_words_that_yaml_would_misread_come_back_as_they_were_said(records):
    for day, how in ((1, "yes"), (2, 'said: "call #2"'), (3, "- dash"), (4, "it's fine")):
        confirm(records, "shelter", on=date(2026, 12, day), **{**SAID, "how": how})
        assert load(records, today=TODAY).services["shelter"].checked_how == how


def test_the_history_must_be_in_order(records):
    text = (
        path_of(records)
        .read_text("utf-8")
        .replace("checked_on: null", "checked_on: 2026-01-01\nchecked_by: A\nchecked_how: rang")
    )
    path_of(records).write_text(
        f"{text}checks_before:\n- checked_on: 2026-02-01\n  checked_by: A\n  checked_how: rang\n", "utf-8"
    )
    with pytest.raises(BadRecords, match="checks_before are older than checked_on"):
        load(records)
