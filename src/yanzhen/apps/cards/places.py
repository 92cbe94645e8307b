"""Numbers and places of the status list, drawn under the lock of the city's series.

series = lock_series("xiangtan")
take_places(series, 2)          two free places, drawn by chance
spend(card)                     the card gets another place and name; the old ones are refused

A list is kept at most half full and doubles then: a place is found at once, and where it lies
says nothing.
"""

import secrets

from django.db.models import F
from django.utils import timezone

from yanzhen.apps.cards.models import Card, Series, Spent

PSEUDONYM_BYTES = 8
AT_MOST = 1 << 32
"""A code writes a place in four bytes."""


def lock_series(city: str) -> Series:
    """The city's series, locked until the transaction ends; run as the service."""
    Series.objects.get_or_create(city=city)
    return Series.objects.select_for_update().get(city=city)


def take_places(series: Series, count: int) -> list[int]:
    """That many places which no card has or had; the list grows where it would be half full."""
    taken = series.issued + Spent.objects.filter(city=series.city).count()
    size = series.size
    while (taken + count) * 2 > size:
        size *= 2
    if size > AT_MOST:
        raise OverflowError(f"The status list of {series.city} is full")
    if size != series.size:
        series.size = size
        series.save(update_fields=["size"])
    found: list[int] = []
    while len(found) < count:
        found += _free(series, count - len(found), set(found))
    return found[:count]


def _free(series: Series, count: int, without: set[int]) -> list[int]:
    drawn = {secrets.randbelow(series.size) for _ in range(2 * count + 8)} - without
    for model in (Card, Spent):
        rows = model.objects.filter(city=series.city, status_index__in=drawn)
        drawn -= set(rows.values_list("status_index", flat=True))
    free = list(drawn)
    # A set of small numbers comes in their order: which ones are taken is chance as well.
    secrets.SystemRandom().shuffle(free)
    return free


def new_pseudonym() -> bytes:
    return secrets.token_bytes(PSEUDONYM_BYTES)


def spend(card: Card) -> None:
    """Whatever was shown with this card until now is refused from now on. Saved by the caller."""
    series = lock_series(card.city)
    place = take_places(series, 1)[0]
    Spent.objects.create(
        card=card, tenant_id=card.tenant_id, account_id=card.account_id, city=card.city,
        status_index=card.status_index, at=timezone.now(),
    )  # fmt: skip
    card.status_index, card.pseudonym = place, new_pseudonym()
    changed(card.city)


def changed(city: str) -> None:
    """The published list of the city is out of date: it is built anew for whoever asks next."""
    Series.objects.filter(city=city).update(revision=F("revision") + 1)
