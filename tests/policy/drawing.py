"""Subjects and little cities drawn by chance, for laws that must hold for all of them.

`subjects(pack)` draws what is known of someone in full and in part: facts that the pack's rules
ask about, with values near the rules' own numbers and options, and a part of them left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from tests.policy.mini import mini, parameter, reading, rule

from yanzhen.policy import Pack
from yanzhen.policy import expression as e
from yanzhen.policy.check import nodes_of
from yanzhen.policy.vocabulary import Fact

Facts = dict[str, Any]


@dataclass(frozen=True)
class Drawn:
    """A kind of subject with all that is true of it, and the part of it that is known."""

    kind: str
    whole: Facts
    part: Facts


def subjects(pack: Pack) -> st.SearchStrategy[Drawn]:
    return _Drawing(pack).subjects()


class _Drawing:
    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        nodes = [part for root in nodes_of(pack) for part in e.walk(root)]
        literals = [node.value for node in nodes if isinstance(node, e.Literal)]
        literals += [one for node in nodes if isinstance(node, e.Member) for one in node.options]
        literals += [node.option for node in nodes if isinstance(node, e.Contains)]
        self.words = {one for one in literals if isinstance(one, str)}
        self.numbers = sorted({
            int(one) + step for one in literals for step in (-1, 0, 1)
            if isinstance(one, (int, Fraction)) and not isinstance(one, bool) and one < 10**5
        } | {0, 1, 2})  # fmt: skip
        self.sums = sorted({
            max(0, one + step) for one in literals for step in (-100, 0, 100)
            if isinstance(one, int) and one >= 10**5
        } | {0, 1})  # fmt: skip
        tier_facts = {name for name in self._tier_facts() if name in pack.vocabulary.facts}
        self.asked = {
            rule.id: sorted(self._asked(rule) | (tier_facts if self._by_tier(rule) else set()))
            for rule in pack.rules.values()
        }

    def subjects(self) -> st.SearchStrategy[Drawn]:
        kinds = sorted({rule.subject for rule in self.pack.rules.values()})
        return st.sampled_from(kinds).flatmap(self._of_kind)

    def _of_kind(self, kind: str) -> st.SearchStrategy[Drawn]:
        rules = [rule.id for rule in self.pack.rules_of(kind)]
        return st.lists(st.sampled_from(rules), min_size=1, max_size=3, unique=True).flatmap(
            lambda chosen: self._asking(
                kind, sorted({n for one in chosen for n in self.asked[one]})
            )
        )

    def _asking(self, kind: str, names: list[str]) -> st.SearchStrategy[Drawn]:
        facts = self.pack.vocabulary.facts_of(kind)
        names = [name for name in names if name in facts] or ["approved_sums"]
        values = {name: self.value(facts[name]) for name in names}
        whole = st.fixed_dictionaries({}, optional=values) | st.fixed_dictionaries(values)
        return whole.flatmap(lambda known: self._part(kind, known))

    def _part(self, kind: str, whole: Facts) -> st.SearchStrategy[Drawn]:
        places: list[tuple[Any, ...]] = [(name,) for name in whole]
        for name, value in whole.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                places += [(name, n, key) for n, one in enumerate(value) for key in one]
        dropped = st.sets(st.sampled_from(places)) if places else st.just(set())
        return dropped.map(lambda gone: Drawn(kind, whole, without(whole, gone)))

    def value(self, fact: Fact) -> st.SearchStrategy[Any]:
        options = sorted(fact.options)
        near = [one for one in options if one in self.words] or options
        match fact.type:
            case "bool":
                return st.booleans()
            case "integer":
                low, high = fact.minimum, fact.maximum
                fit = [
                    n
                    for n in self.numbers
                    if (low is None or n >= low) and (high is None or n <= high)
                ]
                return st.sampled_from(fit or [low or 0])
            case "money":
                return st.sampled_from(self.sums).map(lambda fen: f"{fen}分")
            case "decimal":
                return st.sampled_from([0, 0.1, 0.2, 0.5, 1, "20%"])
            case "date":
                return st.integers(0, 4000).map(lambda n: str(date(2016, 2, 28) + timedelta(n)))
            case "one_of":
                return st.sampled_from(near) | st.sampled_from(options)
            case "many_of":
                return st.lists(st.sampled_from(options), max_size=3, unique=True)
            case "records":
                fields = {name: self.value(field) for name, field in fact.fields.items()}
                return st.lists(st.fixed_dictionaries({}, optional=fields), max_size=3)
        return st.sampled_from(sorted(self.pack.rules))  # text: what a rule is called

    def _asked(self, rule: Any) -> set[str]:
        roots = [one.node for one in rule.when]
        names = {rule.less, rule.starts, "approved_sums"}
        if rule.for_each:
            roots += [one.node for one in rule.for_each.when]
            names.add(rule.for_each.records)
        if rule.amount:
            intervals = [*rule.amount.rows.values(), *(band for _, band in rule.amount.bands)]
            roots += [one for band in intervals for one in (band.low, band.high)]
            roots += [one for one in (rule.amount.by, rule.amount.covers) if one is not None]
        if rule.periods:
            names.add(rule.periods.fact)
        found = {
            part.fact.id for root in roots for part in e.walk(root) if isinstance(part, e.FactRef)
        }
        return (found | names) - {None}

    def _by_tier(self, rule: Any) -> bool:
        by = rule.amount.by if rule.amount else None
        roots = [*(one.node for one in rule.when), *([by] if by else [])]
        return any(isinstance(part, e.TierRef) for root in roots for part in e.walk(root))

    def _tier_facts(self) -> set[str]:
        tiers = self.pack.tiers
        items = [item for tier in (tiers.classes if tiers else ()) for item in tier.items]
        parts = [part for item in items for one in item.conditions for part in e.walk(one.node)]
        found = {part.fact.id for part in parts if isinstance(part, e.FactRef)}
        return found | ({tiers.recognised_by} if tiers else set())


def without(whole: Mapping[str, Any], gone: set[tuple[Any, ...]]) -> Facts:
    """The facts without some of them, and without some fields of their records."""
    part: Facts = {}
    for name, value in whole.items():
        if (name,) in gone:
            continue
        part[name] = value
        if isinstance(value, list) and value and isinstance(value[0], dict):
            part[name] = [
                {key: one for key, one in record.items() if (name, n, key) not in gone}
                for n, record in enumerate(value)
            ]
    return part


# -- little cities

LEAVES = [
    "works",
    "local",
    "passed",
    "jobs >= 2",
    "jobs < 2",
    "score == 1",
    "pay > rent",
    "ratio >= 0.2",
    "hired_on < as_of",
    "full_years(hired_on, as_of) >= 3",
    "degree == 'doctor'",
    "jobs >= quota",
    "degree in ('master', 'bachelor')",
    "'french' in tongues",
    "tier == 'A'",
    "tier in ('A', 'B')",
    "tier != 'none'",
    "scope == 'wide'",
    "scope != 'wide'",
    "range == 'far'",
    "jobs + score > 2",
    "any(h.sole for h in honours)",
    "all(h.sole for h in honours if h.rank == 1)",
    "count(h.rank <= 2 for h in honours) >= 1",
    "sum(h.prize for h in honours) >= yuan(0.01)",
    "any(h.rank <= flats for h in honours)",
    "min(jobs, flats) >= 1",
    "max(pay, rent) > yuan(0.01)",
    "any(level_of(h.award) == 'national' and h.accepted for h in honours)",
    "(jobs if works else flats) >= 1",
    "any(any(h.sole for h in honours) and h.rank == 1 for h in honours)",
]
AMOUNTS: list[Any] = [
    "1万元",
    {"by": "degree", "doctor": "3万元", "master": "2万元"},
    {"by": "tier", "A": "3万元", "B": "2万元"},
    {"first": [{"if": "works", "is": "3万元"}, {"if": "jobs >= 2", "is": "1万元"}]},
    {"first": [{"if": "scope == 'wide'", "is": "3万元"}, {"if": "local", "is": "1万元"}]},
    {"formula": "percent(20) * pay", "at_most": "1元"},
    {"formula": "pay - rent"},
    {"formula": "pay if scope == 'wide' else rent"},
    {"formula": "min(pay, rent) if works else sum(h.prize for h in honours if h.sole)"},
]
TERMS: list[dict[str, Any]] = [
    {}, {"less": "rent"}, {"every": "year", "periods": {"up_to": 3, "fact": "claimed"}},
    {"every": "month", "periods": 2, "less": "rent"}, {"every": "year"},
    {"nature": "ceiling"}, {"nature": "ceiling", "less": "rent"}, {"nature": "loan"},
]  # fmt: skip


def conditions() -> st.SearchStrategy[str]:
    leaf = st.sampled_from(LEAVES)
    return st.recursive(
        leaf,
        lambda part: st.one_of(
            part.map(lambda one: f"not ({one})"),
            st.tuples(part, part).map(lambda two: f"({two[0]}) and ({two[1]})"),
            st.tuples(part, part).map(lambda two: f"({two[0]}) or ({two[1]})"),
        ),
        max_leaves=4,
    )


def cities() -> st.SearchStrategy[Pack]:
    """Two rules, one of which may ask about the other; two open readings; one open parameter."""
    drawn = st.tuples(
        st.lists(conditions(), max_size=2), st.sampled_from(AMOUNTS), st.sampled_from(TERMS),
        st.lists(conditions(), max_size=2), st.sampled_from(AMOUNTS), st.sampled_from(TERMS),
        st.booleans(),
    )  # fmt: skip
    return drawn.map(_city)


def _city(drawn: tuple[Any, ...]) -> Pack:
    when, amount, terms, other, worth, ways, linked = drawn
    asks = ["eligible('base')"] if linked else []
    return mini(
        rule("base", when=when, amount=amount, **terms),
        rule("aid", when=[*other, *asks], amount=worth, **ways),
        rule(
            "bonus",
            subject="employer",
            for_each={"records": "hires", "as": "h", "when": ["h.confirmed"]},
            amount={"by": "h.tier", "A": "6万元", "B": "2万元"},
            caps=[
                {"per": "year", "field": "year", "limit": "7万元"},
                {"per": "subject", "limit": "9万元"},
            ],
        ),
        readings=[reading("scope", "narrow", "wide"), reading("range", "near", "far")],
        parameters=[parameter("quota", "integer")],
    )
