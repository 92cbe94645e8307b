"""Trying the ways in which a clause can be read, over many rows: the twin of `trial`.

Each row tries the readings that are open for it, and only those. All choices of all rows stand in
one frame, a row of it for each: first every row under its first choice, then every row that has a
second under its second, and so on. Rows where all choices agree have one answer; where they
differ they are pending; as long as one is unknown, so is the answer.

    settled(rule, frame, found, missing=True)  ->  Tried(found, gaps, choices)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.found import (
    OPEN,
    PENDING,
    Found,
    Sums,
    chosen_sums,
    laid_sums,
    plain,
    same_sums,
)
from yanzhen.policy.columnar.gaps import Gaps
from yanzhen.policy.columnar.masks import both, either, full, minus, opposite, some, thinned
from yanzhen.policy.columnar.vectors import NOT_KNOWN, Vector
from yanzhen.policy.columnar.when import rule_truths
from yanzhen.policy.pack import SURE
from yanzhen.policy.trial import MOST_COMBINATIONS, MOST_READINGS, READING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yanzhen.policy.columnar.frames import Frame
    from yanzhen.policy.columnar.masks import Mask
    from yanzhen.policy.pack import Rule

GapMasks = dict[str, "Mask"]


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of all rows that try readings, each with the answer under it.

    `tried` are the rows; a choice is one of `tried[place]`. The first choices of all come first.
    `chosen` holds for each reading the option's number, -1 where the row does not try it.
    """

    tried: Any
    place: Any
    chosen: Mapping[str, Any]
    frame: Frame
    found: Found

    def rows(self) -> Any:
        return self.tried[self.place]


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule's answer once readings were tried, and its gaps where they were asked for.

    The answers under each choice matter on the rows that are `shown`.
    """

    found: Found
    gaps: GapMasks
    choices: Choices | None = None
    shown: Mask = False


def settled(rule: Rule, frame: Frame, found: Found, missing: bool) -> Tried:
    """The rule's answer on every row, readings tried where they are open."""
    if not missing and not frame.plan.rule_depends(rule.id):
        return Tried(found, {})
    gaps = gaps_of(rule, frame, found, readings_only=not missing)
    names = [name for name in gaps if name in frame.plan.readings]
    if not names:
        return Tried(found, gaps if missing else {})
    choices = _choices(rule, frame, found, gaps, names)
    if choices is None:
        return Tried(found, _gaps_left(rule, found, None, gaps, names) if missing else {})
    answer, shown = _agreed(found, choices, frame.size)
    left = _gaps_left(rule, answer, choices, gaps, names) if missing else {}
    choices.frame.release()
    return Tried(answer, left, choices, shown)


def gaps_of(
    rule: Rule, frame: Frame, found: Found, rows: Mask = True, readings_only: bool = False
) -> GapMasks:
    """All that would settle the rule: its conditions, and its sum if it is to be one."""
    gaps = Gaps(readings_only)
    unknown = both(rows, thinned(found.status == OPEN))
    if some(unknown):
        gaps.conditions(rule, frame, both(unknown, rule_truths(rule.id, frame).unknown))
    unsettled = both(rows, minus(found.sums.has, found.sums.total.known))
    if some(unsettled):
        if rule.for_each is not None:
            gaps.records(rule, frame, unsettled)
        else:
            gaps.amount(rule.amount, frame, unsettled)
        if rule.nature in SURE:
            gaps.terms(rule, frame, unsettled)
    return {name: mask for name, mask in gaps.found.items() if some(mask)}


# -- choices


def _choices(
    rule: Rule, frame: Frame, found: Found, gaps: GapMasks, names: Sequence[str]
) -> Choices | None:
    """Every row's choices, and the rule's answer under each; None where no row can try any."""
    is_open = {name: full(gaps[name], frame.size) for name in names}
    many = _how_many(rule, frame, found, is_open)
    tried = np.flatnonzero(many)
    if not len(tried):
        return None
    counts = many[tried]
    passes = [np.flatnonzero(counts > number) for number in range(int(counts.max()))]
    place = np.concatenate(passes)
    number = np.repeat(np.arange(len(passes)), [len(one) for one in passes])
    rows = tried[place]
    chosen, readings = _chosen(frame, number, {name: is_open[name][rows] for name in names})
    other = frame.reading_as(rows, readings)
    return Choices(tried, place, chosen, other, plain(rule, other))


def _how_many(rule: Rule, frame: Frame, found: Found, is_open: Mapping[str, Any]) -> Any:
    """How many choices each row has to try; none where they are too many."""
    size = frame.size
    count, ways = np.zeros(size, dtype=np.int8), np.ones(size, dtype=np.int16)
    for name, mask in is_open.items():
        count += mask
        ways[mask] *= len(frame.plan.readings[name])
        np.minimum(ways, MOST_COMBINATIONS + 1, out=ways)
    tries = (count > 0) & (ways <= MOST_COMBINATIONS)
    crowded = thinned(tries & (count > MOST_READINGS))
    if some(crowded):
        for name, gap in gaps_of(rule, frame, found, crowded).items():
            if name not in is_open:
                tries &= ~full(gap, size)
    return np.where(tries, ways, 0)


def _chosen(
    frame: Frame, number: Any, is_open: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Vector]]:
    """The options of each choice: its number, written in the open readings' options as digits."""
    left, chosen, readings = number, {}, {}
    for name, mask in is_open.items():
        options = frame.plan.readings[name]
        chosen[name] = option = np.where(mask, left % len(options), -1)
        left = np.where(mask, left // len(options), left)
        words = tuple(sorted(options))
        places = np.array([words.index(one) for one in options], dtype=np.int32)
        codes = places[np.maximum(option, 0)]
        readings[name.removeprefix(READING)] = Vector(codes, thinned(mask), 1, words)
    return chosen, readings


# -- what they have in common


def _agreed(found: Found, choices: Choices, size: int) -> tuple[Found, Mask]:
    """One answer where all choices agree; pending where they differ; unknown while one is.

    Also the rows whose choices are told: they differ in status, or none of them is unknown.
    """
    many, place = len(choices.tried), choices.place
    status, sums = choices.found.status, choices.found.sums
    first = sums.taken(slice(0, many))
    other = status != status[place]
    varied = _any(other, place, many)
    apart = ~full(same_sums(first.taken(place), sums), len(place))
    differ = varied | _any(apart, place, many)
    unknown = _any(status == OPEN, place, many)
    answer = found.sums.taken(choices.tried)
    answer = chosen_sums(thinned(~differ), first, answer)
    answer = chosen_sums(thinned(differ & ~unknown), _between(sums, place, many), answer)
    statuses = found.status.copy()
    statuses[choices.tried] = np.where(
        differ, np.where(unknown, OPEN, PENDING), status[:many]
    ).astype(np.int8)
    shown = np.zeros(size, dtype=bool)
    shown[choices.tried] = differ & (varied | ~unknown)
    whole = laid_sums(found.sums, choices.tried, answer, size)
    return Found(statuses, whole, found.claims), thinned(shown)


def _any(mask: Any, place: Any, many: int) -> Any:
    found = np.zeros(many, dtype=bool)
    found[place[mask]] = True
    return found


def _between(sums: Sums, place: Any, many: int) -> Sums:
    """Only between which limits the sum of any choice lies; nothing, where it has no sum."""
    size = len(place)
    has = full(sums.has, size)
    low = np.where(has & full(sums.low.known, size), sums.low.value, 0)
    high = np.where(has & full(sums.high.known, size), sums.high.value, 0)
    least, most = np.full(many, np.iinfo(np.int64).max), np.zeros(many, dtype=np.int64)
    np.minimum.at(least, place, low)
    np.maximum.at(most, place, high)
    endless = _any(has & ~full(sums.high.known, size), place, many)
    some_has = _any(has, place, many)
    return Sums(
        some_has, NOT_KNOWN, NOT_KNOWN, False, NOT_KNOWN,
        Vector(least, some_has), Vector(most, some_has & ~endless),
    )  # fmt: skip


def _gaps_left(
    rule: Rule, answer: Found, choices: Choices | None, gaps: GapMasks, names: Sequence[str]
) -> GapMasks:
    """What is still missing once readings were tried; readings themselves are no gaps."""
    asked: Mask = False
    for name in names:
        asked = either(asked, gaps[name])
    is_open = answer.status == OPEN
    retried = np.zeros(len(is_open), dtype=bool)
    if choices is not None:
        retried[choices.tried] = is_open[choices.tried]
    no_sum = either(opposite(answer.sums.has), answer.sums.total.known)
    done = both(asked, either(retried, both(~is_open, no_sum)))
    left = {name: minus(mask, done) for name, mask in gaps.items()}
    if choices is not None:
        rows = choices.rows()
        again = thinned(retried[rows] & (choices.found.status == OPEN))
        under = Found(choices.found.status, answer.sums.taken(rows))
        for name, mask in gaps_of(rule, choices.frame, under, again).items():
            on_rows = np.zeros(len(is_open), dtype=bool)
            on_rows[rows[full(mask, len(rows))]] = True
            left[name] = either(left.get(name, False), on_rows)
    return {
        name: mask for name, mask in left.items() if not name.startswith(READING) and some(mask)
    }
