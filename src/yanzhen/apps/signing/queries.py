"""The keys as pages show them, and as other programs fetch them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.signing.access import keeps
from yanzhen.apps.signing.jwk import PublicKey, as_jwk, thumbprint_of
from yanzhen.apps.signing.models import SigningKey


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A key without its secret; `fingerprint` is what two offices compare by telephone."""

    key_id: str
    city: str
    public: bytes
    fingerprint: str
    since: datetime
    retired_at: datetime | None
    revoked_at: datetime | None
    reason: str

    @property
    def signs(self) -> bool:
        return self.retired_at is None


def keys_of(actor: Actor) -> tuple[KeyShown, ...]:
    """The keys that she keeps: by city, the latest first."""
    with acting(SYSTEM):
        rows = list(SigningKey.objects.order_by("city", "-since"))
    return tuple(_shown(row) for row in rows if keeps(actor, row.organisation_id))


def public_keys(city: str | None = None) -> dict[str, PublicKey]:
    """The keys that are believed, by their short names: of a city, or of all."""
    with acting(SYSTEM):
        return {row.key_id: _public(row) for row in _believed(city)}


def jwks(city: str | None = None) -> dict[str, Any]:
    """The same as a JSON Web Key Set."""
    return {"keys": [as_jwk(one) for one in public_keys(city).values()]}


def _believed(city: str | None) -> QuerySet[SigningKey]:
    rows = SigningKey.objects.filter(revoked_at=None).order_by("city", "since")
    return rows if city is None else rows.filter(city=city)


def _public(row: SigningKey) -> PublicKey:
    retired = row.retired_at
    return PublicKey(
        row.key_id, row.city, bytes(row.public), int(row.since.timestamp()),
        None if retired is None else int(retired.timestamp()),
    )  # fmt: skip


def _shown(row: SigningKey) -> KeyShown:
    public = bytes(row.public)
    whole = thumbprint_of(public).hex()
    parted = " ".join(whole[place : place + 4] for place in range(0, len(whole), 4))
    return KeyShown(
        row.key_id, row.city, public, parted, row.since, row.retired_at, row.revoked_at, row.reason
    )
