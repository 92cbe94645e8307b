"""Who may see a row, twice with the same meaning: for PostgreSQL's row-level security, for Django.

The person herself (what she was told), the employer that recognised her or filed for her, staff of
the place and of the places above. Where the city's policy has its counties honour each other's
recognitions (`is_shared`), the talent offices of the whole city see them, too.
"""

from typing import Any, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from yanzhen.apps.accounts.service import Actor, Role, VisibleManager
from yanzhen.apps.organisations.service import ACCOUNT, EMPLOYERS, TENANTS, organisation_by_id

Row = TypeVar("Row", bound=models.Model, covariant=True)
HERS = f"subject_id IN (SELECT id FROM registry_subject WHERE account_id = {ACCOUNT})"
CITIES = f"(SELECT city FROM organisations_organisation WHERE id = ANY({TENANTS}))"
OWNED = (
    f"tenant_id = ANY({TENANTS}) OR (is_told AND ({HERS} OR employer_id = ANY({EMPLOYERS}))) "
    f"OR (is_shared AND city IN {CITIES})"
)
OFFICES = frozenset({Role.TALENT_OFFICE, Role.APPROVER, Role.AUDITOR})


class Owned(models.Model):
    """Columns that say whose a row is. `is_told`: the person sees it."""

    city = models.CharField(max_length=64)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    subject = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    employer = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    is_told = models.BooleanField(default=False)
    is_shared = models.BooleanField(default=False)

    class Meta:
        abstract = True


class OwnedManager(VisibleManager[Row]):
    """Rows with a subject, a place and perhaps an employer."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        if actor.is_system:
            return rows
        told = Q(employer__in=actor.employers)
        if actor.account_id is not None:
            told |= Q(subject__in=self._hers(actor.account_id))
        seen = Q(tenant__in=actor.tenants) | (Q(is_told=True) & told)
        return rows.filter(seen | Q(is_shared=True, city__in=cities_of(actor)))

    def _hers(self, account_id: int) -> QuerySet[Row]:
        """Herself in the registry; no join, which would leave out whom an office does not see."""
        people: Any = self.model._meta.get_field("subject").related_model
        found: QuerySet[Row] = people._base_manager.filter(account=account_id)
        return found


def cities_of(actor: Actor) -> frozenset[str]:
    """The cities in one of whose offices somebody works."""
    posts = (one for one in actor.posts if one.role in OFFICES)
    places = {one.tenant_id for one in posts if one.tenant_id is not None}
    return frozenset(organisation_by_id(one).city for one in places)
