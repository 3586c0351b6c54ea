"""The fields that our questions are made of. Each one knows how it is kept, how it is put back on the page, and how it reads.

Kept values are plain JSON: text, a list of choices, or a date as "2026-05-03", "2026-05" or "2026" when only part is known.
Whatever is typed, a field answers with words, never with an exception.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from babel.dates import get_month_names
from flask_babel import gettext as _
from wtforms import Field
from wtforms.validators import StopValidation

from forms_backend import timekeeping
from forms_backend.i18n import LOCALE, uk_date

Words = Any  # a str, or a lazy string from flask_babel
LONG_TEXT = 20_000
SHORT_TEXT = 500
_UNWANTED = {code: None for code in range(32) if code not in (9, 10)} | {0x7F: None}


def tidy_text(text: str) -> str:
    """What was typed, without the control signs no keyboard makes, with one kind of line break, and trimmed."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNWANTED).strip()


class QuestionField(Field):
    """What every kind of field has in common.

    Args:
        required: the sentence to show when there is no answer; empty means that it may be left empty.
        summary: a shorter label for the check-answers page.
    """

    component = "input"

    def __init__(self, label: Words, description: Words = "", *, required: Words = "", summary: Words = "", **more: Any):
        super().__init__(label, description=description, **more)
        self.required, self.summary = required, summary

    def has_answer(self) -> bool:
        return bool(self.data)

    def pre_validate(self, form: Any) -> None:
        if self.has_answer():
            self.look_at(form)
        elif self.required:
            raise StopValidation(self.required)

    def look_at(self, form: Any) -> None:
        """Raise StopValidation with a sentence when an answer cannot be right."""

    @property
    def kept(self) -> Any:
        """The answer as plain JSON; empty when there is none."""
        return self.data or ""

    @property
    def typed(self) -> Any:
        """What to put back on the page after an error: exactly what was typed."""
        return self.kept

    @classmethod
    def slot_values(cls, name: str, kept: Any) -> Iterable[tuple[str, str]]:
        """The slots of a rendered page that this answer fills: (slot name, text)."""
        return ((f"v:{name}", kept if isinstance(kept, str) else ""),)

    @classmethod
    def in_words(cls, kept: Any, choices: dict[str, Words]) -> str:
        """The answer as a person reads it."""
        return str(kept or "")


class TextField(QuestionField):
    """One line. `autocomplete` is off: the device may be shared."""

    def __init__(self, label: Words, description: Words = "", *, at_most: int = SHORT_TEXT, width: str = "",
                 looks: Sequence[Callable[[str], Words]] = (), **more: Any):  # fmt: skip
        super().__init__(label, description, **more)
        self.at_most, self.width, self.looks = at_most, width, looks

    def process_data(self, value: Any) -> None:
        self.data = value or ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = tidy_text(valuelist[0]) if valuelist else ""

    def look_at(self, form: Any) -> None:
        if len(self.data) > self.at_most:
            raise StopValidation(
                _("Make this answer %(most)s characters or fewer. You can tell us the rest later.", most=self.at_most)
            )
        for look in self.looks:
            if trouble := look(self.data):
                raise StopValidation(trouble)

    def attributes(self) -> dict[str, Any]:
        return {"autocomplete": "off"}


class LongTextField(TextField):
    """Several lines: a person's own words."""

    component = "textarea"

    def __init__(self, label: Words, description: Words = "", *, at_most: int = LONG_TEXT, rows: int = 6, **more: Any):
        super().__init__(label, description, at_most=at_most, **more)
        self.rows = rows


class PhoneField(TextField):
    """A phone number, kept as typed; refused only when nobody could ring it."""

    def look_at(self, form: Any) -> None:
        super().look_at(form)
        digits = sum(unicodedata.decimal(sign, None) is not None for sign in self.data)
        if not 7 <= digits <= 15 or re.search(r"[^\W\d]{4}", self.data):
            raise StopValidation(_("Enter a phone number with all its digits, such as 01632 960 001"))

    def attributes(self) -> dict[str, Any]:
        return {"autocomplete": "off", "type": "tel", "inputmode": "tel", "width": "govuk-input--width-20"}


class EmailField(TextField):
    """An email address, refused only when no mail could reach it. Any script is fine."""

    def look_at(self, form: Any) -> None:
        super().look_at(form)
        if not re.fullmatch(r"[^@<>,;\"\s]+@[^@<>,;\"\s]+\.[^@<>,;\"\s.]{2,}", self.data) or ".." in self.data:
            raise StopValidation(_("Enter an email address with an @ and a full stop, such as name@example.com"))

    def attributes(self) -> dict[str, Any]:
        return {"autocomplete": "off", "type": "email", "inputmode": "email", "spellcheck": False}


class TimeField(TextField):
    """A time of day, such as "9am", "14:30" or "noon". Kept as "14:30"."""

    def look_at(self, form: Any) -> None:
        super().look_at(form)
        if not _clock(self.data):
            raise StopValidation(_("Enter a time such as 9am or 14:30"))

    @property
    def kept(self) -> Any:
        return _clock(self.data)

    @property
    def typed(self) -> Any:
        return self.data


class ChoiceField(QuestionField):
    """One of several answers. `hints` are small words under a choice."""

    component = "radios"

    def __init__(self, label: Words, choices: Sequence[tuple[str, Words]], description: Words = "", *,
                 hints: dict[str, Words] | None = None, inline: bool = False, **more: Any):  # fmt: skip
        super().__init__(label, description, **more)
        self.choices, self.hints, self.inline = tuple(choices), hints or {}, inline

    def process_data(self, value: Any) -> None:
        self.data = value or ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist else ""

    def look_at(self, form: Any) -> None:
        if self.data not in {value for value, _label in self.choices}:
            self.data = ""
            raise StopValidation(_("Choose one of the answers"))

    @classmethod
    def slot_values(cls, name: str, kept: Any) -> Iterable[tuple[str, str]]:
        return ((f"c:{name}:{kept}", " checked"),) if kept else ()

    @classmethod
    def in_words(cls, kept: Any, choices: dict[str, Words]) -> str:
        return str(choices.get(kept, ""))


class ChoicesField(QuestionField):
    """Any number of answers. A choice in `alone` (such as "not sure") does not go with others."""

    component = "checkboxes"

    def __init__(self, label: Words, choices: Sequence[tuple[str, Words]], description: Words = "", *,
                 hints: dict[str, Words] | None = None, alone: Sequence[str] = (), **more: Any):  # fmt: skip
        super().__init__(label, description, **more)
        self.choices, self.hints, self.alone = tuple(choices), hints or {}, alone

    def process_data(self, value: Any) -> None:
        self.data = list(value or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = list(dict.fromkeys(valuelist))

    def look_at(self, form: Any) -> None:
        known = {value for value, _label in self.choices}
        if not set(self.data) <= known:
            self.data = [value for value in self.data if value in known]
            raise StopValidation(_("Choose from the answers on the page"))
        if len(self.data) > 1 and set(self.data) & set(self.alone):
            labels = dict(self.choices)
            only = str(labels[next(value for value in self.data if value in self.alone)])
            raise StopValidation(_('Choose "%(only)s" by itself, or take it away', only=only))

    @property
    def kept(self) -> Any:
        return self.data or []

    @classmethod
    def slot_values(cls, name: str, kept: Any) -> Iterable[tuple[str, str]]:
        return ((f"c:{name}:{value}", " checked") for value in kept or ())

    @classmethod
    def in_words(cls, kept: Any, choices: dict[str, Words]) -> str:
        return "\n".join(str(choices[value]) for value in kept or () if value in choices)


class DatePartsField(QuestionField):
    """Day, month and year, each as typed; months as numbers or names. Parts may be left out when `partial`.

    Kept as "2026-05-03", "2026-05" or "2026".
    """

    component = "date"
    PARTS = ("day", "month", "year")

    def __init__(self, label: Words, description: Words = "", *, partial: bool = False, past: bool = False, **more: Any):
        super().__init__(label, description, **more)
        self.partial, self.past = partial, past
        self.parts = dict.fromkeys(self.PARTS, "")
        self.wrong: set[str] = set()

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors, self.data = [], ""
        if formdata is not None and any(f"{self.name}-{part}" in formdata for part in self.PARTS):
            self.parts = {part: tidy_text(formdata.get(f"{self.name}-{part}", ""))[:40] for part in self.PARTS}
        elif isinstance(data, str):
            self.parts = _split_kept(data)
        self.raw_data = list(self.parts.values())

    def has_answer(self) -> bool:
        return any(self.parts.values())

    def look_at(self, form: Any) -> None:
        day, month, year = _whole(self.parts["day"]), _month(self.parts["month"]), _year(self.parts["year"])
        missing = [part for part in self.PARTS if not self.parts[part]]
        words = {"day": _("a day"), "month": _("a month"), "year": _("a year")}
        if missing and not (self.partial and missing in (["day"], ["day", "month"])):
            part = missing[-1] if self.partial else missing[0]
            self._wrong(missing, _("The date must have %(part)s too", part=words[part]))
        if year is None or not 1900 <= year <= 2100:
            self._wrong(["year"], _("The year must be a number such as %(year)s", year=timekeeping.today().year))
        if self.parts["month"] and month is None:
            self._wrong(["month"], _("The month must be a number from 1 to 12, or its name"))
        if self.parts["day"] and (day is None or not 1 <= day <= (monthrange(year, month)[1] if month else 31)):
            self._wrong(["day"], _("That month does not have a day with this number"))
        self.data = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
        if self.past and self.data > timekeeping.today().isoformat()[: len(self.data)]:
            self._wrong(list(self.PARTS), _("The date must be today or in the past"))

    def _wrong(self, parts: Sequence[str], sentence: str) -> None:
        self.wrong, self.data = set(parts), ""
        raise StopValidation(sentence)

    @property
    def typed(self) -> Any:
        return dict(self.parts)

    @classmethod
    def slot_values(cls, name: str, kept: Any) -> Iterable[tuple[str, str]]:
        parts = kept if isinstance(kept, dict) else _split_kept(kept or "")
        return tuple((f"v:{name}-{part}", parts[part]) for part in cls.PARTS)

    @classmethod
    def in_words(cls, kept: Any, choices: dict[str, Words]) -> str:
        if not kept or len(kept) == 4:
            return kept or ""
        if len(kept) == 10:
            return uk_date(date.fromisoformat(kept))
        return f"{get_month_names('wide', locale=LOCALE)[int(kept[5:7])]} {kept[:4]}"


def whole_date(kept: str) -> date | None:
    """The date when all of it is known, else None."""
    return date.fromisoformat(kept) if len(kept or "") == 10 else None


def _split_kept(kept: str) -> dict[str, str]:
    year, month, day = (kept.split("-") + ["", "", ""])[:3]
    return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}


def _clock(text: str) -> str:
    """A time as "HH:MM"; empty when it is none."""
    plain = text.casefold().replace(" ", "").replace(".", ":")
    named = {"noon": "12:00", "midday": "12:00", "12noon": "12:00", "midnight": "00:00"}
    if plain in named:
        return named[plain]
    found = re.fullmatch(r"(\d{1,2})(?::?(\d{2}))?:?([ap]):?m?:?", plain) or re.fullmatch(r"(\d{1,2})(?::?(\d{2}))?()", plain)
    if not found:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""


def _whole(text: str) -> int | None:
    plain = re.sub(r"(?i)(?<=\d)(st|nd|rd|th)$", "", text)
    return int(plain) if plain.isdecimal() and len(plain) <= 4 else None


def _year(text: str) -> int | None:
    year = _whole(text)
    return year + 2000 if year is not None and year < 100 and len(text) == 2 else year


def _month(text: str) -> int | None:
    number = _whole(text)
    if number is not None:
        return number if 1 <= number <= 12 else None
    wanted = text.casefold().rstrip(".")
    if len(wanted) < 3:
        return None
    names = get_month_names("wide", locale=LOCALE)
    return next(
        (month for month, name in names.items() if name.casefold().startswith(wanted) or wanted == f"{name[:3]}t".casefold()),
        None,
    )
