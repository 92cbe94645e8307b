"""The form of an application: what the item's rules look at, as far as nobody knows it better.

form = application(asked, typed, date(2026, 11, 28), "zh")
form.settled      what agencies and windows have on record: shown, not asked
form.sections     the questions, by group, with what was typed
form.ruled        what the rules say of it all so far
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from yanzhen.policy import Pack, ServiceItem, facts_of_item
from yanzhen.policy.explain import explainer_for
from yanzhen.policy.vocabulary import Fact, Language
from yanzhen.portal.answers import Answers
from yanzhen.portal.asking import Page
from yanzhen.portal.kit.known import FactLine, Known, answers_of, fact_line
from yanzhen.portal.kit.ruled import Ruled, ruled
from yanzhen.portal.questions import Question, questions
from yanzhen.portal.recap import Given, given
from yanzhen.portal.sitting import Sitting, sit

ON_RECORD = ("A", "B")


@dataclass(frozen=True)
class Asked:
    """An item asked for by a kind of subject of whom something is known already."""

    pack: Pack
    item: ServiceItem
    who: str
    known: Mapping[str, Known]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the form asks for."""
        return tuple(one for one in self._of_item() if one.id not in self.settled)

    @property
    def settled(self) -> dict[str, Known]:
        """What is known well enough not to be asked."""
        names = {one.id for one in self._of_item()}
        return {
            name: one
            for name, one in self.known.items()
            if name in names and one.grade in ON_RECORD
        }

    @property
    def said_before(self) -> Answers:
        """What she has said at other times, to fill the form with."""
        names = {one.id for one in self.facts}
        said = {name: one.value for name, one in self.known.items() if name in names}
        return answers_of(self.who, said, self.pack.vocabulary)

    def _of_item(self) -> Iterator[Fact]:
        listed = self.pack.vocabulary.facts_of(self.who)
        yield from (one for one in facts_of_item(self.pack, self.item) if one.id in listed)


@dataclass(frozen=True)
class Section:
    """Questions of one group."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Application:
    """The form as it is shown."""

    sections: tuple[Section, ...]
    settled: tuple[FactLine, ...]
    ruled: tuple[Ruled, ...]
    given: tuple[Given, ...]
    facts: Mapping[str, Any]
    errors: int


def application(asked: Asked, typed: Answers, on: date, language: Language) -> Application:
    """The form with what was typed, and what follows from it."""
    sitting = _sitting(asked, typed, on)
    explainer = explainer_for(language, asked.pack)
    vocabulary = asked.pack.vocabulary
    names = {one.id for one in asked.facts}
    rules = [one for one in asked.item.rules if asked.pack.rules[one].subject == asked.who]
    return Application(
        sections=tuple(_sections(sitting, asked, language)),
        settled=tuple(fact_line(vocabulary, one, language) for one in asked.settled.values()),
        ruled=tuple(ruled(sitting.assessment.outcome(one), explainer) for one in rules),
        given=tuple(one for one in given(sitting, language) if one.fact in names),
        facts={name: value for name, value in sitting.facts.items() if name in names},
        errors=len(sitting.errors),
    )


def _sitting(asked: Asked, typed: Answers, on: date) -> Sitting:
    settled = {name: one.value for name, one in asked.settled.items()}
    on_record = answers_of(asked.who, settled, asked.pack.vocabulary)
    return sit(asked.pack, replace(typed, given={**typed.given, **on_record.given}), on)


def _sections(sitting: Sitting, asked: Asked, language: Language) -> Iterator[Section]:
    for group in asked.pack.vocabulary.groups.values():
        names = tuple(one.id for one in asked.facts if one.group == group.id)
        if names:
            shown = questions(sitting, Page(group.id, names), language)
            yield Section(group.label.say(language), shown)
