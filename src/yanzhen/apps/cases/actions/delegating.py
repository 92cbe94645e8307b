"""While someone is away a colleague acts in her place: given, ended, never deleted."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.audit.service import record
from yanzhen.apps.cases.access import account_of
from yanzhen.apps.cases.colleagues import posts_of_account
from yanzhen.apps.cases.errors import CaseRefused, NoSuchDraft, Refusal
from yanzhen.apps.cases.models import Delegation
from yanzhen.policy.vocabulary import Label

NOT_HER_POST = Label("您没有这个岗位，不能委托。", "You do not hold this post yourself.")
NO_COLLEAGUE = Label(
    "只能委托同一单位的在岗同事；请从列表中选择。",
    "Only a colleague who works in the same unit can act for you; choose one from the list.",
)
BACKWARDS = Label("结束日期不能早于开始日期。", "The last day is before the first.")


def delegate(
    *, acting: Actor, to: int, role: Role, organisation_id: int, starts_on: date, ends_on: date
) -> Delegation:
    """Let a colleague of the same organisation do in one's place what one's role may."""
    refusals = []
    if not any((p.role, p.organisation_id) == (role, organisation_id) for p in acting.posts):
        refusals.append(Refusal("not_your_post", NOT_HER_POST, "role"))
    there = {seat.organisation_id for seat in posts_of_account(to)}
    if to == acting.account_id or organisation_id not in there:
        refusals.append(Refusal("no_colleague", NO_COLLEAGUE, "to"))
    if ends_on < starts_on:
        refusals.append(Refusal("backwards", BACKWARDS, "ends_on"))
    if refusals:
        raise CaseRefused(refusals)
    with transaction.atomic():
        given = Delegation.objects.create(
            giver_id=account_of(acting), taker_id=to, role=role, organisation_id=organisation_id,
            starts_on=starts_on, ends_on=ends_on,
        )  # fmt: skip
        _told(acting, given, "given")
    return given


def end_delegation(*, acting: Actor, delegation: int) -> None:
    """From now on the colleague does not act in one's place any more."""
    with transaction.atomic():
        found = (
            Delegation.objects.visible_to(acting)
            .select_for_update()
            .filter(pk=delegation, giver=acting.account_id, ended_at__isnull=True)
            .first()
        )
        if found is None:
            raise NoSuchDraft(str(delegation))
        found.ended_at = timezone.now()
        found.save(update_fields=["ended_at"])
        _told(acting, found, "ended")


def _told(acting: Actor, given: Delegation, what: str) -> None:
    record(
        f"delegation.{what}", acting=acting, subject=f"account:{given.taker_id}",
        details={
            "role": given.role, "organisation": given.organisation_id,
            "from": given.starts_on.isoformat(), "until": given.ends_on.isoformat(),
        },
    )  # fmt: skip
