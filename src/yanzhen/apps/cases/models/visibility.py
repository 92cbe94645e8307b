"""Who may see a row, twice with the same meaning: for PostgreSQL's row-level security, for Django.

A case is seen by the person it is about, by who filed it, by the HR of the employer that filed
it, by staff of its place and of the places above, and by the departments that work on it. What
hangs on a case (its works, materials, decision) is seen by whoever sees the case.
"""

from abc import abstractmethod
from typing import TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from yanzhen.apps.accounts.service import Actor, VisibleManager
from yanzhen.apps.organisations.service import ACCOUNT, DEPARTMENTS, EMPLOYERS, TENANTS

Row = TypeVar("Row", bound=models.Model, covariant=True)
CASE_ROWS = (
    f"applicant_id = {ACCOUNT} OR filed_by_id = {ACCOUNT} OR employer_id = ANY({EMPLOYERS}) "
    f"OR tenant_id = ANY({TENANTS}) OR departments && {DEPARTMENTS}"
)
OWN_DRAFTS = f"owner_id = {ACCOUNT}"
OWN_OFFERS = f"account_id = {ACCOUNT} OR tenant_id = ANY({TENANTS})"
OWN_DELEGATIONS = f"giver_id = {ACCOUNT} OR taker_id = {ACCOUNT}"
OF_EMPLOYERS = f"employer_id = ANY({EMPLOYERS}) OR tenant_id = ANY({TENANTS})"
PUBLIC = f"closed_at IS NULL OR tenant_id = ANY({TENANTS})"
# An open work stands in the place of its case or above it, so whoever sees that place sees the
# case: said by the work's own columns, the queue does not ask case by case.
OPEN_WORKS = (
    f"(state = 'open' AND (tenant_id = ANY({TENANTS}) OR department_id = ANY({DEPARTMENTS})))"
)
ON_DRAFTS = "EXISTS (SELECT 1 FROM cases_draft AS of_it WHERE of_it.id = cases_material.draft_id)"


def on_case(table: str) -> str:
    """The rows of a table that hang on a case which may be seen."""
    return f"EXISTS (SELECT 1 FROM cases_case AS of_it WHERE of_it.id = {table}.case_id)"


def cases_seen_by(actor: Actor) -> Q:
    """The condition on cases."""
    seen = Q(tenant__in=actor.tenants) | Q(employer__in=actor.employers)
    if actor.departments:
        seen |= Q(departments__overlap=sorted(actor.departments))
    if actor.account_id is not None:
        seen |= Q(applicant=actor.account_id) | Q(filed_by=actor.account_id)
    return seen


class SeenManager(VisibleManager[Row]):
    """Rows of which each actor sees her own; `seen_by` says which."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        return rows if actor.is_system else rows.filter(self.seen_by(actor))

    @abstractmethod
    def seen_by(self, actor: Actor) -> Q | Exists: ...


class CaseManager(SeenManager[Row]):
    """The cases themselves."""

    def seen_by(self, actor: Actor) -> Q:
        return cases_seen_by(actor)


class OnCasesManager(SeenManager[Row]):
    """What hangs on a case."""

    def seen_by(self, actor: Actor) -> Q | Exists:
        cases = apps.get_model("cases.Case")._base_manager
        return Exists(cases.filter(cases_seen_by(actor), pk=OuterRef("case_id")))


class WorkManager(OnCasesManager[Row]):
    """Works: the open ones by where they stand, all of them with their case."""

    def seen_by(self, actor: Actor) -> Q | Exists:
        standing = Q(tenant__in=actor.tenants) | Q(department__in=actor.departments)
        return (Q(state="open") & standing) | Q(super().seen_by(actor))


class MaterialManager(OnCasesManager[Row]):
    """Materials: with their draft before the submission, with their case after it."""

    def seen_by(self, actor: Actor) -> Q | Exists:
        return Q(draft__owner=actor.account_id) | Q(super().seen_by(actor))


class OwnDraftManager(SeenManager[Row]):
    """Drafts: of whoever writes them."""

    def seen_by(self, actor: Actor) -> Q:
        return Q(owner=actor.account_id)


class OfferManager(SeenManager[Row]):
    """Offers: to whom they are made, and to the place's staff."""

    def seen_by(self, actor: Actor) -> Q:
        own = Q(account=actor.account_id, account__isnull=False)
        return own | Q(tenant__in=actor.tenants)


class DelegationManager(SeenManager[Row]):
    """Delegations: those that one gave or took."""

    def seen_by(self, actor: Actor) -> Q:
        return Q(giver=actor.account_id) | Q(taker=actor.account_id)


class FilingManager(SeenManager[Row]):
    """Sheets: of the employer that handed them in, and to the place's staff."""

    def seen_by(self, actor: Actor) -> Q:
        return Q(employer__in=actor.employers) | Q(tenant__in=actor.tenants)


class FilingRowManager(SeenManager[Row]):
    """The rows of a sheet go with it."""

    def seen_by(self, actor: Actor) -> Q:
        return Q(filing__employer__in=actor.employers) | Q(filing__tenant__in=actor.tenants)


class PublicityManager(SeenManager[Row]):
    """What is public while it runs, to everybody; afterwards to the place's staff."""

    def seen_by(self, actor: Actor) -> Q:
        return Q(closed_at__isnull=True) | Q(tenant__in=actor.tenants)
