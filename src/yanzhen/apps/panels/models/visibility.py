"""Who may see a row, twice with the same meaning: for PostgreSQL's row-level security, for Django.

The register and everything of a panel belong to the place's staff. An expert sees her own entry,
seat and sheets; whom a case is about sees the case in the panel. Score sheets are nobody's but the
expert's until scoring is closed: to staff, too, they are not there.
"""

from typing import TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from yanzhen.apps.accounts.service import Actor, VisibleManager
from yanzhen.apps.organisations.service import ACCOUNT, TENANTS

Row = TypeVar("Row", bound=models.Model, covariant=True)
OF_TENANT = f"tenant_id = ANY({TENANTS})"
OWNED = f"{OF_TENANT} OR account_id = {ACCOUNT}"
ANNOUNCED = f"{OF_TENANT} OR published_at IS NOT NULL"
SEALED = f"account_id = {ACCOUNT} OR (revealed AND {OF_TENANT})"


class OfTenant(VisibleManager[Row]):
    """Rows of a place's staff only."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        return rows if actor.is_system else rows.filter(tenant__in=actor.tenants)


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


class Announced(VisibleManager[Row]):
    """Panels: staff of the place; everybody from the publication of the list on."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        if actor.is_system:
            return rows
        return rows.filter(Q(tenant__in=actor.tenants) | Q(published_at__isnull=False))


class Sealed(VisibleManager[Row]):
    """Score sheets: the expert's own; the staff's once they are revealed."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        if actor.is_system:
            return rows
        seen = Q(revealed=True, tenant__in=actor.tenants)
        if actor.account_id is not None:
            seen |= Q(account=actor.account_id)
        return rows.filter(seen)
