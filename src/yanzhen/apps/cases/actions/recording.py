"""Writing a move down: state, works, clocks, timeline, audit; all in the caller's transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.audit.service import record
from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.apps.cases.lifecycle import Move, OpenWork
from yanzhen.apps.cases.lifecycle_words import unregistered
from yanzhen.apps.cases.models import Case, Pause, Step, Work
from yanzhen.apps.cases.terms import days_for
from yanzhen.apps.cases.timing import retime
from yanzhen.apps.clients.service import announce
from yanzhen.apps.organisations.service import NoSuchOrganisation, Seat, department_for
from yanzhen.apps.registry import service as registry
from yanzhen.policy import Pack
from yanzhen.policy.lifecycle import Lifecycle
from yanzhen.policy.service_item import ServiceItem
from yanzhen.policy.vocabulary import Label

# What a review says by the action that reports it; other works have no yes or no.
SAYS = {"review_agree": True, "review_disagree": False}


@dataclass(slots=True)
class Opened:
    """A case that is being changed, with the rows that change along with it."""

    case: Case
    pack: Pack
    item: ServiceItem
    life: Lifecycle
    works: list[Work]
    pauses: list[Pause]
    steps: list[Step]
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """Who does something, when, and what is told of it."""

    actor: Actor
    now: datetime
    told: Mapping[str, Any]
    department_id: int | None = None
    inward: bool = False

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


def write_move(opened: Opened, move: Move, by: Happening) -> Step:
    """Bring the rows to where the move leads, and add the step to the timeline."""
    case = opened.case
    _finish(opened, move, by)
    state = opened.life.states[move.to]
    case.state, case.before, case.turn = move.to, move.before, state.turn
    if move.ends:
        case.is_open, case.closed_at = False, by.now
    for work in opened.works:
        if work.state == Work.State.OPEN and work.waiting != state.holds:
            work.waiting = state.holds
            work.save(update_fields=["waiting"])
    for opens in move.opens:
        opened.works.append(_open_work(opened, opens, by.today))
    _set_clock(opened, move, by.today)
    retime(case, opened.works, opened.pauses, by.today)
    for work in opened.works:
        if work.state == Work.State.OPEN:
            work.save()
    case.save()
    return write_step(opened, move.action, move.source, by)


def write_step(opened: Opened, action: str, source: str, by: Happening) -> Step:
    """One line more on the timeline."""
    case = opened.case
    step = Step.objects.create(
        case=case, action=action, from_state=source, to_state=case.state, at=by.now,
        by_id=by.actor.account_id, by_name=by.actor.name, department_id=by.department_id,
        told=dict(by.told), inward=by.inward,
    )  # fmt: skip
    opened.steps.append(step)
    return step


def write_audit(case: Case, event: str, by: Happening, **more: str) -> None:
    """The event in the city's chain and to those who want to be told of it.

    Names of things and states, never what people wrote.
    """
    record(
        f"case.{event}", acting=by.actor, subject=f"case:{case.number}", chain=case.city,
        details={
            "state": case.state, "item": case.item, "department": by.department_id, **more,
        },
    )  # fmt: skip
    announce(
        f"case.{event}", case.tenant_id,
        {"case": case.number, "city": case.city, "item": case.item, "state": case.state},
    )  # fmt: skip


def open_rows(opened: Opened) -> list[Work]:
    return [work for work in opened.works if work.state == Work.State.OPEN]


def _finish(opened: Opened, move: Move, by: Happening) -> None:
    """The actor's own work is done; what else was open and does not stay is dropped."""
    for work in open_rows(opened):
        key = OpenWork(work.stage, work.unit, work.role)
        if key == move.done:
            work.state, work.agrees = Work.State.DONE, SAYS.get(move.action)
            work.opinion = str(by.told.get("opinion") or by.told.get("conclusion") or "")
            work.done_at, work.done_by_id = by.now, by.actor.account_id
            work.done_by_name = by.actor.name
            work.save()
        elif key in move.closes:
            work.state = Work.State.DROPPED
            work.save(update_fields=["state"])


def _open_work(opened: Opened, opens: OpenWork, today: date) -> Work:
    case = opened.case
    department = department_of(opened.pack, case.tenant_id, opens.unit)
    if department.id not in case.departments:
        case.departments = [*case.departments, department.id]
        deal_with(case, {department.id})
    return Work(
        case=case, number=case.number, submitted_at=case.submitted_at,
        tenant_id=department.tenant_id, department_id=department.id, unit=opens.unit,
        stage=opens.stage, role=opens.role, opened_on=today,
        days=days_for(department.tenant_id, case.item, opens.stage),
    )  # fmt: skip


def deal_with(case: Case, organisations: set[int]) -> None:
    """From now on these have to do with the subject, and see what the registry knows of it."""
    if case.subject_id is None:
        return
    with acting(SYSTEM):  # the applicant may not say so, and yet it follows from what she does
        for one in sorted(organisations):
            registry.enter(
                acting=SYSTEM, subject_id=case.subject_id, organisation_id=one, reason="case"
            )


def department_of(pack: Pack, tenant_id: int, unit: str) -> Seat:
    """The department that is a unit of the pack in a place; CaseRefused when there is none."""
    try:
        return department_for(tenant_id, unit)
    except NoSuchOrganisation:
        label = pack.units[unit].label if unit in pack.units else Label(unit, unit)
        raise CaseRefused([Refusal("no_unit", unregistered(label), "unit")]) from None


def _set_clock(opened: Opened, move: Move, today: date) -> None:
    """Begin, stop, go on or end, as the state that was reached says."""
    case = opened.case
    standing = next((pause for pause in opened.pauses if pause.until is None), None)
    if move.clock == "run" and case.clock_from is None:
        case.clock_from = today
    if move.clock == "stop" and standing is None:
        opened.pauses.append(Pause.objects.create(case=case, cause=move.to, since=today))
    if move.clock != "stop" and standing is not None:
        standing.until = today
        standing.save(update_fields=["until"])
    if move.clock == "end" and case.clock_until is None:
        case.clock_until = today
