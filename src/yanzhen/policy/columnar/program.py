"""A pack made ready for columns, and what it says of a chunk of subjects.

    program = program_for(pack)
    chunk = program.evaluate("person", columns, size, day)
    chunk.rules["art-19-rent"].found.status    chunk.totals.sure    chunk.tier.possible["A"]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.catalogue import tiers
from yanzhen.policy.columnar.found import INELIGIBLE, plain
from yanzhen.policy.columnar.frames import Root
from yanzhen.policy.columnar.masks import full
from yanzhen.policy.columnar.nodes import read
from yanzhen.policy.columnar.plan import Plan
from yanzhen.policy.columnar.rivals import RuleColumns, contested, counting
from yanzhen.policy.columnar.trials import settled
from yanzhen.policy.columnar.when import failed_first
from yanzhen.policy.reasons import BY_READINGS, NO_CLAIM, NOT_IN_FORCE, NOT_REFUSED
from yanzhen.policy.rivalry import Rivalry
from yanzhen.policy.ruling import in_force

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from yanzhen.policy.columnar.columns import Column
    from yanzhen.policy.columnar.frames import TierSet
    from yanzhen.policy.pack import Pack, Rule

@dataclass(frozen=True, slots=True)
class TotalColumns:
    """Each subject's sums in fen, natures apart."""

    sure: Any
    up_to: Any
    loan: Any


@dataclass(frozen=True, slots=True)
class Evaluated:
    """All rules of one kind of subject over a chunk."""

    size: int
    rules: Mapping[str, RuleColumns]
    totals: TotalColumns
    tier: TierSet
    counted: Mapping[str, Any]
    """For each publicly paid rule the rows where it counts towards the totals."""


class Program:
    """A pack's rules over columns; made once per pack version."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.plan = Plan(pack, read)
        self.rivalry = Rivalry(pack)
        self.settled = {one.id: one.settled for one in pack.readings.values() if one.settled}

    def evaluate(
        self, kind: str, columns: Mapping[str, Column], size: int, day: date,
        missing: bool = False, only: Sequence[str] | None = None,
    ) -> Evaluated:  # fmt: skip
        """All rules about this kind of subject (or only these) on every row, as of a day.

        `missing` also works out which facts are missing: dearer than the answers themselves.
        """
        frame = Root(self.plan, size, columns, day, self.settled)
        rules = {
            rule.id: self._rule(rule, frame, missing)
            for rule in self.pack.rules_of(kind)
            if only is None or rule.id in only
        }
        rules = contested(self.rivalry, rules, size)
        counted = counting(self.pack, rules, size)
        return Evaluated(size, rules, _totals(rules, counted, size), tiers(frame), counted)

    def _rule(self, rule: Rule, frame: Root, missing: bool) -> RuleColumns:
        tried = settled(rule, frame, plain(rule, frame), missing)
        return RuleColumns(rule, tried, _reason(rule, frame, tried.found.status))


def _reason(rule: Rule, frame: Root, status: Any) -> Any:
    """Why each row is ineligible: the first failed condition's number, or a code."""
    failed = status == INELIGIBLE
    if not in_force(rule, frame.day):
        return np.where(failed, NOT_IN_FORCE, NOT_REFUSED).astype(np.int8)
    first = failed_first(rule, frame)
    passed = first == len(rule.when)
    if passed.any():
        first = np.where(passed, NO_CLAIM if rule.for_each else BY_READINGS, first)
    return np.where(failed, first, NOT_REFUSED).astype(np.int8)


def _totals(
    rules: Mapping[str, RuleColumns], counted: Mapping[str, Any], size: int
) -> TotalColumns:
    sure, up_to, loan = (np.zeros(size, dtype=np.int64) for _ in range(3))
    for name, rows in counted.items():
        sums = rules[name].found.sums
        if sums.has is False or not rows.any():
            continue
        high = np.where(rows & full(sums.high.known, size), sums.high.value, 0)
        if rules[name].rule.nature == "loan":
            loan += high
            continue
        settled_rows = rows & full(sums.total.known, size)
        sure += np.where(settled_rows, sums.total.value, 0)
        up_to += np.where(settled_rows, 0, high)
    return TotalColumns(sure, up_to, loan)


_PROGRAMS: dict[str, Program] = {}
MOST_PROGRAMS = 16


def program_for(pack: Pack) -> Program:
    """The compiled program of a pack version, made once and kept."""
    if pack.content_hash not in _PROGRAMS:
        if len(_PROGRAMS) >= MOST_PROGRAMS:
            _PROGRAMS.clear()
        _PROGRAMS[pack.content_hash] = Program(pack)
    return _PROGRAMS[pack.content_hash]
