"""Signals: what looks as if a card was misused, told to the talent office, which looks itself.

After each use: the same card elsewhere, too far or too soon; more often in a day than the place
finds usual. When a code is refused: shown after the card was ended, or shown a second time.
A signal never changes anything: no use is taken back by it, no card is stopped.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from math import asin, cos, radians, sin, sqrt

from django.utils import timezone

from yanzhen.apps.organisations.service import above
from yanzhen.apps.privileges.models import Provider, Signal, Use, Watch
from yanzhen.apps.privileges.reading import Refused

EARTH_KM = 6371
NEAR_IN_TIME = timedelta(days=1)
SHORTEST_SECONDS = 60  # clocks at two gates differ by about so much
OF_CODES = {
    "revoked": Signal.Kind.ENDED, "suspended": Signal.Kind.ENDED,
    "replayed": Signal.Kind.REPLAYED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that looks odd."""

    kind: str
    key: str
    uses: tuple[int, ...]
    told: dict[str, int | str]


def watch_of(tenant_id: int) -> Watch | None:
    """What a place finds odd: its own settings, else those of the nearest place above it."""
    places = [one.id for one in above(tenant_id)]
    found = {one.tenant_id: one for one in Watch.objects.filter(tenant__in=places)}
    return next((found[one] for one in places if one in found), None)


def look_at(use: Use) -> None:
    """Note what is odd about a use that was recorded just now."""
    watch = watch_of(use.tenant_id)
    if watch is None:
        return
    elsewhere = Use.objects.filter(
        card_id=use.card_id, taken_back_at=None,
        at__range=(use.at - NEAR_IN_TIME, use.at + NEAR_IN_TIME),
    ).exclude(provider=use.provider_id).select_related("provider")  # fmt: skip
    noted = [*_of_places(use, elsewhere, watch), *_of_a_day(use, watch)]
    _keep(noted, use.provider, use.card_id, use.at)


def note_refused(provider: Provider, refused: Refused, code: str, at: datetime) -> None:
    """Note a code that was refused because the card was ended, or because it was shown before."""
    kind = OF_CODES.get(refused.code)
    if kind is None:
        return
    mark = sha256(code.encode()).hexdigest()[:16]
    told: dict[str, int | str] = {"why": refused.code, "code": mark}
    noted = Noted(kind, f"{kind}/{provider.pk}/{mark}", (), told)
    _keep([noted], provider, refused.card_id, at)


def kilometres(one: Provider, other: Provider) -> float | None:
    """How far apart two providers are, where both have coordinates."""
    spots = (one.latitude, one.longitude, other.latitude, other.longitude)
    if any(spot is None for spot in spots):
        return None
    north, east, north2, east2 = (radians(float(spot)) for spot in spots if spot is not None)
    half = sin((north2 - north) / 2) ** 2
    half += cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def _of_places(use: Use, elsewhere: Iterable[Use], watch: Watch) -> Iterator[Noted]:
    for other in elsewhere:
        seconds = max(abs(int((use.at - other.at).total_seconds())), SHORTEST_SECONDS)
        far, both = kilometres(use.provider, other.provider), sorted((use.pk, other.pk))
        told: dict[str, int | str] = {
            "minutes": seconds // 60,
            "one": use.provider.name_zh,
            "other": other.provider.name_zh,
        }
        key, uses = "-".join(map(str, both)), tuple(both)
        if far is None:
            if watch.minutes is not None and seconds <= watch.minutes * 60:
                told["limit"] = watch.minutes
                yield Noted(Signal.Kind.AT_ONCE, f"at_once/{key}", uses, told)
        elif watch.kmh is not None and far * 3600 / seconds > watch.kmh:
            told |= {"km": round(far), "limit": watch.kmh}
            yield Noted(Signal.Kind.APART, f"apart/{key}", uses, told)


def _of_a_day(use: Use, watch: Watch) -> Iterator[Noted]:
    if watch.a_day is None:
        return
    day = timezone.localdate(use.at)
    rows = Use.objects.filter(card_id=use.card_id, at__date=day, taken_back_at=None)
    uses = tuple(rows.order_by("pk").values_list("pk", flat=True))
    if len(uses) > watch.a_day:
        told: dict[str, int | str] = {
            "times": len(uses),
            "limit": watch.a_day,
            "day": day.isoformat(),
        }
        yield Noted(Signal.Kind.OFTEN, f"often/{use.card_id}/{day}", uses, told)


def _keep(noted: list[Noted], provider: Provider, card_id: int | None, at: datetime) -> None:
    Signal.objects.bulk_create(
        [
            Signal(kind=one.kind, key=one.key, provider=provider, tenant_id=provider.tenant_id,
                   card_id=card_id, uses=list(one.uses), told=one.told, at=at)
            for one in noted
        ],
        ignore_conflicts=True,
    )  # fmt: skip
