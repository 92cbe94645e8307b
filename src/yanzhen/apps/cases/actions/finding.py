"""What only an office can find: the result of an assessment, a review, a meeting.

find(acting=office, number="XIANGTAN-2026-000123", fact="recognised_tier", value="C",
     seen="评审会议纪要第3号")

It is written to the registry as verified by the office that found it (grade B), with the case as
evidence; the rules of the case then no longer wait for it. What was seen stands on the timeline.
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
from yanzhen.apps.cases.facts import known_facts
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
NOT_SEEN = Label(
    "请写明看了什么：材料、原件或会议纪要，及其名称和文号。",
    "Say what was seen: papers, originals or minutes, with their names and numbers.",
)
ISSUED = Label(
    "签发部门已有这项记录（A级），以它为准；有误请由签发部门更正。",
    "The issuing department has this on record (grade A), and that counts; a mistake is for it "
    "to correct.",
)
ISSUED_GRADE = "A"


def find(
    *, acting: Actor, number: str, fact: str, value: Any, seen: str, now: datetime | None = None
) -> None:
    """Record a finding and what it rests on; CaseRefused with every reason."""
    moment = now or timezone.now()
    with transaction.atomic():
        opened = open_case(acting, number)
        work = _own_work(opened, acting, timezone.localdate(moment))
        _check(opened, fact, seen)
        case = opened.case
        told = {"finding": fact, "value": value, "seen": seen.strip()}
        by = Happening(acting, moment, told, work.department_id)
        _write(opened, fact, value, work)
        write_step(opened, "finding", case.state, by)
        write_audit(case, "finding", by, fact=fact)


def _own_work(opened: Opened, acting: Actor, today: Any) -> Work:
    seats = seats_of(acting, today)
    for work in open_rows(opened):
        if not work.waiting and any(works_for(seat, work) for seat in seats):
            return work
    raise CaseRefused([Refusal("no_work", NO_WORK)])


def _check(opened: Opened, fact: str, seen: str) -> None:
    case, refusals = opened.case, []
    awaited = {one.id for one in decisions_of_item(opened.pack, opened.item)}
    if case.subject_id is None or fact not in awaited:  # an objection is about nobody's facts
        raise CaseRefused([Refusal("no_finding", NO_FINDING, "fact")])
    on = timezone.localdate(case.submitted_at)
    known = known_facts(case.subject_id, {}, on, case.city).get(fact)
    if known is not None and known.grade == ISSUED_GRADE:
        refusals.append(Refusal("issued", ISSUED, "fact"))
    if not seen.strip():
        refusals.append(Refusal("needs_seen", NOT_SEEN, "seen"))
    if refusals:
        raise CaseRefused(refusals)


def _write(opened: Opened, fact: str, value: Any, work: Work) -> None:
    """Only a case can write such a fact, so the service writes it for her."""
    case = opened.case
    assert case.subject_id is not None
    try:
        with being(SYSTEM):
            registry.record_fact(
                acting=SYSTEM, subject_id=case.subject_id, name=fact, value=value,
                grade=registry.Grade.B, city=case.city, evidence=f"case:{case.number}",
                source=organisation_by_id(work.department_id).label.zh,
                valid_from=timezone.localdate(case.submitted_at),
            )  # fmt: skip
    except registry.RegistryRefused as refused:
        raise CaseRefused(
            Refusal("registry", one.reason, one.field) for one in refused.refusals
        ) from None
