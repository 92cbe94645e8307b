"""The nodes that go through records, each as a function of the situation (see `compute`).

A variable stands for one record after the other; what it stood for outside the loop is put back.

    some(node, computer)(situation)  ->  True, False, None
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from yanzhen.policy import expression as e
    from yanzhen.policy.situation import Situation

    Function = Callable[[Situation], Any]
    Functions = Any


def _truths(node: e.Some | e.Every | e.Count, make: Functions) -> Function:
    """The condition's truth for each record, or None when the records are unknown."""
    records, condition, variable = make.of(node.records), make.of(node.condition), node.variable

    def truths(s: Situation) -> Any:
        listed = records(s)
        if listed is None:
            return None
        outer, found = s.bound.get(variable), []
        for record in listed:
            s.bound[variable] = record
            found.append(condition(s))
        if outer is not None:
            s.bound[variable] = outer
        return found

    return truths


def some(node: e.Some, make: Functions) -> Function:
    """Whether any record meets the condition."""
    truths = _truths(node, make)

    def any_of(s: Situation) -> Any:
        found = truths(s)
        if found is None:
            return None
        return True if True in found else (None if None in found else False)

    return any_of


def every(node: e.Every, make: Functions) -> Function:
    """Whether every record meets the condition."""
    truths = _truths(node, make)

    def all_of(s: Situation) -> Any:
        found = truths(s)
        if found is None:
            return None
        return False if False in found else (None if None in found else True)

    return all_of


def count(node: e.Count, make: Functions) -> Function:
    """How many records meet the condition."""
    truths = _truths(node, make)

    def how_many(s: Situation) -> Any:
        found = truths(s)
        return None if found is None or None in found else found.count(True)

    return how_many


def total(node: e.Sum, make: Functions) -> Function:
    """The sum over the records that meet the condition."""
    records, variable = make.of(node.records), node.variable
    condition, value = make.of(node.condition), make.of(node.value)

    def summed(s: Situation) -> Any:
        listed = records(s)
        outer = s.bound.get(variable)
        result: Any = None if listed is None else 0
        for record in listed or ():
            s.bound[variable] = record
            truth = condition(s)
            part = value(s) if truth is not False else 0
            if truth is None or part is None:
                result = None
                break
            result += part
        if outer is not None:
            s.bound[variable] = outer
        return result

    return summed
