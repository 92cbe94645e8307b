"""Which rows of a batch hold a value that `yanzhen assess` would not admit.

Found on whole columns, by the same bounds that `admit_value` uses; the sentence for each such row
is then `admit_facts`' own, so both say the same of the same value.

    misfits(batch, vocabulary.facts_of("person"), "person", vocabulary)
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from yanzhen.policy.columnar.columns import Codes, Numbers, Records, Sets
from yanzhen.policy.errors import Problem
from yanzhen.policy.subject import LARGEST_INTEGER, LONGEST_TEXT, MOST_RECORDS, admit_facts
from yanzhen.policy.values import LARGEST_FEN
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.format import DIGITS
from yanzhen.population.frames import column

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from yanzhen.policy.columnar.columns import Bools, Column
    from yanzhen.policy.vocabulary import Fact, Vocabulary

LAST_DAY = date.max.toordinal()
MORE = 2**63 - 1


class Misplaced(NamedTuple):
    """One value that does not fit: its row in the batch, its fact, what is wrong with it."""

    row: int
    fact: str
    value: Any
    problem: Problem


def misfits(
    batch: pa.RecordBatch, facts: Mapping[str, Fact], kind: str, vocabulary: Vocabulary
) -> Iterator[Misplaced]:
    """Every value of the batch that cannot be admitted, column by column."""
    for name, array in zip(batch.schema.names, batch.columns, strict=True):
        if name in facts:
            for row in _suspects(array, facts[name]):
                yield from _said(array, int(row), facts[name], kind, vocabulary)


def _suspects(array: pa.Array, fact: Fact) -> Any:
    """Rows worth asking about one by one; all of them where the column has no 64-bit form."""
    try:
        return np.flatnonzero(unfit(column(array, fact), fact, len(array)))
    except PopulationRefused:
        return range(len(array))


def _said(
    array: pa.Array, row: int, fact: Fact, kind: str, vocabulary: Vocabulary
) -> Iterator[Misplaced]:
    try:
        value = array[row].as_py()
    except (OverflowError, ValueError):
        raw = array[row].cast("int32").as_py() if fact.type == "date" else None
        yield Misplaced(row, fact.id, raw, _no_such_day(fact))
        return
    problems: list[Problem] = []
    admit_facts({fact.id: value}, kind, vocabulary, problems)
    if not problems and _too_fine(array.slice(row, 1), fact):
        problems.append(_digits(fact))
    for problem in problems:
        yield Misplaced(row, problem.fact or fact.id, value, problem)


def _too_fine(array: pa.Array, fact: Fact) -> bool:
    """Whether an admitted number still has more digits than 64 bits hold."""
    try:
        column(array, fact)
    except PopulationRefused:
        return True
    return False


def _no_such_day(fact: Fact) -> Problem:
    zh = f"{fact.id}（{fact.label.zh}）：没有这一天"
    en = f"{fact.id} ({fact.label.en}): there is no such day"
    return Problem("bad-value", fact.id, zh, en)


def _digits(fact: Fact) -> Problem:
    zh = f"{fact.id}（{fact.label.zh}）：连同小数超过 {DIGITS} 位"
    en = f"{fact.id} ({fact.label.en}): has more than {DIGITS} digits with its decimals"
    return Problem("bad-value", fact.id, zh, en)


def unfit(made: Column, fact: Fact, rows: int) -> Bools:
    """The rows whose value is outside what the fact admits."""
    match made:
        case Numbers():
            return _out_of_bounds(made, fact)
        case Codes():
            wrong = [not _admits(fact, word) for word in made.words]
            return np.array([*wrong, False], np.bool_)[made.codes]
        case Sets():
            found = np.zeros(rows, np.bool_)
            for word in made.words:
                if not _admits(fact, word):
                    found |= made.members[word]
            return found
        case Records():
            return _unfit_records(made, fact)
    return np.zeros(rows, np.bool_)


def _admits(fact: Fact, word: str) -> bool:
    return len(word) <= LONGEST_TEXT if fact.type == "text" else word in fact.options


def _out_of_bounds(made: Numbers, fact: Fact) -> Bools:
    low, high = _bounds(fact)
    low, high = max(low * made.scale, -MORE), min(high * made.scale, MORE)
    found = (made.values < low) | (made.values > high)
    return found if made.known is None else found & made.known


def _bounds(fact: Fact) -> tuple[int, int]:
    """The least and the greatest that is admitted, in the units of the column."""
    low, high = {
        "money": (0, LARGEST_FEN),
        "date": (1, LAST_DAY),
    }.get(fact.type, (-LARGEST_INTEGER, LARGEST_INTEGER))
    low = low if fact.minimum is None else max(low, fact.minimum)
    high = high if fact.maximum is None else min(high, fact.maximum)
    return low, high


def _unfit_records(made: Records, fact: Fact) -> Bools:
    counts = np.diff(made.offsets)
    found = np.asarray(counts > MOST_RECORDS)
    total = int(made.offsets[-1])
    wrong = np.zeros(total, np.bool_)
    for name, part in made.fields.items():
        wrong |= unfit(part, fact.fields[name], total)
    if wrong.any():
        found[made.rows()[wrong]] = True
    return found
