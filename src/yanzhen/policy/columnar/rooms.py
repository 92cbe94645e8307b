"""Limits over groups of claims, over many subjects: the columnar twin of `caps`.

Claims count in the order in which they are listed, each as far as its group still has room. The
first claims of all owners are taken together, then the second ones, and so on: claims of one
owner never meet in one wave, so each wave is plain arithmetic over columns.

    capped(rule.caps, bids, subjects).total_low   ->  for each subject, in fen
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.masks import full
from yanzhen.policy.columnar.vectors import Vector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yanzhen.policy.columnar.vectors import Truths
    from yanzhen.policy.pack import Cap

NO_LIMIT = 2**62
"""Stands for a sum that nothing limits, while claims are counted."""


@dataclass(frozen=True, slots=True)
class Bids:
    """Claims before caps, in order: the subject they are of, their truth, group and sums.

    `owner` says whose they are where caps reach across subjects; unset, each subject is its own.
    """

    index: Any
    size: int
    truth: Truths
    group: Vector
    low: Vector
    high: Vector
    owner: Vector | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What each claim may count for, and each subject's claims together, in fen."""

    low: Any
    high: Vector
    total_low: Vector
    total_high: Vector


def capped(caps: Sequence[Cap], bids: Bids, subjects: int) -> Counted:
    """The least and greatest sums that count, for each claim and together."""
    size = bids.size
    least = np.where(full(bids.truth.yes, size), _array(bids.low.value, size), 0)
    most = np.where(full(bids.truth.may, size), _array(bids.high.value, size), 0)
    endless = full(bids.truth.may, size) & ~full(bids.high.known, size)
    if caps:
        shortest = min(cap.limit for cap in caps)
        most, endless = np.where(endless, shortest, most), np.zeros(size, dtype=bool)
        low, high, took_low, took_high = _with_caps(caps, bids, least, most)
    else:
        low = took_low = least
        high = took_high = np.where(endless, 0, most)
    return Counted(
        low,
        Vector(high, ~endless),
        Vector(_summed(took_low, bids.index, subjects)),
        Vector(
            _summed(took_high, bids.index, subjects),
            np.bincount(bids.index[endless], minlength=subjects) == 0,
        ),
    )


def _with_caps(
    caps: Sequence[Cap], bids: Bids, least: Any, most: Any
) -> tuple[Any, Any, Any, Any]:
    """Each claim's own limits, and what it takes of the rooms at least and at most."""
    scope = bids.index if bids.owner is None else np.zeros(bids.size, dtype=np.int64)
    owner = bids.index if bids.owner is None else _codes(bids.owner, bids.size)
    lost = _lost(caps, bids, scope, _highest(bids, most))
    rooms = [
        _numbered(scope, owner, _codes(bids.group, bids.size) if cap.per == "year" else None)
        for cap in caps
    ]
    order = _waves(scope, owner)
    walk = _Walk(caps, rooms, lost, _astray(scope, np.where(lost, most, 0)), bids.size)
    for wave in order:
        walk.take(wave, least, most)
    return walk.low, walk.high, walk.took_low, walk.took_high


def _highest(bids: Bids, most: Any) -> Any:
    """The claims' greatest sums, beyond any cap where nothing limits them."""
    endless = full(bids.truth.may, bids.size) & ~full(bids.high.known, bids.size)
    return np.where(endless, NO_LIMIT, most)


def _lost(caps: Sequence[Cap], bids: Bids, scope: Any, most: Any) -> Any:
    """Claims whose group or owner is unknown, unless all together stay below every cap."""
    lost = np.zeros(bids.size, dtype=bool)
    if any(cap.per == "year" for cap in caps):
        lost |= ~full(bids.group.known, bids.size)
    if bids.owner is not None:
        lost |= ~full(bids.owner.known, bids.size)
    if not lost.any():
        return lost
    scopes = int(scope.max()) + 1
    together = np.zeros(scopes, dtype=np.int64)
    np.add.at(together, scope, np.minimum(most, min(cap.limit for cap in caps) + 1))
    return lost & (together > min(cap.limit for cap in caps))[scope]


class _Walk:
    """The rooms while claims are counted, wave after wave."""

    def __init__(
        self, caps: Sequence[Cap], rooms: Sequence[Any], lost: Any, astray: Any, size: int
    ) -> None:
        self.caps = caps
        self.rooms = rooms
        self.lost = lost
        self.astray = astray
        self.low, self.high = (np.zeros(size, dtype=np.int64) for _ in range(2))
        self.took_low, self.took_high = (np.zeros(size, dtype=np.int64) for _ in range(2))
        counts = [int(room.max()) + 1 if size else 0 for room in rooms]
        self.taken_low = [np.zeros(count, dtype=np.int64) for count in counts]
        self.taken_high = [np.zeros(count, dtype=np.int64) for count in counts]
        self.shortest = min(cap.limit for cap in caps)

    def take(self, wave: Any, least: Any, most: Any) -> None:
        """One claim of each owner: first its own limits, then what it takes."""
        lost, found = wave[self.lost[wave]], wave[~self.lost[wave]]
        self.low[found] = self._fit(self.taken_high, found, least[found], self.astray[found])
        self.high[found] = self._fit(self.taken_low, found, most[found], 0)
        self.took_low[found] = self._taken(self.taken_low, found, least[found])
        self.took_high[found] = self._taken(self.taken_high, found, most[found])
        if len(lost):
            fits = np.minimum(most[lost], self.shortest)
            self.high[lost] = fits
            self.took_high[lost] = fits

    def _fit(self, taken: Sequence[Any], claims: Any, fen: Any, astray: Any) -> Any:
        for cap, room, used in zip(self.caps, self.rooms, taken, strict=True):
            fen = np.minimum(fen, np.maximum(0, cap.limit - used[room[claims]] - astray))
        return fen

    def _taken(self, taken: Sequence[Any], claims: Any, fen: Any) -> Any:
        fits = self._fit(taken, claims, fen, 0)
        for room, used in zip(self.rooms, taken, strict=True):
            used[room[claims]] += fits
        return fits


def _astray(scope: Any, sums: Any) -> Any:
    """What earlier claims of unknown group may have taken from any room, before each claim."""
    before = np.cumsum(sums) - sums
    first = np.flatnonzero(np.r_[True, np.diff(scope) != 0]) if len(scope) else scope
    lengths = np.diff(np.r_[first, len(scope)])
    return before - np.repeat(before[first], lengths)


def _waves(scope: Any, owner: Any) -> list[Any]:
    """The claims in waves: the first of each owner, the second of each, in their order."""
    if not len(owner):
        return []
    whose = _numbered(scope, owner, None)
    order = np.argsort(whose, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(whose[order]) != 0])
    lengths = np.diff(np.r_[starts, len(order)])
    place = np.arange(len(order)) - np.repeat(starts, lengths)
    by_place = np.argsort(place, kind="stable")
    ends = np.cumsum(np.bincount(place))
    return np.split(order[by_place], ends[:-1])


def _numbered(scope: Any, owner: Any, group: Any) -> Any:
    """One number for each different combination."""
    _, found = np.unique(owner, return_inverse=True)
    for part in (scope, group):
        if part is not None:
            _, own = np.unique(part, return_inverse=True)
            _, found = np.unique(found * (int(own.max(initial=0)) + 1) + own, return_inverse=True)
    return found


def _codes(vector: Vector, size: int) -> Any:
    """A number for each value; the unknown ones share one of their own."""
    value = _array(vector.value, size)
    return np.where(full(vector.known, size), value.astype(np.int64), np.iinfo(np.int64).min)


def _array(value: Any, size: int) -> Any:
    return value if isinstance(value, np.ndarray) else np.full(size, value)


def _summed(values: Any, index: Any, subjects: int) -> Any:
    found = np.zeros(subjects, dtype=np.int64)
    np.add.at(found, index, values)
    return found
