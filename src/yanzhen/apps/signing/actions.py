"""Drawing a city's key, putting another in its place, and saying that one must not be believed.

rotate(acting=administrator, city="xiangtan")                        the next one signs from now on
revoke(acting=administrator, key_id="d6f80bdb", reason="备份失窃")     nothing it signed counts
"""

from dataclasses import dataclass
from typing import cast

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.sealing.service import Sealed
from yanzhen.apps.signing.access import access_key, require_keeper
from yanzhen.apps.signing.errors import Refusal, SigningRefused
from yanzhen.apps.signing.jwk import key_id_of
from yanzhen.apps.signing.models import SigningKey
from yanzhen.apps.signing.stores import key_store
from yanzhen.policy.vocabulary import Label

NO_REASON = Label(
    "请写明为什么作废（200 字以内）。", "Say why it is revoked (at most 200 characters)."
)
REVOKED = Label("这把密钥已经作废。", "This key is revoked already.")
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Signer:
    """A city's key in use: signs whatever it is given, 64 bytes each."""

    city: str
    key_id: str
    public: bytes
    handle: str

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature of a message."""
        return key_store().sign(self.handle, message)

    def __repr__(self) -> str:
        return f"Signer({self.city} {self.key_id})"


def signer(city: str) -> Signer:
    """The city's key that signs today; the first one is drawn when it is first needed."""
    with act_as(SYSTEM):
        return _signer(_standing(city) or _first(city))


def rotate(*, acting: Actor, city: str) -> str:
    """Another key signs from now on; its short name."""
    require_keeper(acting, city)
    with act_as(SYSTEM), transaction.atomic():
        _lock(city)
        _retire(city)
        row = _draw(city)
        record("signing.rotated", acting=acting, subject=f"signing:{row.key_id}", chain=city)
    return row.key_id


def revoke(*, acting: Actor, key_id: str, reason: str) -> None:
    """Nothing that the key has signed is believed any more; a key in use gets a successor."""
    with act_as(SYSTEM), transaction.atomic():
        row = access_key(acting, key_id)
        _lock(row.city)
        row.refresh_from_db()
        _check(row, reason)
        if row.retired_at is None:
            _retire(row.city)
            _draw(row.city)
            row.refresh_from_db()
        row.revoked_at, row.reason = timezone.now(), reason.strip()
        row.save(update_fields=["revoked_at", "reason"])
        record(
            "signing.revoked", acting=acting, subject=f"signing:{key_id}", chain=row.city,
            details={"reason": row.reason},
        )  # fmt: skip


def _check(row: SigningKey, reason: str) -> None:
    refusals = []
    if row.revoked_at is not None:
        refusals.append(Refusal("revoked", REVOKED))
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        refusals.append(Refusal("no_reason", NO_REASON, "reason"))
    if refusals:
        raise SigningRefused(refusals)


def _standing(city: str) -> SigningKey | None:
    return SigningKey.objects.filter(city=city, retired_at=None).first()


def _first(city: str) -> SigningKey:
    """Drawn once, however many ask at the same moment."""
    try:
        with transaction.atomic():
            row = _draw(city)
            record("signing.drawn", acting=SYSTEM, subject=f"signing:{row.key_id}", chain=city)
    except IntegrityError:
        row = SigningKey.objects.get(city=city, retired_at=None)
    return row


def _draw(city: str) -> SigningKey:
    """A short name is four bytes: one that is taken is drawn again."""
    while True:
        handle, public = key_store().draw(city)
        if not SigningKey.objects.filter(key_id=key_id_of(public)).exists():
            break
    return SigningKey.objects.create(
        key_id=key_id_of(public), organisation_id=organisation(city).id, city=city, public=public,
        handle=handle, since=timezone.now(),
    )  # fmt: skip


def _retire(city: str) -> None:
    standing = SigningKey.objects.filter(city=city, retired_at=None)
    standing.update(retired_at=timezone.now(), handle=None)


def _lock(city: str) -> None:
    """One change of a city's keys at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"signing:{city}"])


def _signer(row: SigningKey) -> Signer:
    # A key that has not retired has a handle: `signing_old_keys_sign_nothing`.
    handle = cast("Sealed", row.handle)
    return Signer(row.city, row.key_id, bytes(row.public), handle.open())
