"""Which facts keep something unknown, over many rows: the columnar twin of `inquiry`.

A gap is a name with the rows that have it; the names are those that `inquiry` uses. Only what
can still matter is named: a part already decided is not entered on the rows where it is.

    gaps = Gaps();  gaps.below(node, frame, rows);  gaps.found  ->  {"hired_on": mask, ...}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.columnar.catalogue import tiers
from yanzhen.policy.columnar.masks import both, either, minus, opposite, some, taken, thinned
from yanzhen.policy.columnar.when import claim_truths, claims_frame
from yanzhen.policy.trial import READING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yanzhen.policy.columnar.frames import Frame
    from yanzhen.policy.columnar.masks import Mask
    from yanzhen.policy.pack import Amount, Interval, Rule


class Gaps:
    """The gaps of some rows, by name; of readings only, or of whatever is missing."""

    def __init__(self, readings_only: bool = False) -> None:
        self.found: dict[str, Mask] = {}
        self.readings_only = readings_only

    def looks_at(self, node: e.Node, frame: Frame) -> bool:
        """Whether the node can have gaps that are asked for."""
        return not self.readings_only or frame.plan.turns[frame.plan.slots[id(node)]]

    def add(self, name: str, mask: Mask) -> None:
        if mask is not False and (not self.readings_only or name.startswith(READING)):
            self.found[name] = either(self.found.get(name, False), mask)

    def unknown(self, nodes: Iterable[e.Node], frame: Frame, rows: Mask) -> None:
        """The gaps of those nodes that are unknown on the rows."""
        for node in nodes:
            if self.looks_at(node, frame):
                self.below(node, frame, both(rows, opposite(_known(node, frame))))

    def below(self, node: e.Node, frame: Frame, rows: Mask) -> None:
        """The gaps of a node on rows where it is unknown."""
        rows = thinned(rows) if self.looks_at(node, frame) else False
        if rows is False:
            return
        bare = frame.plan.bare_facts(node)
        if bare is not None:
            alone = minus(rows, any_known(bare, frame))
            for name in bare:
                self.add(name, alone)
            rows = thinned(minus(rows, alone))
            if rows is False:
                return
        READER.of(node)(node, frame, rows, self)

    # -- rules

    def conditions(self, rule: Rule, frame: Frame, rows: Mask) -> None:
        """What keeps a rule's conditions undecided, on rows where they are."""
        for condition in rule.when:
            if self.looks_at(condition.node, frame):
                self.below(condition.node, frame, both(rows, frame.truths(condition.node).unknown))
        self.records(rule, frame, rows)

    def records(self, rule: Rule, frame: Frame, rows: Mask) -> None:
        """What is open about each record that may be a claim."""
        each = rule.for_each
        if each is None or not some(rows):
            return
        records = claims_frame(each, frame)
        self.add(each.records, minus(rows, records.known))
        at = both(taken(rows, records.index), claim_truths(rule, each, records).may)
        inside = Gaps(self.readings_only)
        inside.unknown((one.node for one in each.when), records, at)
        inside.amount(rule.amount, records, at)
        for field in {cap.field for cap in rule.caps if cap.field}:
            value = records.field(each.variable, field)
            inside.add(f"{each.variable}.{field}", minus(at, value.known))
        self.lifted(inside, records, each.variable, each.records)

    def lifted(self, inside: Gaps, records: Any, variable: str, name: str) -> None:
        """The gaps of records as gaps of the rows below: `h.rank` is `honours.rank` there."""
        prefix = f"{variable}."
        for gap, mask in inside.found.items():
            own = f"{name}.{gap.removeprefix(prefix)}" if gap.startswith(prefix) else gap
            self.add(own, records.any_below(mask))

    def amount(self, amount: Amount | None, frame: Frame, rows: Mask) -> None:
        """What keeps a sum open: the table's key, the bands' tests, the formula's facts."""
        if amount is None:
            return
        if amount.by is not None:
            asked = rows
            if isinstance(amount.by, e.TierRef):
                asked = minus(rows, _one_by_item(frame))
            self.unknown((amount.by,), frame, asked)
        for test, interval in amount.bands:
            rows = self._band(test, interval, frame, rows)

    def _band(self, test: e.Node | None, interval: Interval, frame: Frame, rows: Mask) -> Mask:
        """One band's gaps; the rows that go on to the next."""
        reached = rows
        if test is not None:
            truth = frame.truths(test)
            self.below(test, frame, both(rows, truth.unknown))
            reached = both(rows, truth.may)
            rows = minus(rows, truth.yes)
        else:
            rows = False
        self.unknown((interval.low, interval.high), frame, reached)
        return rows

    def terms(self, rule: Rule, frame: Frame, rows: Mask) -> None:
        """The offset and the number of payments, where facts tell them."""
        for name in (rule.less, rule.periods.fact if rule.periods else None):
            if name:
                self.add(name, minus(rows, frame.knows(name)))


def _known(node: e.Node, frame: Frame) -> Mask:
    if isinstance(node, e.FactRef):
        return frame.knows(node.fact.id)
    return frame.value(node).known


def _one_by_item(frame: Frame) -> Mask:
    """The rows for whose sums only one tier is left."""
    seen: Mask = False
    twice: Mask = False
    for mask in tiers(frame).by_item.values():
        twice = either(twice, both(seen, mask))
        seen = either(seen, mask)
    return minus(seen, twice)


def any_known(names: Iterable[str], frame: Frame) -> Mask:
    found: Mask = False
    for name in names:
        found = either(found, frame.knows(name))
    return found


def tier_gaps(frame: Frame, readings_only: bool) -> Mapping[str, Mask]:
    """What would settle the tier: a recorded recognition, then the records."""
    if readings_only not in frame.tier_gaps:
        below = frame.below
        if below is not None and frame.leaves(frame.plan.tier_depends):
            known = tier_gaps(below, readings_only)
            found = {name: taken(mask, frame.index) for name, mask in known.items()}
        else:
            found = _tier_gaps(frame, Gaps(readings_only))
        frame.tier_gaps[readings_only] = found
    return frame.tier_gaps[readings_only]


def _tier_gaps(frame: Frame, gaps: Gaps) -> dict[str, Mask]:
    catalogue = frame.plan.pack.tiers
    if catalogue is None:
        return {}
    found = tiers(frame)
    rows = thinned(opposite(_one(found.possible)))
    gaps.add(catalogue.recognised_by, rows)
    for tier in catalogue.classes:
        open_rows = both(rows, found.possible[tier.id])
        for item in tier.items if some(open_rows) else ():
            nodes = [condition.node for condition in item.conditions]
            undecided = both(open_rows, found.items[item.id].unknown)
            gaps.unknown(nodes, frame, undecided)
    return gaps.found


def _one(possible: Mapping[str, Mask]) -> Mask:
    seen: Mask = False
    twice: Mask = False
    for mask in possible.values():
        twice = either(twice, both(seen, mask))
        seen = either(seen, mask)
    return minus(seen, twice)


# -- nodes


def _nothing(node: e.Node, frame: Frame, rows: Mask, gaps: Gaps) -> None:
    return


def _fact(node: e.FactRef, frame: Frame, rows: Mask, gaps: Gaps) -> None:
    gaps.add(node.fact.id, rows)


def _field(node: e.FieldRef, frame: Frame, rows: Mask, gaps: Gaps) -> None:
    gaps.add(f"{node.variable}.{node.field.id}", rows)


def _parameter(node: e.ParameterRef, frame: Frame, rows: Mask, gaps: Gaps) -> None:
    gaps.add(f"parameter:{node.id}", rows)


def _reading(node: e.ReadingRef, frame: Frame, rows: Mask, gaps: Gaps) -> None:
    gaps.add(f"reading:{node.id}", rows)


def _tier(node: e.TierRef, frame: Frame, rows: Mask, gaps: Gaps) -> None:
    for name, mask in tier_gaps(frame, gaps.readings_only).items():
        gaps.add(name, both(rows, mask))


def _rule(node: e.RuleMet, frame: Frame, rows: Mask, gaps: Gaps) -> None:
    gaps.conditions(frame.plan.pack.rules[node.rule], frame, rows)


def _parts(node: e.Node, frame: Frame, rows: Mask, gaps: Gaps) -> None:
    gaps.unknown(e.children(node), frame, rows)


def _choose(node: e.Choose, frame: Frame, rows: Mask, gaps: Gaps) -> None:
    condition = frame.truths(node.condition)
    unknown = both(rows, condition.unknown)
    gaps.below(node.condition, frame, unknown)
    gaps.unknown((node.then,), frame, both(rows, condition.may))
    gaps.unknown((node.otherwise,), frame, minus(rows, condition.yes))


def _records(node: Any, frame: Frame, rows: Mask, gaps: Gaps) -> None:
    records = frame.over(node.variable, node.records.fact)
    gaps.add(node.records.fact.id, minus(rows, records.known))
    at = both(taken(rows, records.index), records.truths(node.condition).may)
    inside = Gaps(gaps.readings_only)
    parts = (node.condition, node.value) if isinstance(node, e.Sum) else (node.condition,)
    inside.unknown(parts, records, at)
    gaps.lifted(inside, records, node.variable, node.records.fact.id)


READER: e.Reader[Any] = e.Reader(
    "gaps",
    {
        e.Literal: _nothing, e.FactRef: _fact, e.FieldRef: _field, e.ParameterRef: _parameter,
        e.ReadingRef: _reading, e.TierRef: _tier, e.AsOf: _nothing, e.RuleMet: _rule,
        e.Compare: _parts, e.Member: _parts, e.Contains: _parts, e.And: _parts, e.Or: _parts,
        e.Not: _parts, e.Arithmetic: _parts, e.Extreme: _parts, e.Choose: _choose,
        e.Some: _records, e.Every: _records, e.Count: _records, e.Sum: _records,
        e.Elapsed: _parts, e.EntryAttribute: _parts,
    },
)  # fmt: skip
