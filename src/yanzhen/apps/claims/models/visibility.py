"""Who may see a row, twice with the same meaning: for PostgreSQL's row-level security, for Django.

The person, the HR of the employer concerned, and staff of the place and of the places above. What
the nightly look proposes is nobody's but the office's until somebody has opened it.
"""

from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from yanzhen.apps.accounts.service import Actor, VisibleManager
from yanzhen.apps.organisations.service import ACCOUNT, EMPLOYERS, TENANTS

Row = TypeVar("Row", bound=models.Model, covariant=True)
OWNED = (
    f"tenant_id = ANY({TENANTS}) "
    f"OR (is_told AND (account_id = {ACCOUNT} OR employer_id = ANY({EMPLOYERS})))"
)


class Owned(models.Model):
    """Columns that say whose a row is: copies of the award's, which is the claim's as well.

    `is_told`: the payee sees it; from the second person's approval on.
    """

    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    employer = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    is_told = models.BooleanField(default=False)

    class Meta:
        abstract = True


class OwnedManager(VisibleManager[Row]):
    """Rows with an account, an employer and a tenant of their own."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        if actor.is_system:
            return rows
        payee = Q(employer__in=actor.employers)
        if actor.account_id is not None:
            payee |= Q(account=actor.account_id)
        return rows.filter(Q(tenant__in=actor.tenants) | (Q(is_told=True) & payee))
