"""Outcomes in long form: a row for each subject and rule that is not ruled out.

Sums are whole fen; a sum that is not settled, or not limited, is null. `reason` numbers the
rule's first failed condition and stands only where ineligible outcomes were asked for.

    outcome_table(chunk, evaluated).schema   ->  OUTCOMES
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from yanzhen.policy.columnar.found import INELIGIBLE, STATUSES
from yanzhen.policy.columnar.masks import full
from yanzhen.population.format import WORDS

if TYPE_CHECKING:
    from yanzhen.policy.columnar.program import Evaluated
    from yanzhen.policy.columnar.rivals import RuleColumns
    from yanzhen.policy.columnar.vectors import Vector
    from yanzhen.population.chunks import Chunk

OUTCOMES = pa.schema(
    [
        ("id", pa.string()), ("kind", WORDS), ("rule", WORDS), ("status", WORDS),
        ("counted", pa.bool_()), ("total_fen", pa.int64()), ("low_fen", pa.int64()),
        ("high_fen", pa.int64()), ("per_period_fen", pa.int64()), ("periods", pa.int64()),
        ("periods_up_to", pa.bool_()), ("reason", pa.int8()),
    ]
)  # fmt: skip
MISSING = pa.schema([("id", pa.string()), ("kind", WORDS), ("rule", WORDS), ("fact", WORDS)])


def outcome_table(chunk: Chunk, evaluated: Evaluated, ineligible: bool = False) -> pa.Table:
    """The chunk's outcomes, rule by rule; ineligible ones too where asked for."""
    names = tuple(evaluated.rules)
    parts = [
        _of_rule(chunk, one, evaluated.counted.get(name), (names, place), ineligible)
        for place, (name, one) in enumerate(evaluated.rules.items())
    ]
    found = [part for part in parts if part is not None]
    return pa.Table.from_batches(found, OUTCOMES) if found else OUTCOMES.empty_table()


def _of_rule(
    chunk: Chunk, one: RuleColumns, counts: Any, rule: tuple[tuple[str, ...], int],
    ineligible: bool,
) -> pa.RecordBatch | None:  # fmt: skip
    status = one.found.status
    shown = np.flatnonzero(status != INELIGIBLE)
    rows = shown if one.rows is None else one.rows[shown]
    sums, many = one.found.sums, len(status)
    failed = np.flatnonzero(one.status() == INELIGIBLE) if ineligible else rows[:0]
    if not len(shown) + len(failed):
        return None
    reasons = one.reason[failed] if len(failed) else np.zeros(0, np.int8)
    counted = np.zeros(many, dtype=bool) if counts is None else counts
    vectors = [sums.total, sums.low, sums.high, sums.per_period, sums.periods]
    values = [_column(vector, shown, many, len(failed)) for vector in vectors]
    return pa.record_batch(
        [
            chunk.ids.take(pa.array(np.concatenate([rows, failed]))),
            _same((chunk.kind,), 0, len(rows) + len(failed)),
            _same(*rule, len(rows) + len(failed)),
            pa.DictionaryArray.from_arrays(
                np.concatenate([status[shown], np.zeros(len(failed))]).astype(np.int32), STATUSES
            ),
            pa.array(np.concatenate([counted[shown], np.zeros(len(failed), dtype=bool)])),
            *values,
            pa.array(np.concatenate([full(sums.up_to, many)[shown], np.zeros(len(failed), bool)])),
            pa.array(
                np.concatenate([np.zeros(len(rows), np.int8), reasons]),
                mask=np.arange(len(rows) + len(failed)) < len(rows),
            ),
        ],
        schema=OUTCOMES,
    )


def _same(words: tuple[str, ...], place: int, many: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(np.full(many, place, dtype=np.int32), list(words))


def _column(vector: Vector, rows: Any, many: int, more: int) -> pa.Array:
    """The vector's known values on the rows, then nulls."""
    known = np.concatenate([full(vector.known, many)[rows], np.zeros(more, dtype=bool)])
    values = np.broadcast_to(vector.value, many)[rows] if many else np.zeros(0, dtype=np.int64)
    whole = np.concatenate([np.where(known[: len(rows)], values, 0), np.zeros(more)])
    return pa.array(whole.astype(np.int64), mask=~known)


def missing_table(chunk: Chunk, evaluated: Evaluated) -> pa.Table:
    """Which facts each open outcome still misses."""
    rules = tuple(evaluated.rules)
    facts = tuple(dict.fromkeys(n for one in evaluated.rules.values() for n in one.missing))
    parts = []
    for place, one in enumerate(evaluated.rules.values()):
        for name, mask in one.missing.items():
            rows = one.rows_where(full(mask, len(one.found.status)))
            columns = [
                chunk.ids.take(pa.array(rows)), _same((chunk.kind,), 0, len(rows)),
                _same(rules, place, len(rows)), _same(facts, facts.index(name), len(rows)),
            ]  # fmt: skip
            parts.append(pa.record_batch(columns, schema=MISSING))
    return pa.Table.from_batches(parts, MISSING) if parts else MISSING.empty_table()
