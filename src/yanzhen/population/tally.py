"""What a population's answers come to: counts, sums and their limits, by rule and by group.

A tally adds up: that of two chunks, two cores or two machines is the sum of theirs, so the order
in which they come does not matter.

    tally = tallied(job, pack, chunk, evaluated)
    (tally + other).rules["art-19-rent"].measures    ->  array over MEASURES
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from yanzhen.policy.columnar.found import ELIGIBLE, INELIGIBLE, OPEN, PENDING, STATUSES
from yanzhen.policy.columnar.masks import full, minus, opposite, some
from yanzhen.population.flow import Flow, by_month, due, flow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yanzhen.policy.columnar.columns import Column
    from yanzhen.policy.columnar.found import Sums
    from yanzhen.policy.columnar.masks import Mask
    from yanzhen.policy.columnar.program import Evaluated
    from yanzhen.policy.columnar.rivals import RuleColumns
    from yanzhen.policy.columnar.vectors import Vector
    from yanzhen.policy.pack import Pack

MEASURES = ("eligible", "counted", "sure", "up_to", "loan", "pending", "could", "endless")
"""Outcomes that are met; those that count towards totals; fen that is sure, at most, a loan;
fen that hangs on a reading; fen that what is unknown could add; outcomes without any limit."""
COUNTED, LIMITED = MEASURES.index("counted"), MEASURES.index("endless")
TIER = "tier"
OPEN_TIER = "open"


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of one dimension: each row's group, and their names."""

    codes: Any
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleTally:
    """One rule: outcomes by status and by reason, measures whole and by group, money by month.

    `gaps` tells for each missing fact in how many outcomes it is missing, and how many fen lie
    between the limits of those.
    """

    statuses: Any
    reasons: Mapping[int, int]
    measures: Any
    groups: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    flow: Flow | None = None
    gaps: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def __add__(self, other: RuleTally) -> RuleTally:
        return RuleTally(
            self.statuses + other.statuses,
            _merged(self.reasons, other.reasons),
            self.measures + other.measures,
            _nested(self.groups, other.groups),
            self.flow + other.flow if self.flow and other.flow else self.flow or other.flow,
            {
                name: _pair(self.gaps.get(name, (0, 0)), other.gaps.get(name, (0, 0)))
                for name in dict.fromkeys((*self.gaps, *other.gaps))
            },
        )

    def measure(self, name: str) -> int:
        return int(self.measures[MEASURES.index(name)])


@dataclass(frozen=True, slots=True)
class Tally:
    """One city's answers for one kind of subject.

    `people` counts the subjects of each group of each dimension, `served` those who are met by
    any rule; `flows` is the money by month of each group (sure, up-to), at the earliest.
    """

    subjects: int
    served: int
    rules: Mapping[str, RuleTally]
    people: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    flows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __add__(self, other: Tally) -> Tally:
        names = dict.fromkeys((*self.rules, *other.rules))
        return Tally(
            self.subjects + other.subjects,
            self.served + other.served,
            {
                name: self.rules[name] + other.rules[name]
                if name in self.rules and name in other.rules
                else (self.rules.get(name) or other.rules[name])
                for name in names
            },
            _nested(self.people, other.people),
            _nested(self.flows, other.flows),
        )


def _merged(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> dict[Any, Any]:
    both = dict(one)
    for name, value in other.items():
        both[name] = both[name] + value if name in both else value
    return both


def _nested(
    one: Mapping[str, Mapping[str, Any]], other: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    names = dict.fromkeys((*one, *other))
    return {name: _merged(one.get(name, {}), other.get(name, {})) for name in names}


def _pair(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def tallied(
    pack: Pack, evaluated: Evaluated, columns: Mapping[str, Column], groups: Mapping[str, Groups],
    flows: bool = True,
) -> Tally:  # fmt: skip
    """One chunk's answers added up; `groups` are the dimensions to break them down by."""
    if pack.tiers is not None and groups:
        groups = {**groups, TIER: tier_groups(evaluated)}
    served = np.zeros(evaluated.size, dtype=bool)
    by_group: dict[str, dict[str, Any]] = {}
    rules = {}
    for name, one in evaluated.rules.items():
        counts = evaluated.counted.get(name)
        if counts is not None:
            served[one.rows_where(counts)] = True
        rules[name] = _rule(one, counts, columns, groups, by_group, flows)
    people = {name: _counted(one) for name, one in groups.items()}
    return Tally(evaluated.size, int(served.sum()), rules, people, by_group)


def tier_groups(evaluated: Evaluated) -> Groups:
    """The certain tier of each row, or that it is open."""
    names = tuple(evaluated.tier.possible)
    if not names:
        return Groups(np.zeros(evaluated.size, dtype=np.int64), (OPEN_TIER,))
    masks = np.array([full(mask, evaluated.size) for mask in evaluated.tier.possible.values()])
    codes = np.where(masks.sum(axis=0) == 1, masks.argmax(axis=0), len(names))
    return Groups(codes, (*names, OPEN_TIER))


def _counted(groups: Groups) -> dict[str, int]:
    found = np.bincount(groups.codes, minlength=len(groups.names))
    return {name: int(count) for name, count in zip(groups.names, found, strict=True) if count}


def _rule(
    one: RuleColumns, counts: Any, columns: Mapping[str, Column], groups: Mapping[str, Groups],
    by_group: dict[str, dict[str, Any]], flows: bool,
) -> RuleTally:  # fmt: skip
    status = one.found.status
    statuses = np.array([np.count_nonzero(status == code) for code in range(len(STATUSES))])
    statuses[INELIGIBLE] += one.size - len(status)
    measured = tuple(measures(one, counts))
    table = {
        name: _by_group(measured, one.own(dimension.codes), dimension.names)
        for name, dimension in groups.items()
    }
    return RuleTally(
        statuses, _reasons(one, int(statuses[INELIGIBLE])), _together(measured), table,
        _flow(one, counts, columns, groups, by_group) if flows else None,
        {name: _stake(one.found.sums, mask, len(status)) for name, mask in one.missing.items()},
    )  # fmt: skip


def _reasons(one: RuleColumns, ineligible: int) -> dict[int, int]:
    """How many rows fail at each condition first; the rest of the ineligible by its code."""
    found = {number: count for number, count in enumerate(one.failures) if count}
    left = ineligible - sum(found.values())
    return found | {one.other_reason: left} if left else found


class Measured(NamedTuple):
    """The rows of a rule that have any of a measure, and how much of it each has."""

    name: str
    rows: Any
    each: Any = 1

    def total(self) -> int:
        return int(self.each.sum()) if isinstance(self.each, np.ndarray) else len(self.rows)


def measures(one: RuleColumns, counts: Any) -> Iterator[Measured]:
    """The rule's measures."""
    status, sums = one.found.status, one.found.sums
    yield Measured("eligible", np.flatnonzero(status == ELIGIBLE))
    if counts is None:
        return
    met = np.flatnonzero(counts)
    yield Measured("counted", met)
    if sums.has is False:
        return
    settled, high = sums.total.known, sums.high
    if one.rule.nature == "loan":
        yield Measured("loan", met, _fen(high, met))
    else:
        sure, up_to = _among(met, settled), _among(met, opposite(settled))
        yield Measured("sure", sure, _fen(sums.total, sure))
        yield Measured("up_to", up_to, _fen(high, up_to))
        for name, code in (("pending", PENDING), ("could", OPEN)):
            rows = np.flatnonzero(status == code)
            yield Measured(name, rows, _fen(high, rows))
    endless = minus(minus(sums.has, settled), high.known)
    if some(endless):
        rows = np.flatnonzero((status != ELIGIBLE) | counts)
        yield Measured("endless", _among(rows, endless))


def _among(rows: Any, mask: Mask) -> Any:
    """Those of the rows where the mask holds."""
    if isinstance(mask, bool):
        return rows if mask else rows[:0]
    return rows[mask[rows]]


def _fen(sums: Vector, rows: Any) -> Any:
    """The rows' sums, none where it is not known."""
    found = sums.taken(rows)
    known = np.broadcast_to(found.known, rows.shape)
    return np.where(known, found.value, 0).astype(np.int64, copy=False)


def _together(measured: Sequence[Measured]) -> Any:
    totals = {one.name: one.total() for one in measured}
    return np.array([totals.get(name, 0) for name in MEASURES], dtype=np.int64)


def _by_group(measured: Sequence[Measured], codes: Any, names: tuple[str, ...]) -> dict[str, Any]:
    table = np.zeros((len(names), len(MEASURES)), dtype=np.int64)
    for one in measured:
        np.add.at(table[:, MEASURES.index(one.name)], codes[one.rows], one.each)
    return {name: row for name, row in zip(names, table, strict=True) if row.any()}


def _stake(sums: Sums, mask: Any, many: int) -> tuple[int, int]:
    """In how many outcomes a fact is missing, and what lies between the limits of those."""
    rows = full(mask, many)
    bounded = rows & full(sums.has, many) & full(sums.high.known, many)
    width = np.where(bounded, sums.high.value, 0) - np.where(bounded, sums.low.value, 0)
    return int(rows.sum()), int(width.sum())


def _flow(
    one: RuleColumns, counts: Any, columns: Mapping[str, Column], groups: Mapping[str, Groups],
    by_group: dict[str, dict[str, Any]],
) -> Flow | None:  # fmt: skip
    """The money by month of the outcomes that count, added to their groups' too."""
    sums = one.found.sums
    if counts is None or sums.has is False or one.rule.nature == "loan" or not counts.any():
        return None
    rows = one.rows_where(counts)
    start: Any = columns.get(one.rule.starts) if one.rule.starts else None
    if start is not None:
        known = None if start.known is None else start.known[rows]
        start = type(start)(start.values[rows], start.scale, known)
    found = due(one.rule, sums, counts, start)
    for name, dimension in groups.items():
        codes = dimension.codes[rows]
        laid = [by_month(found, found.first, kind, codes, len(dimension.names)) for kind in (0, 1)]
        table = by_group.setdefault(name, {})
        for place, group in enumerate(dimension.names):
            own = np.array([laid[0][place], laid[1][place]])
            if own.any():
                table[group] = table[group] + own if group in table else own
    return flow(found)
