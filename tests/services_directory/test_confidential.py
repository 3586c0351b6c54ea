"""A confidential address cannot be shown, joined, encoded, copied or stored; and a record may not hold it twice."""

from __future__ import annotations

import copy
import csv
import io
import json
import pickle
from dataclasses import asdict, dataclass

import jinja2
import markupsafe
import msgpack
import orjson
import pytest

from services_directory import BadRecords, load
from services_directory.__main__ import main
from services_directory.confidential import Confidential, MayNotBeShown, address_for_editor
from services_directory.service import Service

TEXT = "7 Nightjar Court, Lode Way, Ely, CB7 0ZZ"


@dataclass
class Holder:
    address: Confidential


def rendered(template: str, autoescape: bool, value: object) -> str:
    return jinja2.Environment(autoescape=autoescape).from_string(template).render(value=value)


WAYS_OUT = {
    "str": str,
    "format": lambda one: f"{one}",
    "format with a width": lambda one: f"{one:>40}",
    "percent": lambda one: "at %s" % one,  # noqa: UP031
    "str.format": lambda one: "at {}".format(one),  # noqa: UP032
    "plus": lambda one: "at " + one,
    "plus from the left": lambda one: one + " is where",
    "join": lambda one: ", ".join([one]),
    "list of it": list,
    "bytes": bytes,
    "open": open,
    "in": lambda one: "a" in one,
    "slice": lambda one: one[:3],
    "length": len,
    "equal": lambda one: one == TEXT,
    "jinja": lambda one: rendered("{{ value }}", True, one),
    "jinja without escaping": lambda one: rendered("{{ value }}", False, one),
    "jinja safe": lambda one: rendered("{{ value|safe }}", True, one),
    "jinja joined": lambda one: rendered("{{ 'at ' ~ value }}", True, one),
    "jinja json": lambda one: rendered("{{ value|tojson }}", True, one),
    "markup": markupsafe.escape,
    "json": json.dumps,
    "json with str": lambda one: json.dumps(one, default=str),
    "orjson": orjson.dumps,
    "orjson with str": lambda one: orjson.dumps(one, default=str),
    "msgpack": msgpack.packb,
    "pickle": pickle.dumps,
    "pickle in a holder": lambda one: pickle.dumps(Holder(one)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "asdict": lambda one: asdict(Holder(one)),
    "vars": vars,
    "csv": lambda one: csv.writer(io.StringIO()).writerow([one]),
    "print": lambda one: print(one, file=io.StringIO()),
}


@pytest.mark.parametrize("way", WAYS_OUT.values(), ids=WAYS_OUT.keys())
def test_no_way_out_gives_the_address(way):
    with pytest.raises(Exception) as refused:  # noqa: PT011 - which error is each library's own affair
        way(Confidential(TEXT))
    assert "Nightjar" not in f"{refused.value!r} {refused.value}"


def test_our_own_error_says_what_was_tried():
    with pytest.raises(MayNotBeShown, match="may not be printed"):
        str(Confidential(TEXT))


def test_what_a_traceback_or_a_log_shows_says_nothing():
    assert repr(Confidential(TEXT)) == "<a confidential address>"
    assert "Nightjar" not in repr(Holder(Confidential(TEXT)))


def test_an_editor_who_asks_by_name_gets_it():
    assert Confidential(TEXT).reveal_to_editor() == TEXT


def test_a_service_has_no_place_for_the_address(records):
    hold(records, f'"{TEXT}"')
    service = load(records).services["shelter"]
    assert service.address_is_confidential
    assert not any("Nightjar" in repr(getattr(service, name)) for name in Service.__slots__)
    assert address_for_editor(records, "shelter").reveal_to_editor() == TEXT


def test_a_record_may_say_only_that_there_is_one(records):
    hold(records, "true")
    assert load(records).services["shelter"].address_is_confidential
    assert address_for_editor(records, "shelter") is None


@pytest.mark.parametrize(
    ("value", "also", "says"),
    [
        (f'"{TEXT}"', 'address: "1 Open Street, Ely"', "its address is confidential|address is confidential, so it can have no"),
        (f'"{TEXT}"', "notes: They are at 7 nightjar  court", "a part of it, is in notes"),
        (f'"{TEXT}"', "referral_route: Write to us in cb70zz.", "a part of it, is in referral_route"),
        ('"The refuge, Nightjar Court"', "notes: none", "the address of a refuge is never stored"),
        ("false", "notes: none", "must be true, or words in quotes"),
        ("7", "notes: none", "must be true, or words in quotes"),
        ('["7 Nightjar Court"]', "notes: none", "must be true, or words in quotes"),
        ('"--"', "notes: none", "holds no words"),
    ],
)
def test_a_fault_is_told_with_its_line_and_without_the_address(records, value, also, says):
    hold(records, value, also)
    with pytest.raises(BadRecords, match=says) as refused:
        load(records)
    assert "shelter.yml:" in str(refused.value)
    assert "Nightjar" not in str(refused.value)


@pytest.mark.parametrize(
    "published",
    [
        "<p>7 Nightjar Court, Lode Way, Ely, CB7 0ZZ</p>",
        "7 NIGHTJAR COURT",
        "<p>7&nbsp;Nightjar<br class='x'>Court</p>",
        '{"a": "7\\u00a0Nightjar\\nCourt"}',
        "near CB70ZZ",
        "7&#32;Nightjar&#32;Court",
    ],
)
def test_it_is_found_however_it_was_written(published):
    assert Confidential(TEXT).finder()(published.encode())


@pytest.mark.parametrize("published", ["Ely", "Lode Way leads to the river", "17 Nightjars in court", "CB7 0ZY"])
def test_a_town_or_a_street_alone_is_no_find(published):
    assert not Confidential(TEXT).finder()(published.encode())


def test_letters_outside_english_are_found_as_such_and_escaped():
    find = Confidential("3 Ysgol Tŷ Gwyn").finder()
    for published in ("3 Ysgol Tŷ Gwyn", "3 Ysgol T\\u0177 Gwyn", "3 Ysgol T&#375; Gwyn"):
        assert find(published.encode())


def test_the_command_for_editors_prints_it_and_no_other_does(records, capsys):
    hold(records, f'"{TEXT}"')
    assert main(["confidential", "shelter", "--records", str(records)]) == 0
    assert TEXT in capsys.readouterr().out
    main(["check", "--records", str(records)])
    assert "Nightjar" not in capsys.readouterr().out


def hold(records, value, also=""):
    path = records / "services" / "shelter.yml"
    path.write_text(f"{path.read_text('utf-8')}confidential_address: {value}\n{also}\n", "utf-8")
