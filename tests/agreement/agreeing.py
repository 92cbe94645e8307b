"""Holding the two readings of a pack against each other, field by field.

differences(pack, "person", [{"jobs": 3}], as_of)   ->  []
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from tests.agreement.laid_out import columns_of

from yanzhen.policy import Engine, Outcome, Pack, Subject
from yanzhen.policy.columnar.columns import Column
from yanzhen.policy.columnar.found import STATUSES, Found, Sums
from yanzhen.policy.columnar.masks import taken
from yanzhen.policy.columnar.program import Evaluated, Program
from yanzhen.policy.columnar.rivals import RuleColumns
from yanzhen.policy.columnar.vectors import Vector
from yanzhen.policy.outcome import NO_SUMS
from yanzhen.policy.outcome import Sums as Plain
from yanzhen.policy.reasons import reason


def differences(
    engine: Engine,
    program: Program,
    subjects: Sequence[Subject],
    as_of: date,
    columns: Mapping[str, Column] | None = None,
) -> list[str]:
    """Every field in which one reading says something else than the other.

    `columns` are the subjects' columns where they came by another way than `columns_of`.
    """
    kind = subjects[0].kind
    if columns is None:
        columns = columns_of(engine.pack.vocabulary, [subject.facts for subject in subjects])
    size = len(subjects)
    found = program.evaluate(kind, columns, size, as_of, missing=True)
    lean = program.evaluate(kind, columns, size, as_of)
    said: list[str] = []
    for row, subject in enumerate(subjects):
        assessed = engine.assess(subject, as_of, near_misses=False)
        said += _of_totals(row, assessed.totals, found)
        if assessed.tier is not None:
            mine = tier_at(found, row)
            if mine != frozenset(assessed.tier.possible):
                said.append(f"{row} tier: {sorted(mine)} not {assessed.tier.possible}")
        for outcome in assessed.outcomes:
            said += [
                f"{row} {outcome.rule.id} {line}"
                for line in _of_outcome(row, outcome, found, lean, as_of)
            ]
    return said


def _of_totals(row: int, totals: Any, found: Evaluated) -> Iterator[str]:
    for name in ("sure", "up_to", "loan"):
        mine, theirs = int(getattr(found.totals, name)[row]), getattr(totals, name)
        if mine != theirs:
            yield f"{row} totals.{name}: {mine} not {theirs}"


def tier_at(found: Evaluated, row: int) -> frozenset[str]:
    """The possible tiers of one row."""
    return frozenset(tier for tier, mask in found.tier.possible.items() if at(mask, row))


def _of_outcome(
    row: int, outcome: Outcome, found: Evaluated, lean: Evaluated, as_of: date
) -> Iterator[str]:
    one, bare = found.rules[outcome.rule.id], lean.rules[outcome.rule.id]
    if int(one.reason[row]) != reason(outcome, as_of):
        yield f"reason: {int(one.reason[row])} not {reason(outcome, as_of)}"
    if STATUSES[bare.status()[row]] != outcome.status:
        yield f"status: {STATUSES[bare.status()[row]]} not {outcome.status}"
    place = row
    if one.rows is not None:
        if row not in one.rows:
            if outcome.status != "ineligible" or outcome.sums != NO_SUMS or outcome.missing:
                yield f"is not looked at, but is {outcome.status}"
            return
        place = int(np.flatnonzero(one.rows == row)[0])
    yield from _answer(place, outcome, one, bare)


def _answer(row: int, outcome: Outcome, one: RuleColumns, bare: RuleColumns) -> Iterator[str]:
    status = STATUSES[one.found.status[row]]
    if status != outcome.status:
        yield f"status: {status} not {outcome.status}"
    mine = sums_at(one.found.sums, row)
    if mine != outcome.sums:
        yield f"sums: {mine} not {outcome.sums}"
    if (STATUSES[bare.found.status[row]], sums_at(bare.found.sums, row)) != (status, mine):
        yield "is another answer when what is missing is not asked for"
    names = {name for name, mask in one.missing.items() if at(mask, row)}
    if names != set(outcome.missing):
        yield f"missing: {sorted(names)} not {sorted(outcome.missing)}"
    theirs = {_key(read.choices): (read.status, read.sums) for read in outcome.readings}
    tried = _readings_at(one, row)
    if tried != theirs:
        yield f"readings: {tried} not {theirs}"
    yield from _claims(row, outcome, one.found)


def _claims(row: int, outcome: Outcome, found: Found) -> Iterator[str]:
    if outcome.status == "ineligible" or found.claims is None or not outcome.claims:
        return
    claims = found.claims
    places = np.flatnonzero(claims.index == row)
    mine = [
        (int(claims.counted_low[place]), _number(claims.counted_high, place)) for place in places
    ]
    theirs = [one.counted_fen for one in outcome.claims]
    shown = [
        low if low == high and at(claims.truth.known, place) else None
        for (low, high), place in zip(mine, places, strict=True)
    ]
    if shown != theirs:
        yield f"claims: {shown} not {theirs}"


def _readings_at(one: RuleColumns, row: int) -> dict[Any, Any]:
    for each in reversed(one.dropped):
        if at(each.rows, row):
            return {
                _key({each.reading: option}): ("ineligible", NO_SUMS)
                if option == each.option
                else ("eligible", sums_at(each.sums, row))
                for option in each.options
            }
    if not at(one.tried.shown, row):
        return {}
    tried, found = one.tried.choices, {}
    assert tried is not None
    for place in np.flatnonzero(tried.rows() == row):
        choices = {
            name.removeprefix("reading:"): tried.frame.plan.readings[name][options[place]]
            for name, options in tried.chosen.items()
            if options[place] >= 0
        }
        status = STATUSES[tried.found.status[place]]
        found[_key(choices)] = status, sums_at(tried.found.sums, int(place))
    return found


def _key(choices: Mapping[str, str]) -> Any:
    return tuple(sorted(choices.items()))


def sums_at(sums: Sums, row: int) -> Plain:
    """One row's sums as `evaluate` says them."""
    if not at(sums.has, row):
        return NO_SUMS
    return Plain(
        _number(sums.per_period, row), _number(sums.periods, row), at(sums.up_to, row),
        _number(sums.total, row), _number(sums.low, row), _number(sums.high, row),
    )  # fmt: skip


def at(mask: Any, row: int) -> bool:
    return bool(np.all(taken(mask, slice(row, row + 1))))


def _number(vector: Vector, row: int) -> int | None:
    if not at(vector.known, row):
        return None
    return int(vector.value[row] if isinstance(vector.value, np.ndarray) else vector.value)


def compiled(pack: Pack) -> tuple[Engine, Program]:
    return Engine(pack), Program(pack)
