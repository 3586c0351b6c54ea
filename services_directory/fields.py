"""What makes one field valid.

A check takes a value as YAML gave it and answers None, or what is wrong: words, or a list of (place, words) when the
fault is deeper inside. Checks are plain functions made once, so that ten thousand records cost a few calls each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from typing import Any

Fault = None | str | list[tuple[tuple, str]]
Check = Callable[[Any], Fault]

# National format with spaces where they help reading. Short codes first; 0800 and 0845-type numbers may be one digit
# short (0800 555 111, 0800 1111), and so may a few 01 numbers. 09 (premium) is never right for a helpline.
_PHONE = re.compile(
    r"(?:999|112|101|111|18000|116\d{3}|08001111|0800\d{6,7}|080[18]\d{7}|08(?:4[2-5]|7[0-3])\d{7}"
    r"|01\d{8,9}|02\d{9}|03[0347]\d{8}|05[56]\d{8}|07\d{9})"
)
_TEXT_CODE = re.compile(r"(?:\d{5}|999|07\d{9})")
_URL = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:/[^\s<>\"']*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SPACED_DIGITS = re.compile(r"\d(?:[\d ]*\d)?")


def text(value: Any) -> Fault:
    if isinstance(value, str):
        return None if value.strip() else "is empty: leave the line out, or write null"
    return f"must be words in quotes, not {_kind(value)}"


def kept_from_readers(value: Any) -> Fault:
    """True, or words. Says nothing of what the value is: a fault is printed where others may read it."""
    if value is True or (isinstance(value, str) and value.strip()):
        return None
    return "must be true, or words in quotes"


def flag(value: Any) -> Fault:
    return None if isinstance(value, bool) else f"must be true or false, not {_kind(value)}"


def whole_number(value: Any) -> Fault:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return None
    return f"must be a whole number, not {_kind(value)}"


def day(value: Any) -> Fault:
    if isinstance(value, date) and not isinstance(value, datetime):
        return None
    return f"must be a date written 2026-03-02 without quotes, not {_kind(value)}"


def clock_time(value: Any) -> Fault:
    try:
        return None if isinstance(value, str) and time.fromisoformat(value) else "must be a time in quotes, '17:00'"
    except ValueError:
        return "must be a time in quotes, such as '17:00'"


def phone_number(value: Any) -> Fault:
    if not isinstance(value, str):
        return f"must be a phone number in quotes, not {_kind(value)}"
    if _SPACED_DIGITS.fullmatch(value) and _PHONE.fullmatch(value.replace(" ", "")):
        return None
    return f"{value!r} is not a UK phone number"


def text_number(value: Any) -> Fault:
    if not isinstance(value, str):
        return f"must be a number in quotes, not {_kind(value)}"
    if _SPACED_DIGITS.fullmatch(value) and _TEXT_CODE.fullmatch(value.replace(" ", "")):
        return None
    return f"{value!r} is not a number to text: five digits, 999, or a mobile number"


def web_address(value: Any) -> Fault:
    return None if isinstance(value, str) and _URL.fullmatch(value) else f"{value!r} is not a web address"


def own_path(value: Any) -> Fault:
    if isinstance(value, str) and value.startswith("/") and value.endswith("/") and " " not in value:
        return None
    return f"{value!r} is not a path of ours such as '/refer/'"


def email_address(value: Any) -> Fault:
    return None if isinstance(value, str) and _EMAIL.fullmatch(value) else f"{value!r} is not an email address"


def identifier(value: Any) -> Fault:
    if isinstance(value, str) and _ID.fullmatch(value):
        return None
    return f"{value!r} is not an id: small letters, digits and single hyphens"


def anything(value: Any) -> Fault:
    return None


def one_of(allowed: Collection[str]) -> Check:
    """A check that the value is in the list. The list is looked at each time, so it may be filled in later."""

    def check(value: Any) -> Fault:
        if isinstance(value, str) and value in allowed:
            return None
        return f"{value!r} is not one of: {', '.join(sorted(allowed))}"

    return check


def maybe(check: Check) -> Check:
    """The value, or null."""
    return lambda value: None if value is None else check(value)


def list_of(check: Check, at_least: int = 0) -> Check:
    """A list whose every item passes the check, none of them twice."""

    def check_list(value: Any) -> Fault:
        if not isinstance(value, list):
            return f"must be a list, not {_kind(value)}"
        if len(value) < at_least:
            return f"needs at least {at_least}"
        faults: list[tuple[tuple, str]] = []
        for position, item in enumerate(value):
            fault = check(item)
            if fault is not None:
                faults += _at(position, fault)
            elif isinstance(item, str) and value.index(item) != position:
                faults.append(((position,), f"{item!r} is in this list twice"))
        return faults or None

    return check_list


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """A set of named fields: every required one there, nothing unknown, each passing its own check."""
    known = {**required, **(optional or {})}
    needed = frozenset(required)
    hint = ", ".join(sorted(known))

    def check_record(value: Any) -> Fault:
        if not isinstance(value, dict):
            return f"must be named fields, not {_kind(value)}"
        faults: list[tuple[tuple, str]] = []
        for key, item in value.items():
            check = known.get(key)
            if check is None:
                faults.append(((key,), f"unknown key {key!r}; known here: {hint}"))
            elif (fault := check(item)) is not None:
                faults += _named(key, fault)
        if not needed <= value.keys():
            faults += [((), f"{key!r} is missing") for key in sorted(needed - value.keys())]
        return faults or None

    return check_record


def mapping_of(key_check: Check, value_check: Check) -> Check:
    """Free keys of one kind, each with a value of one kind."""

    def check_mapping(value: Any) -> Fault:
        if not isinstance(value, dict):
            return f"must be named fields, not {_kind(value)}"
        faults: list[tuple[tuple, str]] = []
        for key, item in value.items():
            for fault in (key_check(key), value_check(item)):
                if fault is not None:
                    faults += _named(key, fault)
        return faults or None

    return check_mapping


def _named(key: str, fault: str | list) -> list[tuple[tuple, str]]:
    """A fault of one named field: words get the field's name in front."""
    if isinstance(fault, str):
        return [((key,), f"{key}: {fault}")]
    return _at(key, fault)


def _at(step: Any, fault: str | list) -> list[tuple[tuple, str]]:
    if isinstance(fault, str):
        return [((step,), fault)]
    return [((step, *place), says) for place, says in fault]


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    return {
        bool: "true or false",
        int: "a number",
        float: "a number",
        date: "a date",
        str: "words",
        list: "a list",
        dict: "named fields",
    }.get(type(value), type(value).__name__)
