"""Court and police words explained where they stand: the first use on a page becomes a button that opens its meaning.

Only whole forms that a term lists (`explain` in records/glossary.yml) are found, and never in a heading, a link, a table, a card, a
quotation or anything else that is pressed or copied. The button needs no script (the browser's own popover) and works by
keyboard; on paper, and in a browser without popovers, the meaning stands behind the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from services_directory.glossary import Term

_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_NAME = re.compile(r"</?\s*([a-zA-Z][a-zA-Z0-9]*)")
_CLASSES = re.compile(r"""\sclass=["']?([^"'>]*)""")
_LEFT_ALONE = frozenset(
    "a button h1 h2 h3 h4 h5 h6 nav summary label legend select textarea script style svg code kbd table dt blockquote".split()  # noqa: SIM905 - one line of names reads better than a column
)
_CLASSES_LEFT_ALONE = frozenset(
    {"card", "checked-note", "crumbs", "script", "emergency", "contact-route", "word", "word__means", "no-words"}
)
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "path", "source", "col"})
_QUOTE = "(?:'|’|&#39;|&rsquo;)"
_BUTTON = Markup(
    '<button type="button" class="word" popovertarget="word-{id}">{words}</button>'
    '<span class="word__means" id="word-{id}" popover data-pagefind-ignore><b>{title}</b> <span>{meaning}</span> '
    '<a href="/about/glossary/#{id}">All the words</a> '
    '<button type="button" popovertarget="word-{id}" popovertargetaction="hide">Close</button></span>'
)


class Explainer:
    """`explainer(html)`: the same HTML, with each listed word explained at its first use. One call is one page."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = {form: term for term in terms for form in term.explain}
        forms = sorted(self._terms, key=len, reverse=True)
        self._forms = re.compile(rf"(?<![\w-])({'|'.join(_pattern(form) for form in forms)})(?![\w-])") if forms else None

    def __call__(self, html: str) -> Markup:
        if self._forms is None:
            return Markup(html)  # noqa: S704 - a finished page of ours
        seen: set[str] = set()
        pieces = _TAG.split(html)
        left_alone, depth = "", 0
        for at, piece in enumerate(pieces):
            if at % 2:
                left_alone, depth = _after(piece, left_alone, depth)
            elif not left_alone and piece.strip():
                pieces[at] = self._forms.sub(lambda found: self._explained(found, seen), piece)
        return Markup("".join(pieces))  # noqa: S704 - a finished page of ours, with buttons that are escaped

    def words_in(self, text: str) -> tuple[str, ...]:
        """Ids of the terms of which a text, marked up or not, holds a listed form; in the order of the glossary."""
        found = {self._term(one[0]).id for one in self._forms.finditer(text)} if self._forms else set()
        return tuple(dict.fromkeys(term.id for term in self._terms.values() if term.id in found))

    def _explained(self, found: re.Match[str], seen: set[str]) -> str:
        term = self._term(found[0])
        if term.id in seen:
            return found[0]
        seen.add(term.id)
        return _BUTTON.format(id=term.id, words=Markup(found[0]), title=term.full_name, meaning=term.meaning)  # noqa: S704

    def _term(self, words: str) -> Term:
        plain = re.sub(_QUOTE, "'", words)
        return self._terms.get(plain) or self._terms[plain[:1].lower() + plain[1:]]


def _pattern(form: str) -> str:
    """The form as listed; a small first letter may also be a capital, at the start of a sentence."""
    words = re.escape(form).replace("'", _QUOTE)
    return f"[{form[0]}{form[0].upper()}]{words[1:]}" if form[0].islower() else words


def _after(tag: str, left_alone: str, depth: int) -> tuple[str, int]:
    """The element that is left alone once a tag has gone by ("" for none), and how deep we are in others of its name."""
    named = _NAME.match(tag)
    if named is None:
        return left_alone, depth
    name = named[1].lower()
    if left_alone:
        if name != left_alone or name in _VOID:
            return left_alone, depth
        depth += -1 if tag.startswith("</") else 1
        return (left_alone, depth) if depth else ("", 0)
    if tag.startswith("</") or name in _VOID:
        return "", 0
    classes = _CLASSES.search(tag)
    if name in _LEFT_ALONE or (classes and _CLASSES_LEFT_ALONE & set(classes[1].split())):
        return name, 1
    return "", 0
