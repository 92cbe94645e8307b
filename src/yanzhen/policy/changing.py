"""A pack with some of it set otherwise, without touching its files: what a reform would say.

The changed pack is data like any other, with a hash of its own that follows from the base's and
from the changes; its title says that it is not what the city has decided.

    change = parse_change("xiangtan.rule.art-19-rent.amount.A=3000元")
    reform = changed_pack(pack, [change])
    touched(pack, reform)    ->  frozenset({"art-19-rent", ...})
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.build.rules import circular
from yanzhen.policy.errors import ChangeRefused, Problem, nearest
from yanzhen.policy.lever import Handle, Lever
from yanzhen.policy.levers import levers_of
from yanzhen.policy.levers_of_rules import NEVER
from yanzhen.policy.subject import Misfit
from yanzhen.policy.touching import narrowed, touched
from yanzhen.policy.vocabulary import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yanzhen.policy.pack import Pack, Rule

__all__ = [
    "Change", "Handle", "changeable", "changed_pack", "narrowed", "parse_change", "touched",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One place of a city's pack, named without the city, and the value to put there."""

    city: str
    target: str
    value: str

    def __str__(self) -> str:
        return f"{self.address}={self.value}"

    @property
    def address(self) -> str:
        return f"{self.city}.{self.target}"


def parse_change(text: str) -> Change:
    """A change from `city.target=value`; ChangeRefused where it is not written so."""
    address, sign, value = text.partition("=")
    city, dot, target = address.strip().partition(".")
    if not (sign and dot and city and target):
        zh = f"{text}：写法是 城市.位置=值，如 xiangtan.rule.art-19-rent.amount.A=3000元"
        en = f"{text}: write city.target=value, as in xiangtan.rule.art-19-rent.amount.A=3000元"
        raise ChangeRefused(Problem("bad-change", text, zh, en))
    return Change(city, target, value.strip())


def changeable(pack: Pack) -> list[Handle]:
    """Everything that can be set otherwise, in the order of the document."""
    return [lever.handle for lever in levers_of(pack).values()]


def changed_pack(pack: Pack, changes: Sequence[Change]) -> Pack:
    """The pack with these changes made; ChangeRefused names everything wrong with them."""
    if not changes:
        return pack
    levers = levers_of(pack)
    problems = [*_repeated(changes)]
    taken: list[tuple[Change, Lever, Any]] = []
    for change in changes:
        found = _taken(change, pack, levers)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            taken.append((change, *found))
    if problems:
        raise ChangeRefused(*problems)
    said = tuple(sorted(f"{change.address}={lever.write(value)}" for change, lever, value in taken))
    reform = replace(
        _put(pack, taken), reform=(*pack.reform, *said), title=_marked(pack),
        content_hash=_digest(pack, said),
    )  # fmt: skip
    problems = list(_at_odds(reform, changes))
    if problems:
        raise ChangeRefused(*problems)
    return reform


def _taken(change: Change, pack: Pack, levers: Mapping[str, Lever]) -> tuple[Lever, Any] | Problem:
    if change.city != pack.city:
        zh, en = f"没有城市 {change.city} 的政策包", f"There is no pack of the city {change.city}"
        return Problem("unknown-city", change.address, zh, en, nearest(change.city, [pack.city]))
    lever = levers.get(change.address)
    if lever is None:
        zh, en = f"没有 {change.address} 这个可改之处", f"Nothing to change at {change.address}"
        hint = _near(change.address, levers)
        return Problem("unknown-target", change.address, zh, en, hint)
    try:
        return lever, lever.take(change.value)
    except Misfit as misfit:
        zh = f"{change.address}={change.value}：{misfit.zh}"
        en = f"{change.address}={change.value}: {misfit.en}"
        return Problem("bad-value", change.address, zh, en, misfit.suggestion)


def _near(address: str, levers: Mapping[str, Lever]) -> str | None:
    """The nearest address: within the same rule where the rule is right."""
    parts = address.split(".")
    own = [one for one in levers if one.split(".")[:3] == parts[:3]]
    return nearest(address, own or levers) or (own[0] if own else None)


def _repeated(changes: Sequence[Change]) -> Iterator[Problem]:
    """Two changes of one place, or of a place and a part of it: which is meant nobody can say."""
    for number, change in enumerate(changes):
        for other in changes[:number]:
            first, second = sorted((change.address, other.address), key=len)
            if first == second or second.startswith((f"{first}.number.", f"{first}.date.")):
                zh = f"{second} 与 {first} 改的是同一处，只能留一个"
                en = f"{second} and {first} change the same place; keep one"
                yield Problem("repeated-change", change.address, zh, en)


def _put(pack: Pack, taken: Sequence[tuple[Change, Lever, Any]]) -> Pack:
    parts: dict[str, dict[str, Any]] = {
        "rule": dict(pack.rules), "parameter": dict(pack.parameters),
        "reading": dict(pack.readings),
    }  # fmt: skip
    for change, lever, value in taken:
        what, name, *_ = change.target.split(".")
        parts[what][name] = lever.put(parts[what][name], value)
    return replace(
        pack, rules=parts["rule"], parameters=parts["parameter"], readings=parts["reading"]
    )


MARK = Label("（设想方案，未经决定）", " (a proposal, not decided)")


def _marked(pack: Pack) -> Label:
    if pack.reform:
        return pack.title
    return Label(pack.title.zh + MARK.zh, pack.title.en + MARK.en)


def _digest(pack: Pack, said: Sequence[str]) -> str:
    return sha256("\0".join((pack.content_hash, *said)).encode()).hexdigest()


def _at_odds(reform: Pack, changes: Sequence[Change]) -> Iterator[Problem]:
    """What each change allows but all of them together do not."""
    for name in circular(reform.rules):
        zh, en = f"规则 {name} 绕一圈又取决于自己", f"The rule {name} comes to depend on itself"
        yield Problem("circular-rule", name, zh, en)
    for name in dict.fromkeys(change.target.split(".")[1] for change in changes):
        rule = reform.rules.get(name)
        if rule is not None:
            yield from _unfit(rule)


def _unfit(rule: Rule) -> Iterator[Problem]:
    name, first, last = rule.id, rule.valid_from, rule.valid_until
    if rule.nature == "range" and not all(map(_ordered, _intervals(rule))):
        zh, en = f"{name}：区间的下限须小于上限", f"{name}: a range must rise from low to high"
        yield Problem("bad-range", name, zh, en)
    if first and last and first > last > NEVER:
        zh, en = f"{name}：施行起日晚于止日", f"{name}: in force from a day after its last"
        yield Problem("bad-dates", name, zh, en)


def _intervals(rule: Rule) -> list[Any]:
    amount = rule.amount
    return [*amount.rows.values(), *(one for _, one in amount.bands)] if amount else []


def _ordered(interval: Any) -> bool:
    low, high = interval.low, interval.high
    literal = isinstance(low, e.Literal) and isinstance(high, e.Literal)
    return not literal or low is high or low.value < high.value
