"""Reading what was sent: JSON that can be kept, and nothing that the database cannot hold.

>>> is_plain({"name": "王芳", "list": [1, "x"]}), is_plain(["a\\x00"]), is_plain("\\ud800")
(True, False, False)
"""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

DEEPEST = 20
LARGEST_WHOLE = 10**18


class PlainParser(Parser):
    """JSON without NaN, control characters, halves of characters, endless depth, a name twice."""

    def parse_body(self, request: HttpRequest) -> Any:
        found = json.loads(request.body, parse_constant=_refuse, object_pairs_hook=_once)
        if not isinstance(found, dict) or not is_plain(found):
            raise ValueError("not plain")
        return found


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two readers could take two different values of one name."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice")
    return found


def is_plain(value: Any, depth: int = 0) -> bool:
    """Whether a value can be kept as it is."""
    if depth > DEEPEST:
        return False
    match value:
        case str():
            return is_text(value)
        case bool() | None:
            return True
        case int():
            return abs(value) <= LARGEST_WHOLE
        case float():
            return abs(value) <= LARGEST_WHOLE
        case dict():
            return all(is_text(k) and is_plain(v, depth + 1) for k, v in value.items())
        case list():
            return all(is_plain(one, depth + 1) for one in value)
        case _:
            return False


def is_text(text: str) -> bool:
    """Whether a text has a form in UTF-8 and no NUL."""
    return "\x00" not in text and not any("\ud800" <= one <= "\udfff" for one in text)
