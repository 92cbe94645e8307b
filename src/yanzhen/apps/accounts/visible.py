"""The manager of a table whose rows belong to someone.

    class CaseQuerySet(VisibleQuerySet["Case"]):
        def visible_to(self, actor: Actor) -> Self:
            return self if actor.is_system else self.filter(tenant__in=actor.tenants)

    class Case(models.Model):
        objects = VisibleManager.from_queryset(CaseQuerySet)()

`visible_to` means the same as the table's policy in PostgreSQL: one forgotten, the other holds.
Outside of every `acting` block a query is an error (`django_scopes.ScopeError`).
"""

from typing import Any, NoReturn, Self, TypeVar

from django.db import models
from django_scopes import get_scope
from django_scopes.manager import DisabledQuerySet

from yanzhen.apps.accounts.actor import Actor

Row = TypeVar("Row", bound=models.Model, covariant=True)


class VisibleQuerySet(models.QuerySet[Row]):
    """Rows of which each actor sees her own."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows that are there for this actor."""
        raise NotImplementedError


class _Nameless(DisabledQuerySet):
    """What a query is while nobody acts."""

    def error(self, *_args: Any, **_given: Any) -> NoReturn:
        super().error()
        raise AssertionError

    visible_to = exclude = exists = in_bulk = bulk_create = bulk_update = error


class VisibleManager(models.Manager[Row]):
    """Answers only inside an `acting` block."""

    def get_queryset(self) -> Any:
        present = get_scope()
        if "actor" in present or not present.get("_enabled", True):
            return super().get_queryset()
        return _Nameless(self.model, using=self._db, missing_scopes={"actor"})
