"""A real mail server for tests: what it took, and answers it was told to give."""

from __future__ import annotations

import email
import email.policy
import socket
from collections import Counter
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Mailbox:
    """Keeps each message it accepts. `answers` are given first, one a message; "drop" cuts the line after taking the message."""

    def __init__(self, *answers: str):
        self.answers, self.messages, self.recipients = list(answers), [], []

    async def handle_DATA(self, server: SMTP, _session, envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer[0] == "2" or answer == "drop":
            self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
            self.recipients.append(envelope.rcpt_tos)
        if answer == "drop":
            server.transport.close()
        return answer if answer != "drop" else "250 OK"

    def count(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(message["Message-ID"] for message in self.messages)


class MailServerForTests:
    """`with MailServerForTests(Mailbox()) as url:`"""

    def __init__(self, mailbox: Mailbox, **options):
        self.controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), **options)

    def __enter__(self) -> str:
        self.controller.start()
        return f"smtp://127.0.0.1:{self.controller.port}"

    def __exit__(self, *_: object) -> None:
        self.controller.stop()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def plain_text(message: EmailMessage) -> str:
    return message.get_body(("plain",)).get_content()
