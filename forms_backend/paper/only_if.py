"""What a page's condition says to a person with a pen. `{a-page}` becomes the number of that page on paper.

A test walks both journeys: a page with a condition and no words here fails it, and so do words for a page that has none.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from forms_backend.questions.fields import Words

_WE_START = _l("Only if we should contact you first ({who-gets-in-touch})")
_CONTACT: Mapping[str, Words] = {
    "calls": _WE_START,
    "phone-number": _l("Only if we may call you, or should check with you first ({calls})"),
    "voice-messages": _l("Only if we may call you, or should check with you first ({calls})"),
    "if-someone-else-answers": _l("Only if we may call you, or should check with you first ({calls})"),
    "hide-our-number": _l("Only if we may call you, or should check with you first ({calls})"),
    "texts": _WE_START,
    "text-number": _l("Only if we may text you, or should check with you first ({texts})"),
    "email": _WE_START,
    "email-address": _l("Only if we may email you, or should check with you first ({email})"),
    "post": _WE_START,
    "postal-address": _l("Only if we may write to you, or should check with you first ({post})"),
    "safe-days": _l("Only if we may call, text or email you ({calls}, {texts}, {email})"),
    "safe-times": _l("Only if we may call, text or email you ({calls}, {texts}, {email})"),
    "who-we-say-we-are": _l("Only if we may call or text you ({calls}, {texts})"),
}
REFERRAL: Mapping[str, Words] = {
    **_CONTACT,
    "numbers-to-know": _l("Only if something in {safe-now} is true now"),
    "more-for-you": _l("Only if you are under 18 and this is for you"),
    "an-adult-you-trust": _l("Only if you are under 18 and this is for you"),
    "your-work": _l("Only if this is for someone you support in your work ({who-is-this-for})"),
    "about-them": _l("Only if this is for someone else ({who-is-this-for})"),
    "do-they-know": _l("Only if this is for someone else ({who-is-this-for})"),
    "advice-for-you": _l("Only if they do not know, or have not agreed ({do-they-know})"),
    "reaching-them": _l("Only if they agreed, or cannot decide this for themselves ({do-they-know})"),
    "may-we-contact-you": _l("Only if we should contact you first ({who-gets-in-touch})"),
}
CASE_REVIEW: Mapping[str, Words] = {
    **_CONTACT,
    "council": _l("Fill this in if you know which council it is"),
    "their-details": _l("Only if you ask for someone else ({who-is-applying})"),
    "their-agreement": _l("Only if you ask for someone else ({who-is-applying})"),
    "their-safety": _l("Only if you ask for someone else ({who-is-applying})"),
    "your-business": _l("Only if you ask for a business or an organisation ({who-is-applying})"),
    "your-group": _l("Only if you ask for a group ({who-is-applying})"),
}
