"""Language: every string that a person reads goes through here. English is what is published now.

The locale is en_GB, because plain `en` writes American dates. Tests put `PseudoDomain` in place of the catalogue: then every
translated string comes in brackets, and one that nobody marked for translation stands out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_datetime
from flask import Flask
from flask_babel import Babel, Domain, get_locale
from flask_babel import lazy_gettext as _l

from forms_backend.timekeeping import uk_time

LOCALE = "en_GB"
catalogue_in_use: Callable[[], Domain] = Domain
OPEN, CLOSE = "[", "]"
DAY_NAMES = (_l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"))


def init_translations(app: Flask) -> None:
    """Set up Flask-Babel and the date filters (`uk_date`, `uk_moment`)."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", LOCALE)
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/London")
    babel = Babel()
    babel.init_app(app, locale_selector=language_in_use)
    babel.domain_instance = catalogue_in_use()
    app.jinja_env.filters["uk_date"] = uk_date
    app.jinja_env.filters["uk_moment"] = uk_moment
    app.jinja_env.filters["moment_from_iso"] = datetime.fromisoformat


def language_in_use() -> str:
    """The language of this request. One for all, until a second is published."""
    return LOCALE


def uk_date(value: date) -> str:
    """Such as "Monday 23 November 2026"."""
    return format_date(value, "EEEE d MMMM y", locale=_locale())


def uk_moment(value: datetime) -> str:
    """Such as "9:30am on Monday 23 November 2026", as a clock in Cambridge shows it."""
    local = uk_time(value)
    clock = format_datetime(local, "h:mma", locale=_locale()).lower().replace(" ", "")
    return f"{clock}, {uk_date(local.date())}"


def _locale() -> Any:
    return get_locale() or LOCALE


class _Pseudo:
    """A catalogue that puts every string in brackets."""

    def ugettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def ungettext(self, singular: str, plural: str, number: int) -> str:
        return f"{OPEN}{singular if number == 1 else plural}{CLOSE}"

    def upgettext(self, _context: str, message: str) -> str:
        return self.ugettext(message)

    def unpgettext(self, _context: str, singular: str, plural: str, number: int) -> str:
        return self.ungettext(singular, plural, number)

    gettext, ngettext = ugettext, ungettext


class PseudoDomain(Domain):
    """For the test that no string was forgotten."""

    def get_translations(self) -> Any:
        return _Pseudo()
