"""Trying the ways in which a clause can be read.

Where an answer hangs on open readings, it is worked out once for each choice. If all choices
agree there is one answer; if they differ it is pending interpretation, and all are shown; as
long as one of them is unknown, so is the answer.

    agreed("unknown", sums, tried)  ->  status, sums, what to show
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from yanzhen.policy.bounds import hull
from yanzhen.policy.outcome import NO_SUMS, ReadAs, Sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yanzhen.policy.outcome import Status
    from yanzhen.policy.pack import Pack
    from yanzhen.policy.ruling import Ruling
    from yanzhen.policy.situation import Situation
    from yanzhen.policy.tiering import Tiering

READING = "reading:"
MOST_READINGS = 3
"""Up to this many open readings are tried although other facts are missing too."""
MOST_COMBINATIONS = 64


class Trial:
    """Tries readings for one pack."""

    def __init__(self, pack: Pack, tiering: Tiering) -> None:
        self.options = {one.id: tuple(one.options) for one in pack.readings.values()}
        self.names = frozenset(READING + name for name in self.options)
        self.tiering = tiering

    def choices(self, gaps: Sequence[str]) -> list[dict[str, str]]:
        """Every choice of the open readings among the gaps, if they can be tried at all."""
        names = [gap.removeprefix(READING) for gap in gaps if gap in self.names]
        others = len(gaps) - len(names)
        if not names or (others and len(names) > MOST_READINGS):
            return []
        combinations = list(product(*(self.options[name] for name in names)))
        if len(combinations) > MOST_COMBINATIONS:
            return []
        return [dict(zip(names, chosen, strict=True)) for chosen in combinations]

    def under(self, s: Situation, choices: Mapping[str, str]) -> Situation:
        """The situation with these readings chosen, its tier found anew where they matter."""
        key = tuple(choices.items())
        other = s.tried.get(key)
        if other is None:
            other = s.reading_as(choices)
            if not self.tiering.readings.isdisjoint(choices):
                self.tiering.find(other)
            s.tried[key] = other
        return other

    def tried(self, ruling: Ruling, s: Situation, gaps: Sequence[str]) -> Iterator[ReadAs]:
        """The rule's outcome under every choice of the open readings among its gaps."""
        for choices in self.choices(gaps):
            status, found, _ = ruling.plain(self.under(s, choices))
            yield ReadAs(choices, status, found)

    def tiers(self, gaps: Sequence[str], s: Situation) -> dict[str, tuple[str, ...]]:
        """For each choice of open readings the possible tiers, where the choices differ."""
        found = {
            ",".join(f"{name}={option}" for name, option in choices.items()): tuple(
                sorted(self.under(s, choices).tier)
            )
            for choices in self.choices(gaps)
        }
        return found if len(set(found.values())) > 1 else {}

    def gaps_left(
        self, ruling: Ruling, s: Situation, settled: tuple[Status, Sums],
        tried: tuple[ReadAs, ...], gaps: list[str],
    ) -> list[str]:  # fmt: skip
        """What is still missing once readings were tried; readings themselves are no gaps."""
        status, found = settled
        if status == "unknown" and tried:
            open_ones = [self.under(s, one.choices) for one in tried if one.status == "unknown"]
            gaps = [gap for other in open_ones for gap in ruling.gaps(status, found, other)]
        elif status != "unknown" and (found is NO_SUMS or found.total is not None):
            gaps = []
        return [gap for gap in dict.fromkeys(gaps) if gap not in self.names]


def agreed(
    status: Status, found: Sums, tried: tuple[ReadAs, ...]
) -> tuple[Status, Sums, tuple[ReadAs, ...]]:
    """One answer where all choices agree; pending where they differ; unknown while one is."""
    if not tried:
        return status, found, ()
    statuses = {one.status for one in tried}
    first = tried[0]
    if len(statuses) == 1 and all(one.sums == first.sums for one in tried):
        return first.status, first.sums, ()
    if "unknown" in statuses:
        return "unknown", found, tried if len(statuses) > 1 else ()
    return "pending_interpretation", _between(tried), tried


def _between(tried: tuple[ReadAs, ...]) -> Sums:
    """The limits within which every choice's sum lies; nothing is settled."""
    if all(one.sums is NO_SUMS for one in tried):
        return NO_SUMS
    span: tuple[int | None, int | None] | None = None
    for one in tried:
        own = (0, 0) if one.sums is NO_SUMS else (one.sums.low, one.sums.high)
        span = own if span is None else hull(span, own)
    assert span is not None
    return Sums(low=span[0], high=span[1])
