"""What a city's rules look at: only these facts, and of records only these fields, are read.

asked(pack, "person").facts                 ->  {"degree", "hired_on", "honours", ...}
asked(pack, "person").fields["honours"]     ->  {"award", "rank", ...}
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from yanzhen.policy import expression as e
from yanzhen.policy.columnar.plan import QUANTIFIERS, roots_of

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

    from yanzhen.policy.pack import Pack, Rule

MOST_KEPT = 256
_KEPT: dict[tuple[Hashable, ...], Asked] = {}


def asked(
    pack: Pack, kind: str, only: Collection[str] | None = None, tier: bool = True,
    catalogue: bool = True,
) -> Asked:  # fmt: skip
    """What the answers about this kind of subject, under all rules or only these, can depend on.

    With `tier` also what a person's tier does, though no rule may ask for it; without `catalogue`
    that is a recorded recognition, as it settles the tier. Worked out once per pack version.
    """
    key = pack.content_hash, kind, None if only is None else frozenset(only), tier, catalogue
    if key not in _KEPT:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        found = _KEPT[key] = Asked(pack, catalogue)
        for rule in pack.rules_of(kind):
            if only is None or rule.id in only:
                found.rule(rule)
        if tier and kind == "person":
            found.tier()
    return _KEPT[key]


class Asked:
    """Facts, and for each kind of record its fields; the sums approved for a rule always."""

    def __init__(self, pack: Pack, catalogue: bool) -> None:
        self.pack = pack
        self.catalogue = catalogue
        self.facts = {"approved_sums"}
        self.fields = defaultdict[str, set[str]](set, {"approved_sums": {"rule", "sum"}})
        self._seen: set[str] = set()
        self._tier_seen = False

    def rule(self, rule: Rule) -> None:
        """What a rule looks at."""
        if rule.id in self._seen:
            return
        self._seen.add(rule.id)
        each, told = rule.for_each, rule.periods.fact if rule.periods else None
        named = rule.less, rule.starts, told, each.records if each else None
        self.facts.update(name for name in named if name)
        for node in roots_of(rule):
            self.node(node, {each.variable: each.records} if each else {})
        if each is not None:
            self.fields[each.records].update(cap.field for cap in rule.caps if cap.field)

    def tier(self) -> None:
        """What the tier depends on: a recorded recognition, and the catalogue."""
        tiers = self.pack.tiers
        if tiers is None or self._tier_seen:
            return
        self._tier_seen = True
        self.facts.add(tiers.recognised_by)
        if not self.catalogue:
            return
        for item in (item for tier in tiers.classes for item in tier.items):
            for condition in item.conditions:
                self.node(condition.node, {})

    def node(self, node: e.Node, bound: Mapping[str, str]) -> None:
        """What a node looks at; `bound` says whose records a variable stands for."""
        if isinstance(node, e.FactRef):
            self.facts.add(node.fact.id)
        elif isinstance(node, e.FieldRef):
            self.fields[bound[node.variable]].add(node.field.id)
        elif isinstance(node, e.TierRef):
            self.tier()
        elif isinstance(node, e.RuleMet):
            self.rule(self.pack.rules[node.rule])
        elif isinstance(node, QUANTIFIERS):
            assert isinstance(node.records, e.FactRef)
            bound = {**bound, node.variable: node.records.fact.id}
        for child in e.children(node):
            self.node(child, bound)
