"""What can be set otherwise in a rule: its sums, limits, periods, dates, conditions and the numbers
in them, and whether it is in force at all.

    amount.A  amount.2.from  at_most  periods  caps.1.limit  when.2  when.2.number.1  enabled
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.build.rules import with_coverage
from yanzhen.policy.grammar import parse
from yanzhen.policy.lever import (
    SWITCH,
    Handle,
    Lever,
    money_slider,
    number_slider,
    taken_day,
    taken_sum,
    taken_switch,
    written_day,
    written_number,
    written_sum,
)
from yanzhen.policy.literals import literal_levers, with_literal
from yanzhen.policy.pack import Interval, Periods
from yanzhen.policy.sentences import Speaker
from yanzhen.policy.subject import Misfit
from yanzhen.policy.vocabulary import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yanzhen.policy.flaw import Scope
    from yanzhen.policy.pack import Amount, Cap, Condition, Pack, Rule
    from yanzhen.policy.vocabulary import Fact

NEVER = date.min
"""The last day of a rule that is switched off."""
MOST_PERIODS = 1200


@dataclass(frozen=True, slots=True)
class Writing:
    """The pack and the names that a rule's expressions may use."""

    pack: Pack
    scope: Scope

    def say(self, node: e.Node) -> Label:
        rules = self.pack.rules
        return Label(Speaker("zh", rules).say(node), Speaker("en", rules).say(node))

    def parsed(self, text: str, expects: str, variables: Mapping[str, Fact]) -> e.Node:
        found = parse(text, self.scope, expects, variables)
        if found.node is None:
            flaw = found.flaws[0]
            said = "；".join(one.message for one in found.flaws)
            raise Misfit(said, f"cannot be read: {said}", flaw.suggestion)
        return found.node

    def variables(self, rule: Rule) -> dict[str, Fact]:
        each = rule.for_each
        return {each.variable: self.scope.facts[each.records]} if each else {}


def rule_levers(writing: Writing, rule: Rule) -> Iterator[Lever]:
    """All levers of a rule."""
    yield from _of_force(writing, rule)
    yield from _of_amount(writing, rule)
    yield from _of_terms(writing, rule)
    yield from _of_conditions(writing, rule)


def _handle(
    writing: Writing, rule: Rule, path: str, label: Label, kind: Any, value: str, **more: Any
) -> Handle:
    target = f"{writing.pack.city}.rule.{rule.id}.{path}"
    return Handle(target, label, rule.title, rule.clause, kind, value, rule.id, **more)


# -- in force


def _of_force(writing: Writing, rule: Rule) -> Iterator[Lever]:
    on = "false" if rule.valid_until == NEVER else "true"
    label = Label("是否施行", "in force")
    yield Lever(
        _handle(writing, rule, "enabled", label, "choice", on, options=SWITCH), taken_switch,
        _enabled, lambda value: "true" if value else "false",
    )  # fmt: skip
    until = None if rule.valid_until == NEVER else rule.valid_until
    for path, label, now, put in (
        ("valid.from", Label("施行起日", "in force from"), rule.valid_from, _from),
        ("valid.until", Label("施行止日", "in force until"), until, _until),
    ):
        handle = _handle(writing, rule, path, label, "date", written_day(now))
        yield Lever(handle, taken_day, put, written_day)


def _enabled(rule: Rule, on: bool) -> Rule:
    if on:
        return replace(rule, valid_until=None) if rule.valid_until == NEVER else rule
    return replace(rule, valid_until=NEVER)


def _from(rule: Rule, day: date | None) -> Rule:
    return replace(rule, valid_from=day)


def _until(rule: Rule, day: date | None) -> Rule:
    return replace(rule, valid_until=day)


# -- sums


def _of_amount(writing: Writing, rule: Rule) -> Iterator[Lever]:
    amount = rule.amount
    if amount is None:
        return
    for path, key, label, interval in _intervals(writing, rule, amount):
        for end in ("low", "high") if rule.nature == "range" else ("both",):
            yield from _of_sum(writing, rule, f"amount{path}", key, end, label, interval)
    for number, (test, _) in enumerate(amount.bands):
        if test is not None:
            yield from _of_test(writing, rule, number, test)
    if amount.at_most is not None:
        label = Label("每笔最高", "at most")
        yield _money(writing, rule, "at_most", label, amount.at_most, _at_most)


def _intervals(
    writing: Writing, rule: Rule, amount: Amount
) -> Iterator[tuple[str, Any, Label, Interval]]:
    """Each sum of an amount: where it stands, its row or band, what it is for."""
    options = e.type_of(amount.by).options or {} if amount.by is not None else {}
    for key, interval in amount.rows.items():
        said = options[key].label if key in options else Label(str(key), str(key))
        yield f".{key}", key, Label(f"金额（{said.zh}）", f"sum ({said.en})"), interval
    for number, (test, interval) in enumerate(amount.bands):
        if test is None:
            path = "" if len(amount.bands) == 1 else f".{number + 1}"
            yield path, number, Label("金额", "sum"), interval
        else:
            said = writing.say(test)
            label = Label(f"金额（{said.zh}）", f"sum ({said.en})")
            yield f".{number + 1}", number, label, interval


ENDS = {
    "both": ("", Label("", "")),
    "low": (".from", Label("，下限", ", from")),
    "high": (".to", Label("，上限", ", to")),
}


def _of_sum(
    writing: Writing, rule: Rule, path: str, key: Any, end: str, label: Label, interval: Interval
) -> Iterator[Lever]:
    suffix, said = ENDS[end]
    node = interval.high if end == "high" else interval.low
    label = Label(label.zh + said.zh, label.en + said.en)
    put = partial(_sum_put, key, end)
    known = isinstance(node, e.Literal)
    slider = money_slider(node.value) if isinstance(node, e.Literal) else {}
    value = written_sum(node.value) if isinstance(node, e.Literal) else ""
    handle = _handle(
        writing, rule, path + suffix, label, "money" if known else "text", value, **slider
    )
    yield Lever(handle, partial(_sum_taken, writing, rule), put, _sum_written)
    if not known:
        yield from literal_levers(
            handle, writing.say, node,
            lambda old, number, value: put(
                old, (with_literal(_sum_now(old, key, end), number, value), "")
            ),
        )  # fmt: skip


def _sum_taken(writing: Writing, rule: Rule, text: str) -> tuple[e.Node, str]:
    try:
        return e.Literal(taken_sum(text), e.MONEY), ""
    except Misfit as misfit:
        if not any(char.isalpha() and char.isascii() for char in text):
            raise misfit from None
        return writing.parsed(text, "money", writing.variables(rule)), text


def _sum_written(value: tuple[e.Node, str]) -> str:
    node, text = value
    return written_sum(node.value) if isinstance(node, e.Literal) else " ".join(text.split())


def _sum_now(rule: Rule, key: Any, end: str) -> e.Node:
    assert rule.amount is not None
    found = rule.amount.rows[key] if rule.amount.rows else rule.amount.bands[key][1]
    return found.high if end == "high" else found.low


def _sum_put(key: Any, end: str, rule: Rule, value: tuple[e.Node, str]) -> Rule:
    amount, node = rule.amount, value[0]
    assert amount is not None

    def changed(old: Interval) -> Interval:
        if end == "both":
            return Interval(node, node)
        return replace(old, **{end: node})

    if amount.rows:
        rows = {name: changed(old) if name == key else old for name, old in amount.rows.items()}
        return replace(rule, amount=replace(amount, rows=rows))
    bands = tuple(
        (test, changed(old) if number == key else old)
        for number, (test, old) in enumerate(amount.bands)
    )
    return replace(rule, amount=replace(amount, bands=bands, label=None))


def _at_most(rule: Rule, fen: int) -> Rule:
    assert rule.amount is not None
    return replace(rule, amount=replace(rule.amount, at_most=fen))


def _money(writing: Writing, rule: Rule, path: str, label: Label, fen: int, put: Any) -> Lever:
    handle = _handle(writing, rule, path, label, "money", written_sum(fen), **money_slider(fen))
    return Lever(handle, taken_sum, put, written_sum)


# -- bands


def _of_test(writing: Writing, rule: Rule, number: int, test: e.Node) -> Iterator[Lever]:
    label = writing.say(test)
    handle = _handle(writing, rule, f"amount.{number + 1}.if", label, "text", "")
    yield Lever(
        handle, partial(_condition_taken, writing, rule), partial(_test_put, number),
        lambda value: " ".join(value[1].split()),
    )  # fmt: skip
    yield from literal_levers(
        handle, writing.say, test,
        lambda old, place, value: _test_put(
            number, old, (with_literal(_test_now(old, number), place, value), "")
        ),
    )  # fmt: skip


def _test_now(rule: Rule, number: int) -> e.Node:
    test = rule.amount.bands[number][0] if rule.amount else None
    assert test is not None
    return test


def _test_put(number: int, rule: Rule, value: tuple[e.Node, str]) -> Rule:
    """The band under another condition, and with it who has any band at all."""
    amount = rule.amount
    assert amount is not None
    bands = tuple(
        (value[0] if place == number else test, interval)
        for place, (test, interval) in enumerate(amount.bands)
    )
    tests = tuple(test for test, _ in bands if test is not None)
    covers = tests[0] if len(tests) == 1 else e.Or(tests)
    when = tuple(one for one in rule.when if one.text or one.node != amount.covers)
    if rule.for_each is None:
        when = with_coverage(when, covers, rule.place)
    return replace(rule, when=when, amount=replace(amount, bands=bands, covers=covers))


# -- limits and periods


def _of_terms(writing: Writing, rule: Rule) -> Iterator[Lever]:
    if rule.periods is not None:
        each = {"month": Label("月", "months"), "year": Label("年", "years")}
        count = rule.periods.count
        unit = each.get(rule.every, Label("期", "times"))
        yield Lever(
            _handle(
                writing, rule, "periods", Label("发放期数", "number of payments"), "number",
                str(count), **{**number_slider(count, unit), "minimum": Decimal(1)},
            ),
            _count_taken, _count_put, written_number,
        )  # fmt: skip
    for number, cap in enumerate(rule.caps):
        whose = "每年合计最高" if cap.per == "year" else "合计最高"
        label = cap.note or Label(whose, f"at most per {cap.per}")
        put = partial(_cap_put, number)
        yield _money(writing, rule, f"caps.{number + 1}.limit", label, cap.limit, put)


def _count_taken(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_PERIODS:
        raise Misfit(f"须是 1 到 {MOST_PERIODS} 的整数", f"must be from 1 to {MOST_PERIODS}")
    return int(text)


def _count_put(rule: Rule, count: int) -> Rule:
    return replace(rule, periods=replace(rule.periods or Periods(count), count=count))


def _cap_put(number: int, rule: Rule, limit: int) -> Rule:
    caps: list[Cap] = list(rule.caps)
    caps[number] = replace(caps[number], limit=limit)
    return replace(rule, caps=tuple(caps))


# -- conditions


def _of_conditions(writing: Writing, rule: Rule) -> Iterator[Lever]:
    for number, condition in enumerate(rule.when):
        if condition.text:
            yield from _of_condition(writing, rule, "when", number, condition)
    for number, condition in enumerate(rule.for_each.when if rule.for_each else ()):
        yield from _of_condition(writing, rule, "for_each.when", number, condition)


def _of_condition(
    writing: Writing, rule: Rule, path: str, number: int, condition: Condition
) -> Iterator[Lever]:
    label = condition.say or writing.say(condition.node)
    text = "" if condition.text == CHANGED else " ".join(condition.text.split())
    handle = _handle(writing, rule, f"{path}.{number + 1}", label, "text", text)
    each = path == "for_each.when"
    put = partial(_condition_put, each, number)
    take = partial(_condition_taken, writing, rule if each else replace(rule, for_each=None))
    yield Lever(handle, take, put, lambda value: " ".join(value[1].split()))
    yield from literal_levers(
        handle, writing.say, condition.node,
        lambda old, place, value: put(
            old, (with_literal(_condition_now(old, each, number), place, value), CHANGED)
        ),
    )  # fmt: skip


CHANGED = "(changed)"
"""Stands where a condition's text stood of which a number was changed."""


def _condition_taken(writing: Writing, rule: Rule, text: str) -> tuple[e.Node, str]:
    return writing.parsed(text, "bool", writing.variables(rule)), text


def _condition_now(rule: Rule, each: bool, number: int) -> e.Node:
    listed = rule.for_each.when if each and rule.for_each else rule.when
    return listed[number].node


def _condition_put(each: bool, number: int, rule: Rule, value: tuple[e.Node, str]) -> Rule:
    """The rule with another condition, its own sentence dropped: it spoke of the old one."""
    listed = list(rule.for_each.when if each and rule.for_each else rule.when)
    listed[number] = replace(listed[number], node=value[0], text=value[1], say=None)
    if each and rule.for_each:
        return replace(rule, for_each=replace(rule.for_each, when=tuple(listed)))
    return replace(rule, when=tuple(listed))
