"""The items of a city as a list, sorted by kind: a name, a clause, who may ask.

catalogue(pack, Chosen("person", "租房"), "zh")  ->  (Kind("benefit", "待遇申请", (Line(...),)),)
"""

from collections.abc import Iterator
from dataclasses import dataclass

from yanzhen.policy import Pack, ServiceItem, item_title
from yanzhen.policy.item import KIND_LABELS, clauses_of_item, programmes_of_item, rules_of_item
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.words import say


@dataclass(frozen=True)
class Chosen:
    """What narrows the list: who asks, and words to be found in it."""

    who: str = ""
    search: str = ""


@dataclass(frozen=True)
class Line:
    """One item of the list."""

    id: str
    title: str
    summary: str
    clause: str
    who: str


@dataclass(frozen=True)
class Kind:
    """Items of one kind."""

    id: str
    title: str
    lines: tuple[Line, ...]


def catalogue(pack: Pack, chosen: Chosen, language: Language) -> tuple[Kind, ...]:
    """The items that fit, by their kind."""
    found: dict[str, list[Line]] = {}
    for item in pack.services.values():
        line = _line(pack, item, language)
        if (not chosen.who or chosen.who in item.subjects) and _holds(line, chosen.search):
            found.setdefault(item.kind, []).append(line)
    return tuple(
        Kind(kind, KIND_LABELS[kind].say(language), tuple(lines)) for kind, lines in found.items()
    )


def asks_for(pack: Pack) -> tuple[str, ...]:
    """The kinds of subjects that may ask for anything."""
    named = {who for item in pack.services.values() for who in item.subjects}
    return tuple(one for one in pack.vocabulary.subjects if one in named)


def _line(pack: Pack, item: ServiceItem, language: Language) -> Line:
    clauses = [pack.clause_label(one).say(language) for one in clauses_of_item(pack, item)]
    subjects = [pack.vocabulary.subjects[one].label.say(language) for one in item.subjects]
    summary = next(_summaries(pack, item), None)
    return Line(
        item.id, item_title(pack, item).say(language), summary.say(language) if summary else "",
        say("comma", language).join(clauses), say("comma", language).join(subjects),
    )  # fmt: skip


def _summaries(pack: Pack, item: ServiceItem) -> Iterator[Label]:
    yield from (one.summary for one in rules_of_item(pack, item))
    yield from (one.summary for one in programmes_of_item(pack, item))


def _holds(line: Line, search: str) -> bool:
    text = f"{line.title} {line.summary} {line.clause}".casefold()
    return all(word in text for word in search.casefold().split())
