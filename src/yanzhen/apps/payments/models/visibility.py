"""Who may see a row, twice with the same meaning: for PostgreSQL's row-level security, for Django.

A payment is seen by the person, by the HR of the employer concerned, and by staff of the place and
of those above it. A run and all that is kept of it is seen by staff only. A bank account is seen by
its owner, and by staff of the place that entered it; whoever pays into it comes by the registry.
"""

from typing import TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from yanzhen.apps.accounts.service import Actor, VisibleManager
from yanzhen.apps.organisations.service import ACCOUNT, EMPLOYERS, TENANTS

Row = TypeVar("Row", bound=models.Model, covariant=True)
OWNED = f"account_id = {ACCOUNT} OR employer_id = ANY({EMPLOYERS}) OR tenant_id = ANY({TENANTS})"
OF_OWNER = f"account_id = {ACCOUNT} OR tenant_id = ANY({TENANTS})"
OF_TENANT = f"tenant_id = ANY({TENANTS})"


class OwnedManager(VisibleManager[Row]):
    """Rows with an account, an employer and a tenant of their own."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        if actor.is_system:
            return rows
        seen = Q(tenant_id__in=actor.tenants) | Q(employer_id__in=actor.employers)
        if actor.account_id is not None:
            seen |= Q(account_id=actor.account_id)
        return rows.filter(seen)


class TenantManager(VisibleManager[Row]):
    """Rows of a place's staff only."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        return rows if actor.is_system else rows.filter(tenant_id__in=actor.tenants)


class OwnerManager(VisibleManager[Row]):
    """Rows of a person's own, or entered by a place."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        if actor.is_system:
            return rows
        seen = Q(tenant_id__in=actor.tenants)
        if actor.account_id is not None:
            seen |= Q(account_id=actor.account_id)
        return rows.filter(seen)
