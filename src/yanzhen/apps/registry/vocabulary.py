"""Which facts the registry keeps: those of the shared vocabulary, and a few of its own.

Its own are no rule's affair; registers of talent ask for them. They are left out of a situation.
"""

from functools import lru_cache
from typing import Any

from yanzhen.apps.registry.values import said
from yanzhen.policy import load_vocabulary
from yanzhen.policy.subject import Misfit, admit_facts
from yanzhen.policy.vocabulary import Fact, Label, Vocabulary

_PERSON = frozenset({"person"})
OWN_FACTS = {
    fact.id: fact
    for fact in (
        Fact("lives_in_city", "bool", Label("现居本地", "Lives in the city"), _PERSON,
             of_city="bound", privacy="personal"),
        Fact("place_of_living", "text", Label("现居地", "Place of living"), _PERSON,
             privacy="personal"),
        Fact("place_of_origin", "text", Label("籍贯", "Place of origin"), _PERSON,
             privacy="personal"),
        Fact("school", "text", Label("就读或毕业院校", "School"), _PERSON),
        Fact("school_year", "integer", Label("毕业年份", "Year of graduation"), _PERSON,
             minimum=1900, maximum=2200),
        Fact("field_of_work", "text", Label("专业领域", "Field of work"), _PERSON),
        Fact("position", "text", Label("现任职务", "Position"), _PERSON),
    )
}  # fmt: skip


def vocabulary() -> Vocabulary:
    """The shared vocabulary."""
    return load_vocabulary()


@lru_cache(maxsize=16)
def facts_of_kind(kind: str) -> dict[str, Fact]:
    """The facts that may be kept of a kind of subject."""
    own = {fact.id: fact for fact in OWN_FACTS.values() if kind in fact.subjects}
    return vocabulary().facts_of(kind) | own


def fact_named(kind: str, name: str) -> Fact | None:
    """A fact that may be kept of this kind of subject."""
    return facts_of_kind(kind).get(name)


def admitted(fact: Fact, value: Any) -> Any:
    """What is kept of a value that somebody gives; Misfit says what is wrong with it."""
    problems: list[Any] = []
    known = Vocabulary({}, {}, {fact.id: fact}, {})
    found = admit_facts({fact.id: value}, None, known, problems)
    if problems:
        first = problems[0]
        raise Misfit(first.zh, first.en, first.suggestion)
    if fact.id not in found:
        raise Misfit("没有值", "there is no value")
    return said(fact, found[fact.id])
