"""Asking for something of a pool, and taking the request back.

    ask(acting=wang, pool_id=flats.pk, key=form_key, wish=Wish(subject_id=7, reason="来潭工作"))

A person asks for herself (a flat, a place), an employer's officer or an office for whom it employs
(a post, a seat). Everybody stands in line by the time of asking. Who plainly fails the document's
conditions is told so; what nobody knows yet keeps nobody from asking.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.organisations.service import (
    NoSuchOrganisation,
    Seat,
    organisation,
    organisation_by_id,
)
from yanzhen.apps.quotas import counting
from yanzhen.apps.quotas.access import ASKERS, access_request, is_below, lock_pool
from yanzhen.apps.quotas.eligibility import look
from yanzhen.apps.quotas.errors import NoSuchQuota, Refusal, refuse, refuse_all
from yanzhen.apps.quotas.models import OPEN, Pool, Request
from yanzhen.apps.quotas.reasons import MOST as LONGEST
from yanzhen.apps.quotas.reasons import reasoned
from yanzhen.apps.quotas.standing_in_line import last_rank, place_of
from yanzhen.apps.quotas.telling import tell_next
from yanzhen.apps.quotas.timeline import write_event
from yanzhen.apps.registry.service import NoSuchSubject, access_subject
from yanzhen.policy.vocabulary import Label

MOST = 1_000
NO_REASON = Label(f"请写明申请理由，最多{LONGEST}字。", f"Say what for, in {LONGEST} characters.")
NO_CASE = Label("没有这个办件编号。", "There is no case of this number.")
NO_NUMBER = Label(f"数量应为1至{MOST}的整数。", f"A whole number from 1 to {MOST}.")
ONE_EACH = Label("为一个人申请时数量是1。", "It is one for one person.")
NO_PERSON = Label("这类额度由本人申请。", "A person asks for this one herself.")
NOT_YOURS = Label(
    "您不能为这个人或单位申请。", "You cannot ask on behalf of this person or employer."
)
NOT_BORROWED = Label("这个额度只在本级使用。", "This pool is used at its own place only.")
ELSEWHERE = Label("使用地应在本市范围内。", "It is used somewhere in the city of the pool.")
ASKED = Label(
    "已有一件未结束的申请，不必再申请。", "There is an open request already: no need for another."
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `place` is where it is used, the pool's own place unless borrowed."""

    reason: str
    number: int = 1
    subject_id: int | None = None
    employer_id: int | None = None
    place: str = ""
    case_number: str = ""


def ask(*, acting: Actor, pool_id: int, key: str, wish: Wish) -> Request:
    """A request at the end of the line; the same key gives the same request."""
    with transaction.atomic():
        pool = lock_pool(pool_id)
        with act_as(SYSTEM):
            made = Request.objects.filter(key=key).first()
        if made is not None:
            return access_request(acting, made.pk)
        used_in = _place(pool, wish)
        refuse_all(_wrong(acting, pool, wish, used_in))
        assert used_in is not None
        return _made(acting, pool, key, wish, used_in)


def withdraw(*, acting: Actor, request_id: int, reason: str = "") -> None:
    """Whoever asked takes it back; what was reserved is free for the next one."""
    reason = reasoned(reason, needed=False)
    with transaction.atomic():
        request = access_request(acting, request_id, change=True)
        if not asked(acting, request):
            raise NoSuchQuota(request_id)
        if request.state not in (Request.State.WAITING, Request.State.RESERVED):
            raise refuse(
                "wrong_state", f"这件申请{request.get_state_display()}，不能撤回。",
                f"The request is {request.state}: it cannot be taken back.",
            )  # fmt: skip
        held = request.state == Request.State.RESERVED
        with act_as(SYSTEM):
            request.state, request.reserved_until = Request.State.WITHDRAWN, None
            request.save(update_fields=["state", "reserved_until"])
            if held:
                counting.let_go(request, acting)
            write_event(request, "withdrawn", acting, reason)
            if held:
                tell_next(request.pool)


def asked(actor: Actor, request: Request) -> bool:
    """Whether it is hers to take back: the person's, her employer's, or the office's that asked."""
    own = actor.account_id is not None and actor.account_id == request.account_id
    if own or request.employer_id in actor.employers:
        return True
    return actor.holds_any(ASKERS, request.used_in_id)


def _wrong(
    actor: Actor, pool: Pool, wish: Wish, used_in: Seat | None
) -> list[Refusal]:  # everything at once
    found = []
    if not 0 < len(wish.reason.strip()) <= LONGEST:
        found.append(Refusal("needs_reason", NO_REASON, "reason"))
    if len(wish.case_number.strip()) > 40:
        found.append(Refusal("case", NO_CASE, "case_number"))
    if not 1 <= wish.number <= MOST:
        found.append(Refusal("number", NO_NUMBER, "number"))
    elif wish.subject_id is not None and wish.number != 1:
        found.append(Refusal("number", ONE_EACH, "number"))
    if used_in is None:
        found.append(Refusal("place", ELSEWHERE, "place"))
    elif used_in.id != pool.tenant_id and not pool.borrowed:
        found.append(Refusal("not_borrowed", NOT_BORROWED, "place"))
    if pool.is_personal and wish.subject_id is None:
        found.append(Refusal("no_person", NO_PERSON, "subject"))
    elif not _speaks_for(actor, wish, used_in):
        found.append(Refusal("not_yours", NOT_YOURS, "subject"))
    elif not found:
        found.extend(_barred(pool, wish))
    return found


def _barred(pool: Pool, wish: Wish) -> list[Refusal]:
    """An open request there already; conditions that are plainly not met."""
    for_whom = wish.subject_id or wish.employer_id
    if wish.subject_id is not None:
        with act_as(SYSTEM):
            rows = Request.objects.filter(pool=pool, subject=wish.subject_id, state__in=OPEN)
            if rows.exists():
                return [Refusal("asked", ASKED)]
    if for_whom is None:
        return []
    found = look(pool, for_whom, timezone.localdate())
    return [Refusal("not_eligible", found.say)] if found.code == "no" else []


def _speaks_for(actor: Actor, wish: Wish, used_in: Seat | None) -> bool:
    """Herself; an officer for the employer and its people; an office of the place for anybody."""
    if actor.is_system:
        return True
    try:
        subjects = [
            access_subject(actor, one) for one in (wish.subject_id, wish.employer_id) if one
        ]
    except NoSuchSubject:
        return False
    if used_in is not None and actor.holds_any(ASKERS, used_in.id):
        return True
    if wish.employer_id is not None:
        return wish.employer_id in actor.employers
    own = {one.account_id for one in subjects}
    return bool(own) and own == {actor.account_id}


def _place(pool: Pool, wish: Wish) -> Seat | None:
    """The place where it is used, when it is the pool's or lies below it."""
    if not wish.place:
        return organisation_by_id(pool.tenant_id)
    try:
        seat = organisation(wish.place)
    except NoSuchOrganisation:
        return None
    return seat if not seat.is_department and is_below(seat.id, pool.tenant_id) else None


def _made(acting: Actor, pool: Pool, key: str, wish: Wish, used_in: Seat) -> Request:
    with act_as(SYSTEM):
        subject = access_subject(SYSTEM, wish.subject_id) if wish.subject_id else None
        employer = access_subject(SYSTEM, wish.employer_id) if wish.employer_id else None
        asker = employer or subject
        request = Request(
            pool=pool, tenant_id=pool.tenant_id, used_in_id=used_in.id, key=key,
            account_id=subject.account_id if subject else None,
            employer_id=employer.pk if employer else None,
            subject_id=subject.pk if subject else None,
            asker_name=asker.name if asker else used_in.label.zh,
            for_name=subject.name if subject and employer else "", asked_by_id=acting.account_id,
            number=wish.number, reason=wish.reason.strip(), case_number=wish.case_number.strip(),
            rank=last_rank(pool), asked_at=timezone.now(),
        )  # fmt: skip
        try:
            with transaction.atomic():
                request.save()
        except IntegrityError:
            raise refuse("asked", ASKED.zh, ASKED.en) from None
        write_event(request, "asked", acting, request.reason, place=place_of(request))
    return request
