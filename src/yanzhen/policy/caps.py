"""Limits over a group of claims: per year or in all, for one subject or for several together.

Claims count in the order in which they are listed, each as far as its group still has room. A
claim whose group is unknown (no year, no owner) may fall into a full group or an empty one: its
least sum is nothing and its greatest is its own, unless all claims together stay below the cap.

    capped((Cap("year", 100_0000_00, ...),), bids)  ->  [(50_0000_00, 50_0000_00), ...]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yanzhen.policy.outcome import Claim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yanzhen.policy.bounds import Span
    from yanzhen.policy.pack import Cap
    from yanzhen.policy.values import Truth


@dataclass(frozen=True, slots=True)
class Bid:
    """A claim before caps: whether it holds, its group (a year), its sum, and whose it is."""

    truth: Truth
    group: Any
    span: Span
    owner: Any = ""


def capped(caps: Sequence[Cap], bids: Sequence[Bid]) -> list[Span]:
    """The least and greatest sum that each claim counts for."""
    bids = _unbound_by_groups(caps, bids)
    room = _Room(caps)
    counted: list[Span] = []
    for bid in bids:
        least, most = bid.span
        low = room.take_low(bid, least if bid.truth is True else 0)
        counted.append((low, room.take_high(bid, most if bid.truth is not False else 0)))
    return counted


def claims_of(bids: Sequence[Bid], counted: Sequence[Span]) -> tuple[Claim, ...]:
    """The claims as they are shown: computed and counted sums, where they are settled."""
    return tuple(
        Claim(
            number, bid.truth, bid.group,
            bid.span[0] if bid.truth is True and bid.span[0] == bid.span[1] else None,
            low if bid.truth is not None and low == high else None,
            bid.span,
        )
        for number, (bid, (low, high)) in enumerate(zip(bids, counted, strict=True))
    )  # fmt: skip


def _unbound_by_groups(caps: Sequence[Cap], bids: Sequence[Bid]) -> Sequence[Bid]:
    """Where all claims together stay below every cap, it does not matter which group is whose."""
    greatest = [bid.span[1] for bid in bids if bid.truth is not False]
    if None in greatest or any(sum(greatest) > cap.limit for cap in caps):
        return bids
    return [Bid(bid.truth, "", bid.span, "") for bid in bids]


class _Room:
    """What is left under the caps of each group, for the least and for the greatest sums."""

    def __init__(self, caps: Sequence[Cap]) -> None:
        self.caps = caps
        self.low: dict[Any, int] = {}
        self.high: dict[Any, int] = {}

    def take_low(self, bid: Bid, fen: int) -> int:
        if self._unsure(bid):
            return 0
        return self._take(self.low, [self._key(cap, bid) for cap in self.caps], fen)

    def take_high(self, bid: Bid, fen: int | None) -> int | None:
        keys = [self._key(cap, bid) for cap in self.caps]
        if self._unsure(bid):
            keys = [(number, "unsure", len(self.high)) for number in range(len(self.caps))]
        if fen is None:
            fen = min((cap.limit for cap in self.caps), default=None)
        return None if fen is None else self._take(self.high, keys, fen)

    def _unsure(self, bid: Bid) -> bool:
        by_year = any(cap.per == "year" for cap in self.caps)
        return bool(self.caps) and (bid.owner is None or (by_year and bid.group is None))

    def _key(self, cap: Cap, bid: Bid) -> Any:
        return cap.per, bid.owner, bid.group if cap.per == "year" else ""

    def _take(self, taken: dict[Any, int], keys: Sequence[Any], fen: int) -> int:
        for cap, key in zip(self.caps, keys, strict=True):
            fen = min(fen, max(0, cap.limit - taken.get(key, 0)))
        for key in keys:
            taken[key] = taken.get(key, 0) + fen
        return fen
