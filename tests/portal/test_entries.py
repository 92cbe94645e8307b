"""What people type, and what it is taken for."""

from decimal import Decimal

import pytest

from yanzhen.policy import Pack
from yanzhen.portal.answers import Answers
from yanzhen.portal.entries import taken, typed


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("contract_years", "3", Decimal(3)),
        ("contract_years", " ３．５ 年 ", Decimal("3.5")),
        ("contract_years", "3 years", Decimal(3)),
        ("manager_annual_pay", "200,000", "200000"),
        ("manager_annual_pay", "20 万元", "20万元"),
        ("hired_on", "2026-01-31", "2026-01-31"),
    ],
)
def test_it_is_understood_as_people_type_it(
    pack: Pack, fact: str, text: str, value: object
) -> None:
    assert typed(pack.vocabulary.facts[fact], text) == value


@pytest.mark.parametrize(
    ("fact", "text", "zh", "en"),
    [
        ("contract_years", "三年多", "请填写数字", "Please enter a number"),
        ("contract_years", "-1", "不能小于0", "The value must not be below 0"),
        ("hired_on", "2026-02-30", "没有这一天", "There is no such day"),
        ("hired_on", "去年", "请填写日期", "Please enter a date"),
        ("manager_annual_pay", "很多", "请填写金额", "Please enter a sum"),
        ("degree", "wizard", "请从列表中选择", "Please choose one"),
    ],
)
def test_a_slip_is_answered_with_a_sentence(
    pack: Pack, fact: str, text: str, zh: str, en: str
) -> None:
    found = taken(Answers("person", {fact: text}), pack.vocabulary)

    assert found.facts == {}
    assert found.errors[fact].zh.startswith(zh)
    assert found.errors[fact].en.startswith(en)


def test_a_slip_in_a_record_names_its_field_and_spares_the_rest(pack: Pack) -> None:
    honours = [{"award": "nobel_prize", "year": "long ago"}]

    found = taken(Answers("person", {"honours": honours}), pack.vocabulary)

    assert found.facts == {"honours": [{"award": "nobel_prize"}]}
    assert list(found.errors) == ["honours.0.year"]
