"""Another body's feed: every difference waits for a person, and nothing hostile or hidden gets in."""

from __future__ import annotations

import json
from datetime import date

import pytest

from services_directory import load
from services_directory.__main__ import main
from services_directory.editors.confirming import confirm
from services_directory.editors.incoming.proposals import CannotDecide, approve, import_feed, reject
from services_directory.editors.incoming.reading import BadFeed
from services_directory.yaml_files import read_yaml

TODAY = date(2026, 11, 27)
THEIRS = "ac148810-d857-441c-9679-408f346de14b"
GOOD = {
    "id": THEIRS,
    "name": "Harbour Advocacy",
    "status": "active",
    "description": "Helps you plan what to do next.",
    "url": "https://harbour.example.org/",
    "email": "help@example.org",
    "fees": "Free",
    "organization": {"id": "x", "name": "Harbour Trust"},
    "contacts": [{"id": "c", "phones": [{"id": "p", "number": "01632 960123"}]}],
    "service_areas": [{"id": "a", "name": "Fenland"}],
    "attributes": [{"id": "t", "taxonomy_term": {"id": "u", "name": "Burglary"}}],
}
OURS = ("Harbour County", "Open Government Licence 3.0")


@pytest.fixture
def proposals(tmp_path):
    return tmp_path / "proposals"


@pytest.fixture
def offer(tmp_path, records, proposals):
    def compare(*services, name=OURS[0]):
        path = tmp_path / "feed.json"
        path.write_text(json.dumps({"contents": list(services)}), "utf-8")
        return "\n".join(import_feed(path, name, OURS[1], records, proposals))

    return compare


def record_of(records, service_id="harbour-advocacy"):
    return records / "services" / f"{service_id}.yml"


def test_nothing_is_in_the_records_before_somebody_approves(offer, records, proposals):
    before = {path: path.read_bytes() for path in records.rglob("*.yml")}
    says = offer(GOOD)
    assert "new: harbour-advocacy" in says
    assert '    phones: nothing -> [{"number":"01632 960123"}]' in says
    assert {path: path.read_bytes() for path in records.rglob("*.yml")} == before
    assert (proposals / "harbour-advocacy.json").is_file()


def test_an_approved_new_service_is_a_draft_that_says_what_is_missing(offer, records, proposals):
    offer(GOOD)
    approve("harbour-advocacy", records, proposals, TODAY)
    directory = load(records, today=TODAY)
    service = directory.services["harbour-advocacy"]
    assert service.draft
    assert service not in directory.published_services()
    assert service.source == "Harbour County, Open Government Licence 3.0"
    assert (service.areas_covered, service.crime_types, service.needs) == (("fenland",), ("burglary",), ())
    assert service.draft_reason.endswith("To be filled in: audience, needs.")
    assert read_yaml(record_of(records))["licence"] == OURS[1]
    assert not list(proposals.glob("harbour*"))


def test_a_draft_may_lack_what_a_published_service_may_not(offer, records, proposals):
    offer(GOOD)
    approve("harbour-advocacy", records, proposals, TODAY)
    path = record_of(records)
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("draft: true")], "utf-8")
    with pytest.raises(Exception, match="needs: needs at least 1"):
        load(records)


def test_the_same_feed_again_proposes_nothing(offer, records, proposals):
    offer(GOOD)
    approve("harbour-advocacy", records, proposals, TODAY)
    assert offer(GOOD) == "Nothing in this feed differs from our records."


def test_a_change_is_shown_field_by_field_and_approving_it_undoes_the_check(offer, records, proposals):
    offer(GOOD)
    approve("harbour-advocacy", records, proposals, TODAY)
    confirm(records, "harbour-advocacy", role="Editor", how="rang it", on=TODAY, today=TODAY, rung=True)
    says = offer({**GOOD, "contacts": [{"id": "c", "phones": [{"id": "p", "number": "01632 960 999"}]}]})
    assert says.splitlines() == [
        "changed: harbour-advocacy",
        '    phones: [{"number":"01632 960123"}] -> [{"number":"01632 960 999"}]',
        *[line for line in says.splitlines() if "refused" in line],
    ]
    approve("harbour-advocacy", records, proposals, TODAY)
    service = load(records, today=TODAY).services["harbour-advocacy"]
    assert [phone.number for phone in service.phones] == ["01632 960 999"]
    assert (service.checked_on, service.checked_by, service.rung) == (None, "Editor", False)
    assert [check.checked_on for check in service.checks_before] == [TODAY]


def test_a_number_that_is_only_spaced_otherwise_is_no_change(offer, records, proposals):
    offer(GOOD)
    approve("harbour-advocacy", records, proposals, TODAY)
    spaced = {**GOOD, "contacts": [{"id": "c", "phones": [{"id": "p", "number": "01632 960 123"}]}]}
    assert offer(spaced) == "Nothing in this feed differs from our records."


def test_what_is_gone_from_the_feed_is_proposed_and_becomes_a_draft(offer, records, proposals):
    offer(GOOD)
    approve("harbour-advocacy", records, proposals, TODAY)
    path = record_of(records)
    text = path.read_text("utf-8").replace("needs: []", "needs: [shelter-and-accommodation]")
    path.write_text(text[: text.index("draft: true")], "utf-8")
    assert not load(records).services["harbour-advocacy"].draft
    assert "gone: harbour-advocacy" in offer({**GOOD, "id": "another", "name": "Another"})
    approve("harbour-advocacy", records, proposals, TODAY)
    assert load(records).services["harbour-advocacy"].draft_reason == "No longer in the feed of Harbour County."


def test_what_was_rejected_comes_back_only_when_the_feed_says_something_else(offer, records, proposals):
    offer(GOOD)
    reject("harbour-advocacy", proposals)
    assert offer(GOOD) == "Nothing in this feed differs from our records."
    assert "new: harbour-advocacy" in offer({**GOOD, "description": "Something else."})
    assert not record_of(records).exists()


def test_a_record_that_was_changed_meanwhile_is_not_overwritten(offer, records, proposals):
    offer(GOOD)
    approve("harbour-advocacy", records, proposals, TODAY)
    offer({**GOOD, "description": "New words."})
    path = record_of(records)
    path.write_text(path.read_text("utf-8").replace("Helps you plan", "We help you plan"), "utf-8")
    with pytest.raises(CannotDecide, match="was changed since"):
        approve("harbour-advocacy", records, proposals, TODAY)


def test_a_service_of_theirs_with_a_name_of_ours_gets_another_id(offer, records):
    says = offer({**GOOD, "name": "Shelter"})
    assert "new: shelter-" in says


@pytest.mark.parametrize(
    ("also", "says"),
    [
        ({"description": "<script>alert(1)</script> Help"}, "summary: holds HTML, a script or hidden signs"),
        ({"description": "<b>Help</b>"}, "summary: holds HTML"),
        ({"description": "Help &lt;b&gt;"}, "summary: holds HTML"),
        ({"description": "Help \u202e gnol"}, "summary: holds HTML, a script or hidden signs"),
        ({"description": "x" * 1501}, "summary: is longer than 1500 letters"),
        ({"description": ["a"]}, "summary: is not text"),
        ({"name": "N" * 151}, "name: is longer than 150 letters"),
        ({"url": "javascript:alert(1)"}, "url: holds HTML, a script"),
        ({"url": "ftp://example.org"}, "url: 'ftp://example.org' is not a web address"),
        ({"email": "nobody"}, "email: 'nobody' is not an email address"),
        ({"phones": [{"number": "12"}]}, "phones: '12' is not a UK phone number"),
        ({"phones": [{"number": 1632960123}]}, "phones: is not text"),
        ({"phones": [{"number": f"01632 960{n:03}"} for n in range(12)]}, "phones: more than 10"),
        ({"service_areas": [{"name": "Atlantis"}]}, "areas_covered: 'Atlantis' is not one of our places"),
        ({"description": "Come to 7 Nightjar Court, CB7 0ZZ"}, "summary: holds a postcode"),
    ],
)
def test_what_does_not_do_is_refused_field_by_field(offer, proposals, also, says):
    assert f"    refused: {says}" in offer({**GOOD, **also})
    (waiting,) = proposals.glob("*.json")
    kept = json.loads(waiting.read_text("utf-8"))["fields"]
    assert not any(sign in json.dumps(kept) for sign in ("<", "javascript", "\\u202e", "CB7", "Atlantis"))


def test_a_retired_number_is_refused_with_the_reason(offer, records):
    retired = next(item for item in load(records).retired.items if item.text.replace(" ", "").isdigit())
    says = offer({**GOOD, "phones": [{"number": retired.text}]})
    assert f"phones: {retired.text!r} is never shown" in says


def test_no_address_is_ever_taken_over_whatever_it_is_called(offer, records, proposals):
    secret = {
        "id": "l",
        "location_type": "physical",
        "name": "Kanary House",
        "addresses": [{"address_1": "3 Kanary Lane", "city": "Ely"}],
    }
    says = offer(
        {**GOOD, "service_at_locations": [{"id": "s", "location": secret}], "locations": [secret], "address": "3 Kanary Lane",
         "x_confidential": "3 Kanary Lane"}
    )  # fmt: skip
    assert "refused: address: never taken over" in says
    approve("harbour-advocacy", records, proposals, TODAY)
    everything = says + "".join(
        path.read_text("utf-8") for folder in (records, proposals) for path in folder.rglob("*") if path.is_file()
    )
    assert "Kanary" not in everything


def test_an_entry_without_a_usable_name_can_only_be_rejected(offer, records, proposals):
    says = offer({**GOOD, "name": "<i>x</i>"})
    service_id = says.splitlines()[0].removeprefix("unusable: ")
    with pytest.raises(CannotDecide, match="reject it"):
        approve(service_id, records, proposals, TODAY)
    reject(service_id, proposals)


def test_words_that_would_break_the_records_are_not_let_in(offer, records, proposals):
    offer({**GOOD, "description": "Opens at nine: check before you go. TODO."})
    with pytest.raises(CannotDecide, match="would not be sound"):
        approve("harbour-advocacy", records, proposals, TODAY)
    assert not record_of(records).exists()
    assert (proposals / "harbour-advocacy.json").is_file()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "is not JSON"),
        (b"[]", "No service is in"),
        (b'{"contents": [1, null, "x"]}', "No service is in"),
        (b'[{"name": "A", "status": "active"}]', "no id that we can use"),
        (b'[{"name": "A", "status": "active", "id": "../../x"}]', "no id that we can use"),
        (b"[" * 100_000, "is not JSON"),
    ],
)
def test_what_is_no_feed_is_told(tmp_path, records, proposals, content, says):
    path = tmp_path / "feed.json"
    path.write_bytes(content)
    with pytest.raises(BadFeed, match=says):
        import_feed(path, *OURS, records, proposals)


def test_the_commands_say_what_they_did(tmp_path, records, proposals, capsys):
    folder = tmp_path / "feed" / "services"
    folder.mkdir(parents=True)
    (folder / "one.json").write_text(json.dumps(GOOD), "utf-8")
    common = ["--records", str(records), "--proposals", str(proposals)]
    assert main(["import-feed", str(tmp_path / "feed"), "--name", OURS[0], "--licence", OURS[1], *common]) == 0
    assert "new: harbour-advocacy" in capsys.readouterr().out
    assert main(["approve", "harbour-advocacy", *common]) == 0
    assert main(["approve", "harbour-advocacy", *common]) == 1
    assert main(["reject", "../x", *common]) == 1
    assert "There is no proposal" in capsys.readouterr().out
    assert main(["import-feed", str(tmp_path / "nothing.json"), "--name", "a", "--licence", "b", *common]) == 1
