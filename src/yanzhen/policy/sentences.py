"""A condition as a sentence in Chinese or English: the only place where nodes become words.

say(node, "zh")  ->  "带动就业人数不少于30人"
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.values import yuan, yuan_en

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yanzhen.policy.vocabulary import Fact, Language, Option

RELATIONS = {
    "zh": {"==": "为", "!=": "不为", "<": "少于", "<=": "不超过", ">": "多于", ">=": "不少于",
           "in": "为以下之一：", "has": "包括"},
    "en": {"==": "is", "!=": "is not", "<": "is below", "<=": "is at most", ">": "is above",
           ">=": "is at least", "in": "is one of:", "has": "includes"},
}  # fmt: skip
WORDS = {
    "zh": {"and": "，且", "or": "，或", "not": "不满足：", "tier": "人才层次", "as_of": "评定日",
           "months": "满月数", "years": "满年数", "min": "取小", "max": "取大", "yes": "是",
           "no": "否", "comma": "、", "level": "的级别", "group": "的类别"},
    "en": {"and": ", and ", "or": ", or ", "not": "not: ", "tier": "talent tier",
           "as_of": "date of assessment", "months": "full months", "years": "full years",
           "min": "the lesser of", "max": "the greater of", "yes": "yes", "no": "no",
           "comma": ", ", "level": " level", "group": " group"},
}  # fmt: skip


class Speaker:
    """Says nodes in one language; `rules` gives the titles of rules that others refer to."""

    def __init__(self, language: Language, rules: Mapping[str, Any] | None = None) -> None:
        self.language = language
        self.rules = rules or {}
        self.words = WORDS[language]

    def say(self, node: e.Node) -> str:
        text: str = READER.of(node)(node, self)
        return text

    def relation(self, op: str) -> str:
        word = RELATIONS[self.language][op]
        return word if self.language == "zh" else f" {word} "

    def join(self, parts: list[str]) -> str:
        return self.words["comma"].join(parts)

    def value(self, value: Any, options: Mapping[str, Option] | None = None) -> str:
        """A value as people write it: an option by its label, a ratio as a percentage."""
        if value is None:
            return "未知" if self.language == "zh" else "unknown"
        if isinstance(value, bool):
            return self.words["yes"] if value else self.words["no"]
        if isinstance(value, str):
            known = (options or {}).get(value)
            return known.label.say(self.language) if known else value
        if isinstance(value, (frozenset, tuple, list)):
            return self.join([self.value(one, options) for one in sorted(value, key=str)])
        if isinstance(value, date):
            return chinese_day(value) if self.language == "zh" else value.isoformat()
        return _ratio(value) if isinstance(value, Fraction) else f"{value}"

    def money(self, fen: int) -> str:
        return yuan(fen) if self.language == "zh" else yuan_en(fen)

    def fact_value(self, fact: Fact, value: Any) -> str:
        """A fact's value with its unit."""
        if fact.type == "money" and isinstance(value, int):
            return self.money(value)
        unit = fact.unit.say(self.language) if fact.unit else ""
        gap = " " if unit and self.language == "en" else ""
        return self.value(value, fact.options) + gap + unit


def chinese_day(day: date) -> str:
    """2026年1月31日, as Chinese offices write a date."""
    return f"{day.year}年{day.month}月{day.day}日"


def _ratio(ratio: Fraction) -> str:
    if ratio.denominator == 1:
        return str(ratio.numerator)
    percent = ratio * 100
    if percent.denominator == 1:
        return f"{percent.numerator}%"
    return f"{ratio.numerator}/{ratio.denominator}"


def _literal(node: e.Literal, speak: Speaker) -> str:
    if node.type.kind == "money":
        return speak.money(node.value)
    return speak.value(node.value)


def _fact(node: e.FactRef, speak: Speaker) -> str:
    return node.fact.label.say(speak.language)


def _field(node: e.FieldRef, speak: Speaker) -> str:
    return node.field.label.say(speak.language)


def _label(node: e.ParameterRef | e.ReadingRef, speak: Speaker) -> str:
    if isinstance(node, e.ReadingRef):
        return "条款读法" if speak.language == "zh" else "the clause's reading"
    return node.label.say(speak.language)


def _tier(node: e.TierRef, speak: Speaker) -> str:
    return speak.words["tier"]


def _as_of(node: e.AsOf, speak: Speaker) -> str:
    return speak.words["as_of"]


def _rule(node: e.RuleMet, speak: Speaker) -> str:
    rule = speak.rules.get(node.rule)
    title = rule.title.say(speak.language) if rule else node.rule
    return (
        f"符合“{title}”的条件" if speak.language == "zh" else f"the conditions of “{title}” are met"
    )


def _options_of(node: e.Node) -> Mapping[str, Option] | None:
    return e.type_of(node).options


def _operand(node: e.Node, other: e.Node, speak: Speaker) -> str:
    """A literal beside a fact is said in that fact's terms: its options, its unit."""
    if not isinstance(node, e.Literal):
        return speak.say(node)
    if isinstance(other, (e.FactRef, e.FieldRef)):
        fact = other.fact if isinstance(other, e.FactRef) else other.field
        return speak.fact_value(fact, node.value)
    if isinstance(node.value, str):
        return speak.value(node.value, _options_of(other))
    return speak.say(node)


def _compare(node: e.Compare, speak: Speaker) -> str:
    left, right = _operand(node.left, node.right, speak), _operand(node.right, node.left, speak)
    return f"{left}{speak.relation(node.op)}{right}"


def _member(node: e.Member, speak: Speaker) -> str:
    options = _options_of(node.item)
    listed = speak.join([speak.value(one, options) for one in node.options])
    relation = speak.relation("in" if len(node.options) > 1 else "==")
    return f"{speak.say(node.item)}{relation}{listed}"


def _contains(node: e.Contains, speak: Speaker) -> str:
    option = speak.value(node.option, _options_of(node.whole))
    return f"{speak.say(node.whole)}{speak.relation('has')}{option}"


def _inner(node: e.Node, speak: Speaker) -> str:
    text = speak.say(node)
    return f"({text})" if isinstance(node, (e.And, e.Or)) else text


def _and(node: e.And, speak: Speaker) -> str:
    return speak.words["and"].join(_inner(part, speak) for part in node.parts)


def _or(node: e.Or, speak: Speaker) -> str:
    return speak.words["or"].join(_inner(part, speak) for part in node.parts)


def _not(node: e.Not, speak: Speaker) -> str:
    if isinstance(node.part, e.Member):
        member = node.part
        options = _options_of(member.item)
        listed = speak.join([speak.value(one, options) for one in member.options])
        return f"{speak.say(member.item)}{speak.relation('!=')}{listed}"
    return speak.words["not"] + _inner(node.part, speak)


def _arithmetic(node: e.Arithmetic, speak: Speaker) -> str:
    sign = {"+": "+", "-": "-", "*": "×"}[node.op]
    parts = [_bracketed(part, speak) for part in (node.left, node.right)]
    return f"{parts[0]} {sign} {parts[1]}"


def _bracketed(node: e.Node, speak: Speaker) -> str:
    text = speak.say(node)
    return f"({text})" if isinstance(node, e.Arithmetic) else text


def _extreme(node: e.Extreme, speak: Speaker) -> str:
    listed = speak.join([speak.say(part) for part in node.parts])
    return f"{speak.words[node.op]}({listed})"


def _choose(node: e.Choose, speak: Speaker) -> str:
    condition, then, other = (
        speak.say(node.condition), speak.say(node.then), speak.say(node.otherwise),
    )  # fmt: skip
    if speak.language == "zh":
        return f"{condition}时为{then}，否则为{other}"
    return f"{then} if {condition}, else {other}"


def _some(node: e.Some, speak: Speaker) -> str:
    condition, records = speak.say(node.condition), speak.say(node.records)
    if speak.language == "zh":
        return f"“{records}”中至少有一条：{condition}"
    return f"at least one of “{records}”: {condition}"


def _every(node: e.Every, speak: Speaker) -> str:
    condition, records = speak.say(node.condition), speak.say(node.records)
    if speak.language == "zh":
        return f"“{records}”每一条：{condition}"
    return f"every one of “{records}”: {condition}"


def _count(node: e.Count, speak: Speaker) -> str:
    condition, records = speak.say(node.condition), speak.say(node.records)
    if speak.language == "zh":
        return f"“{records}”中（{condition}）的条数"
    return f"number of “{records}” with （{condition}）"


def _sum(node: e.Sum, speak: Speaker) -> str:
    value, records = speak.say(node.value), speak.say(node.records)
    if speak.language == "zh":
        return f"“{records}”的{value}合计"
    return f"sum of {value} over “{records}”"


def _elapsed(node: e.Elapsed, speak: Speaker) -> str:
    start, end, unit = speak.say(node.start), speak.say(node.end), speak.words[node.unit]
    return f"{start}至{end}的{unit}" if speak.language == "zh" else f"{unit} from {start} to {end}"


def _attribute(node: e.EntryAttribute, speak: Speaker) -> str:
    return speak.say(node.item) + speak.words[node.attribute]


READER: e.Reader[Any] = e.Reader(
    "sentences",
    {
        e.Literal: _literal, e.FactRef: _fact, e.FieldRef: _field, e.ParameterRef: _label,
        e.ReadingRef: _label, e.TierRef: _tier, e.AsOf: _as_of, e.RuleMet: _rule,
        e.Compare: _compare, e.Member: _member, e.Contains: _contains, e.And: _and, e.Or: _or,
        e.Not: _not, e.Arithmetic: _arithmetic, e.Extreme: _extreme, e.Choose: _choose,
        e.Some: _some, e.Every: _every, e.Count: _count, e.Sum: _sum, e.Elapsed: _elapsed,
        e.EntryAttribute: _attribute,
    },
)  # fmt: skip
