"""What can be wrong, said so that someone can mend it.

Two kinds of trouble are kept apart. A *finding* is a flaw in a pack: it has a place (file,
line, column), a sentence and, where one is near, a suggestion; all findings are reported at
once. An *exception* says that a caller gave something that cannot be answered: a subject with
a fact nobody knows, a city without a pack.

>>> print(Finding("unknown-name", "没有名为 tierr 的事实", Place("benefits/a.yaml", 3, 9), "tier"))
benefits/a.yaml:3:9: 没有名为 tierr 的事实（是否想写 tier？） [unknown-name]
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file, line and column, both counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw of a pack: a stable code, a sentence, a place, the nearest right word."""

    code: str
    message: str
    place: Place
    suggestion: str | None = None

    def __str__(self) -> str:
        hint = f"（是否想写 {self.suggestion}？）" if self.suggestion else ""
        return f"{self.place}: {self.message}{hint} [{self.code}]"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None when nothing is near."""
    matches = get_close_matches(word, list(known), n=1, cutoff=3 / 5)
    return matches[0] if matches else None


class PolicyError(Exception):
    """Root of all that the policy core raises; `problems` are printable sentences."""

    code = "policy-error"

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.zh for problem in problems))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: which fact, what is wrong, in both languages."""

    code: str
    fact: str | None
    zh: str
    en: str
    suggestion: str | None = None


class SubjectRefused(PolicyError):
    """The subject's facts cannot be taken as they are; nothing was assessed."""

    code = "subject-refused"


class PackRefused(PolicyError):
    """The pack has findings, so nothing can be assessed with it."""

    code = "pack-refused"


class UnknownCity(PolicyError):
    """No pack exists for this city."""

    code = "unknown-city"


class UnknownRule(PolicyError):
    """The pack has no rule of this id."""

    code = "unknown-rule"


class UnknownItem(PolicyError):
    """The pack has no service item of this id."""

    code = "unknown-item"


class ChangeRefused(PolicyError):
    """A pack cannot be changed as asked; nothing of it was."""

    code = "change-refused"
