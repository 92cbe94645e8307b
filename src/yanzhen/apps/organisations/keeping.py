"""Parts of the tree that a process keeps for a minute: every request asks for them anew.

@kept
def subtree(organisation_id: int) -> tuple[Seat, ...]: ...

forget_tree()       the tree has changed: the next asks the database
"""

from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Any, ParamSpec, TypeVar

FRESH = 60.0
"""Seconds that a part of the tree is kept: it changes with a start of the service only."""

P = ParamSpec("P")
R = TypeVar("R")

_KEPT: dict[tuple[Any, ...], tuple[float, Any]] = {}


def kept(find: Callable[P, R]) -> Callable[P, R]:
    """What was found is found again for a minute; what is not there is looked for each time."""

    @wraps(find)
    def look(*args: P.args, **named: P.kwargs) -> R:
        key = (find, *args, *named.items())
        until, found = _KEPT.get(key, (0.0, None))
        if until <= monotonic():
            found = find(*args, **named)
            _KEPT[key] = (monotonic() + FRESH, found)
        return found  # type: ignore[no-any-return]  # what this very function once found

    return look


def forget_tree() -> None:
    """The tree has changed."""
    _KEPT.clear()
