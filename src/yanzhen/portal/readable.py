"""Small words about rules that several pages need: sums, days, proofs, departments.

money(5_000_000, "zh")  ->  "5万元"
"""

from collections.abc import Iterable, Iterator
from datetime import date

from yanzhen.policy import expression as e
from yanzhen.policy.pack import Pack, Rule
from yanzhen.policy.sentences import chinese_day
from yanzhen.policy.values import yuan, yuan_en
from yanzhen.policy.vocabulary import Language


def money(fen: int, language: Language) -> str:
    return yuan(fen) if language == "zh" else yuan_en(fen)


def day(moment: date, language: Language) -> str:
    if language == "zh":
        return chinese_day(moment)
    return f"{moment.day} {moment:%B %Y}"


def nodes_of(rule: Rule) -> Iterator[e.Node]:
    """Every node of a rule's conditions and amount."""
    for condition in (*rule.when, *(rule.for_each.when if rule.for_each else ())):
        yield from e.walk(condition.node)
    if rule.amount is None:
        return
    if rule.amount.by is not None:
        yield from e.walk(rule.amount.by)
    for test, band in rule.amount.bands:
        yield from e.walk(test) if test is not None else ()
        yield from e.walk(band.high)
    for row in rule.amount.rows.values():
        yield from e.walk(row.high)


def brings(rule: Rule, pack: Pack, language: Language) -> tuple[str, ...]:
    """What proves the facts that a rule looks at, each proof once."""
    facts = []
    for node in nodes_of(rule):
        if isinstance(node, e.FactRef):
            facts.append(node.fact)
        elif isinstance(node, e.FieldRef):
            facts.append(node.field)
        elif isinstance(node, e.TierRef) and pack.tiers:
            facts.append(pack.vocabulary.facts[pack.tiers.recognised_by])
    found = (fact.evidence.say(language) for fact in facts if fact.evidence)
    return tuple(dict.fromkeys(found))


def units_of(units: Iterable[str], pack: Pack, language: Language) -> tuple[str, ...]:
    """The names of those who run something."""
    return tuple(pack.units[one].label.say(language) for one in units if one in pack.units)


def readings_of(rule: Rule, pack: Pack) -> tuple[str, ...]:
    """The readings a rule speaks of that no one has settled."""
    named = [node.id for node in nodes_of(rule) if isinstance(node, e.ReadingRef)]
    groups = [group for group in pack.exclusive if group.under and rule.id in group.rules]
    named += [group.under[0] for group in groups if group.under]
    return tuple(one for one in dict.fromkeys(named) if pack.readings[one].settled is None)


def parameters_of(rule: Rule, pack: Pack, as_of: date) -> tuple[str, ...]:
    """The parameters a rule speaks of that have no value."""
    named = [node.id for node in nodes_of(rule) if isinstance(node, e.ParameterRef)]
    return tuple(
        one for one in dict.fromkeys(named) if pack.parameters[one].value_at(as_of) is None
    )
