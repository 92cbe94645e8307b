"""Tallies as text and back, exactly: how one machine tells another what its chunk came to.

The text is canonical: equal tallies give equal bytes, in whatever order their groups were met.
Only whole numbers and words pass.

    tally_of(text_of(tally)) == in_order(tally)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.population.flow import Flow
from yanzhen.population.tally import RuleTally, Tally

if TYPE_CHECKING:
    from yanzhen.population.run import Result

KINDS: dict[str, Any] = {kind.__name__: kind for kind in (Tally, RuleTally, Flow)}
AS_IN_THE_PACK = "rules"
"""The one table that is not sorted: its order is the pack's."""


def in_order(tally: Tally) -> Tally:
    """The same tally, its groups and facts sorted: who was met first leaves no trace."""
    return tally_of(text_of(tally))


def text_of(tally: Tally) -> str:
    """A tally as JSON."""
    return json.dumps(_plain(tally), ensure_ascii=False, separators=(",", ":"))


def tally_of(text: str) -> Tally:
    """The tally that a text was made of."""
    found = _read(json.loads(text))
    assert isinstance(found, Tally)
    return found


def result_text(result: Result) -> str:
    """All tallies of a result as one canonical text."""
    found = [
        [city, kind, _plain(tally)]
        for city, kinds in result.tallies.items() for kind, tally in kinds.items()
    ]  # fmt: skip
    return json.dumps([found, dict(result.sizes), result.invented], ensure_ascii=False)


def _plain(value: Any, ordered: bool = False) -> Any:
    """As lists, words and whole numbers; a list begins with what it is."""
    match value:
        case None | bool() | int() | str():
            return value
        case np.integer():
            return int(value)
        case np.ndarray() if np.issubdtype(value.dtype, np.integer):
            flat = value.ravel()
            places = np.flatnonzero(flat)
            return ["array", list(value.shape), places.tolist(), flat[places].tolist()]
        case tuple():
            return ["tuple", *map(_plain, value)]
        case Mapping():
            items = list(value.items()) if ordered else sorted(value.items(), key=lambda i: i[0])
            return ["map", [[_plain(name), _plain(one)] for name, one in items]]
    if is_dataclass(value) and type(value).__name__ in KINDS:
        parts = {
            one.name: _plain(getattr(value, one.name), one.name == AS_IN_THE_PACK)
            for one in fields(value)
        }
        return [type(value).__name__, parts]
    raise TypeError(f"a tally holds no {type(value).__name__}")


def _read(value: Any) -> Any:
    match value:
        case ["array", shape, places, values]:
            flat = np.zeros(shape, dtype=np.int64)
            flat.ravel()[places] = values
            return flat
        case ["tuple", *values]:
            return tuple(map(_read, values))
        case ["map", items]:
            return {_read(name): _read(one) for name, one in items}
        case [name, parts]:
            return KINDS[name](**{part: _read(one) for part, one in parts.items()})
    return value
