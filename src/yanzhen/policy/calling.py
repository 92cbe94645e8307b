"""The functions of the rule language: what may be called, and which node it makes.

wan(50)   any(h.rank <= 3 for h in honours)   full_years(hired_on, as_of)   eligible('art-7')
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from yanzhen.policy import expression as e
from yanzhen.policy.errors import nearest
from yanzhen.policy.flaw import NUMBERS, Building, unfit
from yanzhen.policy.values import LARGEST_FEN
from yanzhen.policy.vocabulary import LEVELS, Label, Option

MONEY_UNITS = {"yuan": 100, "wan": 1_000_000, "yi": 10_000_000_000}


def _money(b: Building, tree: ast.Call) -> e.Node:
    amount = _number(b, tree)
    assert isinstance(tree.func, ast.Name)
    fen = amount * MONEY_UNITS[tree.func.id]
    if fen.denominator != 1:
        raise unfit("wrong-type", "金额不能细于一分", tree)
    if abs(fen) > LARGEST_FEN:
        raise unfit("too-large", "金额太大", tree)
    return e.Literal(int(fen), e.MONEY)


def _percent(b: Building, tree: ast.Call) -> e.Node:
    return e.Literal(_number(b, tree) / 100, e.DECIMAL)


def _number(b: Building, tree: ast.Call) -> Fraction:
    literal = b.built(tree.args[0]) if len(tree.args) == 1 else None
    if not isinstance(literal, e.Literal) or literal.type.kind not in NUMBERS:
        raise unfit("wrong-type", "括号里须是一个写定的数", tree)
    return Fraction(literal.value)


def _extreme(b: Building, tree: ast.Call) -> e.Node:
    parts = tuple(b.built(part) for part in tree.args)
    kinds = {e.type_of(part).kind for part in parts}
    if len(parts) < 2 or not (kinds == {"money"} or kinds <= NUMBERS):
        raise unfit("wrong-type", "min 和 max 需要两个以上同类的数", tree)
    assert isinstance(tree.func, ast.Name)
    kind = e.MONEY if kinds == {"money"} else e.type_of(parts[0])
    return e.Extreme(tree.func.id, parts, kind)


def _elapsed(b: Building, tree: ast.Call) -> e.Node:
    ends = [b.built(part) for part in tree.args]
    if len(ends) != 2 or {e.type_of(end).kind for end in ends} != {"date"}:
        raise unfit("wrong-type", "需要起止两个日期", tree)
    assert isinstance(tree.func, ast.Name)
    return e.Elapsed(tree.func.id.removeprefix("full_"), ends[0], ends[1])


def _day(b: Building, tree: ast.Call) -> e.Node:
    literal = b.built(tree.args[0]) if len(tree.args) == 1 else None
    try:
        value = date.fromisoformat(literal.value if isinstance(literal, e.Literal) else "")
    except (ValueError, TypeError):
        raise unfit("wrong-type", "写法是 date('2020-04-22')", tree) from None
    return e.Literal(value, e.DATE)


def _quantified(b: Building, tree: ast.Call) -> e.Node:
    source = tree.args[0] if len(tree.args) == 1 else None
    if (
        not isinstance(source, ast.GeneratorExp)
        or len(source.generators) != 1
        or source.generators[0].is_async
    ):
        raise unfit("not-in-language", "写法是 any（条件 for 变量 in 记录）", tree)
    part = source.generators[0]
    records = b.built(part.iter)
    if not isinstance(part.target, ast.Name):
        raise unfit("not-in-language", "写法是 any（条件 for 变量 in 记录）", tree)
    if not isinstance(records, e.FactRef) or records.fact.type != "records":
        raise unfit("wrong-type", "in 后面须是记录类事实", part.iter)
    variable = part.target.id
    outer = b.variables.get(variable)
    b.variables[variable] = records.fact
    try:
        assert isinstance(tree.func, ast.Name)
        return _over(b, tree.func.id, variable, records, source, part.ifs)
    finally:
        if outer is None:
            del b.variables[variable]
        else:
            b.variables[variable] = outer


def _over(
    b: Building,
    word: str,
    variable: str,
    records: e.FactRef,
    source: ast.GeneratorExp,
    filters: list[ast.expr],
) -> e.Node:
    conditions = tuple(b.each_truth(filters))
    if word == "sum":
        value = b.built(source.elt)
        if e.type_of(value).kind not in {"money", "integer", "decimal"}:
            raise unfit("wrong-type", "sum 里须是数", source.elt)
        return e.Sum(variable, records, _all(conditions), value, e.type_of(value))
    condition = b.truth(source.elt)
    if word == "all":
        unless = e.Not(_all(conditions)) if conditions else None
        whole = e.Or((unless, condition)) if unless else condition
        return e.Every(variable, records, whole)
    both = _all((*conditions, condition))
    return (e.Count if word == "count" else e.Some)(variable, records, both)


def _entry(b: Building, tree: ast.Call) -> e.Node:
    item = b.built(tree.args[0]) if len(tree.args) == 1 else None
    options = e.type_of(item).options if item else None
    if item is None or not options or not e.type_of(item).catalogue:
        raise unfit("wrong-type", "需要一个取自目录的选项", tree)
    assert isinstance(tree.func, ast.Name)
    attribute = tree.func.id.removesuffix("_of")
    return e.EntryAttribute(attribute, item, options, e.Type("text", _marks(attribute, options)))


def _rule(b: Building, tree: ast.Call) -> e.Node:
    literal = b.built(tree.args[0]) if len(tree.args) == 1 else None
    if not isinstance(literal, e.Literal) or literal.value not in b.scope.rules:
        word = str(literal.value) if isinstance(literal, e.Literal) else ""
        raise unfit("unknown-rule", f"没有规则 {word}", tree, nearest(word, b.scope.rules))
    return e.RuleMet(literal.value)


def _marks(attribute: str, options: Mapping[str, Option]) -> dict[str, Option]:
    """The levels or groups that a catalogue's entries can have."""
    found = {str(getattr(option, attribute) or "") for option in options.values()} - {""}
    known = LEVELS if attribute == "level" else {}
    names = [*known, *sorted(found - set(known))]
    return {name: Option(name, known.get(name, Label(name, name))) for name in names}


def _all(conditions: tuple[e.Node, ...]) -> e.Node:
    if not conditions:
        return e.Literal(True, e.BOOL)
    return conditions[0] if len(conditions) == 1 else e.And(conditions)


CALLS: dict[str, Callable[[Building, ast.Call], e.Node]] = {
    **dict.fromkeys(MONEY_UNITS, _money),
    "percent": _percent,
    "date": _day,
    "min": _extreme,
    "max": _extreme,
    "full_years": _elapsed,
    "full_months": _elapsed,
    **dict.fromkeys(("any", "all", "count", "sum"), _quantified),
    "level_of": _entry,
    "group_of": _entry,
    "eligible": _rule,
}
