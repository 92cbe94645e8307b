"""Requests and pools as templates take them: words in the visitor's language, figures as text."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest

from yanzhen.apps.quotas.service import (
    EventShown,
    LeaseShown,
    PoolShown,
    QuotaRefused,
    RequestRow,
    TicketShown,
)
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.kit.timeline import Moment, Timeline
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

TONES = {"waiting": "warn", "reserved": "lake", "occupied": "good"}
LEFT_OUT = -1


def pool_line(one: PoolShown, language: Language) -> Mapping[str, Any]:
    """A row of the table of pools."""
    return {
        "id": one.id, "name": one.name.say(language), "place": one.place.say(language),
        "unit": say(f"counted_{one.unit}", language), "clause": one.clause.say(language),
        "city": one.city,
        "size": one.balance.allotted, "free": one.balance.available, "held": one.balance.held,
        "taken": one.balance.spent, "waiting": one.waiting, "borrowed": one.borrowed,
        "unset": not one.balance.allotted,
    }  # fmt: skip


def request_line(one: RequestRow, language: Language) -> Mapping[str, Any]:
    """A row of a list of requests."""
    until = one.reserved_until
    return {
        "id": one.id, "pool": one.pool.say(language), "who": one.who, "for_whom": one.for_whom,
        "number": one.number, "unit": say(f"counted_{one.unit}", language), "state": one.state,
        "badge": Badge(say(f"quota_{one.state}", language), TONES.get(one.state, "")),
        "place": say("quota_place", language, place=one.place) if one.place else "",
        "asked": moment_said(one.asked_at, language),
        "until": say("quota_until", language, day=day(until, language)) if until else "",
        "home": one.home.say(language), "used_in": one.used_in.say(language),
        "borrowed": one.is_borrowed, "reason": one.reason, "case": one.case_number,
        "can_withdraw": one.state in ("waiting", "reserved"),
    }  # fmt: skip


def lease_line(one: LeaseShown, language: Language, today: date) -> Mapping[str, Any]:
    """A lease; one that goes on past its agreed end is marked."""
    return {
        "id": one.id, "address": one.address, "who": one.who, "flat": one.flat_id,
        "request": one.request_id, "since": day(one.since, language),
        "until": day(one.until, language) if one.until else say("lease_open", language),
        "ended": day(one.ended_on, language) if one.ended_on else "", "reason": one.reason,
        "goes_on": one.ended_on is None or one.ended_on >= today,
        "is_open": one.ended_on is None,
        "is_over": one.ended_on is None and one.until is not None and one.until < today,
    }  # fmt: skip


def ticket_line(one: TicketShown, language: Language) -> Mapping[str, Any]:
    """One's number in a draw, and what came of it."""
    if one.won is None:
        result = say("draw_waits", language, day=day(one.draws_on, language))
    else:
        result = say("draw_won" if one.won else "draw_lost", language, place=one.place)
    return {"draw": one.draw_id, "title": one.title, "number": one.number, "result": result}


def course(events: Iterable[EventShown], language: Language) -> Timeline:
    """A request's life as a line of moments."""
    return Timeline(None, tuple(_moment(one, language) for one in events))


def sentences(refused: QuotaRefused, language: Language) -> list[str]:
    return [one.say.say(language) for one in refused.refusals]


def field(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()


def number_in(request: HttpRequest, name: str, missing: int = LEFT_OUT) -> int:
    """A whole number of a form; `missing` for anything else, which the app then refuses."""
    text = field(request, name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else missing


def day_in(request: HttpRequest, name: str) -> date | None:
    """A day of a form; None where there is none."""
    try:
        return date.fromisoformat(field(request, name))
    except ValueError:
        return None


def _moment(one: EventShown, language: Language) -> Moment:
    told = one.told
    lines = []
    if told.get("was") and told.get("place"):
        lines.append(say("quota_moved_to", language, was=told["was"], place=told["place"]))
    elif told.get("place"):
        lines.append(say("quota_place", language, place=told["place"]))
    lines += [
        say(f"quota_told_{name}", language, day=day(date.fromisoformat(str(value)), language))
        for name in ("since", "until")
        if (value := told.get(name))
    ]
    return Moment(
        say(f"event_{one.kind}", language), moment_said(one.at, language), one.by, one.reason,
        details=tuple(lines),
    )  # fmt: skip
