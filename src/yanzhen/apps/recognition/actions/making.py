"""A recognition written down and taken out of force, with the fact by which rules know of it.

made = make(acting=SYSTEM, making=Making(...))      inside a transaction that holds `in_turn`
end(acting=SYSTEM, one=made, state="withdrawn", last_day=date(2026, 12, 1), reason="...")

The fact is the registry's (grade A: the recognising unit is its source), dated as the recognition
is: what a clause asks of a day it gets from that day's recognition.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.organisations.service import organisation_by_id
from yanzhen.apps.policies.service import kept_pack
from yanzhen.apps.recognition.following import Happened, follow
from yanzhen.apps.recognition.levels import Reached, kind_named
from yanzhen.apps.recognition.models import Recognition
from yanzhen.apps.recognition.numbers import next_number
from yanzhen.apps.recognition.terms import dates_of
from yanzhen.apps.recognition.timeline import tell_person, write_step
from yanzhen.apps.registry import service as registry
from yanzhen.policy import Pack
from yanzhen.policy.recognising import Kind

IN_TURN = "SELECT pg_advisory_xact_lock(hashtextextended('recognition:' || %s || ':' || %s, 0))"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Making:
    """What a recognition is made from."""

    pack: Pack
    kind: Kind
    city: str
    tenant_id: int
    subject_id: int
    subject_name: str
    reached: Reached
    by: str
    valid_from: date
    employer_id: int | None = None
    case_number: str = ""
    trace_hash: str = ""
    reason: str = ""
    conclusion: dict[str, Any] = field(default_factory=dict)
    valid_until: date | None = None
    """Given where it does not run by the city's term, such as after a step down."""


def in_turn(city: str, subject_id: int) -> None:
    """Recognitions of one person in a city are made one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(IN_TURN, [city, str(subject_id)])


def current_of(subject_id: int, city: str, kind: str) -> Recognition | None:
    """The one in force, locked; inside `acting(SYSTEM)` and a transaction."""
    rows = Recognition.objects.select_for_update(of=("self",))
    return rows.filter(subject=subject_id, city=city, kind=kind, state="current").first()


def make(*, acting: Actor, making: Making, event: Happened, old: Recognition | None) -> Recognition:
    """Written down in place of the old one, with the fact, a step, a notice, and what follows."""
    if old is not None:
        state = Recognition.State.LOWERED if event == "lowered" else Recognition.State.SUPERSEDED
        _close(old, state, making.valid_from - DAY)
    until, recheck = dates_of(making.city, making.kind.id, making.valid_from)
    with being(SYSTEM):
        one = Recognition.objects.create(
            number=next_number(making.city, timezone.localdate().year), city=making.city,
            tenant_id=making.tenant_id, subject_id=making.subject_id, is_told=True,
            is_shared=making.pack.recognition.mutual is not None, employer_id=making.employer_id,
            kind=making.kind.id, level=making.reached.level, subject_name=making.subject_name,
            basis_item=making.reached.item, clause=making.reached.clause,
            trace_hash=making.trace_hash, pack_hash=making.pack.content_hash,
            case_number=making.case_number, by=making.by, source=_source(making),
            reason=making.reason, conclusion=making.conclusion, valid_from=making.valid_from,
            valid_until=making.valid_until or until, recheck_on=recheck, supersedes=old,
            made_by_id=acting.account_id,
        )  # fmt: skip
        _record_fact(one, making.kind)
    told = {"event": event, "from": old.level if old else None, "since": str(making.valid_from)}
    write_step(one, event, acting, making.reason, told)
    tell_person(one, f"recognition_{event}")
    follow(one, event)
    return one


def end(
    *, acting: Actor, one: Recognition, state: str, last_day: date, reason: str, event: Happened
) -> None:
    """Out of force after a day, with nothing in its place."""
    _close(one, state, last_day)
    write_step(one, event, acting, reason, {"last_day": last_day.isoformat()})
    follow(one, event)


def _close(one: Recognition, state: str, last_day: date) -> None:
    one.state, one.ended_on = state, last_day
    with being(SYSTEM):
        one.save(update_fields=["state", "ended_on"])
        if one.fact_id is not None:
            _end_fact(one, last_day)


def _end_fact(one: Recognition, last_day: date) -> None:
    """The fact held until that day; one that never held a whole day is taken out."""
    fact = registry.access_fact(SYSTEM, one.fact_id or 0)
    if fact.superseded_at is not None:
        return
    if last_day < one.valid_from:
        registry.withdraw_fact(acting=SYSTEM, fact_id=fact.pk, reason=one.number)
    elif fact.valid_until is None or last_day < fact.valid_until:
        registry.end_fact(acting=SYSTEM, fact_id=fact.pk, last_day=last_day, reason=one.number)


def _record_fact(one: Recognition, kind: Kind) -> None:
    fact = registry.record_fact(
        acting=SYSTEM, subject_id=one.subject_id, name=kind.fact, value=one.level or True,
        grade=registry.Grade.A, city=one.city, source=one.source,
        evidence=f"recognition:{one.number}", valid_from=one.valid_from,
        valid_until=one.valid_until,
    )  # fmt: skip
    one.fact_id = fact.pk
    one.save(update_fields=["fact_id"])


def _source(making: Making) -> str:
    """Who recognised, as the fact's source says it."""
    place = organisation_by_id(making.tenant_id).label.zh
    return f"{place}（{making.kind.label.zh}）"[:200]


def kind_of(one: Recognition) -> tuple[Pack, Kind]:
    """The version of the rules under which it was made, and the kind there."""
    pack = kept_pack(one.city, one.pack_hash)
    kind = kind_named(pack, one.kind)
    if kind is None:
        raise LookupError(f"{one.number}: no kind {one.kind} in {one.pack_hash}")
    return pack, kind
