"""Which page comes next: the engine of both forms. Knows nothing of Flask, of forms or of words.

A journey is a tuple of pages. From it the engine computes the path, next, back, "may they open this page yet?" and which answers
are kept. Nobody writes a back link by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Answers = Mapping[str, Any]
Condition = Callable[[Answers], bool]

CHECK_ANSWERS = "check-answers"
RESERVED_NAMES = frozenset({CHECK_ANSWERS, "receipt", "start", "wiped"})


def always(_answers: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Page:
    """One page of a journey. `name` is its address.

    Args:
        asks: names of the answers it asks for (the names of the form's fields).
        when: is this page on the path? Sees only answers of earlier pages on the path.
        repeats: for a list page, the name of its item's form; the answer is then a list of dicts.
        at_most: how many items such a list may hold.
    """

    name: str
    asks: tuple[str, ...] = ()
    when: Condition = always
    repeats: str | None = None
    at_most: int = 20

    def __post_init__(self) -> None:
        if self.name in RESERVED_NAMES:
            raise ValueError(f"{self.name} is the engine's own page")
        if self.repeats and not self.asks:
            object.__setattr__(self, "asks", (self.name.replace("-", "_"),))

    @property
    def list_name(self) -> str:
        """The answer that holds a list page's items."""
        return self.asks[0]


@dataclass
class Progress:
    """How far a person is: what they answered, and which pages they finished (a page may be finished by skipping it)."""

    answers: dict[str, Any] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Place:
    """A page on someone's path: the answers of the pages before it, and the page that Back leads to (None: before the first)."""

    page: Page
    before: dict[str, Any]
    back: str | None


@dataclass(frozen=True)
class Journey:
    """A named, ordered set of pages. Answers of different pages have different names."""

    name: str
    pages: tuple[Page, ...]

    def __post_init__(self) -> None:
        names = [page.name for page in self.pages]
        asked = [name for page in self.pages for name in page.asks]
        if len(set(names)) != len(names) or len(set(asked)) != len(asked):
            raise ValueError(f"{self.name}: two pages, or two answers, have one name")

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(page.name for page in self.pages)

    def page(self, name: str) -> Page:
        """The page of that name; KeyError when there is none."""
        return next((page for page in self.pages if page.name == name), None) or _no_page(name)

    def walk(self, answers: Answers) -> Iterator[tuple[Page, dict[str, Any]]]:
        """Each page on the path, with the answers of the pages before it on the path (one dict, which grows: copy it to keep it)."""
        seen: dict[str, Any] = {}
        for page in self.pages:
            if page.when(seen):
                yield page, seen
                for name in page.asks:
                    if name in answers:
                        seen[name] = answers[name]

    def path(self, answers: Answers) -> tuple[Page, ...]:
        """The pages this person is to see, in order."""
        return tuple(page for page, _ in self.walk(answers))

    def path_names(self, answers: Answers) -> list[str]:
        return [page.name for page in self.path(answers)]

    def kept(self, answers: Answers) -> dict[str, Any]:
        """The answers of pages on the path. The others are dropped before sending, so that a changed mind leaves no trace."""
        return {name: answers[name] for page in self.path(answers) for name in page.asks if name in answers}

    def answers_before(self, name: str, answers: Answers) -> dict[str, Any]:
        """Answers of the pages before this one on the path."""
        return next((dict(seen) for page, seen in self.walk(answers) if page.name == name), {})

    def place_of(self, name: str, progress: Progress) -> Place | None:
        """Everything a page's view needs to know, in one walk; None when this person may not open the page yet."""
        back: str | None = None
        for page, seen in self.walk(progress.answers):
            if page.name == name:
                return Place(page, dict(seen), back)
            if page.name not in progress.done:
                return None
            back = page.name
        return None

    def first_open(self, progress: Progress) -> str:
        """The first page on the path that is not finished; the check-answers page when all are."""
        return next((page.name for page in self.path(progress.answers) if page.name not in progress.done), CHECK_ANSWERS)

    def may_open(self, name: str, progress: Progress) -> bool:
        """May they open this page yet? Only when it is on the path and every page before it is finished."""
        for page in self.path(progress.answers):
            if page.name == name:
                return True
            if page.name not in progress.done:
                return False
        return name == CHECK_ANSWERS

    def next_after(self, name: str, progress: Progress, *, changing: bool = False) -> str:
        """Where Continue leads.

        Args:
            changing: they came from the check-answers page, so they go back to it, by way of any page that their change opened.
        """
        if changing:
            return self.first_open(progress)
        names = self.path_names(progress.answers)
        place = names.index(name)
        return names[place + 1] if place + 1 < len(names) else CHECK_ANSWERS

    def back_from(self, name: str, answers: Answers) -> str | None:
        """Where Back leads; None means the page before the first question."""
        names = self.path_names(answers)
        place = len(names) if name == CHECK_ANSWERS else names.index(name)
        return names[place - 1] if place else None


def _no_page(name: str) -> Page:
    raise KeyError(name)
