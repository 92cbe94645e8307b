"""Who may see a row, twice with the same meaning: for PostgreSQL's row-level security, for Django.

A card is seen by the person herself and by the staff of the place that issued it.
"""

from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from yanzhen.apps.accounts.service import Actor, VisibleManager
from yanzhen.apps.organisations.service import ACCOUNT, TENANTS

Row = TypeVar("Row", bound=models.Model, covariant=True)
OWNED = f"tenant_id = ANY({TENANTS}) OR account_id = {ACCOUNT}"


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


class Whose(models.Model):
    """Columns that say whose a row is."""

    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip

    class Meta:
        abstract = True
