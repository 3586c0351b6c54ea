"""An editor says that a record is right: the day, their role and how they looked are written into its file, and nothing else changes.

The last check is `checked_on`, `checked_by` and `checked_how`. The ones before it are under `checks_before`, the oldest first,
so each check stands in one place. Lines that say something else stay byte for byte as they are.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from services_directory.editors.record_lines import CannotChange, append_items, set_key, word
from services_directory.yaml_files import read_yaml

LAST = ("checked_on", "checked_by", "checked_how")


class CannotConfirm(CannotChange):
    """The record stays as it is; the text says why in plain words."""


def confirm(records: Path, service_id: str, *, role: str, how: str, on: date, today: date, rung: bool = False) -> Path:
    """Write one check into a record.

    Args:
        role: who looked, as a role. Never a name, a number or an email address.
        how: what they did, such as "Rang the number and asked for its hours".
        on: the day they did it. Not after `today`, and not before the last check.
        rung: they used the way in that people use, and it worked.

    Raises:
        CannotConfirm: there is no such record, or something that was said does not do.
    """
    path = records / "services" / f"{service_id}.yml"
    if not re.fullmatch(r"[a-z0-9-]+", service_id) or not path.is_file():
        raise CannotConfirm(f"There is no service called {service_id!r}.")
    _refuse_odd_words(role, how)
    text = path.read_bytes().decode("utf-8")
    before = read_yaml(path)
    last = before.get("checked_on")
    if on > today:
        raise CannotConfirm(f"{on} is in the future.")
    if last and on < last:
        raise CannotConfirm(f"The last check was on {last}: an earlier one cannot come after it.")
    changed = with_check(text, before, {"checked_on": on, "checked_by": role.strip(), "checked_how": how.strip()}, rung)
    _refuse_other_changes(before, yaml.safe_load(changed))
    half_written = path.with_suffix(".new")
    half_written.write_bytes(changed.encode())
    half_written.replace(path)
    return path


def _refuse_odd_words(role: str, how: str) -> None:
    for name, words in (("role", role), ("how", how)):
        if not words.strip() or len(words) > 200 or not words.isprintable():
            raise CannotConfirm(f"Say {name} in one line of words.")
    if "@" in role or re.search(r"\d{5}", role):
        raise CannotConfirm("Give your role, not an email address or a number: this is kept where others can read it.")


def with_check(text: str, before: dict[str, Any], check: dict[str, Any], rung: bool) -> str:
    """The file's text with the new check, and the last one moved to the history."""
    newline = "\r\n" if "\r\n" in text else "\n"
    text = text if text.endswith("\n") else text + newline
    text = move_last_check(text, before, newline)
    text = set_key(text, "checked_on", check["checked_on"].isoformat(), newline, after="checked_on")
    text = set_key(text, "checked_by", word(check["checked_by"]), newline, after="checked_on")
    text = set_key(text, "checked_how", word(check["checked_how"]), newline, after="checked_by")
    return set_key(text, "rung", "true", newline, after="checked_how") if rung else text


def move_last_check(text: str, before: dict[str, Any], newline: str) -> str:
    """The file's text with a copy of the last check, where there is one, at the end of `checks_before`."""
    if not before.get("checked_on"):
        return text
    moved = [
        f"- checked_on: {before['checked_on']}",
        f"  checked_by: {word(before['checked_by'])}",
        f"  checked_how: {word(before['checked_how'])}",
    ]
    return append_items(text, "checks_before", moved, newline)


def _refuse_other_changes(before: dict[str, Any], after: dict[str, Any]) -> None:
    """The last safeguard: whatever this module does to the text, the other facts of the record are as they were."""
    ours = {*LAST, "rung", "checks_before"}
    others = [{key: value for key, value in record.items() if key not in ours} for record in (before, after)]
    if others[0] != others[1] or len(after.get("checks_before") or ()) < len(before.get("checks_before") or ()):
        raise CannotConfirm("This record is written in a way that cannot be changed safely here: edit it by hand.")
