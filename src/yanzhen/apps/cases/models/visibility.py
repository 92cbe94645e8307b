"""Who may see a row, twice with the same meaning: for PostgreSQL's row-level security, for Django.

A case is seen by the person it is about, by who filed it, by the HR of the employer that filed
it, by staff of its place and of the places above, and by the departments that work on it. What
hangs on a case (its works, materials, decision) is seen by whoever sees the case.
"""

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from yanzhen.apps.accounts.service import Actor, VisibleManager, VisibleQuerySet
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


class CaseQuerySet(VisibleQuerySet[Row]):
    """The cases themselves."""

    def visible_to(self, actor: Actor) -> Self:
        return self if actor.is_system else self.filter(cases_seen_by(actor))


class OnCasesQuerySet(VisibleQuerySet[Row]):
    """What hangs on a case."""

    def visible_to(self, actor: Actor) -> Self:
        return self if actor.is_system else self.filter(self._its_case(actor))

    def _its_case(self, actor: Actor) -> Exists:
        cases = self.model._meta.get_field("case").related_model
        seen = cases_seen_by(actor)
        return Exists(cases._base_manager.filter(seen, pk=OuterRef("case_id")))


class OwnDraftQuerySet(VisibleQuerySet[Row]):
    """Drafts: of whoever writes them."""

    def visible_to(self, actor: Actor) -> Self:
        return self if actor.is_system else self.filter(owner=actor.account_id)


class MaterialQuerySet(OnCasesQuerySet[Row]):
    """Materials: with their draft before the submission, with their case after it."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.is_system:
            return self
        return self.filter(Q(draft__owner=actor.account_id) | self._its_case(actor))


class OfferQuerySet(VisibleQuerySet[Row]):
    """Offers: to whom they are made, and to the place's staff."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.is_system:
            return self
        own = Q(account=actor.account_id, account__isnull=False)
        return self.filter(own | Q(tenant__in=actor.tenants))


class DelegationQuerySet(VisibleQuerySet[Row]):
    """Delegations: those that one gave or took."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.is_system:
            return self
        return self.filter(Q(giver=actor.account_id) | Q(taker=actor.account_id))


class FilingQuerySet(VisibleQuerySet[Row]):
    """Sheets: of the employer that handed them in, and to the place's staff."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.is_system:
            return self
        return self.filter(Q(employer__in=actor.employers) | Q(tenant__in=actor.tenants))


class FilingRowQuerySet(VisibleQuerySet[Row]):
    """The rows of a sheet go with it."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.is_system:
            return self
        seen = Q(filing__employer__in=actor.employers) | Q(filing__tenant__in=actor.tenants)
        return self.filter(seen)


class PublicityQuerySet(VisibleQuerySet[Row]):
    """What is public while it runs, to everybody; afterwards to the place's staff."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.is_system:
            return self
        return self.filter(Q(closed_at__isnull=True) | Q(tenant__in=actor.tenants))


if TYPE_CHECKING:

    class CaseManager(VisibleManager[Row], CaseQuerySet[Row]): ...

    class OnCasesManager(VisibleManager[Row], OnCasesQuerySet[Row]): ...

    class OwnDraftManager(VisibleManager[Row], OwnDraftQuerySet[Row]): ...

    class MaterialManager(VisibleManager[Row], MaterialQuerySet[Row]): ...

    class OfferManager(VisibleManager[Row], OfferQuerySet[Row]): ...

    class DelegationManager(VisibleManager[Row], DelegationQuerySet[Row]): ...

    class FilingManager(VisibleManager[Row], FilingQuerySet[Row]): ...

    class FilingRowManager(VisibleManager[Row], FilingRowQuerySet[Row]): ...

    class PublicityManager(VisibleManager[Row], PublicityQuerySet[Row]): ...

else:
    CaseManager = VisibleManager.from_queryset(CaseQuerySet)
    OnCasesManager = VisibleManager.from_queryset(OnCasesQuerySet)
    OwnDraftManager = VisibleManager.from_queryset(OwnDraftQuerySet)
    MaterialManager = VisibleManager.from_queryset(MaterialQuerySet)
    OfferManager = VisibleManager.from_queryset(OfferQuerySet)
    DelegationManager = VisibleManager.from_queryset(DelegationQuerySet)
    FilingManager = VisibleManager.from_queryset(FilingQuerySet)
    FilingRowManager = VisibleManager.from_queryset(FilingRowQuerySet)
    PublicityManager = VisibleManager.from_queryset(PublicityQuerySet)
