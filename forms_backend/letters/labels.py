"""The few words of a letter that are not in its words file: page numbers, "Our reference", dates, the neutral subject.

The worker writes letters outside any request and in the language of each person, so it reads the translations itself.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.support import NullTranslations, Translations

TRANSLATIONS_DIR = Path(__file__).resolve().parent.parent / "translations"
_LOCALES = {"en": "en_GB"}  # plain "en" writes dates the American way


def N_(text: str) -> str:
    """Marks a text for translation; `label` translates it."""
    return text


def label(text: str, language: str) -> str:
    return _translations(language).gettext(text)


@lru_cache(maxsize=4096)
def uk_day(day: date, language: str) -> str:
    """A day as a letter writes it: "Tuesday 24 November 2026"."""
    return format_date(day, "EEEE d MMMM y", locale=_LOCALES.get(language, language))


@lru_cache(maxsize=4096)
def short_day(day: date, language: str) -> str:
    """The day at the top of a letter: "24 November 2026"."""
    return format_date(day, "d MMMM y", locale=_LOCALES.get(language, language))


@lru_cache
def _translations(language: str) -> NullTranslations:
    return Translations.load(TRANSLATIONS_DIR, [language])
