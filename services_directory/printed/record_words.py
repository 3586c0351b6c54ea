"""The Markdown of records as blocks for paper, where a link to a service becomes its name and number."""

from __future__ import annotations

import jinja2
import markdown

from services_directory import Directory
from services_directory.service import Service
from services_directory.typesetting.blocks import Block, Run, blocks_of_html


class RecordWords:
    """Renders the words of records. A service that is not published stops it, as on the site."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
        self._environment.globals |= {"service_link": self._named, "phone": self._numbers}

    def blocks(self, text: str | None, level: int = 4) -> list[Block]:
        """The blocks of a Markdown field; none when it is empty."""
        if not text:
            return []
        filled = self._environment.from_string(text).render() if "{" in text else text
        return blocks_of_html(markdown.markdown(filled, extensions=["sane_lists"]), level)

    def published(self, service_id: str) -> Service:
        service = self._directory.services.get(service_id)
        if service is None or not self._directory.is_published(service):
            raise LookupError(f"{service_id!r} is not a published service")
        return service

    def _numbers(self, service_id: str) -> str:
        return numbers(self.published(service_id))

    def _named(self, service_id: str, words: str | None = None) -> str:
        service = self.published(service_id)
        name = words or service.name
        return f"{name} ({numbers(service)})" if service.phones and numbers(service) not in name else name


def numbers(service: Service) -> str:
    return " or ".join(phone.number for phone in service.phones)


def sentence(text: str) -> str:
    """A phrase of a record as a sentence."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def web(address: str) -> Run:
    """An address that can be read out: without https:// and www."""
    return {"link": address, "words": address.split("://", 1)[-1].removeprefix("www.").rstrip("/")}
