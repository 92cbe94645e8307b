"""Offers, uses and bookings as templates take them: words in the visitor's language."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest

from yanzhen.apps.privileges.service import (
    BookingShown,
    OfferLeft,
    OfferShown,
    PrivilegeRefused,
    StatementShown,
    UseShown,
)
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

TONES = {
    "asked": "warn", "confirmed": "good", "offered": "good", "draft": "warn", "made": "lake",
    "provisional": "warn",
}  # fmt: skip
LEFT_OUT = -1
LONGEST_NUMBER = 9


def offer_line(one: OfferShown, language: Language) -> dict[str, Any]:
    """An offer as everybody reads it."""
    levels = say("comma", language).join(one.levels)
    return {
        "id": one.id, "title": one.title.say(language), "offer": one.offer.say(language),
        "provider": one.provider.say(language), "provider_id": one.provider_id,
        "address": one.address, "phone": one.phone, "place": one.place.say(language),
        "levels": say("privilege_levels", language, levels=levels) if levels
        else say("privilege_all_levels", language),
        "way": say(f"privilege_way_{one.way}", language), "books": one.way == "book",
        "limits": list(_limits(one, language)),
        "until": say("privilege_until", language, day=day(one.valid_until, language))
        if one.valid_until else "",
        "since": say("privilege_from_to", language, since=day(one.valid_from, language)),
        "basis": say("privilege_basis", language, basis=one.basis), "group": one.group,
        "state": one.state,
        "badge": Badge(say(f"offer_state_{one.state}", language), TONES.get(one.state, "")),
    }  # fmt: skip


def left_line(row: OfferLeft, language: Language) -> dict[str, Any]:
    """An offer for one card, with what is left of it, or why it is not for it."""
    left = [say(f"privilege_left_{name}", language, count=n) for name, n in row.left.items()]
    return offer_line(row.offer, language) | {
        "left": left or [say("privilege_unlimited", language)], "can": row.can,
        "why": row.why_not.say(language) if row.why_not else "",
    }  # fmt: skip


def use_line(one: UseShown, language: Language) -> dict[str, Any]:
    """One use."""
    return {
        "id": one.id, "title": one.title.say(language), "provider": one.provider.say(language),
        "when": moment_said(one.at, language), "late": one.late, "level": one.level,
        "name": one.name_mask, "pseudonym": one.pseudonym, "by": one.by,
        "back": say("partner_was_back", language, reason=one.taken_back_for)
        if one.taken_back_for else "",
        "can_take_back": one.can_take_back,
    }  # fmt: skip


def booking_line(one: BookingShown, language: Language) -> dict[str, Any]:
    """One booking."""
    return {
        "id": one.id, "title": one.title.say(language), "provider": one.provider.say(language),
        "day": day(one.on, language), "people": say("booking_for", language, count=one.people),
        "note": one.note, "answer": one.answer, "name": one.name_mask, "level": one.level,
        "pseudonym": one.pseudonym, "state": one.state,
        "badge": Badge(say(f"booking_{one.state}", language), TONES.get(one.state, "")),
        "is_open": one.state in ("asked", "confirmed"),
    }  # fmt: skip


def statement_line(one: StatementShown, language: Language) -> dict[str, Any]:
    """A statement, with its rows."""
    at = one.confirmed_at
    return {
        "id": one.id, "provider": one.provider.say(language), "provider_id": one.provider_id,
        "state": one.state, "uses": one.uses, "month": f"{one.month:%Y-%m}",
        "digest": one.digest, "kept": one.kept_digest, "changed": one.was_changed,
        "badge": Badge(say(f"use_{one.state}", language), TONES.get(one.state, "good")),
        "confirmed": say("use_confirmed_by", language, by=one.confirmed_by,
                         day=day(at.date(), language)) if at else "",
        "back": say("use_back", language, count=one.taken_back) if one.taken_back else "",
        "rows": [
            {"day": day(row.on, language), "title": row.title.say(language), "uses": row.uses,
             "cards": row.cards, "late": row.late}
            for row in one.rows
        ],
    }  # fmt: skip


def month_said(month: date, language: Language) -> str:
    """A month by name: 2026年11月, November 2026."""
    return f"{month.year}年{month.month}月" if language == "zh" else f"{month:%B %Y}"


def months_of(one: StatementShown, language: Language) -> list[tuple[str, str]]:
    """The months that a statement's page can be turned to."""
    return [(f"{month:%Y-%m}", month_said(month, language)) for month in one.months]


def sentences(refused: PrivilegeRefused, language: Language) -> list[str]:
    return [one.reason.say(language) for one in refused.refusals]


def field(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()


def number_in(request: HttpRequest, name: str, missing: int = LEFT_OUT) -> int:
    """A whole number of a form; `missing` for anything else, which the app then refuses."""
    text = field(request, name)
    fits = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if fits else missing


def limit_in(request: HttpRequest, name: str) -> int | None:
    """A limit of a form; None where the field is empty."""
    return number_in(request, name, 0) if field(request, name) else None


def day_in(request: HttpRequest, name: str) -> date | None:
    """A day of a form; None where there is none."""
    try:
        return date.fromisoformat(field(request, name))
    except ValueError:
        return None


def month_in(given: Mapping[str, str], usual: date) -> date:
    """The month of an address, such as "2026-11"; the usual one where it cannot be read."""
    try:
        return datetime.strptime(given.get("month", ""), "%Y-%m").date()  # noqa: DTZ007
    except ValueError:
        return usual


def _limits(one: OfferShown, language: Language) -> Iterator[str]:
    for name, limit in one.limits.items():
        if limit is not None:
            yield say(f"privilege_span_{name}", language, count=limit)
    if one.yearly is not None:
        yield say(f"privilege_yearly_{one.unit}", language, count=one.yearly)
