"""JSON objects in which no name stands twice: two readers could take two different ones.

>>> read_object(b'{"exp": 1}')
{'exp': 1}
>>> read_object(b'{"exp": 1, "exp": 9}')
Traceback (most recent call last):
yanzhen.apps.cards.offline.plain_json.NotPlain: duplicate
"""

import json
from typing import Any, TypeGuard


class NotPlain(ValueError):
    """Not such an object: malformed or duplicate."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def read_object(raw: bytes | str) -> dict[str, Any]:
    """The object; NotPlain otherwise."""
    try:
        text = raw if isinstance(raw, str) else raw.decode()
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except NotPlain:
        raise
    except (ValueError, RecursionError):
        raise NotPlain("malformed") from None
    if not isinstance(found, dict):
        raise NotPlain("malformed")
    return found


def is_second(value: object) -> TypeGuard[int]:
    """Whether it can be a time in seconds: a whole number, before the year 5138."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**11


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotPlain("duplicate")
    return found


def _no_number(name: str) -> Any:
    raise NotPlain("malformed")
