"""The command that holds the feed against published schemas finds what is wrong. The schemas here are our own, and tiny."""

from __future__ import annotations

import json
import shutil

import pytest

from services_directory.__main__ import main
from services_directory.publish.open_referral.validate import KINDS


@pytest.fixture
def schemas(tmp_path):
    folder = tmp_path / "schemas" / "some-profile"
    folder.mkdir(parents=True)
    identified = {"type": "object", "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id", "name"]}
    for name in KINDS.values():
        (folder / name).write_text(json.dumps(identified), "utf-8")
    (folder / "service_at_location.json").write_text(json.dumps({"type": "object", "required": ["id"]}), "utf-8")
    service = {**identified, "properties": {"organization": {"$ref": "organization.json"}}}
    (folder / "service.json").write_text(json.dumps(service), "utf-8")
    return tmp_path / "schemas"


@pytest.fixture
def spoilt(feed, tmp_path):
    copy = tmp_path / "open-referral"
    shutil.copytree(feed, copy)
    return copy


def run(schemas, feed, capsys):
    code = main(["validate-feed", "--schemas", str(schemas), "--feed", str(feed)])
    return code, capsys.readouterr().out


def test_the_feed_as_it_is_has_no_faults(schemas, feed, capsys):
    code, says = run(schemas, feed, capsys)
    assert code == 0
    assert "no faults" in says


def test_a_fault_deep_inside_is_found_through_the_reference(schemas, spoilt, capsys):
    path = next((spoilt / "services").glob("*.json"))
    thing = json.loads(path.read_text("utf-8"))
    del thing["organization"]["name"]
    path.write_text(json.dumps(thing), "utf-8")
    code, says = run(schemas, spoilt, capsys)
    assert code == 1
    assert f"services/{path.name}: $.organization: 'name' is a required property" in says


def test_a_format_is_checked(schemas, spoilt, capsys):
    path = next((spoilt / "taxonomies").glob("*.json"))
    path.write_text(path.read_text("utf-8").replace(path.stem, "no-uuid"), "utf-8")
    assert "'no-uuid' is not a 'uuid'" in run(schemas, spoilt, capsys)[1]


def test_a_page_that_lies_is_found(schemas, spoilt, capsys):
    path = spoilt / "services-2.json"
    path.write_text(path.read_text("utf-8").replace('"last_page":true', '"last_page":false'), "utf-8")
    code, says = run(schemas, spoilt, capsys)
    assert code == 1
    assert "services-2.json: says" in says


def test_a_folder_without_schemas_or_without_a_feed_is_told(schemas, feed, tmp_path, capsys):
    assert "No schema called service.json" in run(tmp_path / "nothing", feed, capsys)[1]
    assert "build the site first" in run(schemas, tmp_path / "nothing", capsys)[1]
