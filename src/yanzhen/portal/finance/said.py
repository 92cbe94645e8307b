"""What the pages of money say about states, events and movements."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yanzhen.apps.awards.service import EventShown
from yanzhen.apps.ledgers.service import MovementShown
from yanzhen.apps.organisations.service import places_of
from yanzhen.apps.policies.service import NotPublished, published_pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.readable import day, money
from yanzhen.portal.words import WORDS, say

AWARD = "A-"
"""How the number of an award begins; a movement of one refers to it."""
STATE_TONES = {
    "running": "lake", "waiting_budget": "warn", "suspended": "warn", "done": "good",
    "planned": "plain", "due": "lake", "held_back": "warn", "in_run": "lake", "paid": "good",
    "failed": "bad",
}  # fmt: skip
"""The tone of an award's or a payment's badge; the words alone say it all."""


def event_said(one: EventShown, language: Language) -> Mapping[str, Any]:
    """A line of an award's timeline."""
    word = f"award_event_{one.kind}"
    told = {name: _told(name, value, language) for name, value in one.told.items()}
    return {
        "what": say(word, language) if word in WORDS else one.kind,
        "when": moment_said(one.at, language), "by": one.by or say("award_by_service", language),
        "reason": one.reason,
        "told": [
            say(f"award_told_{name}", language, value=value)
            for name, value in told.items() if f"award_told_{name}" in WORDS
        ],
    }  # fmt: skip


def _told(name: str, value: Any, language: Language) -> str:
    if name.endswith("fen") and isinstance(value, int):
        return money(value, language)
    if isinstance(value, list):
        return ("、" if language == "zh" else ", ").join(map(str, value))
    return str(value)


def lines_of(found: Iterable[MovementShown]) -> set[str]:
    """The codes of the lines between which these moved."""
    return {code for one in found for code in (one.line, one.to_line)}


def movements_said(
    found: Sequence[MovementShown], names: Mapping[str, str], language: Language
) -> list[Mapping[str, Any]]:
    """Movements of the ledger: from which stage of which line to which, how much, why."""
    return [_movement(one, names, language) for one in found]


def _movement(
    one: MovementShown, names: Mapping[str, str], language: Language
) -> Mapping[str, Any]:
    return {
        "what": one.label.say(language), "when": moment_said(one.at, language),
        "sum": amount(one.amount, one.unit, language), "line": names[one.line],
        "to": names[one.to_line] if one.to_line != one.line else "",
        "from_stage": say(f"stage_{one.from_stage}", language),
        "to_stage": say(f"stage_{one.to_stage}", language),
        "case": one.case, "clause": one.clause, "reason": one.reason, "reference": one.reference,
        "by": one.by or say("award_by_service", language), "key": one.key, "id": str(one.id),
        "award": one.reference if one.reference.startswith(AWARD) else "",
    }  # fmt: skip


def amount(number: int, unit: str, language: Language) -> str:
    """So much money, or so many things."""
    if unit == "fen":
        return money(number, language)
    return say(f"unit_{unit}", language, count=number)


def line_names(codes: Iterable[str], language: Language) -> dict[str, str]:
    """Lines by what their codes say after the book, such as 2026年 · 雨湖区; few queries."""
    parts = {code: code.split("/")[2:] for code in codes}
    words = {part for found in parts.values() for part in found if not part.isdecimal()}
    known: dict[str, str] = {}
    for city in sorted({code.split("/")[0] for code in parts}) if words else ():
        known |= _known(city, words, language)
    return {
        code: " · ".join(
            say("money_year", language, year=one) if one.isdecimal() else known.get(one, one)
            for one in found
        )
        or say("money_whole", language)
        for code, found in parts.items()
    }


def _known(city: str, words: set[str], language: Language) -> dict[str, str]:
    """The programmes and places of a city among these words."""
    try:
        rules = published_pack(city).rules
    except NotPublished:
        rules = {}
    found = {one: rules[one].title.say(language) for one in words if one in rules}
    if words <= found.keys():
        return found
    places = {one.code.replace("/", "."): one.label.say(language) for one in places_of(city)}
    return {**places, **found}


def line_said(code: str, language: Language) -> str:
    """One line by name."""
    return line_names([code], language)[code]


def span(first: Any, last: Any, language: Language) -> str:
    """A time from a day to a day; the first alone where it has no end."""
    if last is None:
        return day(first, language)
    return say("money_span", language, first=day(first, language), last=day(last, language))
