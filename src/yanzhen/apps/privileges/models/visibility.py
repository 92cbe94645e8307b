"""Who may see a row, twice with the same meaning: for PostgreSQL's row-level security, for Django.

A partner's account sees what is its provider's and nothing of another one; the talent office of the
place sees all of the place; a person sees what she booked.
"""

from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from yanzhen.apps.accounts.service import Actor, VisibleManager
from yanzhen.apps.organisations.service import ACCOUNT, TENANTS

Row = TypeVar("Row", bound=models.Model, covariant=True)
OF_TENANT = f"tenant_id = ANY({TENANTS})"
HERS = f"""IN (SELECT m.provider_id FROM privileges_member m
    WHERE m.account_id = {ACCOUNT} AND m.ended_at IS NULL)"""
OF_ACCOUNT = f"{OF_TENANT} OR account_id = {ACCOUNT}"
OF_PROVIDER = f"{OF_TENANT} OR provider_id {HERS}"
ONE_PROVIDER = f"{OF_TENANT} OR id {HERS}"
BOOKED = f"{OF_PROVIDER} OR account_id = {ACCOUNT}"


class OfTenant(VisibleManager[Row]):
    """Rows of a place's staff."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        return rows if actor.is_system else rows.filter(self.seen_by(actor))

    def seen_by(self, actor: Actor) -> Q:
        return Q(tenant__in=actor.tenants)


class OfAccount(OfTenant[Row]):
    """Rows of one account as well."""

    def seen_by(self, actor: Actor) -> Q:
        return super().seen_by(actor) | _of_account(actor)


class Providers(OfTenant[Row]):
    """The providers that an account stands for."""

    def seen_by(self, actor: Actor) -> Q:
        return super().seen_by(actor) | Q(pk__in=_hers(actor))


class OfProvider(OfTenant[Row]):
    """Rows of the providers that an account stands for."""

    def seen_by(self, actor: Actor) -> Q:
        return super().seen_by(actor) | Q(provider__in=_hers(actor))


class Booked(OfProvider[Row]):
    """Of these, and of the person who booked."""

    def seen_by(self, actor: Actor) -> Q:
        return super().seen_by(actor) | _of_account(actor)


def _of_account(actor: Actor) -> Q:
    return Q(account=actor.account_id) if actor.account_id is not None else Q(pk__in=())


def _hers(actor: Actor) -> QuerySet[Any, Any]:
    """The providers that an account stands for; a join would repeat rows for an office."""
    members = apps.get_model("privileges", "Member")._default_manager.filter(ended_at=None)
    return members.filter(account=actor.account_id or 0).values("provider")


class Placed(models.Model):
    """The place whose talent office looks after a row."""

    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
