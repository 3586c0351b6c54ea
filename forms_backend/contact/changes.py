"""Changing a safe-contact plan after speaking with the person: the form, the plan it makes, and what changed, in words.

Numbers and addresses are never shown here: an empty field keeps the one we have, and what is typed takes its place.
Source: docs/decisions/0004; Victims' Code Right 3 (sent safely): what was safe last month may not be safe now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forms_backend.contact.forms import YES_NO_UNSURE, SafeTimes
from forms_backend.contact.safe_contact import Channel, ChannelPlan, Initiates, Safe, SafeContact, SayWho, Whose, is_reachable
from forms_backend.i18n import DAY_NAMES
from forms_backend.questions.fields import ChoiceField, ChoicesField, EmailField, LongTextField, PhoneField, TextField, TimeField
from forms_backend.questions.form_adapter import QuestionForm
from forms_backend.timekeeping import uk_date

CHANNELS = {
    Channel.PHONE: _l("Phone"),
    Channel.VOICEMAIL: _l("Voice message"),
    Channel.TEXT: _l("Text message"),
    Channel.EMAIL: _l("Email"),
    Channel.POST: _l("Post"),
}
WITH_ADDRESS = (Channel.PHONE, Channel.TEXT, Channel.EMAIL, Channel.POST)  # a voice message goes to the number for calls
STARTS = {Initiates.US: _l("We may, in a way that is safe"), Initiates.THEM: _l("They contact us: stop all contact from here")}
SAFE = {Safe.YES: _l("Safe"), Safe.NO: _l("Not safe"), Safe.ASK: _l("Ask them first")}
WHOSE = {Whose.MINE: _l("Theirs alone"), Whose.SHARED: _l("Shared with someone"), Whose.SOMEONE_ELSE: _l("Someone else's")}
SAY_WHO = {
    SayWho.FIRST_NAME_ONLY: _l("Only a first name"),
    SayWho.ORGANISATION: _l("The name of our organisation"),
    SayWho.COVER_NAME: _l("Another name, agreed with them"),
}
READ_FIRST = _l("While words stand here, nothing goes by itself. Once the days, times and ways above say the same, empty it.")
PRINT = {"standard": _l("Standard print"), "large_print": _l("Large print")}


class PlanForm(QuestionForm):
    """How a changed plan is checked. `before` and the fields are set on the class that is made for the case."""

    title = _l("Change the plan for safe contact")
    reveals = {"say_who": {SayWho.COVER_NAME: ("cover_name",)}}
    before: SafeContact

    def check(self, answers: Mapping[str, Any]) -> None:
        """Nothing stands in the way of stopping all contact; any other plan must be one we can follow."""
        if self.who_starts.data == Initiates.THEM:
            return
        SafeTimes.check(self, answers)
        for channel in WITH_ADDRESS:
            if _is_open(self[f"{channel}_safe"].data) and not self[f"{channel}_address"].data:
                self._check_kept_address(channel)
        if not is_reachable(changed_plan(self.before, self.kept(), self.before.confirmed_at)):
            self.complain("who_starts", _l("No way to reach them is safe. Then choose that they contact us."))

    def _check_kept_address(self, channel: Channel) -> None:
        name = f"{channel}_address"
        if not _address(self.before, channel):
            self.complain(
                name, _("%(channel)s: we have none. Type it, or choose that it is not safe.", channel=CHANNELS[channel])
            )
        elif channel is Channel.TEXT and self.phone_address.data and _is_one_number(self.before):
            self.complain(name, _l("It was the same as the old number for calls. Type the number for texts, or choose not safe."))


def plan_form(before: SafeContact) -> type[QuestionForm]:
    """The form for one plan: it says of each number or address only whether we have one."""
    fields: dict[str, Any] = {
        "before": before,
        "who_starts": ChoiceField(
            _l("Who gets in touch?"), _choices(STARTS), required=_l("Choose who gets in touch"),
            hints={Initiates.THEM: _l("From now on nothing is sent, and nobody calls. What is marked below is kept and not used.")},
        ),
    }  # fmt: skip
    for channel in CHANNELS:
        fields |= _channel_fields(channel, before)
    fields |= {
        "device_monitored": ChoiceField(_l("May someone see what is on their devices?"), YES_NO_UNSURE),
        "safe_days": ChoicesField(
            _l("Safe days"), tuple((str(number), name) for number, name in enumerate(DAY_NAMES)),
            _l("None chosen means any day."),
        ),
        "safe_from": TimeField(_l("Safe from"), _l("Such as 9am or 14:30"), width="5"),
        "safe_until": TimeField(_l("Safe until"), _l("Such as 3pm or 15:00"), width="5"),
        "unsafe_times": TextField(_l("Never safe"), READ_FIRST),
        "say_who": ChoiceField(_l("Who do we say we are?"), _choices(SAY_WHO)),
        "cover_name": TextField(_l("Which name?"), width="20", required=_l("Enter the name that we should use")),
        "letter_format": ChoiceField(_l("Letters"), _choices(PRINT)),
        "contact_notes": LongTextField(_l("Anything else about contact"), READ_FIRST, at_most=5000, rows=3),
        "told": LongTextField(
            _l("When did the person tell you this, and how?"),
            _l("For example: on the phone today, after the secret word. It is kept in the history."),
            rows=3, required=_l("Say when the person told you this, and how"),
        ),
    }  # fmt: skip
    return type("ChangePlanForm", (PlanForm,), fields)


def shown_answers(contact: SafeContact) -> dict[str, Any]:
    """What the form shows at first: the plan as it is, without any number or address."""
    shown: dict[str, Any] = {
        "who_starts": contact.initiates,
        "device_monitored": contact.device_monitored,
        "safe_days": [str(day) for day in sorted(contact.safe_days)],
        "safe_from": _clock(contact.safe_from),
        "safe_until": _clock(contact.safe_until),
        "unsafe_times": contact.unsafe_times,
        "say_who": contact.say_who,
        "cover_name": contact.cover_name,
        "letter_format": contact.letter_format,
        "contact_notes": contact.notes,
    }
    for plan in contact.channels:
        shown |= {f"{plan.channel}_safe": plan.safe, f"{plan.channel}_whose": plan.whose}
    return shown


def changed_plan(before: SafeContact, kept: Mapping[str, Any], at: datetime | None) -> SafeContact:
    """The plan as the person now wants it.

    Args:
        kept: the answers of `plan_form`. A way that is not marked is not safe; so is voice message when calls are not.
        at: when it was confirmed. A review that was due by then is done.

    Returns:
        The new plan. A number or address that is not safe any more is dropped; questions that this form does not ask stay as they
        were answered.
    """
    is_reviewed = at is not None and before.review_on is not None and before.review_on <= uk_date(at)
    return replace(
        before,
        initiates=Initiates(kept["who_starts"]),
        channels=_changed_channels(before, kept),
        device_monitored=kept.get("device_monitored") or "",
        safe_days=frozenset(int(day) for day in kept.get("safe_days") or ()),
        safe_from=_time(kept.get("safe_from")),
        safe_until=_time(kept.get("safe_until")),
        unsafe_times=kept.get("unsafe_times") or "",
        say_who=SayWho(kept.get("say_who") or SayWho.FIRST_NAME_ONLY),
        cover_name=kept.get("cover_name") or "",
        letter_format=kept.get("letter_format") or "standard",
        notes=kept.get("contact_notes") or "",
        review_on=None if is_reviewed else before.review_on,
        confirmed_at=at,
    )


def changes_in_words(before: SafeContact, after: SafeContact) -> list[str]:
    """What is different, for the history. Never a number, an address or what somebody wrote."""
    found = _was_and_is(_("Who gets in touch"), str(STARTS[before.initiates]), str(STARTS[after.initiates]))
    for channel, name in CHANNELS.items():
        was, now = before.plan_for(channel), after.plan_for(channel)
        found += _was_and_is(str(name), _safe_words(was), _safe_words(now))
        if now is None or now.safe is Safe.NO:
            continue
        if _address(before, channel) != now.address:
            found.append(_("%(channel)s: another number or address", channel=name))
        if was is not None and was.whose is not now.whose:
            found += _was_and_is(str(name), str(WHOSE[was.whose]), str(WHOSE[now.whose]))
    watched = dict(YES_NO_UNSURE)
    found += _was_and_is(
        _("Someone may see their devices"),
        str(watched.get(before.device_monitored, "")), str(watched.get(after.device_monitored, "")),
    )  # fmt: skip
    for label, name in (
        (_("Safe days"), "safe_days"), (_("Safe from"), "safe_from"), (_("Safe until"), "safe_until"),
        (_("Never safe"), "unsafe_times"), (_("Who we say we are"), "say_who"), (_("Name we use"), "cover_name"),
        (_("Letters"), "letter_format"), (_("Anything else about contact"), "notes"),
    ):  # fmt: skip
        if getattr(before, name) != getattr(after, name):
            found.append(_("%(what)s: changed", what=label))
    return found


def address_changed(before: SafeContact, after: SafeContact, channel: Channel) -> bool:
    """Would the next letter by this way go somewhere else?"""
    return _address(before, channel) != _address(after, channel)


def _channel_fields(channel: Channel, before: SafeContact) -> dict[str, Any]:
    """Three questions: is it safe, to which number or address, and whose is it."""
    name = CHANNELS[channel]
    fields: dict[str, Any] = {
        f"{channel}_safe": ChoiceField(_("%(channel)s: is it safe?", channel=name), _choices(SAFE), inline=True)
    }
    if channel not in WITH_ADDRESS:
        return fields
    hint = _l("We have one. Leave this empty to keep it.") if _address(before, channel) else _l("We have none.")
    fields[f"{channel}_address"] = {
        Channel.PHONE: lambda: PhoneField(_l("Number for calls"), hint),
        Channel.TEXT: lambda: PhoneField(_l("Number for texts"), hint),
        Channel.EMAIL: lambda: EmailField(_l("Email address"), hint),
        Channel.POST: lambda: LongTextField(_l("Name and address for the envelope"), hint, rows=4, at_most=1000),
    }[channel]()
    fields[f"{channel}_whose"] = ChoiceField(_("%(channel)s: whose is it?", channel=name), _choices(WHOSE), inline=True)
    return fields


def _changed_channels(before: SafeContact, kept: Mapping[str, Any]) -> tuple[ChannelPlan, ...]:
    plans: dict[Channel, ChannelPlan] = {}
    for channel in CHANNELS:
        was = before.plan_for(channel)
        said = kept.get(f"{channel}_safe")
        if not said and was is None:
            continue
        safe = Safe(said or Safe.NO)
        if channel is Channel.VOICEMAIL:
            calls = plans.get(Channel.PHONE)
            safe = safe if calls is not None and calls.safe is not Safe.NO else Safe.NO
            address, whose = (calls.address, calls.whose) if calls is not None else ("", Whose.SHARED)
        else:
            typed = kept.get(f"{channel}_address") or ""
            address = typed or _address(before, channel)
            known = was.whose if was is not None and not typed else Whose.SHARED  # not told, we take it as shared
            whose = Whose(kept.get(f"{channel}_whose") or known)
        plans[channel] = ChannelPlan(channel, safe, address if safe is not Safe.NO else "", whose)
    return tuple(plans.values())


def _is_open(said: str) -> bool:
    return said in (Safe.YES, Safe.ASK)


def _address(contact: SafeContact, channel: Channel) -> str:
    plan = contact.plan_for(channel)
    return plan.address.strip() if plan is not None else ""


def _is_one_number(contact: SafeContact) -> bool:
    """One number for calls and texts: when it changes for one, nobody may go on using it for the other without saying so."""
    calls, texts = (_address(contact, channel).replace(" ", "") for channel in (Channel.PHONE, Channel.TEXT))
    return calls == texts


def _safe_words(plan: ChannelPlan | None) -> str:
    return str(SAFE[plan.safe] if plan is not None else _("not said"))


def _was_and_is(what: str, was: str, now: str) -> list[str]:
    if was == now:
        return []
    return [_("%(what)s: %(was)s → %(now)s", what=what, was=was or _("not said"), now=now or _("not said"))]


def _choices(words: Mapping[Any, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((str(value), label) for value, label in words.items())


def _clock(kept: time | None) -> str:
    return f"{kept:%H:%M}" if kept is not None else ""


def _time(kept: str | None) -> time | None:
    return time.fromisoformat(kept) if kept else None
