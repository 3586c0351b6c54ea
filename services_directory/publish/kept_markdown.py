"""Markdown to HTML, remembering what came of each text, because to start Markdown costs a third of a quick build."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, cached_property
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

EXTENSIONS = ("attr_list", "def_list", "md_in_html", "sane_lists", "tables")


class KeptMarkdown:
    """`to_html(text)`. The same text gives the same HTML as long as Markdown and its extensions are the same."""

    def __init__(self, cache_dir: Path) -> None:
        self._folder = cache_dir / "markdown"
        self._folder.mkdir(parents=True, exist_ok=True)

    def to_html(self, text: str) -> str:
        key = blake2b(f"{markdown_version()} {EXTENSIONS} {text}".encode(), digest_size=12).hexdigest()
        kept = self._folder / key
        try:
            return kept.read_text("utf-8")
        except OSError:
            html = self._convert(text)
        half_written = self._folder / f"{key}.{os.getpid()}.new"
        half_written.write_text(html, "utf-8")
        half_written.replace(kept)
        return html

    @cached_property
    def _convert(self) -> Callable[[str], str]:
        from markdown import Markdown

        # Made here rather than named: a name makes Markdown look through every package that is installed.
        made = [import_module(f"markdown.extensions.{name}").makeExtension() for name in EXTENSIONS]
        markdown = Markdown(extensions=made, output_format="html")
        return lambda text: markdown.reset().convert(text)


@cache
def markdown_version() -> bytes:
    """What Markdown says of itself, read without starting it."""
    package = find_spec("markdown")
    assert package is not None and package.origin is not None
    return (Path(package.origin).parent / "__meta__.py").read_bytes()
