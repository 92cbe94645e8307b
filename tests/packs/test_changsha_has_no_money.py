"""Changsha's plan holds no sum, ratio or quota: none may appear anywhere in what is made from it.

Looked at are the rules, the figures, the parameters, the programmes, the plan, every word of the
pack's files, and every answer to every worked case, in Chinese and in English.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from yanzhen.policy import (
    Explainer,
    Pack,
    Source,
    as_json,
    assess,
    packs_on_disk,
    read_data,
    read_pack,
    sources_on_disk,
)
from yanzhen.policy.outcome import NO_SUMS
from yanzhen.policy.values import FEN_PER
from yanzhen.policy.vocabulary import Language

FILES = sources_on_disk(packs_on_disk(), "changsha", cases=True)
OWN = [source for source in FILES if source.name.startswith("changsha/")]
HAN = "零〇一二两三四五六七八九十百千万亿"
MONEY = re.compile(
    rf"[\d{HAN}][\d{HAN},.]*\s*(?:美元|欧元|港元|[十百千万亿]*元)|[\d,.]+\s*(?:万|亿)"
    r"|[¥￥$€]\s*\d|\d[\d,.]*\s*%|[百千]分之"
    r"|(?:\d|\b(?:hundred|thousand|million|billion))[\d,.]*\s*(?:yuan|RMB|CNY|dollars?)\b"
    r"|\byuan\b|\d\s*(?:per cent|percent)\b",
    re.IGNORECASE,
)
ZERO = {"sure": "0元", "up_to": "0元", "loan": "0元"}


def changsha() -> Pack:
    result = read_pack(FILES)
    assert result.pack is not None, result.findings
    return result.pack


PACK = changsha()
ANSWERS = {
    case.id: assess(PACK, {"subject": case.subject, "facts": dict(case.facts)}, case.as_of)
    for case in PACK.cases
}


def words(data: Any) -> Iterator[str]:
    """Every text in plain data, keys left out."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key != "totals":
                yield from words(value)
    elif isinstance(data, list):
        for value in data:
            yield from words(value)


def test_there_are_rules_cases_and_a_plan_to_look_at() -> None:
    assert len(PACK.rules) >= 35
    assert len(PACK.cases) >= 30
    assert sum(name.startswith("measure-") for name in PACK.plan) == 20
    assert len(PACK.programmes) > 100
    assert {case.subject for case in PACK.cases} >= {
        "person", "employer", "team", "project", "institution", "intermediary",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["最高10万元", "三十万元", "2000 元", "5亿", "20%", "百分之二十", "¥50", "200,000 yuan",
     "two million yuan", "up to 3 per cent", "奖励两千元"],
)  # fmt: skip
def test_the_search_would_find_money(text: str) -> None:
    assert MONEY.search(text)


@pytest.mark.parametrize("text", ["22条产业链", "到2025年", "多元、专业", "三型企业", "单元"])
def test_the_search_leaves_other_words_alone(text: str) -> None:
    assert not MONEY.search(text)


def test_no_rule_computes_a_sum() -> None:
    for rule in PACK.rules.values():
        assert rule.nature in ("in_kind", "unspecified"), rule.id
        assert rule.amount is None, rule.id
        assert not rule.caps, rule.id
        assert (rule.periods, rule.within_years, rule.less, rule.starts) == (None,) * 4, rule.id
        assert rule.every == "once", rule.id
        assert rule.for_each is None, rule.id
    assert PACK.exclusive == ()


def test_no_rule_asks_for_a_sum() -> None:
    asked = {
        name
        for answer in ANSWERS.values()
        for outcome in answer.outcomes
        for name in (*outcome.missing, *(fact for step in outcome.because for fact in step.names))
    }
    facts = [PACK.vocabulary.facts[name] for name in asked if name in PACK.vocabulary.facts]
    assert len(facts) > 20
    assert not [fact.id for fact in facts if fact.type == "money"]


def test_no_figure_is_money_or_a_ratio() -> None:
    assert PACK.figures
    for figure in PACK.figures:
        assert figure.unit not in FEN_PER, figure
        assert not re.search(r"[元%％]", figure.unit + figure.token), figure
        assert figure.kind not in ("benefit", "cap", "budget", "quota", "threshold"), figure


def test_no_parameter_has_a_value() -> None:
    assert PACK.parameters
    assert not [one.id for one in PACK.parameters.values() if one.values]


def test_no_target_is_money_or_a_quantity() -> None:
    plan, programmes = PACK.plan.values(), PACK.programmes.values()
    assert {target.unit for duty in plan for target in duty.targets} == {"年"}
    assert {number for duty in plan for number in duty.numbers} == {1, 22, 2025}
    assert not [one.id for one in programmes if one.targets or one.numbers]


@pytest.mark.parametrize("source", OWN, ids=lambda source: source.name)
def test_no_file_of_the_pack_speaks_of_money(source: Source) -> None:
    found = list(words(read_data(source.text)))
    assert found
    assert not [text for text in found if MONEY.search(text)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_rule_is_told_with_money(language: Language) -> None:
    explainer = Explainer(language, PACK)
    for rule in PACK.rules.values():
        told = [
            rule.title.say(language), rule.summary.say(language),
            *explainer.rule(rule), *explainer.amount(rule),
            *(note.say(language) for note in rule.notes),
        ]  # fmt: skip
        assert len(told) > 2, rule.id
        assert not [text for text in told if MONEY.search(text)], rule.id


@pytest.mark.parametrize("case", ANSWERS)
def test_no_answer_holds_money(case: str) -> None:
    answer = ANSWERS[case]
    assert (answer.totals.sure, answer.totals.up_to, answer.totals.loan) == (0, 0, 0)
    for outcome in answer.outcomes:
        assert (outcome.sums.total, outcome.sums.low, outcome.sums.high) == (None,) * 3
        assert outcome.sums.per_period is None
        assert outcome.schedule == ()
        assert all(one.sums == NO_SUMS for one in outcome.readings)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", ANSWERS)
def test_no_answer_tells_money(case: str, language: Language) -> None:
    answer, explainer = ANSWERS[case], Explainer(language, PACK)
    told = list(words(as_json(answer, language)["outcomes"]))
    for outcome in answer.outcomes:
        told += [explainer.why(outcome), explainer.sums(outcome)]
    assert len(told) > len(answer.outcomes)
    assert not [text for text in told if MONEY.search(text)]


def test_a_sum_someone_enters_does_not_become_the_plans() -> None:
    """Even with a sum approved elsewhere, the plan itself promises none."""
    facts = {
        "confirmed_under_other_documents": ["rent_subsidy"],
        "approved_sums": [{"rule": "measure-15-rent-subsidy", "sum": "5万元"}],
    }
    answer = assess(PACK, {"subject": "person", "facts": facts}, date(2026, 1, 1))
    assert answer.outcome("measure-15-rent-subsidy").status == "eligible"
    assert (answer.totals.sure, answer.totals.up_to, answer.totals.loan) == (0, 0, 0)


def test_every_case_expects_nothing() -> None:
    for source in OWN:
        for case in read_data(source.text).get("cases", []):
            assert case["totals"] == ZERO, case["id"]
