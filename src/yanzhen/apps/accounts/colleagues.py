"""Who holds which post today, for those who hand work to each other."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from yanzhen.apps.accounts.models import Assignment
from yanzhen.apps.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Holder:
    """An account that holds a role in an organisation."""

    account_id: int
    name: str
    role: Role
    organisation_id: int


def holders(organisation_ids: Collection[int], *roles: Role) -> tuple[Holder, ...]:
    """Whoever holds one of the roles (or any) in these organisations today, by name."""
    rows = _standing().filter(organisation__in=organisation_ids)
    return _holders(rows.filter(role__in=roles) if roles else rows)


def officers_of(employer_id: int) -> tuple[int, ...]:
    """The accounts that act for an employer today."""
    rows = Assignment.objects.on(timezone.localdate()).filter(
        account__is_active=True, role=Role.EMPLOYER_HR, employer_id=employer_id
    )
    return tuple(rows.order_by("account").values_list("account", flat=True).distinct())


def hand_officers_over(from_id: int, to_id: int, only: Collection[int] | None = None) -> list[int]:
    """Those who act for one employer act for another that it turned out to be; their posts."""
    posts = Assignment.objects.select_for_update(of=("self",)).filter(employer_id=from_id)
    if only is not None:
        posts = posts.filter(pk__in=only)
    there = Assignment.objects.filter(employer_id=to_id, ended_at=None)
    accounts = set(there.values_list("account", flat=True))
    moved = [one.pk for one in posts.order_by("pk") if one.account_id not in accounts]
    Assignment.objects.filter(pk__in=moved).update(employer_id=to_id)
    return moved


def posts_of(account_id: int) -> tuple[Holder, ...]:
    """The posts in organisations that an account holds today."""
    return _holders(_standing().filter(account=account_id))


def _standing() -> QuerySet[Assignment]:
    rows = Assignment.objects.on(timezone.localdate()).filter(account__is_active=True)
    return rows.exclude(organisation=None).select_related("account").order_by("account__name", "pk")


def _holders(rows: QuerySet[Assignment]) -> tuple[Holder, ...]:
    return tuple(
        Holder(one.account_id, one.account.name or one.account.email, Role(one.role),
               one.organisation_id)
        for one in rows if one.organisation_id is not None
    )  # fmt: skip
