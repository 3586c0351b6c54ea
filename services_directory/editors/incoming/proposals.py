"""What a feed would change, kept one file a service until a person approves or rejects it.

import_feed(...)   compares and writes the proposals
approve(...)       one of them into the records: a new service as a draft
reject(...)        one of them away, and it is not proposed again until the feed says something else
"""

from __future__ import annotations

import re
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson
import yaml

from services_directory.editors.confirming import move_last_check
from services_directory.editors.incoming.reading import Offered, read_feed
from services_directory.editors.record_lines import set_key, word
from services_directory.problems import Problems
from services_directory.publish.open_referral.identifiers import feed_id
from services_directory.retired import retired_from
from services_directory.service import service_from, service_shape
from services_directory.service_rules import service_faults
from services_directory.vocabulary import load_vocabulary
from services_directory.yaml_files import read_yaml

COMPARED = ("name", "provider", "summary", "phones", "url", "email", "cost", "audience", "referral_route", "areas_covered", "crime_types", "needs", "audiences")  # fmt: skip
FILLED_FOR_NOW = {
    "provider": "Not known yet.",
    "summary": "Not known yet.",
    "audience": "Not known yet.",
    "cost": "Not known yet.",
}
LISTS = ("areas_covered", "crime_types", "needs")


REJECTED = "rejected.json"


class CannotDecide(Exception):
    """A proposal cannot be approved or rejected; the text says why."""


def import_feed(source: Path, name: str, licence: str, records: Path, proposals: Path) -> list[str]:
    """Compare a feed with our records and write what differs into `proposals`. The records stay as they are.

    Args:
        source: a JSON file or a folder of them.
        name: whose feed it is, in words that readers will see as the source.
        licence: under which licence, in words.

    Returns:
        The report, a line or a few for each proposal.

    Raises:
        BadFeed: the feed cannot be read.
    """
    words = load_vocabulary(records / "vocabulary.yml", Problems())
    offered = read_feed(source, words, retired_from(read_yaml(records / "retired.yml")))
    ours = _ours(records)
    linked = {raw["imported_id"]: raw for raw in ours.values() if raw.get("imported_from") == name}
    by_feed_id = {feed_id("service", service_id): raw for service_id, raw in ours.items()}
    proposals.mkdir(parents=True, exist_ok=True)
    rejected = _rejected(proposals)
    found = [_proposal(one, linked.get(one.their_id) or by_feed_id.get(one.their_id), ours) for one in offered]
    there = {one.their_id for one in offered}
    found += [_gone(raw) for their_id, raw in linked.items() if their_id not in there and not raw.get("draft")]
    lines: list[str] = []
    for old in proposals.glob("*.json"):
        if old.name != REJECTED and orjson.loads(old.read_bytes())["feed"] == name:
            old.unlink()
    for one in filter(None, found):
        proposal = {**one, "feed": name, "licence": licence}
        if _digest(proposal) not in rejected:
            (proposals / f"{proposal['service']}.json").write_bytes(orjson.dumps(proposal, option=orjson.OPT_INDENT_2))
            lines += _told(proposal)
    return lines or ["Nothing in this feed differs from our records."]


def approve(service_id: str, records: Path, proposals: Path, today: date) -> list[str]:
    """Put one proposal into the records. A new service is a draft; a changed one counts as not checked any more.

    Raises:
        CannotDecide: there is no such proposal, or the record was changed since it was made.
    """
    path, proposal = _load(service_id, proposals)
    if proposal["kind"] == "unusable":
        raise CannotDecide("Nothing of this entry can be used: reject it.")
    record = records / "services" / f"{service_id}.yml"
    if proposal["kind"] == "new":
        if record.exists():
            raise CannotDecide(f"{record.name} exists already. Import the feed again to compare with it.")
        text = _new_record(proposal, today)
    else:
        now = read_yaml(record) if record.exists() else {}
        if any(now.get(field) != change["ours"] for field, change in proposal["fields"].items()):
            raise CannotDecide(f"{record.name} was changed since. Import the feed again to compare with it.")
        text = _changed_record(record.read_text("utf-8"), now, proposal)
    _refuse_unsound(text, records)
    record.write_text(text, "utf-8")
    path.unlink()
    return [f"{record.name}: {proposal['kind']}, approved. Look at it, then run: python -m services_directory check"]


def _refuse_unsound(text: str, records: Path) -> None:
    """By the same checks as every record, before it is one."""
    raw = yaml.safe_load(text)
    words, never_shown = load_vocabulary(records / "vocabulary.yml", Problems()), retired_from(read_yaml(records / "retired.yml"))
    faults = service_shape(words)(raw) or service_faults(service_from(raw), raw, never_shown)
    if faults:
        told = faults if isinstance(faults, str) else "; ".join(says for _, says in faults)
        raise CannotDecide(f"The record would not be sound, so it stays as it is: {told}")


def reject(service_id: str, proposals: Path) -> list[str]:
    """Take one proposal away. The same is not proposed again; something else from the feed is."""
    path, proposal = _load(service_id, proposals)
    known = _rejected(proposals) | {_digest(proposal)}
    (proposals / REJECTED).write_bytes(orjson.dumps(sorted(known)))
    path.unlink()
    return [f"{service_id}: rejected."]


def _ours(records: Path) -> dict[str, dict[str, Any]]:
    return {path.stem: read_yaml(path) for path in sorted((records / "services").glob("*.yml"))}


def _proposal(offered: Offered, ours: dict[str, Any] | None, all_ours: dict[str, Any]) -> dict[str, Any] | None:
    told = {"their_id": offered.their_id, "refused": list(offered.refused)}
    if ours is None:
        if "name" not in offered.fields:
            return {"kind": "unusable", "service": _free_id("unnamed", offered, all_ours), "fields": {}, **told}
        fields = {field: {"ours": None, "theirs": value} for field, value in offered.fields.items()}
        return {"kind": "new", "service": _free_id(offered.fields["name"], offered, all_ours), "fields": fields, **told}
    fields = {
        field: {"ours": ours.get(field), "theirs": offered.fields[field]}
        for field in COMPARED
        if field in offered.fields and _plainly(ours.get(field)) != _plainly(offered.fields[field])
    }
    return {"kind": "changed", "service": ours["id"], "fields": fields, **told} if fields else None


def _gone(ours: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "gone", "service": ours["id"], "fields": {}, "their_id": ours["imported_id"], "refused": []}


def _plainly(value: Any) -> Any:
    """What counts when two values are compared: a number's digits, and words in any order of a list."""
    if isinstance(value, list):
        items = [re.sub(r"\D", "", one["number"]) if isinstance(one, dict) else one for one in value]
        return sorted(items)
    return value


def _free_id(name: str, offered: Offered, all_ours: dict[str, Any]) -> str:
    made = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:60].strip("-") or "service"
    return (
        f"{made}-{blake2b(offered.their_id.encode(), digest_size=3).hexdigest()}"
        if made in all_ours or made == "unnamed"
        else made
    )


def _new_record(proposal: dict[str, Any], today: date) -> str:
    theirs = {field: change["theirs"] for field, change in proposal["fields"].items()}
    missing = [field for field in (*FILLED_FOR_NOW, *LISTS) if field not in theirs]
    theirs = {**FILLED_FOR_NOW, **{name: [] for name in LISTS}, **theirs}
    reason = f"Imported from {proposal['feed']} on {today.isoformat()} and not looked at by a person here yet."
    if missing:
        reason += f" To be filled in: {', '.join(missing)}."
    lines = [
        f"id: {proposal['service']}",
        *[f"{field}: {_written(theirs[field])}" for field in COMPARED if field in theirs],
        "languages: []",
        "self_referral: unknown",
        "funded_by_pcc: unknown",
        f"source: {word(proposal['feed'] + ', ' + proposal['licence'])}",
        f'source_date: "{today.year}"',
        "confidence: low",
        "checked_on: null",
        "rung: false",
        f"imported_from: {word(proposal['feed'])}",
        f"imported_id: {word(proposal['their_id'])}",
        f"licence: {word(proposal['licence'])}",
        "draft: true",
        f"draft_reason: {word(reason)}",
    ]
    return "\n".join(lines) + "\n"


def _changed_record(text: str, now: dict[str, Any], proposal: dict[str, Any]) -> str:
    if proposal["kind"] == "gone":
        text = set_key(text, "draft", "true", "\n", after="rung")
        return set_key(text, "draft_reason", word(f"No longer in the feed of {proposal['feed']}."), "\n", after="draft")
    for field, change in proposal["fields"].items():
        text = set_key(text, field, _written(change["theirs"]), "\n", after="name")
    text = move_last_check(text, now, "\n")
    text = set_key(text, "checked_on", "null", "\n", after="rung")
    return set_key(text, "rung", "false", "\n", after="checked_on")


def _written(value: Any) -> str:
    """On one line, as YAML reads it: texts as our records write them, lists in brackets."""
    if isinstance(value, str):
        return word(value)
    if value and isinstance(value[0], str):
        return f"[{', '.join(value)}]"
    return orjson.dumps(value).decode()


def _told(proposal: dict[str, Any]) -> list[str]:
    lines = [f"{proposal['kind']}: {proposal['service']}"]
    for field, change in proposal["fields"].items():
        lines += [f"    {field}: {_shown(change['ours'])} -> {_shown(change['theirs'])}"]
    return [*lines, *(f"    refused: {fault}" for fault in proposal["refused"])]


def _shown(value: Any) -> str:
    return "nothing" if value is None else orjson.dumps(value).decode()


def _load(service_id: str, proposals: Path) -> tuple[Path, dict[str, Any]]:
    path = proposals / f"{service_id}.json"
    if not re.fullmatch(r"[a-z0-9-]+", service_id) or not path.is_file():
        raise CannotDecide(f"There is no proposal called {service_id!r}.")
    proposal = orjson.loads(path.read_bytes())
    return path, proposal


def _rejected(proposals: Path) -> set[str]:
    path = proposals / REJECTED
    return set(orjson.loads(path.read_bytes())) if path.is_file() else set()


def _digest(proposal: dict[str, Any]) -> str:
    return blake2b(orjson.dumps(proposal, option=orjson.OPT_SORT_KEYS), digest_size=12).hexdigest()
