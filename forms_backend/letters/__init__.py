"""Letters: words with declared facts, composed once, kept sealed, and sent only by a way the person marked safe.

letter = letters.queue_letter(session, case=…, keys=…, contact=…, kind="CT1", facts={…}, at=now, must_go_by=day)
letters.queue_letter(…, held=True); letters.release_held(session, case=…, keys=…, contact=…, at=now)   first a person looks
letters.preview("CT3", facts).html                     what it will say
letters.catalogue.KINDS["CT2"].facts                   what each kind needs
letters.shared_facts(directory, public_url)            the facts that every kind needs
letters.register_cases(Application); letters.on_sent("CT1", acknowledge)
"""

from forms_backend.letters import catalogue
from forms_backend.letters.compose import ComposedLetter, MissingFacts, UnusedFacts
from forms_backend.letters.models import Letter, Way
from forms_backend.letters.outbox import AlreadyQueued, letters_of, open_letter, preview, queue_letter, release_held
from forms_backend.letters.registry import ask_before_sending, on_sent, register_cases
from forms_backend.letters.shared_facts import shared_facts

__all__ = [
    "AlreadyQueued",
    "ComposedLetter",
    "Letter",
    "MissingFacts",
    "UnusedFacts",
    "Way",
    "ask_before_sending",
    "catalogue",
    "letters_of",
    "on_sent",
    "open_letter",
    "preview",
    "queue_letter",
    "register_cases",
    "release_held",
    "shared_facts",
]
