"""Writing down facts, verifying them, ending them.

    record_fact(acting=clerk, subject_id=7, name="degree", value="master", grade=Grade.B,
                evidence="material:12", valid_from=date(2020, 7, 1))

A fact that is said again with the same beginning is superseded by the new one when that is known
as well or better; one that began later stands beside the earlier one, each in its time. A fact of
a lower grade never takes the place of a better one: it waits behind it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.audit.service import record
from yanzhen.apps.registry.access import access_fact, access_subject
from yanzhen.apps.registry.errors import Refusal, refuse, refuse_all
from yanzhen.apps.registry.grades import Grade
from yanzhen.apps.registry.models import Fact, Import, Subject
from yanzhen.apps.registry.rights import (
    grade_refused,
    may_grade,
    require_changer,
    require_writer,
)
from yanzhen.apps.registry.vocabulary import admitted, fact_named
from yanzhen.policy.subject import Misfit
from yanzhen.policy.vocabulary import Fact as Term
from yanzhen.policy.vocabulary import Label

BACKWARDS = Label("结束日期早于开始日期。", "It ends before it begins.")
NO_CITY = Label("这项事实只对一个城市而言，请指明城市。", "Say of which city this holds.")
DECIDED = Label(
    "这是评审或审批的结果，只能由相应的办件写入。",
    "This is the result of a review: only its case can record it.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as it is to be recorded, its value admitted."""

    name: str
    value: Any
    grade: Grade
    city: str = ""
    source: str = ""
    evidence: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


def record_fact(
    *, acting: Actor, subject_id: int, name: str, value: Any, grade: Grade, city: str = "",
    source: str = "", evidence: str = "", valid_from: date | None = None,
    valid_until: date | None = None,
) -> Fact:  # fmt: skip
    """Write down one fact."""
    told = Told(name, value, grade, city, source, evidence, valid_from, valid_until)
    return record_facts(acting=acting, subject_id=subject_id, told=[told])[0]


def record_facts(*, acting: Actor, subject_id: int, told: list[Told]) -> list[Fact]:
    """Write down several facts of one subject; all of them, or none with every reason."""
    with transaction.atomic():
        subject = access_subject(acting, subject_id, change=True)
        require_writer(acting, subject)
        refusals: list[Refusal] = []
        checked = [_checked(acting, subject, one, refusals) for one in told]
        refuse_all(refusals)
        rows = write_facts(acting, subject, [one for one in checked if one is not None])
        record(
            "registry.facts", acting=acting, subject=f"subject:{subject.pk}",
            details={"facts": {str(row.pk): f"{row.name} {row.grade}" for row in rows}},
        )  # fmt: skip
    return rows


def write_facts(
    actor: Actor, subject: Subject, told: list[Told], imported: Import | None = None
) -> list[Fact]:
    """The rows of checked facts, in the caller's transaction; what they better is superseded."""
    now = timezone.now()
    rows = [
        Fact(
            subject=subject,
            name=one.name,
            city=one.city,
            value=one.value,
            grade=one.grade.value,
            source=one.source,
            evidence=one.evidence,
            valid_from=one.valid_from,
            valid_until=one.valid_until,
            recorded_by_id=actor.account_id,
            imported=imported,
            verified_at=now if one.grade == Grade.B else None,
            verified_by_id=actor.account_id if one.grade == Grade.B else None,
        )
        for one in told
    ]
    for one in told:
        _bettered(subject, one).update(superseded_at=now)
    return Fact.objects.bulk_create(rows)


def _bettered(subject: Subject, told: Told) -> Any:
    """What a new fact takes the place of: as it began, known no better."""
    return Fact.objects.filter(
        subject=subject, name=told.name, city=told.city, superseded_at=None,
        valid_from=told.valid_from, grade__gte=told.grade.value,
    )  # fmt: skip


def verify_fact(*, acting: Actor, fact_id: int, evidence: str, source: str = "") -> Fact:
    """Somebody looked at the paper: the same value, now of grade B."""
    with transaction.atomic():
        fact = access_fact(acting, fact_id, change=True)
        refuse_all(grade_refused(acting, Grade.B))
        if fact.superseded_at is not None or not Grade.B.is_at_least(Grade(fact.grade)):
            raise refuse("grade", "这项事实已有同级或更好的依据。", "It is known better already.")
        return record_fact(
            acting=acting, subject_id=fact.subject_id, name=fact.name, value=fact.value,
            grade=Grade.B, city=fact.city, source=source or fact.source,
            evidence=evidence, valid_from=fact.valid_from, valid_until=fact.valid_until,
        )  # fmt: skip


def end_fact(*, acting: Actor, fact_id: int, last_day: date, reason: str) -> Fact:
    """It held until this day and holds no more."""
    with transaction.atomic():
        fact = _changeable(acting, fact_id)
        if fact.valid_from and last_day < fact.valid_from:
            raise refuse("valid_until", BACKWARDS.zh, BACKWARDS.en)
        fact.valid_until = last_day
        fact.save(update_fields=["valid_until"])
        _told_of(acting, fact, "registry.fact_ended", reason)
    return fact


def withdraw_fact(*, acting: Actor, fact_id: int, reason: str) -> Fact:
    """It was never so: a slip, a wrong person. It stays to be looked up, and counts no more."""
    with transaction.atomic():
        fact = _changeable(acting, fact_id)
        fact.superseded_at = timezone.now()
        fact.save(update_fields=["superseded_at"])
        _told_of(acting, fact, "registry.fact_withdrawn", reason)
    return fact


def _changeable(actor: Actor, fact_id: int) -> Fact:
    fact = access_fact(actor, fact_id, change=True)
    if fact.superseded_at is not None:
        raise refuse("", "这项事实已被替代。", "It was superseded already.")
    if fact.recorded_by_id != actor.account_id or actor.account_id is None:
        require_changer(actor, fact.subject)
    refuse_all(grade_refused(actor, Grade(fact.grade)))
    return fact


def _told_of(actor: Actor, fact: Fact, event: str, reason: str) -> None:
    record(
        event, acting=actor, subject=f"subject:{fact.subject_id}",
        details={"fact": fact.pk, "name": fact.name, "reason": reason},
    )  # fmt: skip


def _checked(actor: Actor, subject: Subject, told: Told, refusals: list[Refusal]) -> Told | None:
    term = fact_named(subject.kind, told.name)
    if term is None:
        zh = f"没有名为 {told.name} 的事实，或它说的不是这类主体。"
        refusals.append(Refusal(told.name, Label(zh, f"No fact {told.name} of this kind.")))
        return None
    before = len(refusals)
    refusals += [Refusal(told.name, reason) for reason in _against(actor, term, told)]
    try:
        value = admitted(term, told.value)
    except Misfit as misfit:
        refusals.append(Refusal(told.name, Label(misfit.zh, misfit.en)))
    if len(refusals) > before:
        return None
    return Told(
        told.name, value, told.grade, told.city if term.is_bound else "", told.source,
        told.evidence, told.valid_from, told.valid_until,
    )  # fmt: skip


def _against(actor: Actor, term: Term, told: Told) -> Iterator[Label]:
    if not may_grade(actor, told.grade):
        yield next(grade_refused(actor, told.grade)).reason
    if term.is_decision and not actor.is_system:
        yield DECIDED
    if term.is_bound and not told.city:
        yield NO_CITY
    if told.valid_from and told.valid_until and told.valid_until < told.valid_from:
        yield BACKWARDS
