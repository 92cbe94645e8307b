"""Authorisations, uses and samples as templates take them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from yanzhen.apps.recognition.service import RecognitionRefused
from yanzhen.apps.recognition.service import seats as employers_seats
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.kit import bars
from yanzhen.portal.kit.bars import Picture, Row
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

TONES = {"open": "good", "coming": "lake", "over": "", "closed": "warn"}
HELD = {"current": "good", "lowered": "warn", "withdrawn": "bad"}
OUTCOMES = {"": "warn", "checked": "good", "finding": "bad"}


def seat_line(one: employers_seats.AuthorisationShown, language: Language) -> Mapping[str, Any]:
    """A row of the table of authorisations."""
    return {
        "id": one.id, "employer": one.employer_name, "place": one.place.say(language),
        "kind": one.kind_label.say(language), "scope": one.scope, "basis": one.basis,
        "clause": one.clause.say(language), "seats": one.seats, "used": one.used,
        "free": one.free, "state": one.state,
        "badge": Badge(say(f"seats_{one.state}", language), TONES[one.state]),
        "since": day(one.valid_from, language), "until": day(one.valid_until, language),
        "levels": "、".join(label.say(language) for _, label in one.levels),
        "level_options": [(level, label.say(language)) for level, label in one.levels],
        "closed": day(one.closed_on, language) if one.closed_on else "",
        "closed_reason": one.closed_reason, "by": one.made_by,
        "made": moment_said(one.made_at, language), "whom": one.whom.say(language),
        "is_demo": one.is_demo, "office": one.office,
        "is_used_up": one.state == "open" and one.free == 0,
    }  # fmt: skip


def use_line(one: employers_seats.UseShown, language: Language, masked: bool) -> Mapping[str, Any]:
    """A decision of an employer; the office's lists mask the name."""
    return {
        "id": one.id, "person": one.masked if masked else one.person, "number": one.recognition,
        "employer": one.employer_name, "level": one.level.say(language),
        "badge": Badge(one.state_label.say(language), HELD.get(one.state, "")),
        "decision": one.decision, "decided": day(one.decided_on, language), "reason": one.reason,
        "papers": one.papers, "at": moment_said(one.at, language), "by": one.by,
        "is_returned": one.is_returned, "returned_reason": one.returned_reason,
        "returned": day(timezone.localdate(one.returned_at), language) if one.returned_at else "",
        "can_return": one.can_return,
    }  # fmt: skip


def sample_line(one: employers_seats.SampleShown, language: Language) -> Mapping[str, Any]:
    """A sample in the list."""
    return {
        "id": one.id, "place": one.place.say(language), "seed": one.seed, "size": one.size,
        "since": day(one.since, language), "until": day(one.until, language),
        "population": one.population, "by": one.made_by, "made": moment_said(one.made_at, language),
        "drawn": one.drawn, "checked": one.checked, "findings": one.findings,
        "open": one.drawn - one.checked - one.findings,
    }  # fmt: skip


def sampled_line(one: employers_seats.SampledShown, language: Language) -> Mapping[str, Any]:
    """What was drawn, and what came out."""
    return {
        "place": one.place, "use": use_line(one.use, language, masked=True),
        "outcome": one.outcome, "badge": Badge(one.label.say(language), OUTCOMES[one.outcome]),
        "note": one.note, "by": one.by, "when": moment_said(one.at, language) if one.at else "",
    }  # fmt: skip


def picture(
    rows: Sequence[employers_seats.AuthorisationShown], language: Language
) -> Picture | None:
    """What of each authorisation's seats is used and free; the table says the same."""
    drawn = [
        Row(one.employer_name, (("taken", one.used), ("free", one.free)), f"{one.used}/{one.seats}")
        for one in rows
        if one.state == "open" and one.seats
    ]
    return bars.picture(drawn, language)


def sentences(refused: RecognitionRefused, language: Language) -> list[str]:
    return [one.say.say(language) for one in refused.refusals]
