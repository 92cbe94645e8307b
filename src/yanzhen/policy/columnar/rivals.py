"""Rules that exclude each other, over many rows: the columnar twin of `rivalry` and `totals`.

Of rivals the one worth most counts towards the totals; where the document leaves open whether
they can be enjoyed together, the lesser ones are pending.

    contested(rivalry, rules)   ->  the rules, those pending that one reading drops
    counting(pack, rules)       ->  for each rule which of its rows count
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.found import ELIGIBLE, PENDING, Found, Sums, chosen_sums
from yanzhen.policy.columnar.masks import Mask, full, some
from yanzhen.policy.columnar.trials import Tried
from yanzhen.policy.columnar.vectors import NOT_KNOWN, Vector
from yanzhen.policy.reasons import NO_CLAIM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yanzhen.policy.pack import Pack, Rule
    from yanzhen.policy.rivalry import Rivalry


@dataclass(frozen=True, slots=True)
class Dropped:
    """The rows on which one `option` of a reading takes the rule away, and its sums if not."""

    rows: Mask
    reading: str
    options: tuple[str, ...]
    option: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class RuleColumns:
    """One rule over a chunk: its answer, the first condition that failed, what is missing.

    The answer stands for the rows that the rule may concern: `rows`, or all `size` where that is
    None; on the others the rule fails. `reason` has every row: a condition's number (from 0), or
    one of the codes of `policy.reasons`; it is None where nobody asked. `failures` counts the rows
    that fail at each condition first, `other_reason` is the code of those that fail at none.
    """

    rule: Rule
    size: int
    rows: Any
    tried: Tried
    reason: Any
    failures: tuple[int, ...] = ()
    other_reason: int = NO_CLAIM
    dropped: tuple[Dropped, ...] = ()

    @property
    def found(self) -> Found:
        return self.tried.found

    @property
    def missing(self) -> Mapping[str, Mask]:
        return self.tried.gaps

    def status(self) -> Any:
        """The status on every row."""
        return self.found.status if self.rows is None else self.spread(self.found.status)

    def rows_where(self, mask: Any) -> Any:
        """The chunk's rows where a mask over the rule's rows holds."""
        return np.flatnonzero(mask) if self.rows is None else self.rows[mask]

    def spread(self, values: Any) -> Any:
        """Values of the rule's rows on all rows; nothing on the others."""
        if self.rows is None:
            return values
        found = np.zeros(self.size, dtype=values.dtype)
        found[self.rows] = values
        return found

    def own(self, values: Any) -> Any:
        """Values of all rows on the rule's rows."""
        return values if self.rows is None else values[self.rows]


def contested(rivalry: Rivalry, rules: Mapping[str, RuleColumns]) -> dict[str, RuleColumns]:
    """The rules, the lesser ones of an open rivalry pending where a better one is met."""
    met = {name: one.found.status == ELIGIBLE for name, one in rules.items()}
    found: dict[str, list[Dropped]] = {}
    for names, reading, option in rivalry.groups:
        rivals = [rules[name] for name in names if name in rules and met[name].any()]
        for name, lesser in _lesser(rivals, met).items():
            if some(lesser):
                sums = rules[name].found.sums
                dropped = Dropped(lesser, reading, rivalry.options[reading], option, sums)
                found.setdefault(name, []).append(dropped)
    return {name: _with(one, found.get(name, ())) for name, one in rules.items()}


def counting(pack: Pack, rules: Mapping[str, RuleColumns]) -> dict[str, Any]:
    """Which of each rule's rows count: eligible, publicly paid, the best of those it excludes."""
    found = {
        name: one.found.status == ELIGIBLE
        for name, one in rules.items()
        if one.rule.payer == "public"
    }
    for group in pack.exclusive:
        if group.stands(pack.readings) is False:
            continue
        rivals = [rules[rule] for rule in group.rules if rule in found]
        for name, lesser in _lesser(rivals, found).items():
            found[name] = found[name] & ~lesser
    return found


def _lesser(rivals: Sequence[RuleColumns], met: Mapping[str, Any]) -> dict[str, Any]:
    """For each rival which of its rows are met while another is worth more."""
    if len(rivals) < 2:
        return {}
    best, winner = (np.full(rivals[0].size, -1, dtype=np.int64) for _ in range(2))
    for number, one in enumerate(rivals):
        own = np.where(met[one.rule.id], _worth(one.found.sums, len(one.found.status)), -1)
        better = own > one.own(best)
        rows = one.rows_where(better)
        best[rows], winner[rows] = own[better], number
    return {
        one.rule.id: met[one.rule.id] & (one.own(winner) != number)
        for number, one in enumerate(rivals)
    }


def _worth(sums: Sums, size: int) -> Any:
    """What an outcome counts for among its rivals: its settled sum, or what it may be at most."""
    high = np.where(full(sums.high.known, size), sums.high.value, 0)
    return np.where(full(sums.total.known, size), sums.total.value, high)


def _with(one: RuleColumns, dropped: Sequence[Dropped]) -> RuleColumns:
    if not dropped:
        return one
    status, sums = one.found.status, one.found.sums
    for each in dropped:
        status = np.where(each.rows, PENDING, status)
        pending = Sums(
            sums.has, NOT_KNOWN, NOT_KNOWN, False, NOT_KNOWN,
            Vector(0, sums.has), sums.high,
        )  # fmt: skip
        sums = chosen_sums(each.rows, pending, sums)
    found = Found(status.astype(np.int8), sums, one.found.claims)
    return replace(one, tried=replace(one.tried, found=found), dropped=tuple(dropped))
