"""Arrow batches become columns without losing, adding or rounding anything."""

from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanzhen.policy.columnar.columns import Codes, Flags, Numbers, Records, Sets
from yanzhen.policy.vocabulary import Fact, FactType, Label
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.format import arrow_type
from yanzhen.population.frames import column, columns

WORDS = ("doctor", "master", "学士")
LARGEST = 2**63 - 1


def fact(kind: FactType, *fields: Fact, name: str = "it") -> Fact:
    return Fact(name, kind, Label("它", "It"), fields={one.id: one for one in fields})


HONOURS = fact("records", fact("integer", name="year"), fact("many_of", name="grades"))


def plain(made: Any) -> list[Any]:
    """A column as Python values, None where unknown."""
    match made:
        case Flags():
            values = made.values.tolist()
        case Numbers():
            scale = Decimal(made.scale)
            values = [Decimal(one) / scale for one in made.values.tolist()]
        case Codes():
            values = [made.words[code] for code in made.codes] if made.words else made.codes
        case Sets():
            rows = len(next(iter(made.members.values()))) if made.words else len(made.known)
            values = [{w for w in made.words if made.members[w][row]} for row in range(rows)]
        case Records():
            fields = {name: plain(part) for name, part in made.fields.items()}
            values = [
                [{n: fields[n][i] for n in fields} for i in range(made.offsets[r], end)]
                for r, end in enumerate(made.offsets[1:])
            ]
    known = [True] * len(values) if made.known is None else made.known.tolist()
    return [value if sure else None for value, sure in zip(values, known, strict=True)]


def rows(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.none() | values, max_size=40)


def sliced(data: list[Any], kind: pa.DataType, cut: int) -> tuple[pa.Array, list[Any]]:
    """An array that begins and ends inside a longer one."""
    return pa.array(data, kind).slice(cut, max(0, len(data) - 2 * cut)), data[cut:][
        : max(0, len(data) - 2 * cut)
    ]


CUTS = st.integers(0, 11)


@given(rows(st.booleans()), CUTS)
def test_flags(data: list[Any], cut: int) -> None:
    array, expected = sliced(data, pa.bool_(), cut)

    assert plain(column(array, fact("bool"))) == expected


@given(
    st.sampled_from([pa.int8(), pa.uint8(), pa.int32(), pa.int64(), pa.uint64()]),
    rows(st.integers(0, 127)),
    CUTS,
)
def test_whole_numbers_of_any_width(kind: pa.DataType, data: list[Any], cut: int) -> None:
    array, expected = sliced(data, kind, cut)

    assert plain(column(array, fact("integer"))) == expected


@given(rows(st.integers(-(2**63), LARGEST)), st.integers(0, 6), CUTS)
def test_decimals_over_the_whole_range(data: list[Any], scale: int, cut: int) -> None:
    numbers = [None if one is None else Decimal(one).scaleb(-scale) for one in data]
    array, expected = sliced(numbers, pa.decimal128(25, scale), cut)

    made = column(array, fact("decimal"))

    assert isinstance(made, Numbers)
    assert made.scale == 10**scale
    assert [None if v is None else int(v.scaleb(scale)) for v in expected] == [
        number if sure else None
        for number, sure in zip(made.values.tolist(), made.is_known().tolist(), strict=True)
    ]


@pytest.mark.parametrize(
    ("kind", "value", "fen"),
    [
        (pa.int64(), 200_000, 20_000_000),
        (pa.decimal128(18, 2), Decimal("1.25"), 125),
        (pa.decimal128(18, 1), Decimal("1.2"), 120),
        (pa.decimal128(18, 0), Decimal(7), 700),
    ],
)
def test_money_is_yuan_outside_and_fen_inside(kind: pa.DataType, value: Any, fen: int) -> None:
    made = column(pa.array([value, None], kind), fact("money"))

    assert isinstance(made, Numbers)
    assert (made.values.tolist(), made.scale) == ([fen, 0], 1)
    assert made.known is not None
    assert made.known.tolist() == [True, False]


@given(rows(st.dates()), CUTS)
def test_dates_are_ordinal_days(data: list[Any], cut: int) -> None:
    array, expected = sliced(data, pa.date32(), cut)

    made = column(array, fact("date"))

    assert plain(made) == [None if day is None else day.toordinal() for day in expected]


@given(rows(st.sampled_from(WORDS)), st.sampled_from(["string", "large_string", "words"]), CUTS)
def test_words(data: list[Any], kind: str, cut: int) -> None:
    types = {"string": pa.string(), "large_string": pa.large_string()}
    array, expected = sliced(data, types.get(kind, arrow_type(fact("one_of"))), cut)

    made = column(array, fact("one_of"))

    assert isinstance(made, Codes)
    assert made.codes.dtype == np.int32
    assert all(made.codes[~made.is_known()] == -1)
    if made.words:
        assert plain(made) == expected


def test_a_dictionary_that_holds_a_word_twice_and_a_null() -> None:
    array = pa.DictionaryArray.from_arrays(
        pa.array([0, 1, 2, 3, None], pa.int8()), pa.array(["a", "b", "a", None])
    )

    made = column(array, fact("one_of"))

    assert isinstance(made, Codes)
    assert (made.words, plain(made)) == (("a", "b"), ["a", "b", "a", None, None])


@given(
    rows(st.lists(st.sampled_from(WORDS), max_size=4)),
    st.sampled_from([pa.list_(pa.string()), pa.large_list(arrow_type(fact("one_of")))]),
    CUTS,
)
def test_sets(data: list[Any], kind: pa.DataType, cut: int) -> None:
    array, expected = sliced(data, kind, cut)

    made = column(array, fact("many_of"))

    assert isinstance(made, Sets)
    if made.words:
        assert plain(made) == [None if one is None else set(one) for one in expected]
    else:
        assert not any(expected)


RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "year": st.none() | st.integers(1900, 2100),
            "grades": st.none() | st.just(["b", "a"]),
        }
    ),
    max_size=4,
)


@given(rows(RECORDS), CUTS)
def test_records(data: list[Any], cut: int) -> None:
    fields = [(one.id, arrow_type(one)) for one in HONOURS.fields.values()]
    array, expected = sliced(data, pa.list_(pa.struct(fields)), cut)

    made = column(array, HONOURS)

    assert isinstance(made, Records)
    assert len(made) == len(expected)
    assert made.is_known().tolist() == [one is not None for one in expected]
    said = [record for row in expected if row for record in row]
    assert plain(made.fields["year"]) == [record["year"] for record in said]
    known = made.fields["grades"].known
    assert [record["grades"] is not None for record in said] == (
        [True] * len(said) if known is None else known.tolist()
    )
    assert made.rows().tolist() == [n for n, row in enumerate(expected) for _ in row or ()]


def test_what_a_null_list_hides_is_no_record() -> None:
    array = pa.ListArray.from_arrays(
        pa.array([0, 2, 3, 4], pa.int32()),
        pa.array([{"year": year} for year in (2001, 2002, 2003, 2004)]),
        mask=pa.array([False, True, False]),
    )

    made = column(array, HONOURS)

    assert isinstance(made, Records)
    assert made.offsets.tolist() == [0, 2, 2, 3]
    assert plain(made.fields["year"]) == [2001, 2002, 2004]


def test_whole_columns_are_not_copied() -> None:
    array = pa.array([1, 2, 3], pa.int64())

    made = column(array, fact("integer"))

    assert isinstance(made, Numbers)
    assert made.known is None
    assert made.values.ctypes.data == array.buffers()[1].address


def test_chunks_with_dictionaries_of_their_own() -> None:
    chunks = pa.chunked_array([pa.array(["b", "a"]), pa.array(["c", "b"])]).dictionary_encode()
    apart = pa.chunked_array([chunks.chunk(0), pa.array(["c", "b"]).dictionary_encode()])

    assert plain(column(apart, fact("one_of"))) == ["b", "a", "c", "b"]


@pytest.mark.parametrize("kind", ["bool", "integer", "money", "date", "one_of", "records"])
def test_a_column_of_nothing_but_nulls(kind: FactType) -> None:
    made = column(pa.nulls(3), fact(kind))

    assert made.known is not None
    assert made.known.tolist() == [False] * 3


@pytest.mark.parametrize(
    ("kind", "array"),
    [
        ("decimal", pa.array([Decimal(2**63)], pa.decimal128(38, 0))),
        ("decimal", pa.array([Decimal(-(2**63) - 1)], pa.decimal128(38, 0))),
        ("integer", pa.array([2**63], pa.uint64())),
        ("money", pa.array([2**60], pa.int64())),
        ("money", pa.array([-(2**60)], pa.int64())),
    ],
)
def test_a_number_beyond_64_bits_is_refused(kind: FactType, array: pa.Array) -> None:
    with pytest.raises(PopulationRefused, match="太大"):
        column(array, fact(kind))


@pytest.mark.parametrize(
    ("kind", "array"),
    [
        ("money", pa.array([1.5])),
        ("money", pa.array([Decimal("1.125")], pa.decimal128(18, 3))),
        ("integer", pa.array(["1"])),
        ("bool", pa.array([1])),
        ("date", pa.array([0], pa.timestamp("us"))),
        ("one_of", pa.array([1])),
        ("many_of", pa.array(["a"])),
        ("records", pa.array([[1]])),
    ],
)
def test_a_column_of_another_type_is_refused(kind: FactType, array: pa.Array) -> None:
    with pytest.raises(PopulationRefused, match="不能当作"):
        column(array, fact(kind))


def test_only_facts_become_columns() -> None:
    batch = pa.table({"id": ["a"], "by.county": ["x"], "it": [1]})

    assert list(columns(batch, {"it": fact("integer")})) == ["it"]
