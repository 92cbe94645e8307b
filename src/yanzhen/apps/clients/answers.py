"""What a request was answered, kept for a day: the same request again gets the same answer.

kept = begin("client:3", "7c0e...", digest)      None: nobody has asked this before
finish("client:3", "7c0e...", 201, "application/json", body)
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.clients.models import Answer

KEPT = timedelta(hours=24)
LONGEST = timedelta(minutes=2)
"""After this time a request that was begun counts as dead: its process was killed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The answer, or why there is none."""

    state: Literal["answered", "under_way", "another_body"]
    status: int = 0
    content_type: str = ""
    body: str = ""


def begin(who: str, key: str, digest: str) -> Kept | None:
    """Keep the place for an answer; what is there already is handed back."""
    now = timezone.now()
    with acting(SYSTEM):
        rows = Answer.objects.filter(who=who, key=key)
        old = Q(at__lt=now - KEPT) | Q(at__lt=now - LONGEST, status=None)
        try:
            with transaction.atomic():
                rows.filter(old).delete()
                Answer.objects.create(who=who, key=key, digest=digest, at=now)
            return None
        except IntegrityError:
            row = rows.first()
        if row is None or (row.status is None and row.digest == digest):
            return Kept("under_way")
        if row.digest != digest:
            return Kept("another_body")
        body = row.body.open() if row.body is not None else ""
        return Kept("answered", row.status or 0, row.content_type, body)


def finish(who: str, key: str, status: int, content_type: str, body: str) -> None:
    """The answer, sealed: names of people may stand in it."""
    with acting(SYSTEM):
        Answer.objects.filter(who=who, key=key).update(
            status=status, content_type=content_type, body=body
        )


def forget(who: str, key: str) -> None:
    """It came to nothing and may be asked again."""
    with acting(SYSTEM):
        Answer.objects.filter(who=who, key=key, status=None).delete()
