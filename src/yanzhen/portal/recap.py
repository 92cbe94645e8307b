"""What a visitor has answered so far, and what she passed over, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yanzhen.policy.vocabulary import Fact, Language, Vocabulary
from yanzhen.portal.answers import Answers, Raw, records_in
from yanzhen.portal.readable import day
from yanzhen.portal.sitting import Sitting
from yanzhen.portal.words import say


@dataclass(frozen=True)
class Given:
    """One answer in words; of a question that was passed over `answer` is empty."""

    fact: str
    label: str
    answer: str
    error: str = ""


def given_of(answers: Answers, vocabulary: Vocabulary, language: Language) -> tuple[Given, ...]:
    """Answers that are with no city, in the order of the vocabulary."""
    return tuple(
        Given(name, fact.label.say(language), said(fact, answers.given[name], language))
        for name, fact in vocabulary.facts.items()
        if name in answers.given
    )


def given(sitting: Sitting, language: Language) -> tuple[Given, ...]:
    """All answers, in the order of the vocabulary."""
    answers, facts = sitting.answers, sitting.pack.vocabulary.facts
    return tuple(
        Given(name, fact.label.say(language), said(fact, answers.given[name], language),
              _any_error(sitting, name, language))
        for name, fact in facts.items() if name in answers.given
    )  # fmt: skip


def passed_over(sitting: Sitting, language: Language) -> tuple[Given, ...]:
    """The questions that were left open."""
    answers, facts = sitting.answers, sitting.pack.vocabulary.facts
    return tuple(
        Given(name, fact.label.say(language), "")
        for name, fact in facts.items()
        if name in answers.skipped and name not in answers.given
    )


def _any_error(sitting: Sitting, name: str, language: Language) -> str:
    for path, problem in sitting.errors.items():
        if path.split(".")[0] == name:
            return problem.say(language)
    return ""


def said(fact: Fact, raw: Raw, language: Language) -> str:
    """One answer in words."""
    if isinstance(raw, str):
        return _one_said(fact, raw, language)
    entries = records_in(raw)
    if entries:
        return say("semicolon", language).join(
            _record_said(fact, entry, language) for entry in entries
        )
    listed = [_one_said(fact, one, language) for one in raw if isinstance(one, str)]
    none = say("has_none" if fact.type == "records" else "none_of_these", language)
    return say("comma", language).join(listed) or none


def _one_said(fact: Fact, raw: str, language: Language) -> str:
    if fact.type == "bool":
        return say(raw, language) if raw in ("yes", "no") else raw
    if raw in fact.options:
        return fact.options[raw].label.say(language)
    if fact.type == "date":
        return _day_said(raw, language)
    unit = fact.unit.say(language) if fact.unit else ""
    if fact.type == "money" and raw[-1:].isdigit():
        unit = say("yuan", language)
    gap = " " if unit and language == "en" else ""
    return raw if unit and raw.endswith(unit) else f"{raw}{gap}{unit}"


def _day_said(raw: str, language: Language) -> str:
    """A day in words; one that is none as it was typed."""
    try:
        return day(date.fromisoformat(raw), language)
    except ValueError:
        return raw


def _record_said(fact: Fact, entry: Mapping[str, str], language: Language) -> str:
    fields = [(fact.fields[name], raw) for name, raw in entry.items()]
    parts = [
        f"{field.label.say(language)} {_one_said(field, raw, language)}"
        if field.type in ("bool", "integer", "decimal", "money", "date")
        else _one_said(field, raw, language)
        for field, raw in fields
    ]
    text = say("comma", language).join(parts)
    return text or say("record_empty", language)
