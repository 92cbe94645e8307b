"""A pack made ready for columns, and what it says of a chunk of subjects.

program = program_for(pack)
chunk = program.evaluate("person", columns, size, day)
chunk.rules["art-19-rent"].found.status    chunk.totals.sure    chunk.tier.possible["A"]
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.catalogue import NO_TIERS, tiers
from yanzhen.policy.columnar.found import INELIGIBLE, plain
from yanzhen.policy.columnar.frames import Root
from yanzhen.policy.columnar.masks import full, rows_of, some
from yanzhen.policy.columnar.nodes import read
from yanzhen.policy.columnar.plan import Plan
from yanzhen.policy.columnar.rivals import RuleColumns, contested, counting
from yanzhen.policy.columnar.sharing import shared
from yanzhen.policy.columnar.trials import settled
from yanzhen.policy.columnar.when import rule_truths
from yanzhen.policy.reasons import BY_READINGS, NO_CLAIM, NOT_IN_FORCE, NOT_REFUSED
from yanzhen.policy.rivalry import Rivalry
from yanzhen.policy.ruling import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
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


@dataclass(frozen=True)
class Evaluated:
    """All rules of one kind of subject over a chunk."""

    size: int
    rules: Mapping[str, RuleColumns]
    tier: TierSet
    counted: Mapping[str, Any]
    """For each publicly paid rule which of its rows count towards the totals."""

    @cached_property
    def totals(self) -> TotalColumns:
        """What counts, together."""
        return _totals(self.rules, self.counted, self.size)


class Program:
    """A pack's rules over columns; made once per pack version."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.plan = Plan(pack, read)
        self.rivalry = Rivalry(pack)
        self.settled = {one.id: one.settled for one in pack.readings.values() if one.settled}
        self._warm: set[tuple[str, date, bool]] = set()

    def evaluate(
        self, kind: str, columns: Mapping[str, Column], size: int, day: date,
        missing: bool = False, only: Collection[str] | None = None, owner: str | None = None,
        taken_in: dict[str, Any] | None = None, tier: bool = True, reasons: bool = True,
    ) -> Evaluated:  # fmt: skip
        """All rules about this kind of subject (or only these) on every row, as of a day.

        `missing` also works out which facts are missing: dearer than the answers themselves.
        `owner` names the fact that tells whose a subject is: its caps bind all of an owner's
        subjects together, so the rows have to hold all of them. `taken_in` keeps what the columns
        were made into, for the next city's rules over the same rows. Without `tier` the tier is
        found only where a rule asks for it; without `reasons` it is not said why each row fails.
        """
        frame = Root(self.plan, size, columns, day, self.settled, taken_in, reasons)
        rules = {
            rule.id: self._rule(rule, frame, missing, owner)
            for rule in self.pack.rules_of(kind)
            if only is None or rule.id in only
        }
        rules = contested(self.rivalry, rules)
        counted = counting(self.pack, rules)
        found = tiers(frame) if tier else NO_TIERS
        frame.release()
        return Evaluated(size, rules, found, counted)

    def warm(self, kind: str, day: date, missing: bool = False) -> None:
        """Work out beforehand what is kept for the pack: somebody of whom nothing is known."""
        if (kind, day, missing) not in self._warm:
            self.evaluate(kind, {}, 1, day, missing)
            self._warm.add((kind, day, missing))

    def _rule(self, rule: Rule, frame: Root, missing: bool, owner: str | None) -> RuleColumns:
        """The rule on every row; its sums and gaps only on the rows that it may concern."""
        truth = rule_truths(rule.id, frame)
        rows = None if truth.may is True else rows_of(truth.may, frame.size)
        if rows is not None and 100 * len(rows) > MOST_IN_A_HUNDRED * frame.size:
            rows = None
        on = frame if rows is None else frame.some_rows(rows)
        tried = settled(rule, on, plain(rule, on), missing)
        if owner is not None:
            whose = frame.fact(owner)
            tried = shared(rule, on, tried, whose if rows is None else whose.taken(rows))
        if on is not frame:
            on.release()
        other = NO_CLAIM if rule.for_each else BY_READINGS
        if not in_force(rule, frame.day):
            other = NOT_IN_FORCE
        failures = tuple(frame.failures.get(rule.id, ()))
        one = RuleColumns(rule, frame.size, rows, tried, None, failures, other)
        return replace(one, reason=_reason(one, frame)) if frame.reasons else one


MOST_IN_A_HUNDRED = 75
"""Where a rule may concern more of the rows than that, they are not picked out."""


def _reason(one: RuleColumns, frame: Root) -> Any:
    """Why each row is ineligible: the first failed condition's number, or a code."""
    if one.other_reason == NOT_IN_FORCE:
        return np.full(frame.size, NOT_IN_FORCE, dtype=np.int8)
    reason = frame.passed[one.rule.id]
    reason[reason == len(one.rule.when)] = one.other_reason
    reason[one.rows_where(one.found.status != INELIGIBLE)] = NOT_REFUSED
    return reason


def _totals(
    rules: Mapping[str, RuleColumns], counted: Mapping[str, Any], size: int
) -> TotalColumns:
    sure, up_to, loan = (np.zeros(size, dtype=np.int64) for _ in range(3))
    for name, counts in counted.items():
        sums = rules[name].found.sums
        if sums.has is False or not some(counts):
            continue
        many = len(counts)
        rows = rules[name].rows_where(counts)
        high = np.where(full(sums.high.known, many), sums.high.value, 0)[counts]
        if rules[name].rule.nature == "loan":
            loan[rows] += high
            continue
        known = full(sums.total.known, many)[counts]
        sure[rows] += np.where(known, np.broadcast_to(sums.total.value, many)[counts], 0)
        up_to[rows] += np.where(known, 0, high)
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
