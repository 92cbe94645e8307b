"""Who sees a subject, said once for queries and once for the database (`security`).

Its own account; an employer's officer: the employer, and those who work for it; staff: those with
whom their places, or the departments they work for, have to do. What belongs to a subject (facts,
numbers, relations) is seen by whoever sees it.
"""

from datetime import date
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor, VisibleQuerySet

Row = TypeVar("Row", bound=models.Model, covariant=True)


class SubjectQuerySet(VisibleQuerySet[Row]):
    def visible_to(self, actor: Actor) -> Self:
        """The subjects that are there for this actor."""
        return self if actor.is_system else self.filter(_sees(self.model, actor, "pk", ""))

    def standing(self) -> Self:
        """Those that were neither merged into another one nor erased."""
        return self.filter(merged_into=None, erased_at=None)


class OfSubjectQuerySet(VisibleQuerySet[Row]):
    def visible_to(self, actor: Actor) -> Self:
        """What belongs to the subjects that are there for this actor."""
        if actor.is_system:
            return self
        subjects = self.model._meta.get_field("subject").related_model
        return self.filter(_sees(subjects, actor, "subject_id", "subject__"))

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        began = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(began, Q(valid_until=None) | Q(valid_until__gte=day))


class OfTenantQuerySet(VisibleQuerySet[Row]):
    def visible_to(self, actor: Actor) -> Self:
        """What belongs to the places of this actor, or to the employers that she acts for."""
        if actor.is_system:
            return self
        own = Q(organisation__in=actor.tenants)
        if any(one.name == "employer" for one in self.model._meta.fields):
            own |= Q(employer__in=actor.employers, organisation=None)
        return self.filter(own)


def _sees(subjects: Any, actor: Actor, key: str, path: str) -> Q:
    residences = subjects._meta.get_field("residences").related_model
    relations = subjects._meta.get_field("relations").related_model
    seen = Q(pk__in=())
    if actor.account_id is not None:
        seen |= Q(**{f"{path}account": actor.account_id})
    if actor.employers:
        today = timezone.localdate()
        employed = relations.objects.on(today).filter(
            subject=OuterRef(key), kind="works_for", other__in=actor.employers,
            confirmed_at__isnull=False,
        )  # fmt: skip
        seen |= Q(**{f"{key}__in": actor.employers}) | Q(Exists(employed))
    if reached := actor.tenants | actor.departments:
        dealt_with = residences.objects.filter(subject=OuterRef(key), organisation__in=reached)
        seen |= Q(Exists(dealt_with))
    return seen
