"""Who may see a row, twice with the same meaning: for PostgreSQL's row-level security, for Django.

A request is seen by the person, by the officers of the employer, by the staff of the place that
has the pool and, where a city's post is used in a county, by the staff of that county as well.
"""

from typing import TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from yanzhen.apps.accounts.service import Actor, VisibleManager
from yanzhen.apps.organisations.service import ACCOUNT, EMPLOYERS, TENANTS

Row = TypeVar("Row", bound=models.Model, covariant=True)
OF_TENANT = f"tenant_id = ANY({TENANTS})"
BETWEEN = (
    f"{OF_TENANT} OR used_in_id = ANY({TENANTS}) OR account_id = {ACCOUNT} "
    f"OR employer_id = ANY({EMPLOYERS})"
)
OWNED = f"{OF_TENANT} OR account_id = {ACCOUNT}"
ANNOUNCED = f"{OF_TENANT} OR state IN ('published', 'drawn')"


class Between(VisibleManager[Row]):
    """Rows of the place that has the pool and of the place where it is used."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        if actor.is_system:
            return rows
        seen = Q(tenant__in=actor.tenants) | Q(used_in__in=actor.tenants)
        seen |= Q(employer__in=actor.employers)
        if actor.account_id is not None:
            seen |= Q(account=actor.account_id)
        return rows.filter(seen)


class Owned(VisibleManager[Row]):
    """Rows of a person and of a place's staff."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        if actor.is_system:
            return rows
        seen = Q(tenant__in=actor.tenants)
        if actor.account_id is not None:
            seen |= Q(account=actor.account_id)
        return rows.filter(seen)


class OfTenant(VisibleManager[Row]):
    """Rows of a place's staff only."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        return rows if actor.is_system else rows.filter(tenant__in=actor.tenants)


class Announced(VisibleManager[Row]):
    """Draws: staff of the place; everybody from the publication on."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        if actor.is_system:
            return rows
        return rows.filter(Q(tenant__in=actor.tenants) | Q(state__in=("published", "drawn")))
