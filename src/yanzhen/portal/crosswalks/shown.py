"""A document between cities, and what was told of somebody, as pages say them.

document_card(one, "zh")["title"]      '湘潭 → 长沙'
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from yanzhen.apps.crosswalks import service as crosswalks
from yanzhen.apps.crosswalks.service import ANY, Document, HeardShown, ToldShown
from yanzhen.apps.policies.service import NotPublished, published_pack
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.readable import day
from yanzhen.portal.words import say


def pack_of(city: str) -> Pack | None:
    """A city's policies, if they are published here."""
    try:
        return published_pack(city)
    except NotPublished:
        return None


def city_name(city: str, language: Language) -> str:
    return crosswalks.name_of(city).say(language)


def direction(document: Document, language: Language) -> str:
    """Always one way."""
    return f"{city_name(document.from_city, language)} → {city_name(document.to_city, language)}"


def document_card(one: Document, language: Language) -> Mapping[str, Any]:
    """All that it says, in words."""
    pack = pack_of(one.to_city)
    return {
        "title": direction(one, language), "kind": kind_name(one, one.kind, language),
        "levels": "、".join(one.levels),
        "rights": [_right(pack, name, language) for name in one.rights],
        "level": one.level, "city": one.to_city,
        "basis": _basis(pack, one, language),
        "open": [_parameter(pack, name, language) for name in one.open],
        "time": _time(one.from_on, one.until_on, language), "note": one.note,
        "catalogue": "" if one.catalogue == ANY else one.catalogue[:12],
    }  # fmt: skip


def kind_name(document: Document, kind: str, language: Language) -> str:
    """What the recognising city calls it."""
    if kind == ANY:
        return say("crosswalk_any_kind", language)
    pack = pack_of(document.from_city)
    found = pack.recognition.kind(kind) if pack else None
    return found.label.say(language) if found else kind


def told_card(one: ToldShown, language: Language) -> Mapping[str, Any]:
    """What another city was told of her."""
    return {
        "reference": one.reference, "title": direction(one.document, language), "name": one.name,
        "state": say(f"told_{one.state}", language), "is_live": one.state != "ended",
        "lines": list(_lines(one, language)), "asks_industry": one.document.tells_industry,
        "when": moment("told_at", one.told_at, language),
        "ended": moment("word_ended", one.ended_at, language),
        "why": one.why.say(language) if one.why else "",
        "code_until": one.code_until if one.state == "offered" else None,
    }  # fmt: skip


def heard_card(one: HeardShown, language: Language) -> Mapping[str, Any]:
    """What another city has told of her, and what is still missing."""
    needs = one.document.tells_industry and one.leading_industry is None and one.state != "ended"
    silent = one.is_silent or one.state == "rests"
    return {
        "reference": one.reference, "title": direction(one.document, language), "name": one.name,
        "state": say(f"heard_{one.state}", language), "is_live": one.state == "stands",
        "lines": list(_lines(one, language)), "city": one.city,
        "rights": [_right(pack_of(one.city), name, language) for name in one.document.rights],
        "missing": say("heard_no_industry", language) if needs else "",
        "when": moment("heard_at", one.received_at, language),
        "silent": moment("heard_silent", one.confirmed_at, language) if silent else "",
        "rests": one.state == "rests",
        "ended": moment("word_ended", one.ended_at, language),
        "why": one.why.say(language) if one.why else "",
    }  # fmt: skip


def told_lines(
    document: Document, kind: str, level: str, leading: bool | None, until: date | None,
    language: Language,
) -> list[str]:  # fmt: skip
    """Exactly what crosses, each on a line."""
    lines = [say("tells_kind", language, kind=kind_name(document, kind, language))]
    if level:
        lines.append(say("tells_level", language, level=level))
    if leading is not None:
        lines.append(say("tells_industry_yes" if leading else "tells_industry_no", language))
    elif document.tells_industry:
        lines.append(say("tells_industry_unknown", language))
    if until is not None:
        lines.append(say("tells_until", language, day=day(until, language)))
    return lines


def moment(key: str, at: datetime | None, language: Language) -> str:
    """A sentence with a day and a time in it."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return say(key, language, at=f"{day(local.date(), language)} {local:%H:%M}")


def _lines(one: ToldShown | HeardShown, language: Language) -> list[str]:
    return told_lines(
        one.document, one.kind, one.level, one.leading_industry, one.valid_until, language
    )


def _right(pack: Pack | None, name: str, language: Language) -> tuple[str, str]:
    rule = pack.rules.get(name) if pack else None
    return name, rule.title.say(language) if rule else name


def _basis(pack: Pack | None, one: Document, language: Language) -> str:
    if one.basis is not None:
        return say(
            "crosswalk_own_basis", language, title=one.basis.title, number=one.basis.number,
            day=day(one.basis.issued_on, language),
        )  # fmt: skip
    clause = pack.clause_label(one.clause).say(language) if pack else one.clause
    policy = pack.policy.say(language) if pack else ""
    return say("crosswalk_clause", language, policy=policy, clause=clause)


def _parameter(pack: Pack | None, name: str, language: Language) -> str:
    found = pack.parameters.get(name) if pack else None
    return found.label.say(language) if found else name


def _time(begins: date, ends: date | None, language: Language) -> str:
    if ends is None:
        return say("crosswalk_from", language, day=day(begins, language))
    return say("crosswalk_between", language, first=day(begins, language), last=day(ends, language))
