"""Suspending, resuming, stopping and moving an award; each with its reason."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.awards.access import access_to_change
from yanzhen.apps.awards.actions.examining import examine
from yanzhen.apps.awards.actions.suspending import RUNNING, suspend_now
from yanzhen.apps.awards.budget import commit_award, release_award
from yanzhen.apps.awards.errors import AwardRefused, Refusal, refuse
from yanzhen.apps.awards.limits import free_what_was_not_used
from yanzhen.apps.awards.models import OPEN, Award, Correction, Instalment
from yanzhen.apps.awards.timeline import tell_person, write_event
from yanzhen.apps.awards.words import NO_REASON, SUSPENDED_BY_HAND, title_of
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation
from yanzhen.apps.registry.service import NoSuchSubject, access_subject


def suspend(*, acting: Actor, number: str, reason: str) -> Award:
    """Nothing is paid until it is resumed; what was committed stays committed."""
    reasoned(reason)
    with transaction.atomic():
        award = access_to_change(acting, number)
        if award.state not in RUNNING:
            raise _wrong_state(award)
        suspend_now(award, acting, SUSPENDED_BY_HAND, reason)
    return award


def resume(*, acting: Actor, number: str, reason: str) -> Award:
    """Go on: every payment that waits is looked at again for its own day.

    One whose conditions did not hold on its day stays held back: whether those months fall away or
    are paid later no clause says, so that somebody decides (`cancel_instalments`).
    """
    reasoned(reason)
    with transaction.atomic():
        award = access_to_change(acting, number)
        if award.state != Award.State.SUSPENDED:
            raise _wrong_state(award)
        award.state, award.why = Award.State.RUNNING, None
        award.save(update_fields=["state", "why"])
        write_event(award, "resumed", acting, reason)
        examine(award, acting, timezone.localdate(), suspends=False)
        commit_award(award, acting)
        tell_person(award, "award_resumed", title_of(award))
    return award


def stop(*, acting: Actor, number: str, reason: str) -> Award:
    """It ends: what is not paid is cancelled, what was committed for it is free again."""
    reasoned(reason)
    with transaction.atomic():
        award = access_to_change(acting, number)
        if award.state in (Award.State.STOPPED, Award.State.DONE):
            raise _wrong_state(award)
        none_in_a_run(award)
        release_award(award, acting, "stop")
        award.instalments.filter(state__in=OPEN).update(
            state=Instalment.State.CANCELLED, budget_line=None
        )
        award.state, award.why = Award.State.STOPPED, {"zh": reason, "en": reason}
        award.save(update_fields=["state", "why"])
        free_what_was_not_used(award, acting)
        write_event(award, "stopped", acting, reason)
        tell_person(award, "award_stopped", title_of(award))
    return award


def cancel_instalments(
    *, acting: Actor, number: str, instalments: tuple[int, ...], reason: str
) -> Award:
    """Payments that are held back fall away, with a reason; their budget is free again."""
    reasoned(reason)
    with transaction.atomic():
        award = access_to_change(acting, number)
        rows = award.instalments.filter(number__in=instalments, state=Instalment.State.HELD_BACK)
        if rows.count() != len(set(instalments)):
            raise refuse(
                "not_held_back", "只能取消暂缓中的期次。",
                "Only payments that are held back can be cancelled.", "instalments",
            )  # fmt: skip
        release_award(award, acting, "cancel", rows)
        rows.update(state=Instalment.State.CANCELLED, budget_line=None)
        free_what_was_not_used(award, acting)
        write_event(award, "cancelled", acting, reason, {"instalments": sorted(instalments)})
        finish(award)
    return award


def move(
    *, acting: Actor, number: str, reason: str, place: str = "", employer_id: int | None = None
) -> Award:
    """To another county of the city, or to another employer; later payments follow.

    The budget of the new place takes on what is not paid; caps and turns are the city's and stay.
    """
    reasoned(reason)
    with transaction.atomic():
        award = access_to_change(acting, number)
        if award.state == Award.State.STOPPED:
            raise _wrong_state(award)
        told: dict[str, Any] = {}
        if place:
            told["place"] = place
            with being(SYSTEM):  # the other county is none of hers, and the city is hers to decide
                _to_place(award, acting, place)
        if employer_id is not None:
            told["employer"] = employer_id
            _to_employer(award, acting, employer_id)
        write_event(award, "moved", acting, reason, told)
    return award


def _to_place(award: Award, acting: Actor, code: str) -> None:
    try:
        seat = organisation(code)
    except NoSuchOrganisation:
        seat = None
    if seat is None or seat.is_department or seat.city != award.city:
        raise refuse("no_place", "本市没有这个区县或园区。", "No such place in this city.", "place")
    none_in_a_run(award)
    release_award(award, acting, "move")
    unpaid = award.instalments.filter(state__in=OPEN)
    unpaid.update(budget_line=None)
    award.tenant_id, award.version = seat.id, award.version + 1
    award.save(update_fields=["tenant", "version"])
    award.instalments.update(tenant=seat.id)
    award.events.update(tenant=seat.id)
    award.outcomes.update(tenant=seat.id)
    award.turns.update(tenant=seat.id)
    Correction.objects.filter(award=award).update(tenant=seat.id)
    commit_award(award, acting)


def _to_employer(award: Award, acting: Actor, employer_id: int) -> None:
    try:
        employer = access_subject(acting, employer_id)
    except NoSuchSubject:
        employer = None
    if employer is None or employer.kind == "person":
        raise refuse("no_employer", "没有这个单位。", "There is no such employer.", "employer_id")
    before = award.employer_id
    if before is not None and award.payee_id == before:
        award.payee_id = employer.pk
    award.employer_id = employer.pk
    award.save(update_fields=["employer", "payee"])
    award.instalments.filter(state__in=OPEN).update(employer=employer.pk)


def finish(award: Award) -> None:
    """An award whose payments are all paid or cancelled is done."""
    over = (Instalment.State.PAID, Instalment.State.CANCELLED)
    ends = award.state in RUNNING and award.plan == Award.Plan.PLANNED
    if ends and not award.instalments.exclude(state__in=over).exists():
        award.state = Award.State.DONE
        award.save(update_fields=["state"])


def none_in_a_run(award: Award) -> None:
    if award.instalments.filter(state=Instalment.State.IN_RUN).exists():
        raise refuse(
            "in_run", "有期次正在支付，请等支付批次结束或撤出后再办。",
            "A payment is in a run: wait for its end, or take it out first.",
        )  # fmt: skip


def reasoned(reason: str) -> None:
    if not reason.strip():
        raise AwardRefused([Refusal("needs_reason", NO_REASON, "reason")])


def _wrong_state(award: Award) -> AwardRefused:
    label = award.get_state_display()
    return refuse(
        "wrong_state", f"这笔待遇现在是“{label}”，不能这样办理。",
        f"The award is {award.state}: this cannot be done now.",
    )  # fmt: skip
