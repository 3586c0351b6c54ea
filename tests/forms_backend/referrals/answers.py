"""Answers for the self-referral form, by page."""

from __future__ import annotations

LEAST = {
    "your-name": {"call_me": "Sam"},
    "who-gets-in-touch": {"who_starts": "them"},
}

# Every field that takes free text, with a word that stands nowhere else. Used to search the raw database.
PLANTED = {
    "for-someone": {
        "what-stays-private": {},
        "who-is-this-for": {"for_whom": "professional"},
        "safe-now": {"risks": ["hurt_soon", "weapon"]},
        "age": {"age_band": "18_over"},
        "your-name": {"call_me": "Zebrawood"},
        "your-work": {"organisation": "Quillhaven Refuge", "job": "Quokkaherder"},
        "about-them": {"their_name": "Yttriumlass", "your_link": "Xylophonist"},
        "do-they-know": {"they_agreed": "yes"},
        "reaching-them": {"their_contact_safe": "yes", "their_contact_how": "Wombatwise only"},
        "who-gets-in-touch": {"who_starts": "us"},
        "who-can-see": {"device_monitored": "no"},
        "calls": {"phone_safe": "yes"},
        "phone-number": {"phone_number": "01632 960 147", "phone_whose": "mine"},
        "voice-messages": {"voicemail_safe": "yes"},
        "if-someone-else-answers": {"others_may_answer": "yes", "if_someone_else_answers": "Velociraptor appointment"},
        "hide-our-number": {"withhold_number": "yes"},
        "texts": {"text_safe": "yes"},
        "text-number": {"text_number": "07700 900 258", "text_whose": "mine"},
        "email": {"email_safe": "yes"},
        "email-address": {"email_address": "umbrellabird@example.org", "email_whose": "mine"},
        "post": {"post_safe": "yes"},
        "postal-address": {"post_address": "Z. Wood\n12 Tamarind Terrace\nPE1 1AA", "post_whose": "mine"},
        "safe-days": {"safe_days": ["0", "1", "2", "3", "4"]},
        "safe-times": {"safe_from": "9am", "safe_until": "3pm", "unsafe_times": "Salamander hours"},
        "who-we-say-we-are": {"say_who": "cover_name", "cover_name": "Rhubarb Dentistry"},
        "code-word": {"code_word": "Persimmon", "proof_question": "Octopus? Ocelot."},
        "who-you-live-with": {"lives_with_person": "yes"},
        "reading": {"letter_format": "large_print"},
        "language": {"language": "other", "language_words": "Nahuatlish", "interpreter": "yes"},
        "who-you-talk-to": {"worker_gender": "woman"},
        "anything-else-about-contact": {"contact_notes": "Marzipan note"},
        "what-happened": {"what_kinds": ["stalking-harassment", "hate-crime"]},
        "in-your-words": {"what_happened": "Lapislazuli 😢 < & ' story\nwith lines", "when_about": "Kumquat summer"},
        "who-you-told": {"told_police": "yes", "crime_reference": "35/JUNIPER/26"},
        "what-would-help": {"needs": ["mental-and-physical-health"], "needs_words": "Ibexish help"},
        "getting-to-us": {"access_words": "Hibiscus ramp"},
        "where-you-live": {"lives_in": "fenland"},
        "may-we-contact-you": {"consent_contact": "yes"},
        "may-we-share": {"consent_share": ["support_services"]},
    },
    "young": {
        "who-is-this-for": {"for_whom": "me"},
        "safe-now": {"risks": ["end_my_life", "child"]},
        "age": {"age_band": "under_13"},
        "an-adult-you-trust": {"trusted_adult": "yes", "trusted_adult_words": "Gooseberry teacher"},
        "your-name": {"call_me": "Fennelchild"},
        "who-gets-in-touch": {"who_starts": "us"},
        "calls": {"phone_safe": "ask"},
        "phone-number": {"phone_number": "01632 960 369"},
        "may-we-contact-you": {"consent_contact": "yes"},
    },
}
WORDS = (
    "Zebrawood", "Quillhaven", "Quokkaherder", "Yttriumlass", "Xylophonist", "Wombatwise", "960 147", "Velociraptor", "900 258",
    "umbrellabird", "Tamarind", "Salamander", "Rhubarb", "Persimmon", "Ocelot", "Nahuatlish", "Marzipan", "Lapislazuli", "Kumquat",
    "JUNIPER", "Ibexish", "Hibiscus", "stalking", "hate-crime", "mental-and-physical-health", "cover_name", "hurt_soon", "fenland",
    "Gooseberry", "Fennelchild", "960 369", "end_my_life", "large_print",
)  # fmt: skip
