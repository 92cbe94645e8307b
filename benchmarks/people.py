"""The people who are assessed: four typical ones, and any number drawn by chance.

A drawn person is fully known to a pack: every fact that its rules look at is given. Options that
rules speak of are drawn more often than others, so that many rules are met.

    typical(pack)["blank"]           ->  {}
    drawn(pack, 50)[0]["degree"]     ->  "doctor"
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from twenty import AS_OF

from yanzhen.policy import expression as e

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yanzhen.policy import Pack
    from yanzhen.policy.pack import Rule
    from yanzhen.policy.vocabulary import Fact

Facts = dict[str, Any]
TIER_B = {
    "recognised_tier": "B", "introduction": "new", "employment_mode": "full_time",
    "host_kind": "enterprise", "contract_years": 5,
    "months_worked_locally_per_year": 10, "housing_benefit_enjoyed": False,
    "local_home_purchase": "none", "hired_on": "2025-03-01", "degree": "doctor",
    "highest_full_time_degree": "doctor", "professional_title": "senior",
    "priority_industry_employer": True,
}  # fmt: skip
PARTLY = ("introduction", "employment_mode", "host_kind", "degree")


def typical(pack: Pack) -> dict[str, Facts]:
    """Nothing known; four answers given; a usual tier B; every fact and five honours known."""
    everything = [fact for name, fact in pack.vocabulary.facts_of("person").items()]
    rng, words = Random(7), _words(pack)
    full = {fact.id: _value(fact, rng, words) for fact in everything}
    del full["recognised_tier"]  # so that the catalogue has to be worked through
    honours = pack.vocabulary.facts["honours"]
    full["honours"] = [_record(honours, rng, words) for _ in range(5)]
    partly = {name: TIER_B[name] for name in PARTLY}
    return {
        "blank": {},
        "four answers given": partly,
        "typical tier B": dict(TIER_B),
        "fully known, five honours": {**full, "approved_sums": []},
    }


def drawn(pack: Pack, how_many: int, seed: int = 20260101) -> list[Facts]:
    """People about whom all facts that the pack's rules look at are known."""
    rng, words = Random(seed), _words(pack)
    facts = [pack.vocabulary.facts[name] for name in sorted(asked(pack))]
    return [
        {**{fact.id: _value(fact, rng, words) for fact in facts}, "approved_sums": []}
        for _ in range(how_many)
    ]


def asked(pack: Pack) -> set[str]:
    """Every fact that decides a rule or its sum."""
    found = {pack.tiers.recognised_by} if pack.tiers else set()
    for rule in pack.rules.values():
        terms = [rule.less, rule.starts, rule.periods.fact if rule.periods else None]
        found |= {name for name in terms if name}
        found |= {part.fact.id for part in _parts(rule) if isinstance(part, e.FactRef)}
    return found


def _words(pack: Pack) -> set[str]:
    """The options that the pack's rules name."""
    words: set[str] = set()
    for rule in pack.rules.values():
        for part in _parts(rule):
            if isinstance(part, e.Member):
                words |= set(part.options)
            elif isinstance(part, e.Literal) and isinstance(part.value, str):
                words.add(part.value)
        words |= set(rule.amount.rows) if rule.amount else set()
    return words


def _parts(rule: Rule) -> Iterator[e.Node]:
    for condition in rule.when:
        yield from e.walk(condition.node)
    if rule.amount and rule.amount.by is not None:
        yield from e.walk(rule.amount.by)
    for test, interval in rule.amount.bands if rule.amount else ():
        for node in (test, interval.low, interval.high):
            yield from e.walk(node) if node is not None else ()


def _record(fact: Fact, rng: Random, words: set[str]) -> Facts:
    return {name: _value(field, rng, words) for name, field in fact.fields.items()}


def _value(fact: Fact, rng: Random, words: set[str]) -> Any:
    least = int(fact.minimum or 0)
    if fact.type == "bool":
        return rng.random() < (0.15 if fact.id.endswith("_enjoyed") else 0.8)
    if fact.type == "integer":
        return min(least + rng.choice((0, 1, 2, 3, 12, 36, 48)), int(fact.maximum or 10**9))
    if fact.type == "money":
        return rng.choice((0, 12_345.67, 50_000, 199_999.99, 300_000, 1_500_000))
    if fact.type == "decimal":
        return rng.choice((1, 2.5, 3, 5, 6, 10))
    if fact.type == "date":
        return (AS_OF - timedelta(days=rng.randint(1, 2_000))).isoformat()
    if fact.type == "records":
        return [_record(fact, rng, words) for _ in range(rng.randint(0, 3))]
    if fact.type == "text":
        return "-"
    return _option(fact, rng, words)


def _option(fact: Fact, rng: Random, words: set[str]) -> Any:
    named = sorted(set(fact.options) & words) or sorted(fact.options)
    if fact.type == "many_of":
        return [option for option in named if rng.random() < 0.5]
    return rng.choice(named if rng.random() < 0.85 else sorted(fact.options))
