"""Reads over many versions."""

from django.db.models import QuerySet

from yanzhen.apps.policies.models import PackVersion


def published_versions() -> QuerySet[PackVersion]:
    """The published version of every city, by the city's id, without the files."""
    return (
        PackVersion.objects.filter(status=PackVersion.Status.PUBLISHED)
        .defer("files")
        .order_by("city")
    )
