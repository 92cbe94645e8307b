"""What somebody can do with a case now, as forms; and what a form brings along.

verbs(shown.actions, "zh")              ->  (Verb("withdraw", "撤回申请", asks=()),)
given(request.POST, possible)           ->  Given(reason="...")
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yanzhen.apps.cases.service import Given, Possible, Wanted
from yanzhen.policy.values import money
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.words import WORDS

TEXTS = ("reason", "opinion", "answer", "conclusion", "result")
GRAVE = frozenset({"withdraw", "refuse", "reject", "record_refusal", "dismiss"})
SATISFIED = {"satisfied": True, "dissatisfied": False}


class Unreadable(ValueError):
    """What was entered cannot be read; `reasons` has a sentence for each field."""

    def __init__(self, reasons: Mapping[str, Label]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


@dataclass(frozen=True)
class Verb:
    """One action as a form: its name, what it asks for, whether it is hard to take back."""

    id: str
    label: str
    asks: tuple[str, ...]
    is_grave: bool


def verbs(possible: Iterable[Possible], language: Language) -> tuple[Verb, ...]:
    """The actions that are possible, as forms."""
    return tuple(
        Verb(one.action, one.label.say(language), one.needs, one.action in GRAVE)
        for one in possible
    )


def given(post: Mapping[str, str], action: str, materials: Iterable[str] = ()) -> Given:
    """What a form brings along; Unreadable when a sum, a day or a person makes no sense."""
    bad: dict[str, Label] = {}
    texts = {name: post.get(name, "").strip() for name in TEXTS}
    lines = tuple(line.strip() for line in post.get("supplements", "").splitlines())
    person = post.get("person", "")
    read = Given(
        **texts,
        supplements=tuple(line for line in lines if line),
        materials=tuple(materials),
        decision=_decision(post, action, bad),
        unit=post.get("unit", ""),
        person=int(person) if person.isascii() and person.isdecimal() else None,
        until=_day(post.get("until", ""), bad),
        satisfaction=SATISFIED.get(action),
    )
    if bad:
        raise Unreadable(bad)
    return read


def _decision(post: Mapping[str, str], action: str, bad: dict[str, Label]) -> Wanted | None:
    if "amount" not in post and "departure" not in post:
        return None
    text, fen = post.get("amount", "").strip(), None
    if text:
        try:
            fen = money(text)
        except ValueError:
            bad["amount"] = Label(*WORDS["bad_sum"])
    return Wanted(action not in GRAVE, fen, post.get("departure", "").strip())


def _day(text: str, bad: dict[str, Label]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        bad["until"] = Label(*WORDS["bad_day"])
        return None
