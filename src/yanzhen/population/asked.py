"""Which fields of records a city's rules look at: of a long list only these are read.

asked_fields(pack, "person")["honours"]   ->  frozenset({"award", "rank", ...})
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from yanzhen.policy import expression as e

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yanzhen.policy.pack import Pack, Rule

QUANTIFIERS = (e.Some, e.Every, e.Count, e.Sum)
Field = tuple[str, str]
APPROVED: tuple[Field, ...] = (("approved_sums", "rule"), ("approved_sums", "sum"))
"""What every rule with a ceiling looks up."""


MOST_KEPT = 256
_KEPT: dict[tuple[str, str], dict[str, frozenset[str]]] = {}


def asked_fields(pack: Pack, kind: str) -> dict[str, frozenset[str]]:
    """For each kind of record the fields that an answer about this kind of subject can need.

    Worked out once per pack version and kind.
    """
    key = pack.content_hash, kind
    if key not in _KEPT:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        found: defaultdict[str, set[str]] = defaultdict(set)
        for records, field in (*APPROVED, *_fields(pack, kind)):
            found[records].add(field)
        _KEPT[key] = {records: frozenset(fields) for records, fields in found.items()}
    return _KEPT[key]


def _fields(pack: Pack, kind: str) -> Iterator[Field]:
    for rule in pack.rules_of(kind):
        yield from _of_rule(rule)
    if kind == "person" and pack.tiers is not None:
        for tier in pack.tiers.classes:
            for item in tier.items:
                for condition in item.conditions:
                    yield from _of_node(condition.node, {})


def _of_rule(rule: Rule) -> Iterator[Field]:
    each, amount = rule.for_each, rule.amount
    bound = {each.variable: each.records} if each else {}
    nodes = [condition.node for condition in (*rule.when, *(each.when if each else ()))]
    if amount is not None:
        nodes += [node for node in (amount.by, amount.covers) if node is not None]
        for test, row in (*amount.bands, *((None, row) for row in amount.rows.values())):
            nodes += [node for node in (test, row.low, row.high) if node is not None]
    for node in nodes:
        yield from _of_node(node, bound)
    if each is not None:
        yield from ((each.records, cap.field) for cap in rule.caps if cap.field)


def _of_node(node: e.Node, bound: Mapping[str, str]) -> Iterator[Field]:
    if isinstance(node, e.FieldRef):
        yield bound[node.variable], node.field.id
    elif isinstance(node, QUANTIFIERS):
        assert isinstance(node.records, e.FactRef)
        bound = {**bound, node.variable: node.records.fact.id}
    for child in e.children(node):
        yield from _of_node(child, bound)
