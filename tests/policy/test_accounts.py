"""A formula may repeat a printed sum, may hold none that is not printed, and loses none that is."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.policy.mini import mini, rule

from yanzhen.policy import Explainer
from yanzhen.policy.accounts import account_for
from yanzhen.policy.errors import Place
from yanzhen.policy.pack import Figure

WORDS = {"zh": "年薪的20%，最高20万元", "en": "20% of the pay, at most 200,000 yuan"}


def figure(token: str, value: int, unit: str, kind: str = "benefit") -> Figure:
    return Figure("doc", "1", token, Decimal(value), unit, kind, ("aid",), None, Place("x", 1, 1))


RATE = figure("20%", 20, "%")
LIMIT = figure("20万元", 20, "万元", "cap")


def codes(formula: str, *figures: Figure) -> list[str]:
    pack = mini(rule(nature="formula", amount={"formula": formula}))
    return [one.code for one in account_for(replace(pack, figures=figures))]


ONCE = "min(percent(20) * pay, wan(20))"
TWICE = "min(percent(20) * pay, wan(20) - min(wan(20), rent))"


@pytest.mark.parametrize("formula", [ONCE, TWICE])
def test_a_sum_printed_once_may_stand_in_a_formula_more_than_once(formula: str) -> None:
    assert codes(formula, RATE, LIMIT) == []


def test_a_sum_printed_twice_must_stand_twice() -> None:
    assert codes(TWICE, RATE, LIMIT, LIMIT) == []
    assert codes(ONCE, RATE, LIMIT, LIMIT) == ["figure-not-in-rule"]


def test_a_sum_of_a_formula_that_nobody_printed_is_found() -> None:
    assert codes(TWICE, RATE) == ["unsupported-sum"]
    assert "unsupported-sum" in codes("min(percent(20) * pay, wan(20) - wan(7))", RATE, LIMIT)


def test_a_formula_is_said_in_its_own_words_where_it_has_them() -> None:
    spelled = mini(rule(nature="formula", amount={"formula": TWICE}))
    worded = mini(rule(nature="formula", amount={"formula": TWICE, "words": WORDS}))

    assert "已领租金" in Explainer("zh", spelled).amount(spelled.rules["aid"])[0]
    assert Explainer("zh", worded).amount(worded.rules["aid"]) == [WORDS["zh"]]
    assert Explainer("en", worded).amount(worded.rules["aid"]) == [WORDS["en"]]
