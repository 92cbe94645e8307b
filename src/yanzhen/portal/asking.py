"""Which questions come next: only those that still matter, a few of one group at a time.

The engine says which facts matter (`assessment.ask`). Three things are added for people:

- Whether a tier was already recognised is asked first, since that answer spares most others;
  what serves only to find the tier is asked in one go, after the first group.
- Groups come in the order of the vocabulary, and a question waits while another one of its
  group may make it needless: whoever has founded nothing is not asked for her loan.
- What was passed over is not asked again, and decisions of others are asked only on request.

    next_page(sitting)  ->  Page("work", ("host_kind", "introduction"))
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from yanzhen.policy.vocabulary import Fact
from yanzhen.portal.answers import records_in
from yanzhen.portal.sitting import Sitting, head

TIER = "tier"
MOST_QUESTIONS = 4
MOST_TRIED = 8
MOST_OPTIONS_TRIED = 10
FEW_OPTIONS = 3


@dataclass(frozen=True)
class Page:
    """The facts that are asked for together, and their group (`tier` for finding the tier)."""

    group: str
    facts: tuple[str, ...]


def next_page(sitting: Sitting) -> Page | None:
    """The questions to ask now, or None when no answer could change anything any more."""
    facts = worth_asking(sitting)
    for name in facts:
        if sitting.facts.get(name):
            return Page(sitting.fact(name).group, (name,))
    recognised = _recognised_by(sitting)
    if recognised in facts:
        return Page(TIER, (recognised,))
    for group, members in _stages(sitting, facts):
        if members:
            return Page(group, _together(sitting, members))
    return None


def page_of(sitting: Sitting, facts: Sequence[str]) -> Page:
    """A page with exactly these facts: for going back, changing an answer, or staying."""
    known = tuple(name for name in facts if name in _askable(sitting))
    group = sitting.fact(known[0]).group if known else ""
    return Page(TIER if _recognised_by(sitting) in known else group, known)


def worth_asking(sitting: Sitting) -> list[str]:
    """The facts that still matter and may be asked, in the engine's order."""
    found: dict[str, None] = {}
    for gap in sitting.assessment.ask:
        name = head(gap)
        if name in found or name not in _askable(sitting) or name in sitting.answers.skipped:
            continue
        if name in sitting.answers.given and not pending(sitting, name):
            continue
        found[name] = None
    return list(found)


def decisions(sitting: Sitting) -> list[str]:
    """The decisions of others that would settle something."""
    vocabulary = sitting.pack.vocabulary.facts
    return [
        gap for gap in sitting.assessment.ask if gap in vocabulary and vocabulary[gap].is_decision
    ]


def pending(sitting: Sitting, name: str) -> dict[int, tuple[str, ...]]:
    """For each record of a fact the fields that matter, are not filled and not passed over."""
    found = {}
    for number, entry in enumerate(records_in(sitting.answers.given.get(name))):
        skipped = sitting.answers.skipped
        wanted = tuple(
            field
            for field in fields_that_matter(sitting, name, number)
            if field not in entry and f"{name}.{number}.{field}" not in skipped
        )
        if wanted:
            found[number] = wanted
    return found


def fields_that_matter(sitting: Sitting, name: str, number: int) -> tuple[str, ...]:
    """The fields of one record without which something stays open."""
    fact = sitting.fact(name)
    record = sitting.facts[name][number]
    first = next(iter(fact.fields))
    if first not in record and fact.fields[first].catalogue:
        return (first,)
    gaps = sitting.supposing(name, [record])
    return tuple(
        field.id
        for field in fact.fields.values()
        if f"{name}.{field.id}" in gaps and (sitting.answers.decided or not field.is_decision)
    )


def _askable(sitting: Sitting) -> dict[str, Fact]:
    facts = sitting.pack.vocabulary.facts_of(sitting.answers.who)
    if sitting.answers.decided:
        return facts
    return {name: fact for name, fact in facts.items() if not fact.is_decision}


def _recognised_by(sitting: Sitting) -> str:
    tiers = sitting.pack.tiers
    return tiers.recognised_by if tiers else ""


def _stages(sitting: Sitting, facts: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Groups with their open facts: the first group, what finds the tier, the other groups."""
    for_tier = _only_for_tier(sitting, facts)
    groups = list(sitting.pack.vocabulary.groups)
    rest = [name for name in facts if name not in for_tier]
    for number, group in enumerate(groups):
        yield group, [name for name in rest if sitting.fact(name).group == group]
        if number == 0:
            yield TIER, for_tier


def _only_for_tier(sitting: Sitting, facts: list[str]) -> list[str]:
    """Facts that would not matter if the tier were known, whichever it is, and its records."""
    tier = sitting.assessment.tier
    if tier is None or not tier.missing:
        return []
    known: set[str] = set()
    for value in tier.possible:
        known |= {head(gap) for gap in sitting.supposing(_recognised_by(sitting), value)}
    records = {name for name in tier.missing if sitting.fact(name).type == "records"}
    return [name for name in facts if name not in known or name in records]


def _together(sitting: Sitting, members: list[str]) -> tuple[str, ...]:
    """As many as fit on a page, none of which may turn out needless by another's answer."""
    tried = members[:MOST_TRIED]
    places = list(sitting.pack.vocabulary.facts)
    tried.sort(key=places.index)
    free = [
        name
        for number, name in enumerate(tried)
        if not any(_may_spare(sitting, earlier, name) for earlier in tried[:number])
    ]
    records = [name for name in free if sitting.fact(name).type == "records"]
    plain = [name for name in free if name not in records]
    return tuple((records or plain)[:MOST_QUESTIONS])


def _may_spare(sitting: Sitting, question: str, other: str) -> bool:
    """Whether a question's answers may well make another one needless.

    Of many options it takes half: one odd option among nine is no reason to wait.
    """
    values = list(_possible(sitting.fact(question)))
    if not 0 < len(values) <= MOST_OPTIONS_TRIED:
        return False
    spared = [value for value in values if not _asks(sitting, question, value, other)]
    return len(spared) >= (1 if len(values) <= FEW_OPTIONS else len(values) / 2)


def _asks(sitting: Sitting, question: str, value: Any, other: str) -> bool:
    return any(head(gap) == other for gap in sitting.supposing(question, value))


def _possible(fact: Fact) -> Iterator[Any]:
    if fact.type == "bool":
        yield from (True, False)
    elif fact.type == "one_of":
        yield from fact.options
    elif fact.type == "records":
        yield []
