"""A city's status list as it is published: signed, and never older than the last change.

published("xiangtan").token        what stands at /cards/xiangtan/status

It is built when it is asked for and something changed, the key too, or half of its time is over;
until then the same text is given out. Only cards that do not hold are read.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.models import Card, Published, Series, Spent
from yanzhen.apps.cards.offline import packed, status_payload
from yanzhen.apps.signing.service import sign_jwt, signer

TYP = "statuslist+jwt"
LASTS = timedelta(hours=24)
FETCHED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class StatusFile:
    token: str
    etag: str
    built_at: datetime


def status_uri(city: str) -> str:
    """Where a city's list is published."""
    return f"{settings.SITE_URL}/cards/{city}/status"


def published(city: str) -> StatusFile | None:
    """The list as it is now; None for a city that never issued a card."""
    with transaction.atomic(), act_as(SYSTEM):
        series = Series.objects.filter(city=city).first()
        if series is None:
            return None
        found = Published.objects.filter(city=city).first()
        if found is None or not _is_fresh(found, series, timezone.now()):
            found = _published(series.city)
    return StatusFile(found.token, found.etag, found.built_at)


def _is_fresh(found: Published, series: Series, now: datetime) -> bool:
    return (
        found.revision == series.revision
        and found.key_id == signer(series.city).key_id
        and now < found.until - LASTS / 2
    )


def _published(city: str) -> Published:
    """Built under the lock of the series: two who ask at once make one list."""
    series = Series.objects.select_for_update().get(city=city)
    found = Published.objects.filter(city=city).first()
    now = timezone.now()
    if found is not None and _is_fresh(found, series, now):
        return found
    issued, expires = int(now.timestamp()), int((now + LASTS).timestamp())
    payload = status_payload(
        packed(series.size, states_of(city)), issued=issued, expires=expires,
        ttl=int(FETCHED_EVERY.total_seconds()), address=status_uri(city),
    )  # fmt: skip
    token = sign_jwt(city, TYP, payload)
    found = found or Published(city=city)
    found.revision, found.token, found.built_at = series.revision, token, now
    found.key_id, found.until = signer(city).key_id, now + LASTS
    found.etag = hashlib.sha256(token.encode()).hexdigest()[:32]
    found.save()
    return found


def states_of(city: str) -> dict[int, str]:
    """The places of the list whose cards do not hold, and those that were given up for others."""
    cards = Card.objects.filter(city=city).exclude(state=Card.State.VALID)
    spent = Spent.objects.filter(city=city).values_list("status_index", flat=True)
    found = dict.fromkeys(spent.iterator(chunk_size=10_000), Card.State.REVOKED.value)
    return found | dict(cards.values_list("status_index", "state").iterator(chunk_size=10_000))
