"""The only door to a version of a pack; absent and forbidden look alike."""

from yanzhen.apps.policies.errors import NotPublished
from yanzhen.apps.policies.models import PackVersion


def access_published(city: str) -> PackVersion:
    """The published version of a city, without its files; `NotPublished` when there is none."""
    try:
        return PackVersion.objects.defer("files").get(
            city=city, status=PackVersion.Status.PUBLISHED
        )
    except PackVersion.DoesNotExist:
        raise NotPublished(city) from None


def access_version(city: str, content_hash: str) -> PackVersion:
    """One version with its files, in force or not; `NotPublished` when it never was."""
    try:
        return PackVersion.objects.exclude(status=PackVersion.Status.DRAFT).get(
            city=city, content_hash=content_hash
        )
    except PackVersion.DoesNotExist:
        raise NotPublished(city) from None


def access_draft(city: str, content_hash: str) -> PackVersion:
    """A draft with its files; `NotPublished` when there is none."""
    try:
        return PackVersion.objects.get(city=city, content_hash=content_hash)
    except PackVersion.DoesNotExist:
        raise NotPublished(city) from None
