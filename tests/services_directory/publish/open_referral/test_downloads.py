"""The directory as one table and as JSON: whole, true, and safe to open."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from services_directory.publish.open_referral.downloads import COLUMNS, csv_row, json_row


def test_the_table_opens_as_utf8_and_has_every_service(feed, directory):
    content = (feed / "download" / "services.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == sorted(one.id for one in directory.published_services())
    row = next(row for row in rows if row["id"] == "hourglass")
    assert row["phones"] == "0808 808 8141"
    assert row["what_happened"] == "elder-abuse; domestic-abuse; fraud-cyber"
    assert (row["hours_confirmed"], row["last_checked_on"]) == ("no", "")


def test_the_json_says_the_same_and_leaves_out_what_is_not_known(feed):
    head, *rows = json.loads((feed / "download" / "services.json").read_text("utf-8"))
    assert tuple(head["columns"]) == COLUMNS
    table = list(csv.DictReader(io.StringIO((feed / "download" / "services.csv").read_text("utf-8-sig"), newline="")))
    assert len(rows) == len(table)
    for row, line in zip(rows, table, strict=True):
        assert set(row) <= set(COLUMNS)
        assert {name for name, value in line.items() if value} == set(row)
        assert row["name"] == line["name"]


@pytest.mark.parametrize("words", ['=HYPERLINK("http://bad")', "+44 20", "-1", "@SUM(A1)", "\t=1"])
def test_a_spreadsheet_runs_nothing(directory, words):
    line = csv_row(replace(directory.services["shelter"], name=words)).decode()
    assert next(csv.reader(io.StringIO(line, newline="")))[COLUMNS.index("name")] == f"'{words}"


def test_a_row_is_one_line_of_the_table_whatever_is_in_it(directory):
    odd = replace(directory.services["shelter"], summary='Two\nlines, a "quote" and; a semicolon')
    (row,) = csv.reader(io.StringIO(csv_row(odd).decode(), newline=""))
    assert row[COLUMNS.index("summary")] == odd.summary
    assert json.loads(json_row(odd).lstrip(b",\n"))["summary"] == odd.summary
