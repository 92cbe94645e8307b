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


def drafts_of(city: str) -> QuerySet[PackVersion]:
    """The versions of a city that are only tried out, the latest first, without the files."""
    rows = PackVersion.objects.filter(city=city, status=PackVersion.Status.DRAFT)
    return rows.defer("files").order_by("-pk")
