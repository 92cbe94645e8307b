"""What came of taking in an office's files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from yanzhen.policy.errors import Problem

Progress = Callable[[str, int, int | None], None]
"""Told of a stage, how many rows of it are done, and of how many (None: not known)."""


def silent(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of a table: how many there were, how many can be evaluated."""

    rows: int
    taken: int

    @property
    def refused(self) -> int:
        return self.rows - self.taken


@dataclass(frozen=True, slots=True)
class Intake:
    """The population: a file of the format per kind of subject, and what was left out and why.

    `files` may lie in the source itself, where it was in the format and without a fault; `counts`
    are by table (`person`, `person.honours`), `remarks` tell how something was understood.
    """

    files: Mapping[str, Path]
    counts: Mapping[str, Counted]
    rejects: Path | None = None
    remarks: tuple[Problem, ...] = ()
    invented: bool = False
    seed: int | None = None

    @property
    def refused(self) -> int:
        return sum(one.refused for one in self.counts.values())
