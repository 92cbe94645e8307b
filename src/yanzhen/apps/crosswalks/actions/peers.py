"""Which installations a city believes: an address, a city, keys that two people have compared.

    peer = add_peer(acting=administrator, city="changsha", other="xiangtan", url="https://...")
    pin(acting=administrator, peer_id=peer.pk, key_id="d6f80bdb")      after the telephone call
    look_at_keys(peer)                                                 what it publishes today

A key that the peer has not published before is shown and not believed until somebody pins it; one
that it publishes no more is believed no more.
"""

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.crosswalks.access import access_peer, require_administrator
from yanzhen.apps.crosswalks.actions.ending import end_heard, end_told
from yanzhen.apps.crosswalks.cities import known_cities
from yanzhen.apps.crosswalks.errors import NoSuchPeer, PeerSilent, refuse
from yanzhen.apps.crosswalks.models import Heard, Peer, PeerKey, Told
from yanzhen.apps.crosswalks.wire import key_set_of
from yanzhen.apps.signing.service import PublicKey, read_jwks

LONGEST_URL = 200
MOST_KEYS = 50


def add_peer(*, acting: Actor, city: str, other: str, url: str) -> Peer:
    """Its keys are fetched and shown; none of them is believed yet."""
    with act_as(SYSTEM):
        seat = require_administrator(acting, city)
        base = _checked(city, other, url)
        try:
            keys = _keys_of(base, other)
        except PeerSilent as silent:
            raise refuse(silent.code, silent.reason.zh, silent.reason.en, "url") from None
        with transaction.atomic():
            row = Peer.objects.create(
                organisation_id=seat.id, city=city, other=other, base_url=base,
                added_by_id=acting.account_id,
            )  # fmt: skip
            _note("peer.added", acting, row, {"url": base})
            _take_in(row, keys)
    return row


def look_again(*, acting: Actor, peer_id: int) -> None:
    """Somebody wants to see today's keys."""
    with act_as(SYSTEM):
        row = access_peer(acting, peer_id)
        try:
            look_at_keys(row)
        except PeerSilent as silent:
            raise refuse(silent.code, silent.reason.zh, silent.reason.en) from None


def look_at_keys(peer: Peer) -> None:
    """New keys are noted, vanished ones believed no more."""
    keys = _keys_of(peer.base_url, peer.other)
    with transaction.atomic():
        _take_in(peer, keys)


def pin(*, acting: Actor, peer_id: int, key_id: str) -> None:
    """An administrator has compared the fingerprint: from now on the key is believed."""
    with act_as(SYSTEM), transaction.atomic():
        row = access_peer(acting, peer_id)
        key = PeerKey.objects.select_for_update().filter(peer=row, key_id=key_id).first()
        if key is None or key.gone_at is not None:
            raise NoSuchPeer(key_id)
        if key.pinned_at is None:
            key.pinned_at, key.pinned_by_id = timezone.now(), acting.account_id
            key.save(update_fields=["pinned_at", "pinned_by_id"])
            Peer.objects.filter(pk=row.pk, problem="new_key").update(problem="")
            _note("peer.pinned", acting, row, {"key": key_id})


def end_peer(*, acting: Actor, peer_id: int) -> None:
    """Nothing is exchanged any more, and what was exchanged is relied upon no more."""
    with act_as(SYSTEM), transaction.atomic():
        row = access_peer(acting, peer_id)
        for told in Told.objects.filter(peer=row).exclude(state=Told.State.ENDED):
            end_told(told, "unconfirmed")
        heard = Heard.objects.select_related("peer", "crosswalk").filter(peer=row)
        for one in heard.exclude(state=Heard.State.ENDED):
            end_heard(one, "unconfirmed")
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        _note("peer.ended", acting, row, {})


def _checked(city: str, other: str, url: str) -> str:
    base = url.strip().rstrip("/")
    if not base or len(base) > LONGEST_URL or "?" in base or "#" in base:
        raise refuse("bad_address", "请填写对方系统的网址，如 https://rc.example.cn。",
                     "Give the other service's address, such as https://rc.example.cn.",
                     "url")  # fmt: skip
    if other not in known_cities() or other == city:
        raise refuse("no_city", "请选择对方城市。", "Choose the other city.", "other")
    if Peer.objects.filter(city=city, other=other, ended_at=None).exists():
        raise refuse("known", "已经有这座城市的系统；先停用原来的。",
                     "A service of that city is known already: end that one first.",
                     "other")  # fmt: skip
    return base


def _keys_of(base: str, other: str) -> dict[str, PublicKey]:
    """The keys by which the installation speaks for the city."""
    found = {name: one for name, one in read_jwks(key_set_of(base)).items() if one.city == other}
    if not found or len(found) > MOST_KEYS:
        raise PeerSilent("unreadable")
    return found


def _take_in(peer: Peer, keys: dict[str, PublicKey]) -> None:
    now = timezone.now()
    known = {row.key_id: row for row in PeerKey.objects.select_for_update().filter(peer=peer)}
    for name, one in keys.items():
        row = known.get(name)
        if row is None:
            PeerKey.objects.create(
                peer=peer, key_id=name, public=one.public, since=one.since, retired=one.retired
            )
            _note("peer.key_seen", SYSTEM, peer, {"key": name})
        elif bytes(row.public) == one.public and row.gone_at is None:
            row.retired = one.retired
            row.save(update_fields=["retired"])
    for name, row in known.items():
        if name not in keys and row.gone_at is None:
            row.gone_at = now
            row.save(update_fields=["gone_at"])
            _note("peer.key_gone", SYSTEM, peer, {"key": name})


def _note(event: str, acting: Actor, peer: Peer, details: dict[str, str]) -> None:
    record(
        event, acting=acting, subject=f"peer:{peer.pk}", chain=peer.city,
        details={"other": peer.other, **details},
    )  # fmt: skip
