"""A posted form read back into answers.

The form holds the answers of earlier pages in `state`, the facts asked on this page in `asked`,
what was typed for them under `a.<fact>`, and in `action` what the visitor wants:

    live      something was changed: only the results are wanted
    stay      the same questions again (after a choice that brings further fields)
    next      on to the next questions; whatever was left empty is passed over
    none      the same, and every list that was left open is empty
    back      the page before
    decided   questions about decisions of the authorities, too
    clear     everything from the start
    edit:contract_years      change one answer
    add:honours, drop:honours.1      one record more, or one less
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from yanzhen.policy.vocabulary import Fact, Vocabulary
from yanzhen.portal.answers import MOST_RECORDS, Answers, Raw, records_in
from yanzhen.portal.questions import NONE_OF_THESE, UNSURE

ONWARD = ("next", "none")
EMPTY: dict[str, str] = {}


@dataclass(frozen=True)
class Posted:
    """What a form says: the answers with this page's own in them, and what is wanted."""

    answers: Answers
    asked: tuple[str, ...]
    action: str
    argument: str = ""
    dropped: int = 0


def read(post: QueryDict, who: str, vocabulary: Vocabulary) -> Posted:
    """The form as answers; `Unreadable` when its state is not one of ours."""
    line = post.get("state", "")
    answers, dropped = Answers.read(line, vocabulary) if line else (Answers(who), 0)
    facts = vocabulary.facts_of(answers.who)
    asked = tuple(name for name in post.get("asked", "").split() if name in facts)
    action, _, argument = post.get("action", "next").partition(":")
    answers = with_page(answers, [facts[name] for name in asked], post, action)
    answers = with_records_changed(answers, action, argument)
    if action == "decided":
        answers = replace(answers, decided=True)
    if action == "clear":
        answers = Answers(answers.who)
    if action == "edit":
        asked = (argument,) if argument in facts else ()
    if action == "back" and answers.trail:
        asked, answers = answers.trail[-1], replace(answers, trail=answers.trail[:-1])
    return Posted(answers, asked, action, argument, dropped)


def with_page(answers: Answers, asked: Sequence[Fact], post: QueryDict, action: str) -> Answers:
    """The answers with what was typed on a page for the facts that it asks."""
    given, skipped = dict(answers.given), dict.fromkeys(answers.skipped)
    for fact in asked:
        raw = _typed(fact, post, action)
        given.pop(fact.id, None)
        for path in [path for path in skipped if path.split(".")[0] == fact.id]:
            del skipped[path]
        if raw is not None:
            given[fact.id] = raw
        if action in ONWARD:
            skipped.update(dict.fromkeys(_passed_over(fact, raw, post)))
        elif post.get(f"a.{fact.id}") == UNSURE:
            skipped[fact.id] = None
    trail = answers.trail
    if action in ONWARD and asked:
        trail = (*trail, tuple(fact.id for fact in asked))
    return replace(answers, given=given, skipped=tuple(skipped), trail=trail[-100:])


def _typed(fact: Fact, post: QueryDict, action: str) -> Raw | None:
    name = f"a.{fact.id}"
    if fact.type == "records":
        return _records(fact, post, action)
    if fact.type == "many_of":
        chosen = [one for one in post.getlist(name) if one]
        if chosen and NONE_OF_THESE in chosen:
            return []
        return chosen or None
    text = post.get(name, "").strip()
    return text if text and text != UNSURE else None


def _records(fact: Fact, post: QueryDict, action: str) -> Raw | None:
    """The records that were typed; None where nothing was said about them."""
    has = post.get(f"a.{fact.id}", "")
    if has == "none" or (has == "" and action == "none"):
        return []
    if has != "some":
        return None
    entries = list(_entries(fact, post))
    if action in ONWARD:
        entries = [entry for entry in entries if entry]
        return entries or None
    return entries or [EMPTY]


def _entries(fact: Fact, post: QueryDict) -> Iterator[dict[str, str]]:
    count = post.get(f"n.{fact.id}", "0")
    for number in range(min(int(count), MOST_RECORDS) if count.isdecimal() else 0):
        typed = {name: post.get(f"a.{fact.id}.{number}.{name}", "").strip() for name in fact.fields}
        yield {name: text for name, text in typed.items() if text}


def _passed_over(fact: Fact, raw: Raw | None, post: QueryDict) -> Iterator[str]:
    """What stood on the page and was left empty."""
    if raw is None:
        yield fact.id
        return
    for number, entry in enumerate(records_in(raw)):
        for name in fact.fields:
            if name not in entry and f"a.{fact.id}.{number}.{name}" in post:
                yield f"{fact.id}.{number}.{name}"


def with_records_changed(answers: Answers, action: str, argument: str) -> Answers:
    """One record more, or one less, as a button of the page asked."""
    name, _, number = argument.partition(".")
    records = records_in(answers.given.get(name))
    if action == "add" and name in answers.given and len(records) < MOST_RECORDS:
        return replace(answers, given={**answers.given, name: [*records, {}]})
    if action == "drop" and number.isdecimal() and int(number) < len(records):
        left = [entry for place, entry in enumerate(records) if place != int(number)]
        given = {**answers.given, name: left or [EMPTY]}
        kept = tuple(path for path in answers.skipped if path.split(".")[0] != name)
        return replace(answers, given=given, skipped=kept)
    return answers
