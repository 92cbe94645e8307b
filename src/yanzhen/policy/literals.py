"""The numbers and days written in an expression, each of them a lever of its own.

Numbers are counted in the order of the text, days apart from them:

    full_months(hired_on, as_of) >= 24 and pay >= wan(20)
    number.1 = 24, number.2 = 20万元
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.grammar import LARGEST_NUMBER
from yanzhen.policy.lever import (
    Handle,
    Lever,
    money_slider,
    number_slider,
    ratio_slider,
    taken,
    taken_sum,
    written_day,
    written_number,
    written_ratio,
    written_sum,
)
from yanzhen.policy.vocabulary import EMPTY, Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yanzhen.policy.vocabulary import Label

NUMBERS = ("integer", "decimal", "money")


def literals(node: e.Node) -> Iterator[tuple[int, e.Literal, e.Node]]:
    """Each number or day with its place among all literals and the comparison it stands in."""
    for place, (literal, around) in enumerate(_found(node, node)):
        if literal.type.kind in (*NUMBERS, "date"):
            yield place, literal, around


def _found(node: e.Node, around: e.Node) -> Iterator[tuple[e.Literal, e.Node]]:
    if isinstance(node, e.Literal):
        yield node, around
        return
    if isinstance(node, e.Compare):
        around = node
    for child in e.children(node):
        yield from _found(child, around)


def with_literal(node: e.Node, place: int, value: Any) -> e.Node:
    """The expression with another value in one of its literals."""
    return _rebuilt(node, [place], value)


def _rebuilt(node: e.Node, left: list[int], value: Any) -> e.Node:
    """`left` counts down the literals still to be passed."""
    if isinstance(node, e.Literal):
        left[0] -= 1
        return replace(node, value=value) if left[0] == -1 else node
    names: tuple[str, ...] = node.__slots__
    parts: dict[str, Any] = {}
    for name in names:
        part = getattr(node, name)
        if isinstance(part, e.Node):
            parts[name] = _rebuilt(part, left, value)
        elif isinstance(part, tuple) and any(isinstance(one, e.Node) for one in part):
            parts[name] = tuple(_rebuilt(one, left, value) for one in part)
    changed: e.Node = replace(node, **parts) if parts else node  # type: ignore[type-var]  # every node is a dataclass
    return changed


def literal_levers(
    whole: Handle, say: Callable[[e.Node], Label], node: e.Node,
    put: Callable[[Any, int, Any], Any],
) -> Iterator[Lever]:  # fmt: skip
    """A lever for every number and day of an expression; `put(rule, place, value)` sets it."""
    numbers = days = 0
    for place, literal, around in literals(node):
        if literal.type.kind == "date":
            days += 1
            name = f"date.{days}"
        else:
            numbers += 1
            name = f"number.{numbers}"
        yield _lever(whole, name, say(around), literal, partial(_put, put, place))


def _put(put: Callable[[Any, int, Any], Any], place: int, rule: Any, value: Any) -> Any:
    return put(rule, place, value)


def _lever(whole: Handle, name: str, label: Label, literal: e.Literal, put: Any) -> Lever:
    kind, value = literal.type.kind, literal.value
    target = f"{whole.target}.{name}"
    base = replace(whole, target=target, label=label, number=None, value="")
    if kind == "money":
        said = replace(base, kind="money", value=written_sum(value), **money_slider(value))
        return Lever(said, taken_sum, put, written_sum)
    if kind == "date":
        day = Fact(name, "date", EMPTY)
        return Lever(
            replace(base, kind="date", value=written_day(value)), partial(taken, day), put,
            written_day,
        )  # fmt: skip
    if kind == "decimal":
        shape = Fact(name, "decimal", EMPTY, maximum=LARGEST_NUMBER)
        said = replace(base, kind="ratio", value=written_ratio(value), **ratio_slider(value))
        return Lever(said, partial(taken, shape), put, written_ratio)
    shape = Fact(name, "integer", EMPTY, maximum=LARGEST_NUMBER)
    said = replace(base, kind="number", value=written_number(value), **number_slider(value))
    return Lever(said, partial(taken, shape), put, written_number)
