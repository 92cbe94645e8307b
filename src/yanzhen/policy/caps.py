"""Limits over a group of claims: per year or in all, for one subject or for several together.

Claims count in the order in which they are listed, each as far as its group still has room. A
claim whose group is unknown (no year, no owner) may fall into a full group or an empty one: its
least sum is nothing and its greatest is its own, unless all claims together stay below the cap.

    capped((Cap("year", 100_0000_00, ...),), bids).total  ->  (50_0000_00, 50_0000_00)
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


@dataclass(frozen=True, slots=True)
class Counted:
    """What each claim may count for, and all of them together.

    Together they are better known than one by one: what an earlier claim may still take, a later
    one would lose.
    """

    spans: tuple[Span, ...]
    total: Span


def capped(caps: Sequence[Cap], bids: Sequence[Bid]) -> Counted:
    """The least and greatest sums that count, for each claim and together."""
    room = _Room(caps)
    spans: list[Span] = []
    low = 0
    high: int | None = 0
    for bid in _unbound_by_groups(caps, bids):
        least = bid.span[0] if bid.truth is True else 0
        most = bid.span[1] if bid.truth is not False else 0
        spans.append(room.between(bid, least, most))
        low += room.take_low(bid, least)
        taken = room.take_high(bid, most)
        high = None if high is None or taken is None else high + taken
    return Counted(tuple(spans), (low, high))


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
        self.astray = 0

    def between(self, bid: Bid, least: int, most: int | None) -> Span:
        """The claim's least sum, if all before it take their most; its most, if their least."""
        if most is None:
            most = min((cap.limit for cap in self.caps), default=None)
        keys = self._keys(bid)
        if self._unsure(bid):
            return 0, None if most is None else self._fit({}, keys, most)
        low = self._fit(self.high, keys, least, self.astray)
        return low, None if most is None else self._fit(self.low, keys, most)

    def take_low(self, bid: Bid, fen: int) -> int:
        if self._unsure(bid):
            return 0
        return self._take(self.low, self._keys(bid), fen)

    def take_high(self, bid: Bid, fen: int | None) -> int | None:
        if fen is None:
            fen = min((cap.limit for cap in self.caps), default=None)
        if fen is None:
            return None
        keys = self._keys(bid)
        if self._unsure(bid):
            self.astray += fen
            keys = [(number, "unsure", len(self.high)) for number in range(len(self.caps))]
        return self._take(self.high, keys, fen)

    def _unsure(self, bid: Bid) -> bool:
        by_year = any(cap.per == "year" for cap in self.caps)
        return bool(self.caps) and (bid.owner is None or (by_year and bid.group is None))

    def _keys(self, bid: Bid) -> list[Any]:
        """The group of the claim under each cap."""
        return [(cap.per, bid.owner, bid.group if cap.per == "year" else "") for cap in self.caps]

    def _fit(self, taken: dict[Any, int], keys: Sequence[Any], fen: int, astray: int = 0) -> int:
        """What of a sum still finds room; `astray` may have been taken from any group."""
        for cap, key in zip(self.caps, keys, strict=True):
            fen = min(fen, max(0, cap.limit - taken.get(key, 0) - astray))
        return fen

    def _take(self, taken: dict[Any, int], keys: Sequence[Any], fen: int) -> int:
        fen = self._fit(taken, keys, fen)
        for key in keys:
            taken[key] = taken.get(key, 0) + fen
        return fen
