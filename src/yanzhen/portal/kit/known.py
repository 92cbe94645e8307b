"""Facts that are known of somebody, in words with their source; and as answers of a form.

fact_line(vocabulary, Known("contract_years", 5, "A", "社保系统"), "zh").value   ->  "5年"
as_typed(vocabulary.facts["contract_years"], 5)                          ->  "5"
answers_of("person", {"contract_years": 5}, vocabulary)                  ->  Answers(...)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from yanzhen.policy.vocabulary import Fact, Language, Vocabulary
from yanzhen.portal.answers import Answers, Raw
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.readable import day
from yanzhen.portal.recap import said
from yanzhen.portal.words import say

GRADES = ("A", "B", "C", "D")
ICONS = {"A": "file-certificate", "B": "user-check", "C": "paperclip", "D": "writing"}


@dataclass(frozen=True)
class Known:
    """A fact of the vocabulary with the best source there is for it."""

    fact: str
    value: Any
    grade: str
    source: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class FactLine:
    """A known fact as a page shows it."""

    fact: str
    label: str
    value: str
    grade: Badge
    source: str = ""
    valid: str = ""


def fact_line(vocabulary: Vocabulary, known: Known, language: Language) -> FactLine:
    """One fact of the vocabulary in words."""
    return line_of(vocabulary.facts[known.fact], known, language)


def line_of(fact: Fact, known: Known, language: Language) -> FactLine:
    """A fact in words, whoever defines it."""
    valid = say("fact_until", language, day=day(known.until, language)) if known.until else ""
    return FactLine(
        known.fact, fact.label.say(language), said(fact, as_typed(fact, known.value), language),
        grade_badge(known.grade, language), known.source, valid,
    )  # fmt: skip


def grade_badge(grade: str, language: Language) -> Badge:
    """How a fact is proven: issued, seen at a window, uploaded, declared."""
    return Badge(say(f"grade_{grade}", language), f"grade-{grade}", ICONS[grade])


def answers_of(who: str, facts: Mapping[str, Any], vocabulary: Vocabulary) -> Answers:
    """What is known, as if it had been typed; what the vocabulary no longer has is left out."""
    listed = vocabulary.facts_of(who)
    given = {
        name: as_typed(listed[name], value)
        for name, value in facts.items()
        if name in listed and value is not None
    }
    return Answers(who, given)


def as_typed(fact: Fact, value: Any) -> Raw:
    """A value as a form holds it."""
    if fact.type == "records":
        return [
            {name: _text(fact.fields[name], one) for name, one in record.items()}
            for record in value
        ]
    if fact.type == "many_of":
        return [str(one) for one in value]
    return _text(fact, value)


def plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they were taken in from a form, as JSON that means the same."""
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    match value:
        case Decimal() if value == value.to_integral_value():
            return int(value)
        case Decimal():
            return f"{(value * 100).normalize():f}%"
        case list():
            return [_plain(one) for one in value]
        case dict():
            return plain(value)
    return value


def _text(fact: Fact, value: Any) -> str:
    if fact.type == "bool":
        return "yes" if value in (True, "yes") else "no"
    if fact.type == "decimal" and isinstance(value, str) and value.endswith("%"):
        return f"{(Decimal(value[:-1]) / 100).normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value)
