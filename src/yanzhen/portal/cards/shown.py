"""Cards as templates take them: words in the visitor's language, days as text, a face by name."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from yanzhen.apps.cards.service import CardRefused, CardRow, EventShown, Face
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.kit.timeline import Moment, Timeline
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

TONES = {"valid": "good", "suspended": "warn", "over": "warn", "revoked": "plain"}
STATES = ("valid", "suspended", "over", "revoked")


def face_class(face: Face) -> str:
    """The class that `faces.css` gives this face its colours by."""
    return f"face-{face.city}-{face.programme}"


def face_shown(face: Face, language: Language) -> Mapping[str, str]:
    return {
        "class": face_class(face), "label": face.label.say(language),
        "city": face.city_name.say(language), "clause": face.clause.say(language),
    }  # fmt: skip


def card_line(one: CardRow, language: Language) -> Mapping[str, Any]:
    """A card as its face, a row and a badge say it."""
    return {
        "id": one.id, "number": one.number, "face": face_shown(one.face, language),
        "name": one.name_mask, "level": level_said(one.level, language), "plain_level": one.level,
        "state": one.state, "badge": state_badge(one.state, language),
        "cause": say(f"card_cause_{one.cause}", language) if one.cause else "",
        "since": day(one.valid_from, language), "until": until_said(one.valid_until, language),
        "term": term_said(one.valid_until, language),
        "holds": one.state == "valid", "issued": day(one.issued_on, language),
    }  # fmt: skip


def state_badge(state: str, language: Language) -> Badge:
    return Badge(say(f"card_is_{state}", language), TONES[state])


def level_said(level: str, language: Language) -> str:
    """A level such as C as people say it; longer ones are words already."""
    if len(level) == 1 and level.isascii():
        return say("card_level_letter", language, level=level)
    return level


def until_said(until: date | None, language: Language) -> str:
    return day(until, language) if until else say("card_no_end", language)


def term_said(until: date | None, language: Language) -> str:
    """How long a card holds, as its face says it."""
    if until is None:
        return say("card_term_open", language)
    return say("card_term", language, day=day(until, language))


def course(events: Iterable[EventShown], language: Language, by: bool = True) -> Timeline:
    """A card's life as a line of moments; who did it is for the desk only."""
    return Timeline(None, tuple(_moment(one, language, by) for one in events))


def sentences(refused: CardRefused, language: Language) -> list[str]:
    return [one.say.say(language) for one in refused.refusals]


def _moment(one: EventShown, language: Language, by: bool) -> Moment:
    details = []
    if level := one.told.get("level"):
        was = one.told.get("was") or "—"
        details.append(say("card_told_level", language, level=level, was=was))
    if cause := one.told.get("cause"):
        details.append(say(f"card_cause_{cause}", language))
    return Moment(
        say(f"card_event_{one.kind}", language), moment_said(one.at, language),
        one.by if by else "", one.reason, details=tuple(details),
    )  # fmt: skip
