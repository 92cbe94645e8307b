"""The compiled engine of each pack version, made once and kept while it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanzhen.policy.evaluate import Engine

if TYPE_CHECKING:
    from yanzhen.policy.pack import Pack

MOST_ENGINES = 32
_ENGINES: dict[str, Engine] = {}


def engine_for(pack: Pack) -> Engine:
    """The compiled engine of a pack version, made once."""
    if pack.content_hash not in _ENGINES:
        if len(_ENGINES) >= MOST_ENGINES:
            _ENGINES.clear()
        _ENGINES[pack.content_hash] = Engine(pack)
    return _ENGINES[pack.content_hash]
