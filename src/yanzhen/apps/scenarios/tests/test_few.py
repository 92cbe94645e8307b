"""Few people are never shown, nor to be had by subtraction."""

import pytest

from yanzhen.apps.scenarios.findings import FEW, column, kept


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, None), (FEW - 1, None), (FEW, FEW)])
def test_a_count_of_few_is_left_out(count: int, told: int | None) -> None:
    assert kept(count) == told


def test_one_left_out_alone_takes_the_smallest_other_with_it() -> None:
    assert column([100, 5, 40, 0]) == [100, None, None, 0]


def test_two_left_out_hide_each_other() -> None:
    assert column([100, 5, 40, 3]) == [100, None, 40, None]


def test_nothing_is_left_out_without_need() -> None:
    assert column([100, 50, 0]) == [100, 50, 0]
