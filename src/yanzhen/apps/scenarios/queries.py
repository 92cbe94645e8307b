"""Reads over many scenarios."""

from django.db.models import Q, QuerySet

from yanzhen.apps.scenarios.models import Scenario


def scenarios_of(owner: str) -> QuerySet[Scenario]:
    """One browser's scenarios, the latest first."""
    return Scenario.objects.filter(owner=owner).order_by("-created_at", "-pk")


def under_way() -> QuerySet[Scenario]:
    """All that wait or run."""
    return Scenario.objects.filter(state__in=[Scenario.State.WAITING, Scenario.State.RUNNING])


def ahead_of(scenario: Scenario) -> int:
    """How many come before a waiting scenario."""
    earlier = Q(state=Scenario.State.RUNNING) | Q(queued_at__lt=scenario.queued_at)
    return under_way().filter(earlier).exclude(pk=scenario.pk).count()
