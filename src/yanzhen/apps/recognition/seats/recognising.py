"""An employer recognises one of its people: a decision of its own, and one seat less.

decided = Deciding(authorisation=3, subject_id=9, decision="校人〔2026〕4号", decided_on=today, ...)
use = recognise(acting=hr, deciding=decided)

The authorisation is locked first and the ledger moves before anything is written: of many that ask
for the last seat one gets it, and the others are told that there is none.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.ledgers.service import NotEnough
from yanzhen.apps.recognition.actions import taking_up
from yanzhen.apps.recognition.errors import RecognitionRefused, Refusal
from yanzhen.apps.recognition.models.seat import Authorisation, SeatUse
from yanzhen.apps.recognition.seats import counting, words
from yanzhen.apps.recognition.seats.access import access_authorisation
from yanzhen.apps.recognition.seats.telling import tell_office, whom_to_ask, write_down
from yanzhen.apps.registry import service as registry
from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody of the employer's people."""

    id: int
    account_id: int | None


@dataclass(frozen=True, slots=True)
class Deciding:
    """An employer's decision; `decision` is its number, `papers` what it rests on."""

    authorisation: int
    subject_id: int
    decision: str
    decided_on: date | None
    reason: str
    papers: str
    level: str = ""
    key: str = field(default_factory=lambda: secrets.token_urlsafe(16))


def recognise(*, acting: Actor, deciding: Deciding) -> SeatUse:
    """One seat is spent and the person is recognised; or nothing is, with all reasons."""
    with transaction.atomic():
        one = access_authorisation(acting, deciding.authorisation, change=True)
        if one.employer_id not in acting.employers:
            raise RecognitionRefused([Refusal("not_employer", words.NOT_EMPLOYER)])
        with being(SYSTEM):
            earlier = SeatUse.objects.filter(authorisation=one, key=deciding.key).first()
        if earlier is not None:
            return earlier
        whom = _employee(acting, one, deciding.subject_id)
        refusals = [*_not_open(one), *_unfit(acting, one, deciding, whom)]
        if refusals or whom is None or deciding.decided_on is None:
            raise RecognitionRefused(refusals)
        with being(SYSTEM):
            return _spend(acting, one, deciding, whom, deciding.decided_on)


def _spend(
    acting: Actor, one: Authorisation, deciding: Deciding, whom: Employee, decided_on: date
) -> SeatUse:
    try:
        counting.spent(acting, one, whom.id)
    except NotEnough:
        raise RecognitionRefused([Refusal("none_left", none_left(one))]) from None
    made = taking_up.enter(
        acting=acting, city=one.city, tenant_id=one.tenant_id, kind=one.kind,
        level=deciding.level, subject_id=whom.id, employer_id=one.employer_id,
        clause=one.clause, reason=deciding.reason, basis=deciding.decision,
    )  # fmt: skip
    use = SeatUse.objects.create(
        authorisation=one, city=one.city, tenant_id=one.tenant_id, employer_id=one.employer_id,
        recognition=made, decision=deciding.decision, decided_on=decided_on,
        reason=deciding.reason, papers=deciding.papers, key=deciding.key,
        by_id=acting.account_id, by_name=acting.name,
    )  # fmt: skip
    left = counting.standing(one).available
    write_down(one, "used", acting, use=use.pk, recognition=made.number, left=left)
    tell_office(one, "seat_used", number=made.number, left=left)
    return use


def none_left(one: Authorisation) -> Label:
    """The sentence for whoever has no seat left."""
    held = counting.standing(one)
    return words.none_left(held.allotted, held.spent, one.valid_until, whom_to_ask(one))


def _employee(acting: Actor, one: Authorisation, subject_id: int) -> Employee | None:
    rows = registry.employees(acting, one.employer_id).filter(pk=subject_id)
    found = rows.values_list("pk", "account_id").first()
    return Employee(*found) if found else None


def _not_open(one: Authorisation) -> Iterator[Refusal]:
    today = timezone.localdate()
    if one.closed_on is not None:
        yield Refusal("closed", words.CLOSED)
    elif today < one.valid_from:
        yield Refusal("not_yet", words.not_yet(one.valid_from))
    elif today > one.valid_until:
        yield Refusal("over", words.over(one.valid_until, whom_to_ask(one)))


def _unfit(
    acting: Actor, one: Authorisation, deciding: Deciding, whom: Employee | None
) -> Iterator[Refusal]:
    if whom is None:
        yield Refusal("not_employee", words.NOT_EMPLOYEE, "person")
    elif whom.account_id is not None and whom.account_id == acting.account_id:
        yield Refusal("own_hand", words.OWN_HAND, "person")
    if deciding.level not in (one.levels or ("",)):
        yield Refusal("no_level", words.NO_LEVEL, "level")
    if not deciding.decision:
        yield Refusal("no_decision", words.NO_DECISION, "decision")
    decided = deciding.decided_on
    if decided is None or not one.valid_from <= decided <= timezone.localdate():
        yield Refusal("no_decided", words.NO_DECIDED, "decided_on")
    if not deciding.reason:
        yield Refusal("needs_reason", words.NO_REASON, "reason")
    if not deciding.papers:
        yield Refusal("no_papers", words.NO_PAPERS, "papers")
