"""What a person wrote, and their safe-contact plan, in rows that staff can read. Addresses and numbers are not among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forms_backend.community_trigger.forms import FORMS
from forms_backend.community_trigger.journey import case_review
from forms_backend.community_trigger.people import area_of_postcode
from forms_backend.contact import pages as contact_pages
from forms_backend.contact.forms import Language, Reading, WhoYouTalkTo
from forms_backend.contact.safe_contact import Channel, Initiates, Safe, SafeContact, SayWho, Whose
from forms_backend.i18n import DAY_NAMES
from forms_backend.questions import form_adapter

CONTACT_PAGE_NAMES = frozenset(page.name for page in contact_pages.CONTACT_PAGES)

CHANNELS = {
    Channel.PHONE: _l("Phone"),
    Channel.VOICEMAIL: _l("Voice message"),
    Channel.TEXT: _l("Text"),
    Channel.EMAIL: _l("Email"),
    Channel.POST: _l("Post"),
    Channel.COLLECT: _l("On the website with their code"),
}
SAFE = {Safe.YES: _l("safe"), Safe.NO: _l("NOT safe"), Safe.ASK: _l("ask them first")}
WHOSE = {Whose.MINE: _l("theirs alone"), Whose.SHARED: _l("shared with someone"), Whose.SOMEONE_ELSE: _l("someone else's")}
SAY_WHO = {
    SayWho.FIRST_NAME_ONLY: _l("Say a first name only"),
    SayWho.ORGANISATION: _l("You may name the council"),
    SayWho.COVER_NAME: _l("Say the agreed name"),
}
YES_NO = {"yes": _l("yes"), "no": _l("no"), "not_sure": _l("not sure"), "": _l("not said")}


@dataclass(frozen=True)
class Section:
    """The answers of one page."""

    heading: str
    rows: tuple[tuple[str, str], ...]


def sections(answers: Mapping[str, Any]) -> list[Section]:
    """Every answered page but contact and reports, which have places of their own on the case page."""
    directory = current_app.extensions["directory"]
    found = []
    for page, before in case_review(lambda postcode: area_of_postcode(postcode, directory)).walk(answers):
        if page.repeats or page.name in CONTACT_PAGE_NAMES:
            continue
        form = FORMS[page.name]
        form_class = form if isinstance(form, type) else form(before)
        rows = tuple((str(label), text) for _name, label, text in form_adapter.in_words(form_class, answers) if text)
        if rows:
            found.append(Section(str(form_class.title), rows))
    return found


def plan_rows(contact: SafeContact) -> list[tuple[str, str]]:
    """The plan that comes before any number: who starts, what is safe, when, and what may be said."""
    if contact.initiates is Initiates.THEM:
        first = _("They contact us. Do not call, text, email or write.")
    else:
        first = _("We may start, and only by a way marked safe.")
    rows = [(_("Who gets in touch"), first)]
    rows += [
        (
            str(CHANNELS[plan.channel]),
            f"{SAFE[plan.safe]}; {WHOSE[plan.whose]}" if plan.safe is not Safe.NO else str(SAFE[plan.safe]),
        )
        for plan in contact.channels
    ]
    rows += [
        (_("Safe days"), ", ".join(str(DAY_NAMES[day]) for day in sorted(contact.safe_days)) or _("any day")),
        (_("Safe times"), _times(contact)),
        (_("Never at"), contact.unsafe_times),
        (_("What to say"), f"{SAY_WHO[contact.say_who]} {contact.cover_name}".strip()),
        (_("Hide our number"), str(YES_NO["yes" if contact.withhold_number else "no"])),
        (
            _("If someone else answers"),
            contact.if_someone_else_answers
            or (_("You may speak to them") if contact.others_may_answer else _("Say it is a wrong number")),
        ),
        (_("Someone may see their devices"), str(YES_NO.get(contact.device_monitored, ""))),
        (_("Lives with the person who hurt them"), str(YES_NO.get(contact.lives_with_person, ""))),
        (_("Secret word"), contact.code_word),
        (_("Question that proves who they are"), contact.proof_question),
        (_("Language"), _choice(Language, "language", contact.language)),
        (_("Interpreter"), _choice(Language, "interpreter", contact.interpreter)),
        (_("Who they would rather talk to"), _choice(WhoYouTalkTo, "worker_gender", contact.worker_gender)),
        (_("Letters"), _choice(Reading, "letter_format", contact.letter_format)),
        (_("More"), contact.notes),
    ]
    return [(label, text) for label, text in rows if text]


def _choice(form_class: type[form_adapter.QuestionForm], name: str, kept: str) -> str:
    """A kept choice in the words of its question; what was typed stays as it is."""
    choices = next(facts.choices for facts in form_adapter.facts_of(form_class) if facts.name == name)
    return str(choices.get(kept, kept))


def _times(contact: SafeContact) -> str:
    if contact.safe_from is None and contact.safe_until is None:
        return _("any time")
    starts = f"{contact.safe_from:%H:%M}" if contact.safe_from else "00:00"
    return f"{starts} – {contact.safe_until:%H:%M}" if contact.safe_until else _("from %(time)s", time=starts)
