"""Every place of a pack that can be set otherwise: parameters, readings, and what is in its rules.

levers = levers_of(pack)
levers["xiangtan.rule.art-19-rent.amount.A"].handle.value    ->  "5000元"
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from yanzhen.policy.build.rules import Names
from yanzhen.policy.expression import Type
from yanzhen.policy.lever import (
    SWITCH,
    Handle,
    Lever,
    money_slider,
    number_slider,
    ratio_slider,
    taken,
    written_day,
    written_number,
    written_ratio,
    written_sum,
)
from yanzhen.policy.levers_of_rules import Writing, rule_levers
from yanzhen.policy.pack import Dated
from yanzhen.policy.subject import Misfit
from yanzhen.policy.vocabulary import Fact, Label, Option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yanzhen.policy.pack import Pack, Parameter, Reading, Rule

OPEN = Label("（未定）", "(left open)")
NO_TIER = Option("none", Label("未入任何层次", "no tier"))


def levers_of(pack: Pack) -> dict[str, Lever]:
    """All levers by address, in the order of the document."""
    return {lever.handle.target: lever for lever in _all(pack)}


def _all(pack: Pack) -> Iterator[Lever]:
    for reading in pack.readings.values():
        yield _of_reading(pack, reading)
    for parameter in pack.parameters.values():
        yield _of_parameter(pack, parameter)
    names = names_of(pack)
    for rule in pack.rules.values():
        yield from of_rule(pack, rule, names)


def of_rule(pack: Pack, rule: Rule, names: Names) -> Iterator[Lever]:
    """The levers of one rule."""
    yield from rule_levers(Writing(pack, names.scope(rule.subject)), rule)


def names_of(pack: Pack) -> Names:
    """What a condition of this pack may speak of."""
    tier = None
    if pack.tiers is not None:
        options = {one.id: Option(one.id, one.label) for one in pack.tiers.classes}
        tier = Type("one_of", {**options, NO_TIER.id: NO_TIER})
    subjects = {rule.id: rule.subject for rule in pack.rules.values()}
    return Names(pack.vocabulary, pack.parameters, pack.readings, tier, subjects)


def _of_reading(pack: Pack, reading: Reading) -> Lever:
    options = {"": OPEN, **reading.options}

    def take(text: str) -> str | None:
        return taken(shape, text) if text else None

    shape = Fact(
        reading.id, "one_of", reading.note,
        options={name: Option(name, label) for name, label in reading.options.items()},
    )  # fmt: skip
    handle = Handle(
        f"{pack.city}.reading.{reading.id}", reading.note, pack.clause_label(reading.clause),
        reading.clause, "choice", reading.settled or "", options=options,
    )  # fmt: skip
    return Lever(
        handle, take, lambda old, value: replace(old, settled=value), lambda value: value or ""
    )


def _of_parameter(pack: Pack, parameter: Parameter) -> Lever:
    kind = parameter.type.kind
    shape = Fact(parameter.id, kind, parameter.label, options=parameter.type.options or {})
    now = parameter.values[-1].value if parameter.values else None

    def take(text: str) -> Any:
        found = taken(shape, text) if text else None
        if kind == "decimal" and found is not None and found < 0:
            raise Misfit("不能为负", "must not be negative")
        return found

    def put(old: Parameter, value: Any) -> Parameter:
        return replace(old, values=() if value is None else (Dated(value),))

    handle = Handle(
        f"{pack.city}.parameter.{parameter.id}", parameter.label,
        pack.clause_label(parameter.clause), parameter.clause, KINDS.get(kind, "text"),
        _written(kind, now), options=_options(parameter), **_slider(kind, now),
    )  # fmt: skip
    return Lever(handle, take, put, lambda value: _written(kind, value))


KINDS: dict[str, Any] = {
    "money": "money", "integer": "number", "decimal": "ratio", "one_of": "choice",
    "bool": "choice", "date": "date",
}  # fmt: skip


def _options(parameter: Parameter) -> dict[str, Label]:
    if parameter.type.kind == "bool":
        return {"": OPEN, **SWITCH}
    named = parameter.type.options or {}
    return {"": OPEN, **{name: one.label for name, one in named.items()}} if named else {}


def _written(kind: str, value: Any) -> str:
    if value is None:
        return ""
    if kind == "money":
        return written_sum(value)
    if kind == "decimal":
        return written_ratio(value)
    if kind == "integer":
        return written_number(value)
    if kind == "date":
        return written_day(value)
    if kind == "bool":
        return "true" if value else "false"
    return ",".join(sorted(value)) if isinstance(value, frozenset) else str(value)


def _slider(kind: str, now: Any) -> dict[str, Any]:
    """A slider for a number; where the city has supplied none it starts at nothing."""
    if kind == "money":
        return _open(money_slider(now or 0), now)
    if kind == "decimal":
        return _open(ratio_slider(now or 0), now)
    return _open(number_slider(now or 0), now) if kind == "integer" else {}


def _open(slider: dict[str, Any], now: Any) -> dict[str, Any]:
    return slider if now is not None else {**slider, "number": None}
