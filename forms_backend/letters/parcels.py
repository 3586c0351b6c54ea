"""Makes what is handed over: a neutral email, a letter by email, or a PDF for the window envelope."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from forms_backend.contact.safe_contact import Channel, Content, Permission, SafeContact
from forms_backend.letters.channels import Parcel
from forms_backend.letters.compose import ComposedLetter, neutral_notice
from forms_backend.letters.labels import N_, label
from forms_backend.letters.pdf import letter_pdf
from services_directory.typesetting.fonts import printable

SUBJECT = N_("A message for you")


@dataclass(frozen=True)
class Post:
    """What every parcel needs from the settings. `secret` is for counting letters to one address without keeping the address."""

    mail_from: str
    public_url: str
    secret: str = field(default="", repr=False)


def parcel_for(
    key: str,
    channel: Channel,
    letter: ComposedLetter,
    *,
    permission: Permission,
    contact: SafeContact,
    letters_key: bytes,
    post: Post,
    at: datetime,
) -> Parcel:
    """One letter for one channel. How much it says is what `permission` says."""
    if channel is Channel.POST:
        return _print(key, letter, permission.address, contact)
    return _email(key, letter, permission, letters_key, post, at)


def print_name(item_key: str) -> str:
    """The name of the print file: the same each time, so that printing twice leaves one."""
    return item_key.removesuffix(f":{Channel.POST}").replace(":", "_")


def print_key(name: str) -> str:
    """The key of the item that a print file belongs to."""
    return f"{name.replace('_', ':')}:{Channel.POST}"


def window_address(address: str) -> list[str]:
    """The lines in the window: the address as the person typed it. We add no name: who lives there may not know that one."""
    return [line.strip() for line in address.splitlines() if line.strip()]


def _print(key: str, letter: ComposedLetter, address: str, contact: SafeContact) -> Parcel:
    is_large = contact.letter_format == "large_print"
    pdf = letter_pdf(letter, address=window_address(address), large_print=is_large)
    name = print_name(key)
    note = {
        "file": f"{name}.pdf", "sha256": hashlib.sha256(pdf).hexdigest(), "print": "18 point" if is_large else "12 point",
        "signs_missing": printable(letter.text + address) != letter.text + address,  # then check the paper before it is posted
        "envelope": "plain, with a window, no name of the sender",
    }  # fmt: skip
    return Parcel(name, pdf=pdf, note=json.dumps(note).encode())


def _email(key: str, letter: ComposedLetter, permission: Permission, letters_key: bytes, post: Post, at: datetime) -> Parcel:
    """Subject and sender are the same whatever the letter is. The id comes from the key under a secret, so it tells nothing."""
    name = hmac.new(letters_key, key.encode(), hashlib.sha256).hexdigest()[:32]
    message = EmailMessage()
    message["From"], message["To"] = post.mail_from, permission.address.strip()
    message["Subject"] = f"{label(SUBJECT, letter.language)} ({letter.reference})"
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{name}@{parseaddr(post.mail_from)[1].rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    if permission.content is Content.FULL:
        message.set_content(letter.text)
        message.add_alternative(letter.html_page, subtype="html")
    else:
        message.set_content(neutral_notice(letter.reference, f"{post.public_url}/letters/collect/", letter.language))
    return Parcel(name, to=permission.address.strip(), message=message)
