"""What a service item draws from its rules and programmes: name, clauses, facts, papers.

>>> from yanzhen.policy.read import load_pack
>>> pack = load_pack("xiangtan")
>>> item_title(pack, pack.services["rent-subsidy"]).en
'Rent subsidy for high-level talent'
>>> clauses_of_item(pack, pack.services["rent-subsidy"])
('19',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanzhen.policy import expression as e
from yanzhen.policy.service_item import Material
from yanzhen.policy.vocabulary import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yanzhen.policy.pack import Pack, Programme, Rule, Tiers
    from yanzhen.policy.service_item import ServiceItem
    from yanzhen.policy.vocabulary import Fact

KIND_LABELS = {
    "benefit": Label("待遇申请", "Benefit"),
    "service": Label("服务", "Service"),
    "request": Label("诉求建议", "Request or suggestion"),
    "review": Label("评审", "Review"),
    "recognition": Label("认定", "Recognition"),
    "handover": Label("服务转办", "Service handed over"),
    "discussion": Label("一事一议", "One case, one discussion"),
}


def item_title(pack: Pack, item: ServiceItem) -> Label:
    """Its own title, its programme's name, or its rule's title."""
    if item.title is not None:
        return item.title
    if item.programmes:
        return pack.programmes[item.programmes[0]].label
    return pack.rules[item.rules[0]].title


def rules_of_item(pack: Pack, item: ServiceItem) -> tuple[Rule, ...]:
    return tuple(pack.rules[one] for one in item.rules)


def programmes_of_item(pack: Pack, item: ServiceItem) -> tuple[Programme, ...]:
    """The programmes that it names, then those whose rules it carries."""
    named = [pack.programmes[one] for one in item.programmes]
    through = [
        one
        for one in pack.programmes.values()
        if one.id not in item.programmes and set(one.rules) & set(item.rules)
    ]
    return (*named, *through)


def clauses_of_item(pack: Pack, item: ServiceItem) -> tuple[str, ...]:
    """The clauses that it rests on, each once."""
    rules, named = rules_of_item(pack, item), (pack.programmes[one] for one in item.programmes)
    return tuple(dict.fromkeys([*(one.clause for one in rules), *(one.clause for one in named)]))


def units_named(pack: Pack, item: ServiceItem) -> frozenset[str]:
    """The units that the documents name for it: as its programme's, or for the duty it fulfils.

    A rule's own `units` are those whose field it is, whether or not the text says so.
    """
    programmes, clauses = programmes_of_item(pack, item), clauses_of_item(pack, item)
    named = {unit for one in programmes for unit in one.run_by}
    names = {one.id for one in programmes}
    for duty in pack.plan.values():
        held = names & set(duty.programmes) or set(item.rules) & set(duty.rules)
        if held or duty.clause in clauses:
            named |= {*duty.lead, *duty.units}
    return frozenset(named)


def facts_of_item(pack: Pack, item: ServiceItem) -> tuple[Fact, ...]:
    """The facts that its form asks for: those its rules look at, then those it names.

    Results of assessments and reviews are not asked of an applicant; see `decisions_of_item`.
    """
    return tuple(fact for fact in _facts(pack, item) if not fact.is_decision)


def decisions_of_item(pack: Pack, item: ServiceItem) -> tuple[Fact, ...]:
    """The results of assessments, reviews and meetings that its rules wait for."""
    return tuple(fact for fact in _facts(pack, item) if fact.is_decision)


def _facts(pack: Pack, item: ServiceItem) -> tuple[Fact, ...]:
    found: dict[str, Fact] = {}
    for rule in rules_of_item(pack, item):
        found.update((fact.id, fact) for fact in facts_of_rule(pack, rule))
        if item.kind == "recognition" and _asks_tier(pack, rule) and pack.tiers:
            # Whoever asks to be recognised shows her record, not the recognition.
            found.pop(pack.tiers.recognised_by, None)
            found.update((fact.id, fact) for fact in _facts_of_catalogue(pack.tiers))
    for name in item.ask:
        found[name] = pack.vocabulary.facts[name]
    return tuple(found.values())


def _asks_tier(pack: Pack, rule: Rule) -> bool:
    return any(isinstance(part, e.TierRef) for part in _parts(pack, rule))


def _facts_of_catalogue(tiers: Tiers) -> Iterator[Fact]:
    """The facts that the talent catalogue looks at."""
    items = (item for one in tiers.classes for item in one.items)
    for condition in (one for item in items for one in item.conditions):
        for part in e.walk(condition.node):
            if isinstance(part, e.FactRef):
                yield part.fact


def facts_of_rule(pack: Pack, rule: Rule) -> tuple[Fact, ...]:
    """The facts that a rule looks at, in its order; behind a tier the recorded recognition."""
    facts = pack.vocabulary.facts
    found: dict[str, Fact] = {}
    for part in _parts(pack, rule):
        if isinstance(part, e.FactRef):
            found[part.fact.id] = part.fact
        elif isinstance(part, e.TierRef) and pack.tiers:
            found[pack.tiers.recognised_by] = facts[pack.tiers.recognised_by]
    each = rule.for_each.records if rule.for_each else None
    for name in (each, rule.starts, rule.less, rule.periods.fact if rule.periods else None):
        if name:
            found[name] = facts[name]
    return tuple(found.values())


def _parts(pack: Pack, rule: Rule) -> Iterator[e.Node]:
    """Every node of a rule, and of the rules that it asks about."""
    ahead, seen = [rule], set[str]()
    while ahead:
        one = ahead.pop()
        if one.id not in seen:
            seen.add(one.id)
            for part in (part for node in _nodes(one) for part in e.walk(node)):
                yield part
                if isinstance(part, e.RuleMet):
                    ahead.append(pack.rules[part.rule])


def _nodes(rule: Rule) -> Iterator[e.Node]:
    yield from (one.node for one in rule.when)
    yield from (one.node for one in (rule.for_each.when if rule.for_each else ()))
    if rule.amount is None:
        return
    if rule.amount.by is not None:
        yield rule.amount.by
    for interval in rule.amount.rows.values():
        yield from (interval.low, interval.high)
    for test, interval in rule.amount.bands:
        yield from (one for one in (test, interval.low, interval.high) if one is not None)


def materials_of_item(pack: Pack, item: ServiceItem) -> tuple[Material, ...]:
    """What to hand in: the proof of each fact its form asks for, each once, then its own.

    A proof may be uploaded (C) unless a better record of the fact exists already.
    """
    proofs: dict[Label, list[str]] = {}
    for fact in facts_of_item(pack, item):
        if fact.evidence:
            proofs.setdefault(fact.evidence, []).append(fact.id)
    for rule in rules_of_item(pack, item):
        for part in _parts(pack, rule):
            if isinstance(part, e.FieldRef) and part.field.evidence:
                proofs.setdefault(part.field.evidence, []).append(part.field.id)
    derived = (
        Material(facts[0], proof, "C", tuple(dict.fromkeys(facts)))
        for proof, facts in proofs.items()
    )
    return (*derived, *item.materials)
