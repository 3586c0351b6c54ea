"""A safe-contact plan in words, for the desk."""

from __future__ import annotations

from flask_babel import gettext as _

from forms_backend.contact.forms import YES_NO_UNSURE, Language, WhoYouTalkTo
from forms_backend.contact.safe_contact import SafeContact, SayWho
from forms_backend.i18n import DAY_NAMES
from forms_backend.questions.form_adapter import facts_of


def days(contact: SafeContact) -> str:
    return ", ".join(str(DAY_NAMES[day]) for day in sorted(contact.safe_days)) or _("Any day")


def times(contact: SafeContact) -> str:
    if contact.safe_from is None and contact.safe_until is None:
        return _("Any time")
    start = f"{contact.safe_from:%H:%M}" if contact.safe_from else "00:00"
    end = f"{contact.safe_until:%H:%M}" if contact.safe_until else "24:00"
    return f"{start}–{end}"


def say_who(contact: SafeContact) -> str:
    if contact.say_who is SayWho.ORGANISATION:
        return _("The name of our organisation")
    if contact.say_who is SayWho.COVER_NAME:
        return _("Another name: %(name)s", name=contact.cover_name)
    return _("Only a first name")


def plainly(answer: str) -> str:
    return str(dict(YES_NO_UNSURE).get(answer, ""))


def language(contact: SafeContact) -> str:
    return str(facts_of(Language)[0].choices.get(contact.language, contact.language))


def gender(contact: SafeContact) -> str:
    return str(facts_of(WhoYouTalkTo)[0].choices.get(contact.worker_gender, ""))
