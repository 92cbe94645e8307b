"""`yanzhen assess`, a cell and a Parquet column admit the same values, each as the same."""

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import example, given
from hypothesis import strategies as st
from tests.population.office import PACK

from yanzhen.policy.subject import LARGEST_INTEGER, LONGEST_TEXT, Misfit, admit_facts
from yanzhen.policy.values import LARGEST_FEN
from yanzhen.population.arrays import array_of
from yanzhen.population.format import arrow_type
from yanzhen.population.frames import column
from yanzhen.population.intake.cells import Column, Reader
from yanzhen.population.misfits import misfits

VOCABULARY = PACK.vocabulary
FACTS = VOCABULARY.facts_of("person")
EDGES = [0, -1, 1, 9, 10, LARGEST_INTEGER, LARGEST_FEN // 100]
NUMBERS = st.one_of(
    st.integers(-(10**13), 10**13), st.sampled_from([e + d for e in EDGES for d in (-1, 0, 1)])
)
SUMS = st.builds(lambda n, cents: Decimal(n) + Decimal(cents) / 100, NUMBERS, st.integers(0, 99))
WORDS = st.sampled_from(["doctor", "master", "docter", "", "chinese", "french", "star", "plain"])
RECORD = st.fixed_dictionaries(
    {},
    optional={
        "award": st.none() | WORDS, "rank": NUMBERS, "sole": st.booleans(), "prize": SUMS,
        "weight": st.decimals(-10, 10, places=4), "won_on": st.none() | st.dates(),
    },
)  # fmt: skip
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "works": st.booleans(),
    "jobs": NUMBERS,
    "flats": NUMBERS,
    "score": NUMBERS,
    "pay": SUMS,
    "ratio": st.decimals(-(10**13), 10**13, places=4),
    "hired_on": st.dates(),
    "motto": st.sampled_from(["", "勤", "x" * LONGEST_TEXT, "x" * (LONGEST_TEXT + 1)]),
    "degree": WORDS,
    "tongues": st.lists(WORDS, max_size=3),
    "honours": st.lists(RECORD, max_size=3),
}
CASES = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.tuples(st.just(name), st.lists(st.none() | VALUES[name], max_size=6))
)
WIDE = {"money": pa.decimal128(38, 2), "decimal": pa.decimal128(38, 4)}


def admitted(name: str, value: Any) -> tuple[Any, list[str]]:
    """What `yanzhen assess` makes of a value, and what it says against it."""
    problems: list[Any] = []
    facts = admit_facts({name: value}, "person", VOCABULARY, problems)
    return facts.get(name), [problem.zh for problem in problems]


def wide(kind: pa.DataType) -> pa.DataType:
    """The same type with room for numbers that are too large."""
    if pa.types.is_decimal(kind):
        return pa.decimal128(38, kind.scale)
    if pa.types.is_list(kind):
        return pa.list_(wide(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([(field.name, wide(field.type)) for field in kind])
    return kind


@given(CASES)
@example(("pay", [Decimal(10**30)]))
@example(("honours", [[{}], [None], []]))
@example(("honours", [[{}] * 10_001]))
@example(("tongues", [["chinese", None]]))
def test_a_parquet_column_admits_what_assess_admits(case: tuple[str, list[Any]]) -> None:
    name, values = case
    array = pa.array(values, wide(arrow_type(FACTS[name])))
    batch = pa.record_batch({name: array})

    found: dict[int, list[str]] = {}
    for one in misfits(batch, FACTS, "person", VOCABULARY):
        found.setdefault(one.row, []).append(one.problem.zh)

    said = {row: admitted(name, value)[1] for row, value in enumerate(array.to_pylist())}
    assert found == {row: problems for row, problems in said.items() if problems}


@given(CASES)
def test_what_is_admitted_survives_the_way_to_arrow_and_back(case: tuple[str, list[Any]]) -> None:
    name, values = case
    kept = [got for value in values for got, problems in [admitted(name, value)] if not problems]

    array = array_of(FACTS[name], kept)

    assert array.type == arrow_type(FACTS[name])
    array.validate(full=True)
    again = [admitted(name, value)[0] for value in array.to_pylist()]
    assert again == kept
    assert column(array, FACTS[name]) is not None


CELLS = {"motto", "honours"}
BY_CELL = st.sampled_from(sorted(VALUES.keys() - CELLS)).flatmap(
    lambda name: st.tuples(st.just(name), VALUES[name])
)


@given(BY_CELL)
def test_a_cell_admits_what_assess_admits(case: tuple[str, Any]) -> None:
    name, value = case
    expected, problems = admitted(name, value)

    for cell in (value, written(value)):
        try:
            got: Any = Reader().value(Column(FACTS[name]), cell)
            refused = False
        except Misfit:
            got, refused = None, True
        if cell != "":  # a blank cell is unknown
            assert (got, refused) == (expected, bool(problems))


def written(value: Any) -> Any:
    """The value as an office writes it down as text."""
    match value:
        case bool():
            return "是" if value else "否"
        case date():
            return f"{value.year:04}年{value.month}月{value.day}日"
        case Decimal():
            return f"{value:f}"
        case list():
            return "；".join(value) if value and all(value) else value
    return str(value)
