"""The identifiers of the feed: UUIDs that stay the same for ever, made from our own ids."""

from __future__ import annotations

from hashlib import sha1

# Drawn once, at random. Changing it would give every service in every other directory a new identity.
NAMESPACE = "1c54eb24-0a13-4d4f-9c1a-6b8c3d9a7f52"
_START = bytes.fromhex(NAMESPACE.replace("-", ""))


def feed_id(*parts: str) -> str:
    """The UUID of a thing, such as ("service", "shelter"). What `uuid.uuid5` gives, in a fifth of its time."""
    made = bytearray(sha1(_START + "/".join(parts).encode(), usedforsecurity=False).digest()[:16])
    made[6] = made[6] & 0x0F | 0x50
    made[8] = made[8] & 0x3F | 0x80
    digits = made.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
