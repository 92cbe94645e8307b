"""What an expression may speak of, and how it is said that it may not.

A flaw has a column in the expression's text; whoever parses it collects all of them.

    raise unfit("unknown-option", "没有 'doctr' 这个选项", tree, "doctor")
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping

    from yanzhen.policy import expression as e
    from yanzhen.policy.vocabulary import Fact, Label

NUMBERS = {"integer", "decimal"}
KINDS = {
    "bool": "是非", "integer": "整数", "money": "金额", "decimal": "比例或小数", "date": "日期",
    "text": "文字", "one_of": "选项", "many_of": "多选", "records": "记录",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong in an expression; `offset` is the place in its text, from 0."""

    code: str
    message: str
    offset: int = 0
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree, or None together with the flaws that prevent one."""

    node: e.Node | None
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The names an expression may use: facts, parameters, readings, tiers, rules."""

    facts: Mapping[str, Fact]
    parameters: Mapping[str, tuple[Label, e.Type]] = field(default_factory=dict)
    readings: Mapping[str, tuple[Label, e.Type]] = field(default_factory=dict)
    tier: e.Type | None = None
    rules: frozenset[str] = frozenset()
    elsewhere: Mapping[str, Fact] = field(default_factory=dict)


class Unfit(Exception):
    """A part of the expression that cannot become a node; None when that has been noted."""

    def __init__(self, flaw: Flaw | None) -> None:
        super().__init__(flaw.message if flaw else "")
        self.flaw = flaw


def unfit(code: str, message: str, at: ast.AST, suggestion: str | None = None) -> Unfit:
    """A flaw at a part of the tree; the offset is Python's, in bytes, until `parse` turns it."""
    return Unfit(Flaw(code, message, getattr(at, "col_offset", 0), suggestion))


class Building(Protocol):
    """Who turns the parts of an expression into nodes."""

    scope: Scope
    variables: dict[str, Fact]

    def built(self, tree: ast.expr) -> e.Node: ...
    def truth(self, tree: ast.expr) -> e.Node: ...
    def each_truth(self, trees: list[ast.expr]) -> list[e.Node]: ...
