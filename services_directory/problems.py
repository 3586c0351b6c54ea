"""What is wrong with the records, each with its file and line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from services_directory.yaml_files import lines_of

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    Attributes:
        path: the file.
        place: keys and positions from the top of the file, such as ("phones", 0, "number"); () for the whole file.
        says: what is wrong, in words an editor can act on.
        line: the line when it is already known; otherwise it is looked up from `place`.
    """

    path: Path
    place: tuple
    says: str
    line: int | None = None


class BadRecords(Exception):
    """The records cannot be used. Its text is one line a problem: file, line, what is wrong."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(as_lines(problems)))


@dataclass(slots=True)
class Problems:
    """A list that loaders add to, so that an editor sees every problem at once and not one a build."""

    found: list[Problem] = field(default_factory=list)

    def add(self, path: Path, place: tuple, says: str, line: int | None = None) -> None:
        self.found.append(Problem(path, place, says, line))

    def raise_if_any(self) -> None:
        if self.found:
            raise BadRecords(self.found)


def as_lines(problems: list[Problem]) -> list[str]:
    """'services_directory/records/services/x.yml:12: unknown key 'phon'', sorted by file and line."""
    by_path: dict[Path, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    rows: list[tuple[str, int, str]] = []
    for path, of_this_file in by_path.items():
        rows += [
            (_shown(path), line, problem.says) for problem, line in zip(of_this_file, _lines(path, of_this_file), strict=True)
        ]
    return [f"{path}:{line}: {says}" for path, line, says in sorted(rows)]


def _lines(path: Path, problems: list[Problem]) -> list[int]:
    try:
        looked_up = lines_of(path, [problem.place for problem in problems])
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        looked_up = [1] * len(problems)
    return [problem.line or line for problem, line in zip(problems, looked_up, strict=True)]


def _shown(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(PROJECT))
    except ValueError:
        return str(path)
