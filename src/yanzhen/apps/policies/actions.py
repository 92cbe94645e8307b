"""Every change to the clause library."""

from django.db import connection, transaction
from django.utils import timezone

from yanzhen.apps.policies.errors import UnreadablePack
from yanzhen.apps.policies.models import PackVersion
from yanzhen.policy import Source, read_pack


def publish_pack(*, acting_user: str, sources: tuple[Source, ...]) -> tuple[PackVersion, bool]:
    """Put a pack in force: the version, and whether anything changed.

    The version in force before is withdrawn in the same transaction. Publishing what is in force
    already changes nothing; publishing a withdrawn version again brings it back.
    """
    reading = read_pack(sources)
    pack = reading.pack
    if pack is None:
        raise UnreadablePack(reading.findings)
    with transaction.atomic():
        _one_at_a_time(pack.city)
        version, _ = PackVersion.objects.get_or_create(
            city=pack.city,
            content_hash=pack.content_hash,
            defaults={
                "title_zh": pack.title.zh,
                "title_en": pack.title.en,
                "files": {source.name: source.text for source in sources},
            },
        )
        if version.status == PackVersion.Status.PUBLISHED:
            return version, False
        PackVersion.objects.filter(city=pack.city, status=PackVersion.Status.PUBLISHED).update(
            status=PackVersion.Status.WITHDRAWN
        )
        version.status = PackVersion.Status.PUBLISHED
        version.published_at = timezone.now()
        version.published_by = acting_user
        version.save(update_fields=["status", "published_at", "published_by"])
    return version, True


def keep_draft(*, acting_user: str, city: str, sources: tuple[Source, ...]) -> PackVersion:
    """A version to be tried out: it is in force nowhere, and stays beside the one that is."""
    reading = read_pack(sources)
    pack = reading.pack
    if pack is None or pack.city != city:
        raise UnreadablePack(reading.findings)
    with transaction.atomic():
        _one_at_a_time(city)
        version, _ = PackVersion.objects.get_or_create(
            city=city,
            content_hash=pack.content_hash,
            defaults={
                "title_zh": pack.title.zh,
                "title_en": pack.title.en,
                "files": {source.name: source.text for source in sources},
                "published_by": acting_user,
            },
        )
    return version


def _one_at_a_time(city: str) -> None:
    """Two servers that start together take turns; the transaction's end unlocks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"policies.publish:{city}"])
