"""What only an office can find: the result of an assessment, a review, a meeting.

find(acting=office, number="XIANGTAN-2026-000123", fact="recognised_tier", value="C")

It is written to the registry as issued by the office that found it, with the case as evidence; the
rules of the case then no longer wait for it.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.cases.actions.opening import open_case
from yanzhen.apps.cases.actions.recording import (
    Happening,
    Opened,
    open_rows,
    write_audit,
    write_step,
)
from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.apps.cases.models import Work
from yanzhen.apps.cases.parties import seats_of, works_for
from yanzhen.apps.organisations.service import organisation_by_id
from yanzhen.apps.registry import service as registry
from yanzhen.policy import decisions_of_item
from yanzhen.policy.vocabulary import Label

NO_WORK = Label(
    "只有正在办理这件的单位才能登记认定结果。",
    "Only a unit that has work open on this case can record what it found.",
)
NO_FINDING = Label(
    "这个事项不需要这项认定。", "The rules of this item do not wait for such a finding."
)


def find(*, acting: Actor, number: str, fact: str, value: Any, now: datetime | None = None) -> None:
    """Record a finding; CaseRefused with every reason when it cannot be recorded."""
    moment = now or timezone.now()
    with transaction.atomic():
        opened = open_case(acting, number)
        work = _own_work(opened, acting, timezone.localdate(moment))
        label = _awaited(opened, fact)
        case = opened.case
        by = Happening(acting, moment, {"fact": label.zh, "value": value}, work.department_id)
        _write(opened, fact, value, work)
        write_step(opened, "finding", case.state, by)
        write_audit(case, "finding", by)


def _own_work(opened: Opened, acting: Actor, today: Any) -> Work:
    seats = seats_of(acting, today)
    for work in open_rows(opened):
        if not work.waiting and any(works_for(seat, work) for seat in seats):
            return work
    raise CaseRefused([Refusal("no_work", NO_WORK)])


def _awaited(opened: Opened, fact: str) -> Label:
    for one in decisions_of_item(opened.pack, opened.item):
        if one.id == fact:
            return one.label
    raise CaseRefused([Refusal("no_finding", NO_FINDING, "fact")])


def _write(opened: Opened, fact: str, value: Any, work: Work) -> None:
    """Only a case can write such a fact, so the service writes it for her."""
    case = opened.case
    assert case.subject_id is not None
    try:
        with being(SYSTEM):
            registry.record_fact(
                acting=SYSTEM, subject_id=case.subject_id, name=fact, value=value,
                grade=registry.Grade.A, city=case.city, evidence=f"case:{case.number}",
                source=organisation_by_id(work.department_id).label.zh,
                valid_from=timezone.localdate(case.submitted_at),
            )  # fmt: skip
    except registry.RegistryRefused as refused:
        raise CaseRefused(
            Refusal("registry", one.reason, one.field) for one in refused.refusals
        ) from None
