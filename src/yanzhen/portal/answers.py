"""A visitor's answers, as they travel in her page and in no other place.

The page carries them as one line of JSON; the server reads it, answers, and forgets it. Values
stay as they were typed, so that a slip is shown as it was made.

    answers = Answers("person", {"contract_years": "3", "honours": [{"award": "nobel_prize"}]})
    Answers.read(answers.line(), vocabulary) == (answers, 0)

A yes-or-no answer is "yes" or "no". An empty list of records says that there are none.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from yanzhen.policy.vocabulary import Fact, Vocabulary

Raw = str | list[str] | list[dict[str, str]]
"""What was typed for one fact: a text, chosen options, or records of texts."""

MOST_CHARACTERS = 200_000
MOST_RECORDS = 200
MOST_CITIES = 100
LONGEST_TEXT = 2_000


class Unreadable(ValueError):
    """The line of answers is not one that a page of ours has written."""


@dataclass(frozen=True)
class Answers:
    """Who is asked about, what was typed, and which questions were passed over.

    `skipped` names facts, and fields of records as `honours.0.rank`. `trail` remembers which
    questions stood on one page together, for the way back. `decided` says that questions about
    decisions of the authorities are asked too. `of_city` keeps what only one city can say, while
    the answers are not with that city.
    """

    who: str
    given: Mapping[str, Raw] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    trail: tuple[tuple[str, ...], ...] = ()
    decided: bool = False
    of_city: Mapping[str, Mapping[str, Raw]] = field(default_factory=dict)

    @classmethod
    def read(cls, line: str, vocabulary: Vocabulary) -> tuple["Answers", int]:
        """The answers of a line, and how many entries of it made no sense and were dropped."""
        data = _object(line)
        who = data.get("who")
        if not isinstance(who, str) or who not in vocabulary.subjects:
            raise Unreadable("who")
        facts = vocabulary.facts_of(who)
        found = data.get("given", {})
        if not isinstance(found, dict):
            raise Unreadable("given")
        given = _fitting(found, facts)
        answers = cls(
            who,
            given,
            _texts(data.get("skipped")),
            tuple(_texts(part) for part in _list(data.get("trail"))),
            data.get("decided") is True,
            _of_city(data.get("of_city"), facts),
        )
        return answers, len(found) - len(given)

    def line(self) -> str:
        """One line of JSON, what is empty left out."""
        data: dict[str, Any] = {"who": self.who, "given": dict(self.given)}
        data |= {"skipped": self.skipped, "trail": self.trail, "decided": self.decided}
        data["of_city"] = {city: dict(given) for city, given in self.of_city.items()}
        filled = {key: value for key, value in data.items() if value}
        return json.dumps(filled, ensure_ascii=False, separators=(",", ":"))

    def shared(self, vocabulary: Vocabulary) -> tuple["Answers", tuple[str, ...]]:
        """What may stand in a link, and the facts that were left out as too private.

        Texts that were written freely (a name, a number) are left out of records too.
        """
        facts = vocabulary.facts
        everything = [self.given, *self.of_city.values()]
        private = {name: None for given in everything for name in given if _private(facts[name])}
        of_city = {city: _shareable(given, facts) for city, given in self.of_city.items()}
        given = _shareable(self.given, facts)
        return replace(self, given=given, of_city=of_city, trail=()), tuple(private)

    def leaving(self, city: str, vocabulary: Vocabulary) -> "Answers":
        """The same without a city: what only that city can say is put aside under its name."""
        carried: dict[str, Raw] = {}
        own: dict[str, Raw] = {}
        for name, raw in self.given.items():
            fact = vocabulary.facts[name]
            bound = {one.id for one in fact.fields.values() if one.is_bound}
            if fact.is_bound or any(bound & entry.keys() for entry in records_in(raw)):
                own[name] = raw
            if not fact.is_bound:
                carried[name] = _without_fields(raw, bound)
        aside = {**self.of_city, city: own} if own and city else dict(self.of_city)
        return replace(self, given=carried, of_city=aside, skipped=(), trail=())

    def arriving(self, city: str) -> "Answers":
        """The same in a city: what only that city can say is taken up again."""
        aside = {name: given for name, given in self.of_city.items() if name != city}
        return replace(self, given={**self.given, **self.of_city.get(city, {})}, of_city=aside)

    def forgetting(self, facts: tuple[str, ...]) -> "Answers":
        """The same without what was said, or passed over, about some facts."""
        given = {name: raw for name, raw in self.given.items() if name not in facts}
        skipped = tuple(path for path in self.skipped if path.split(".")[0] not in facts)
        return replace(self, given=given, skipped=skipped)


def records_in(raw: Raw | None) -> list[dict[str, str]]:
    """The records of an answer; none where the answer is of another kind."""
    return [entry for entry in raw if isinstance(entry, dict)] if isinstance(raw, list) else []


def _object(line: str) -> dict[str, Any]:
    if len(line) > MOST_CHARACTERS:
        raise Unreadable("too long")
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable("not JSON") from None
    if not isinstance(data, dict):
        raise Unreadable("no object")
    return data


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one for one in _list(value) if isinstance(one, str))


def _fits(fact: Fact, raw: Any) -> bool:
    """Whether the shape is the fact's; whether the value is, is seen when it is taken in."""
    if fact.type == "many_of":
        return isinstance(raw, list) and all(isinstance(one, str) for one in raw)
    if fact.type == "records":
        return (
            isinstance(raw, list)
            and len(raw) <= MOST_RECORDS
            and all(isinstance(entry, dict) and _record_fits(fact, entry) for entry in raw)
        )
    return isinstance(raw, str) and len(raw) <= LONGEST_TEXT


def _record_fits(fact: Fact, entry: dict[Any, Any]) -> bool:
    return all(
        name in fact.fields and isinstance(raw, str) and len(raw) <= LONGEST_TEXT
        for name, raw in entry.items()
    )


def _fitting(found: Mapping[str, Any], facts: Mapping[str, Fact]) -> dict[str, Raw]:
    return {name: raw for name, raw in found.items() if name in facts and _fits(facts[name], raw)}


def _of_city(found: Any, facts: Mapping[str, Fact]) -> dict[str, dict[str, Raw]]:
    """What was put aside for cities; what does not fit is left out."""
    if not isinstance(found, dict):
        return {}
    return {
        city: kept
        for city, given in list(found.items())[:MOST_CITIES]
        if isinstance(given, dict) and (kept := _fitting(given, facts))
    }


def _private(fact: Fact) -> bool:
    return fact.privacy == "sensitive" or fact.type == "text"


def _shareable(given: Mapping[str, Raw], facts: Mapping[str, Fact]) -> dict[str, Raw]:
    return {
        name: _without_texts(facts[name], raw)
        for name, raw in given.items()
        if not _private(facts[name])
    }


def _without_fields(raw: Raw, names: set[str]) -> Raw:
    if not names or not records_in(raw):
        return raw
    return [
        {name: text for name, text in entry.items() if name not in names}
        for entry in records_in(raw)
    ]


def _without_texts(fact: Fact, raw: Raw) -> Raw:
    if fact.type != "records":
        return raw
    return [
        {name: text for name, text in entry.items() if fact.fields[name].type != "text"}
        for entry in records_in(raw)
    ]
