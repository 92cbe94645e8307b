"""Which rules a reform touches: those that can come out otherwise for anyone.

A rule is touched when what decides it differs, or when it hangs on something that does: a
parameter, a reading, a tier, another rule that it asks about, a rule that it excludes. For the
rest nothing has to be worked out again.

    touched(base, reform)  ->  frozenset({"art-19-rent"})
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from yanzhen.policy.pack import Pack, Reading, Rule

TIER, ALWAYS = ("tier", ""), ("always", "")
Mark = tuple[str, str]
"""Something outside a rule on which it can hang: `("parameter", "risk_share")`."""


def touched(base: Pack, reform: Pack) -> frozenset[str]:
    """The rules of either pack whose outcome can differ for some subject."""
    changed = {("rule", name) for name in _differing_rules(base, reform)}
    changed |= _differing_terms(base, reform)
    if tiers_touched(base, reform):
        changed.add(TIER)
    hangs = _hanging(base, reform)
    groups = _groups(base, reform)
    changed.add(ALWAYS)
    while True:
        more = {("rule", name) for name, marks in hangs.items() if not marks.isdisjoint(changed)}
        for members, reading in groups:
            if not (members | reading).isdisjoint(changed | more):
                more |= members
        if more <= changed:
            return frozenset(name for what, name in changed if what == "rule")
        changed |= more


def tiers_touched(base: Pack, reform: Pack) -> bool:
    """Whether anyone can come out in another tier."""
    if _catalogue(base) != _catalogue(reform):
        return True
    marks = {mark for node in _tier_nodes(reform) for mark in _marks(node)}
    return not marks.isdisjoint(_differing_terms(base, reform))


def narrowed(pack: Pack, rules: Collection[str], tiers: bool = False) -> Pack:
    """The pack with only these rules and what they ask about: quicker, and the same answers.

    The catalogue stays where one of them asks for the tier, or where `tiers` are wanted.
    """
    kept, ahead = set[str](), [name for name in rules if name in pack.rules]
    while ahead:
        name = ahead.pop()
        kept.add(name)
        found = {node.rule for node in _nodes(pack.rules[name]) if isinstance(node, e.RuleMet)}
        ahead += found - kept
    left = {name: rule for name, rule in pack.rules.items() if name in kept}
    asked = any(isinstance(node, e.TierRef) for one in left.values() for node in _nodes(one))
    groups = tuple(
        replace(one, rules=tuple(rule for rule in one.rules if rule in kept))
        for one in pack.exclusive
    )
    catalogue = pack.tiers if asked or tiers else None
    words = (pack.content_hash, f"{catalogue is not None}", *sorted(kept))
    digest = sha256("\0".join(words).encode()).hexdigest()
    return replace(pack, rules=left, tiers=catalogue, exclusive=groups, content_hash=digest)


# -- what differs


def _differing_rules(base: Pack, reform: Pack) -> Iterator[str]:
    for name in dict.fromkeys((*base.rules, *reform.rules)):
        one, other = base.rules.get(name), reform.rules.get(name)
        if one is None or other is None or not _alike(one, other):
            yield name


def _alike(one: Rule, other: Rule) -> bool:
    return one is other or _deciding(one) == _deciding(other)


def _deciding(rule: Rule) -> tuple[Any, ...]:
    """All of a rule on which an outcome can depend; its words and its place decide nothing."""
    each, amount = rule.for_each, rule.amount
    return (
        rule.subject, rule.nature, rule.payer, rule.every, rule.periods, rule.within_years,
        rule.starts, rule.less, rule.valid_from, rule.valid_until,
        [condition.node for condition in rule.when],
        [(cap.per, cap.limit, cap.field) for cap in rule.caps],
        each and (each.records, each.variable, [condition.node for condition in each.when]),
        amount and (amount.by, amount.rows, amount.bands, amount.at_most, amount.covers),
    )  # fmt: skip


def _differing_terms(base: Pack, reform: Pack) -> set[Mark]:
    """Parameters with other values, readings settled or worded otherwise."""
    found: set[Mark] = set()
    for name in {*base.parameters, *reform.parameters}:
        one, other = base.parameters.get(name), reform.parameters.get(name)
        if one is None or other is None or one.values != other.values:
            found.add(("parameter", name))
    for name in {*base.readings, *reform.readings}:
        first, second = base.readings.get(name), reform.readings.get(name)
        if first is None or second is None or _choice(first) != _choice(second):
            found.add(("reading", name))
    return found


def _choice(reading: Reading) -> tuple[str | None, list[str]]:
    return reading.settled, list(reading.options)


def _catalogue(pack: Pack) -> Any:
    if pack.tiers is None:
        return None
    return pack.tiers.recognised_by, [
        (tier.id, [
            (item.id, item.by_decision, [condition.node for condition in item.conditions])
            for item in tier.items
        ])
        for tier in pack.tiers.classes
    ]  # fmt: skip


# -- what hangs on what


def _hanging(base: Pack, reform: Pack) -> dict[str, set[Mark]]:
    """For each rule everything outside it that it looks at."""
    found: dict[str, set[Mark]] = {}
    for pack in (base, reform):
        for name, rule in pack.rules.items():
            marks = found.setdefault(name, set())
            marks.update(mark for node in _nodes(rule) for mark in _marks(node))
    return found


def _marks(node: e.Node) -> Iterator[Mark]:
    if isinstance(node, e.ParameterRef):
        yield "parameter", node.id
    elif isinstance(node, e.ReadingRef):
        yield "reading", node.id
    elif isinstance(node, e.RuleMet):
        yield "rule", node.rule
    elif isinstance(node, e.TierRef):
        yield TIER


def _groups(base: Pack, reform: Pack) -> list[tuple[set[Mark], set[Mark]]]:
    """Rules that exclude each other, and the reading under which they do: all or none of them.

    A group that only one pack has hangs on a mark that is always there.
    """
    found = []
    kept = {(one.id, one.rules, one.under) for one in base.exclusive} & {
        (one.id, one.rules, one.under) for one in reform.exclusive
    }
    in_order = [
        [one.id for one in pack.exclusive if (one.id, one.rules, one.under) in kept]
        for pack in (base, reform)
    ]
    for group in (*base.exclusive, *reform.exclusive):
        members = {("rule", rule) for rule in group.rules}
        hangs: set[Mark] = {("reading", group.under[0])} if group.under else set()
        stays = (group.id, group.rules, group.under) in kept and in_order[0] == in_order[1]
        found.append((members, hangs if stays else {ALWAYS}))
    return found


def _nodes(rule: Rule) -> Iterator[e.Node]:
    each, amount = rule.for_each, rule.amount
    for condition in (*rule.when, *(each.when if each else ())):
        yield from e.walk(condition.node)
    if amount is None:
        return
    bands = [*amount.bands, *((None, row) for row in amount.rows.values())]
    roots = [amount.by, amount.covers]
    roots += [node for test, row in bands for node in (test, row.low, row.high)]
    for root in roots:
        if root is not None:
            yield from e.walk(root)


def _tier_nodes(pack: Pack) -> Iterator[e.Node]:
    for tier in pack.tiers.classes if pack.tiers else ():
        for item in tier.items:
            for condition in item.conditions:
                yield from e.walk(condition.node)
