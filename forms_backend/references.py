"""Short references and codes that a frightened person can read out and write down: no two signs look or sound alike."""

from __future__ import annotations

import secrets

ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"  # without 0 O, 1 I L, 2 Z, 5 S, 8 B
_REFERENCE_LENGTH = 8
_CODE_LENGTH = 12


def new_reference() -> str:
    """A case reference such as `K7PM-4XQD`: 37 bits, says nothing about what it is for."""
    return _grouped(_REFERENCE_LENGTH)


def new_code() -> str:
    """A collection code such as `H4KQ-9TXM-C7RA`: 55 bits, behind argon2id and a rate limit."""
    return _grouped(_CODE_LENGTH)


def tidy(text: str) -> str:
    """What was typed, as we store it: capitals, no spaces, in groups of four. Empty when it cannot be a reference or a code."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    if not signs or any(sign not in ALPHABET for sign in signs):
        return ""
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))


def _grouped(length: int) -> str:
    return tidy("".join(secrets.choice(ALPHABET) for _ in range(length)))
