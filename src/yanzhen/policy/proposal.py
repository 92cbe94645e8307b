"""What a figure probably is, guessed from the words around it: a proposal, never an answer.

The author of a pack decides; the guess only saves her typing. Each comes with the word that led
to it, so that a wrong one is seen at once.

>>> from yanzhen.policy.numerals import numerals
>>> text = "营业收入2亿元以上的企业，给予最高20万元奖励"
>>> [propose(text, one) for one in numerals(text)]
[Proposal(kind='threshold', why='以上'), Proposal(kind='benefit', why='给予')]
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from yanzhen.policy.numerals import Numeral

__all__ = ["Proposal", "propose"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A kind of `figures.yaml`, and the word that speaks for it ("" when only the unit does)."""

    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands before a figure in its sentence, and right after it."""

    before: str
    after: str
    near: str


_STOP = re.compile("[。；;！\n]")
_COMMA = re.compile("[，,、：:（(]")
_TIMES = ("年", "月", "日", "天", "周", "周年", "星期", "小时", "分钟", "季度", "学时", "课时")
_GRADES = ("等奖", "层次", "星级", "级", "等", "类", "档", "届", "批", "期", "轮")
_AFTER = re.compile("及?以上|及?以下|以内")
_BEFORE = re.compile("不少于|不低于|不满|未满|不足|至少|超过|达到|达|满")
_CAP = re.compile("不超过|不高于|上限|封顶|累计|总额|以内")
_BUDGET = re.compile("专项资金|预算|财政安排|每年安排|资金规模|基金")
_MEASURED = re.compile("收入|产值|税|投资|资本|年薪|薪酬|工资|销售|成交额|营收|估值|融资")
_GIVEN = re.compile("给予|补贴|补助|奖励|资助|津贴|发放|贴息|奖补|配套|支持|经费|贷款")
_TARGET = re.compile("力争|目标|建成|培育|新增|总量|引进|集聚|实现|打造|到(?=\\d{4}年)")
_QUOTA = re.compile("名额|指标|编制|遴选|评选|选拔|评定|择优|限额|每年确定|每批|选派")


def propose(text: str, numeral: Numeral) -> Proposal:
    """The kind that the words around a figure speak for; background where nothing does."""
    around = _around(text, numeral)
    for guess in (_word, _grade, _time, _money, _ratio, _count):
        proposal = guess(numeral, around)
        if proposal is not None:
            return proposal
    return Proposal("background", "")


def _around(text: str, numeral: Numeral) -> _Around:
    before = _STOP.split(text[max(0, numeral.start - 24) : numeral.start])[-1]
    after = _STOP.split(text[numeral.end : numeral.end + 12])[0]
    return _Around(before, after, _COMMA.split(before)[-1])


def _bounded(around: _Around) -> str:
    """The word that makes a figure a limit to be reached: 以上 after it, 不少于 before it."""
    return _seen(_AFTER, around.after[:4]) or _seen(_BEFORE, around.near[-4:])


def _seen(words: re.Pattern[str], *places: str) -> str:
    return next((found[0] for place in places if (found := words.search(place))), "")


def _word(numeral: Numeral, around: _Around) -> Proposal | None:
    """A document number, a date, and what is part of a name."""
    if numeral.unit == "文号":
        return Proposal("name", "文号")
    if numeral.unit == "条":
        return Proposal("name", numeral.token)
    if numeral.unit in ("日期", "时刻"):
        return Proposal("date", "")
    if around.before.count("“") > around.before.count("”"):
        return Proposal("name", "“")
    if around.before.count("《") > around.before.count("》"):
        return Proposal("name", "《")
    if numeral.unit == "大" or (numeral.unit == "强" and not around.near.endswith("前")):
        return Proposal("name", numeral.unit)
    return None


def _grade(numeral: Numeral, around: _Around) -> Proposal | None:
    if around.near.endswith(("前", "排名", "排名第")):
        return Proposal("rank", "前")
    if numeral.token.startswith("第"):
        graded = numeral.unit in _GRADES
        return Proposal("grade", numeral.unit) if graded else Proposal("rank", "第")
    if numeral.unit in _GRADES:
        return Proposal("grade", numeral.unit)
    return None


def _time(numeral: Numeral, around: _Around) -> Proposal | None:
    if numeral.unit in ("岁", "周岁"):
        return Proposal("threshold", numeral.unit)
    if numeral.unit not in (*_TIMES, "个月"):
        return None
    if numeral.unit == "年" and numeral.value is not None and numeral.value >= 1900:
        return Proposal("date", "")
    if numeral.unit in ("月", "日") and re.search(r"[年月] ?$", around.before):
        return Proposal("date", "")
    if why := _seen(_CAP, around.near):
        return Proposal("duration", why)
    if why := _bounded(around):
        return Proposal("threshold", why)
    return Proposal("duration", numeral.unit)


def _money(numeral: Numeral, around: _Around) -> Proposal | None:
    if not numeral.unit.endswith("元"):
        return None
    if why := _seen(_CAP, around.near):
        return Proposal("cap", why)
    at_least = _bounded(around)
    if at_least and not _seen(_GIVEN, around.near):
        return Proposal("threshold", at_least)
    if why := _seen(_BUDGET, around.near, around.after):
        return Proposal("budget", why)
    given = _seen(_GIVEN, around.near, around.after, around.before)
    measured = _seen(_MEASURED, around.near)
    if measured and not given:
        return Proposal("threshold", measured)
    return Proposal("benefit", given or numeral.unit)


def _ratio(numeral: Numeral, around: _Around) -> Proposal | None:
    if numeral.unit not in ("%", "‰", "个百分点", "倍", "成", "比"):
        return None
    if why := _seen(_CAP, around.near):
        return Proposal("cap", why)
    if why := _bounded(around):
        return Proposal("threshold", why)
    if why := _seen(_GIVEN, around.after, around.before):
        return Proposal("benefit", why)
    return Proposal("background", "")


def _count(numeral: Numeral, around: _Around) -> Proposal | None:
    """People, teams, posts: a threshold of a condition, a quota of a year, a target of a plan."""
    if not numeral.unit:
        return Proposal("name", "") if around.after[:1] not in ("", " ") else None
    clause = _COMMA.split(around.after)[0]
    rules: tuple[tuple[str, Callable[[], str]], ...] = (
        ("quota", lambda: _seen(_QUOTA, around.before, clause)),
        ("cap", lambda: _seen(_CAP, around.near)),
        ("target", lambda: _seen(_TARGET, around.before)),
        ("threshold", lambda: _bounded(around)),
    )
    return next((Proposal(kind, why) for kind, ask in rules if (why := ask())), None)
