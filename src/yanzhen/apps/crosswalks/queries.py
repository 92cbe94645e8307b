"""Documents, peers and words as pages show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db.models import QuerySet
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.crosswalks.access import administered_cities, office_cities, own_id
from yanzhen.apps.crosswalks.actions.ending import WHYS
from yanzhen.apps.crosswalks.documents import Change, Document, changes, digest_of, read
from yanzhen.apps.crosswalks.errors import NoSuchCrosswalk
from yanzhen.apps.crosswalks.models import Crosswalk, Heard, Peer, PeerKey, Told
from yanzhen.apps.registry import service as registry
from yanzhen.apps.signing.service import thumbprint_of
from yanzhen.policy.vocabulary import Label

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """One version of a document of ours."""

    id: int
    series: str
    version: int
    city: str
    document: Document
    state: str
    digest: str
    token: str
    silence_hours: int | None
    signed_at: datetime | None
    revoked_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class PeerKeyShown:
    """A peer's key; its fingerprint is what two people compare by telephone."""

    key_id: str
    fingerprint: str
    state: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class PeerShown:
    """Another installation, and how the last attempts to ask it went."""

    id: int
    city: str
    other: str
    base_url: str
    heard_at: datetime | None
    tried_at: datetime | None
    problem: str
    keys: tuple[PeerKeyShown, ...]

    @property
    def is_trusted(self) -> bool:
        return any(one.state == "pinned" for one in self.keys)


@dataclass(frozen=True, slots=True)
class ToldShown:
    """What one city was told by ours of one person."""

    reference: str
    city: str
    other: str
    document: Document
    kind: str
    level: str
    leading_industry: bool | None
    valid_until: date | None
    state: str
    code_until: datetime
    told_at: datetime | None
    ended_at: datetime | None
    why: Label | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class HeardShown:
    """What another city has told ours of one person."""

    reference: str
    city: str
    other: str
    document: Document
    kind: str
    level: str
    leading_industry: bool | None
    valid_until: date | None
    state: str
    received_at: datetime
    confirmed_at: datetime
    is_silent: bool
    ended_at: datetime | None
    why: Label | None
    name: str = ""


def documents(actor: Actor) -> tuple[DocumentShown, ...]:
    """All versions of the documents that she makes, the latest first."""
    with acting(SYSTEM):
        places = [one.code for one in office_cities(actor)]
        rows = Crosswalk.objects.filter(peer=None, city__in=places).order_by("series", "-version")
        return tuple(map(_document, rows[:MOST_SHOWN]))


def published(city: str = "") -> tuple[DocumentShown, ...]:
    """What is signed and not superseded, for everybody; revoked ones stay to be seen."""
    with acting(SYSTEM):
        rows = _signed().filter(superseded_at=None).order_by("city", "series")
        return tuple(map(_document, rows.filter(city=city) if city else rows))


def versions(city: str, series: str) -> tuple[DocumentShown, ...]:
    """Every signed version of one document, the latest first; for everybody."""
    with acting(SYSTEM):
        rows = _signed().filter(city=city, series=series).order_by("-version")
        if found := tuple(map(_document, rows)):
            return found
    raise NoSuchCrosswalk(series)


def changes_of(city: str, series: str) -> dict[int, tuple[Change, ...]]:
    """In what each signed version differs from the one before it."""
    with acting(SYSTEM):
        rows = list(_signed().filter(city=city, series=series).order_by("version"))
    return {new.version: changes(old.body, new.body) for old, new in pairwise(rows)}


def ways_in() -> tuple[DocumentShown, ...]:
    """Documents in force whose other city can be asked."""
    today = timezone.localdate()
    with acting(SYSTEM):
        known = set(
            PeerKey.objects.filter(pinned_at__isnull=False, gone_at=None, peer__ended_at=None)
            .values_list("peer__city", "peer__other")
        )  # fmt: skip
    return tuple(
        one for one in published()
        if (one.city, one.document.from_city) in known and one.state == "in_force"
        and one.document.holds_on(today)
    )  # fmt: skip


def peers(actor: Actor) -> tuple[PeerShown, ...]:
    """The installations that cities of hers know."""
    with acting(SYSTEM):
        places = [one.code for one in administered_cities(actor)]
        rows = Peer.objects.filter(city__in=places, ended_at=None).prefetch_related("keys")
        return tuple(_peer(row) for row in rows.order_by("city", "other"))


def told_by(actor: Actor) -> tuple[ToldShown, ...]:
    """What she has let other cities be told of herself."""
    with acting(SYSTEM):
        rows = Told.objects.select_related("crosswalk", "peer").filter(subject=own_id(actor) or 0)
        return tuple(_told(row) for row in rows.order_by("-pk")[:MOST_SHOWN])


def heard_of(actor: Actor) -> tuple[HeardShown, ...]:
    """What other cities have told of herself."""
    with acting(SYSTEM):
        return tuple(map(_heard, _heards().filter(subject=own_id(actor) or 0)[:MOST_SHOWN]))


def told_from(actor: Actor) -> tuple[ToldShown, ...]:
    """What the cities of her office have told others, the latest first, names masked."""
    with acting(SYSTEM):
        places = [one.code for one in office_cities(actor)]
        rows = Told.objects.select_related("crosswalk", "peer").filter(city__in=places)
        found = list(rows.exclude(told_at=None).order_by("-pk")[:MOST_SHOWN])
        cards = registry.cards(SYSTEM, {row.subject_id for row in found})
        return tuple(_told(row, cards[row.subject_id].masked_name) for row in found)


def heard_by(actor: Actor) -> tuple[HeardShown, ...]:
    """What the cities of her office were told, the latest first, names masked."""
    with acting(SYSTEM):
        places = [one.code for one in office_cities(actor)]
        found = list(_heards().filter(city__in=places)[:MOST_SHOWN])
        cards = registry.cards(SYSTEM, {row.subject_id for row in found})
        return tuple(_heard(row, cards[row.subject_id].masked_name) for row in found)


def _signed() -> QuerySet[Crosswalk]:
    return Crosswalk.objects.filter(peer=None, signed_at__isnull=False)


def _heards() -> QuerySet[Heard]:
    return Heard.objects.select_related("crosswalk", "peer").order_by("-pk")


def _document(row: Crosswalk) -> DocumentShown:
    return DocumentShown(
        row.pk, row.series, row.version, row.city, read(row.body), _state(row),
        digest_of(row.body), row.token, row.silence_hours, row.signed_at, row.revoked_at,
        row.reason,
    )  # fmt: skip


def _state(row: Crosswalk) -> str:
    if not row.token:
        return "draft"
    if row.revoked_at is not None:
        return "revoked"
    return "in_force" if row.superseded_at is None else "superseded"


def _peer(row: Peer) -> PeerShown:
    return PeerShown(
        row.pk, row.city, row.other, row.base_url, row.heard_at, row.tried_at, row.problem,
        tuple(_keys(row)),
    )  # fmt: skip


def _keys(row: Peer) -> Iterator[PeerKeyShown]:
    for key in sorted(row.keys.all(), key=lambda one: -one.since):
        state = "gone" if key.gone_at else "pinned" if key.pinned_at else "new"
        whole = thumbprint_of(bytes(key.public)).hex()
        parted = " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))
        yield PeerKeyShown(key.key_id, parted, state, key.seen_at)


def _told(row: Told, name: str = "") -> ToldShown:
    return ToldShown(
        row.reference, row.city, row.peer.other, read(row.crosswalk.body), row.kind, row.level,
        row.leading_industry, row.valid_until, row.state, row.code_until, row.told_at,
        row.ended_at, WHYS.get(row.why), name,
    )  # fmt: skip


def _heard(row: Heard, name: str = "") -> HeardShown:
    silent = bool(row.peer.problem) and row.state != Heard.State.ENDED
    return HeardShown(
        row.reference, row.city, row.peer.other, read(row.crosswalk.body), row.kind, row.level,
        row.leading_industry, row.valid_until, row.state, row.received_at, row.confirmed_at,
        silent, row.ended_at, WHYS.get(row.why), name,
    )  # fmt: skip
