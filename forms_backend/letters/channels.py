"""The ways out: a mail server, a folder of mail, and the print queue. Each tries once and says truthfully how that ended.

`is_repeatable` says that handing over the same thing twice leaves one. A file named by its key is repeatable; mail to a server is
not, because a server that was cut off may have taken the message (docs/decisions/0006-sending-once.md).
"""

from __future__ import annotations

import os
import re
import smtplib
import ssl
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from forms_backend import timekeeping
from forms_backend.contact.safe_contact import Channel
from forms_backend.letters.models import Outcome
from forms_backend.settings import Settings

STEP_SECONDS, LAST_ANSWER_SECONDS, SWEEP_AFTER_SECONDS = 30, 120, 3600
_HALF_WRITTEN = ".half-"
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")


@dataclass(frozen=True)
class Result:
    """`code` is the number a server gave, never its words."""

    outcome: Outcome
    code: int | None = None


@dataclass(frozen=True)
class Parcel:
    """What is handed over. `name` is the same each time this letter goes by this channel; post has a `pdf`, email a `message`."""

    name: str
    to: str = ""
    message: EmailMessage | None = None
    pdf: bytes = b""
    note: bytes = b""


class Sender(Protocol):
    is_repeatable: bool

    def send(self, parcel: Parcel) -> Result: ...


def channels_from(settings: Settings) -> Mapping[Channel, Sender]:
    """The channels that the settings give."""
    is_folder = settings.mail_url.startswith("folder:")
    mail = MailFolder(Path(settings.mail_url.removeprefix("folder:"))) if is_folder else MailServer(settings.mail_url)
    return {Channel.EMAIL: mail, Channel.POST: PrintQueue(settings.print_dir)}


class MailServer:
    """SMTP. Encrypted always (TLS from the start with smtps://, STARTTLS with smtp://) but to a server on this machine."""

    is_repeatable = False

    def __init__(self, url: str, *, context: ssl.SSLContext | None = None):
        parts = urlsplit(url)
        self._is_tls_from_start = parts.scheme == "smtps"
        self._host, self._port = parts.hostname or "localhost", parts.port or (465 if self._is_tls_from_start else 587)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._is_local = self._host in ("localhost", "127.0.0.1", "::1")
        self._context = context or ssl.create_default_context()

    def send(self, parcel: Parcel) -> Result:
        if not _ADDRESS.fullmatch(parcel.to):
            return Result(Outcome.REFUSED)
        try:
            connection = self._connect()
        except smtplib.SMTPResponseException as error:  # greeting or sign-in refused: ours to mend, so try again
            return Result(Outcome.TRY_AGAIN, error.smtp_code)
        except (OSError, smtplib.SMTPException):
            return Result(Outcome.TRY_AGAIN)
        try:
            return self._hand_over(connection, parcel)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()

    def _connect(self) -> smtplib.SMTP:
        if self._is_tls_from_start:
            connection = smtplib.SMTP_SSL(self._host, self._port, timeout=STEP_SECONDS, context=self._context)
        else:
            connection = smtplib.SMTP(self._host, self._port, timeout=STEP_SECONDS)
        try:
            connection.ehlo()
            if not self._is_tls_from_start and not (self._is_local and not connection.has_extn("starttls")):
                connection.starttls(context=self._context)
                connection.ehlo()
            if self._user:
                connection.login(self._user, self._password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _hand_over(self, connection: smtplib.SMTP, parcel: Parcel) -> Result:
        """The conversation step by step, because after the last line of the message nothing but an answer says how it ended."""
        message, to = parcel.message, parcel.to
        options = [] if to.isascii() else ["SMTPUTF8"]
        try:
            if options and not connection.has_extn("smtputf8"):
                return Result(Outcome.REFUSED)
            for step in (
                lambda: connection.mail(message["From"], options),
                lambda: connection.rcpt(to),
                lambda: connection.docmd("DATA"),
            ):
                code, _words = step()
                if code >= 400 or code < 200:
                    return Result(_meaning(code), code)
        except (OSError, smtplib.SMTPException):
            return Result(Outcome.TRY_AGAIN)
        try:
            connection.sock.settimeout(LAST_ANSWER_SECONDS)
            connection.send(re.sub(rb"(?m)^\.", b"..", message.as_bytes(policy=SMTP)) + b".\r\n")
            code, _words = connection.getreply()
        except (OSError, smtplib.SMTPException):
            return Result(Outcome.UNCLEAR)
        return Result(_meaning(code), code)


def _meaning(code: int) -> Outcome:
    if 200 <= code < 300:
        return Outcome.SENT
    return Outcome.REFUSED if code >= 500 else Outcome.TRY_AGAIN


class MailFolder:
    """Writes each message to a folder: for one machine without a mail server, and for trying things out."""

    is_repeatable = True

    def __init__(self, folder: Path):
        self.folder = folder

    def send(self, parcel: Parcel) -> Result:
        return _write(self.folder, {f"{parcel.name}.eml": parcel.message.as_bytes(policy=SMTP)})


class PrintQueue:
    """Writes each letter to the folder that staff print from: first a note (how to print it), then the PDF."""

    is_repeatable = True

    def __init__(self, folder: Path):
        self.folder = folder

    def send(self, parcel: Parcel) -> Result:
        return _write(self.folder, {f"{parcel.name}.json": parcel.note, f"{parcel.name}.pdf": parcel.pdf})

    def names(self) -> list[str]:
        """The letters that lie here."""
        return sorted({path.stem for suffix in ("pdf", "json") for path in self.folder.glob(f"*.{suffix}")})

    def take_out(self, name: str) -> None:
        """Remove a letter that was posted, or must not be: it lies here in clear."""
        for suffix in ("pdf", "json"):
            (self.folder / f"{name}.{suffix}").unlink(missing_ok=True)


def _write(folder: Path, files: Mapping[str, bytes]) -> Result:
    """Write files so that each is there whole or not at all, also after the power failed."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(folder)
        for name, content in files.items():
            _write_whole(folder, name, content)
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        return Result(Outcome.TRY_AGAIN)
    return Result(Outcome.SENT)


def _sweep(folder: Path) -> None:
    """What a worker left half-written when it was killed lies here in clear, so it goes."""
    for left in folder.glob(f"{_HALF_WRITTEN}*"):
        with suppress(FileNotFoundError):  # another worker finished it, or swept it
            if timekeeping.now_utc().timestamp() - left.stat().st_mtime > SWEEP_AFTER_SECONDS:
                left.unlink()


def _write_whole(folder: Path, name: str, content: bytes) -> None:
    handle, half_written = tempfile.mkstemp(dir=folder, prefix=_HALF_WRITTEN)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(half_written).replace(folder / name)
    except BaseException:
        Path(half_written).unlink(missing_ok=True)
        raise
