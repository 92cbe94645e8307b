"""What a granted case brings about elsewhere, in the transaction in which it takes effect.

    AFTER_EFFECT = ["yanzhen.apps.awards.service.take_up"]   in the settings; called with (number)

Whoever is called asks `granted` for what was decided. A callable that raises holds the effect up:
a case is never in effect without what follows from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from yanzhen.apps.cases.errors import NoSuchCase
from yanzhen.apps.cases.models import Case, Decision

EFFECTIVE = "effective"


@dataclass(frozen=True, slots=True)
class Granted:
    """A case in effect, with the decision that granted it. `record` is all that it rests on."""

    number: str
    city: str
    tenant_id: int
    item: str
    pack_hash: str
    subject_id: int
    subject_kind: str
    subject_name: str
    applicant_id: int | None
    employer_id: int | None
    effective_on: date
    decision_id: int
    decision_hash: str
    decided_by_id: int | None
    decided_at: datetime
    amount_fen: int | None
    departs: bool
    reason: str
    record: Mapping[str, Any]


def granted(number: str) -> Granted | None:
    """What was granted, once it is in effect; None otherwise. Run inside `acting`."""
    case = Case.objects.filter(number=number).first()
    if case is None:
        raise NoSuchCase(number)
    decision = _grant_of(case)
    if decision is None or case.subject_id is None or case.closed_at is None:
        return None
    return Granted(
        number=case.number, city=case.city, tenant_id=case.tenant_id, item=case.item,
        pack_hash=case.pack_hash, subject_id=case.subject_id, subject_kind=case.subject_kind,
        subject_name=case.subject_name, applicant_id=case.applicant_id,
        employer_id=case.employer_id, effective_on=timezone.localdate(case.closed_at),
        decision_id=decision.pk, decision_hash=decision.hash,
        decided_by_id=decision.decided_by_id, decided_at=decision.decided_at,
        amount_fen=decision.amount_fen, departs=decision.departs, reason=decision.reason,
        record=decision.record,
    )  # fmt: skip


def follow(case: Case) -> None:
    """Let everything happen that follows from a case, when it has just come into effect."""
    if _grant_of(case) is not None:
        for call in _callables():
            call(case.number)


def _grant_of(case: Case) -> Decision | None:
    """The latest decision of a case in effect, if it grants."""
    if case.state != EFFECTIVE or case.is_open:
        return None
    latest = Decision.objects.filter(case=case).order_by("-pk").first()
    return latest if latest is not None and latest.outcome == Decision.Outcome.GRANTED else None


@cache
def _callables() -> tuple[Callable[[str], object], ...]:
    return tuple(import_string(place) for place in settings.AFTER_EFFECT)
