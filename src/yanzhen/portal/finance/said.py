"""What the pages of money say about states, events and movements."""

from collections.abc import Mapping
from typing import Any

from yanzhen.apps.awards.service import EventShown
from yanzhen.apps.ledgers.service import MovementShown
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation
from yanzhen.apps.policies.service import NotPublished, published_pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.readable import day, money
from yanzhen.portal.words import WORDS, say

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


def movement_said(one: MovementShown, language: Language) -> Mapping[str, Any]:
    """A movement of the ledger: from which stage of which line to which, how much, why."""
    return {
        "what": one.label.say(language), "when": moment_said(one.at, language),
        "sum": amount(one.amount, one.unit, language), "line": line_said(one.line, language),
        "to": line_said(one.to_line, language) if one.to_line != one.line else "",
        "from_stage": say(f"stage_{one.from_stage}", language),
        "to_stage": say(f"stage_{one.to_stage}", language),
        "case": one.case, "clause": one.clause, "reason": one.reason, "reference": one.reference,
        "by": one.by or say("award_by_service", language), "key": one.key,
    }  # fmt: skip


def amount(number: int, unit: str, language: Language) -> str:
    """So much money, or so many things."""
    if unit == "fen":
        return money(number, language)
    return say(f"unit_{unit}", language, count=number)


def line_said(code: str, language: Language) -> str:
    """A line by what its code says after the book: 2026年 · 雨湖区 · 租房补贴."""
    city, *parts = code.split("/")
    said = [_part(city, one, language) for one in parts[1:]]
    return " · ".join(said) or say("money_whole", language)


def _part(city: str, part: str, language: Language) -> str:
    """A year, a place or a programme; as it stands where nobody knows it any more."""
    if part.isdecimal():
        return say("money_year", language, year=part)
    try:
        pack = published_pack(city)
        if part in pack.rules:
            return pack.rules[part].title.say(language)
        return organisation(part.replace(".", "/")).label.say(language)
    except (NotPublished, NoSuchOrganisation):
        return part


def span(first: Any, last: Any, language: Language) -> str:
    """A time from a day to a day; the first alone where it has no end."""
    if last is None:
        return day(first, language)
    return say("money_span", language, first=day(first, language), last=day(last, language))
