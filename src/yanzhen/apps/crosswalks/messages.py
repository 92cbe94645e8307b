"""What two installations say to each other: short signed messages, each for one addressee.

    text = written("changsha", "xiangtan", ASK, {"place": "7K2M9Q", ...})
    peer, said = believed("xiangtan", text, ASK)       ->  who says it, and what

A message names its city (the key's), its addressee, when it was written, when it ends and a number
of its own. It is good for two minutes and once; an answer repeats the number that it answers.
"""

import secrets
import time
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from yanzhen.apps.crosswalks.errors import NotBelieved
from yanzhen.apps.crosswalks.models import Peer, PeerKey, Seen
from yanzhen.apps.signing.service import (
    PublicKey,
    Untrusted,
    as_jwk,
    sign_jwt,
    verify_jwt,
)

ASK, STATEMENT = "yanzhen-ask+jwt", "yanzhen-statement+jwt"
NEWS, TOLD = "yanzhen-news+jwt", "yanzhen-told+jwt"
WAKE, DOCUMENT = "yanzhen-wake+jwt", "crosswalk+jwt"
SECONDS = 120
LONGEST_NUMBER = 64


def written(city: str, to: str, typ: str, said: Mapping[str, Any]) -> tuple[str, str]:
    """A message of a city of ours, with its number."""
    now, number = int(time.time()), secrets.token_urlsafe(18)
    told = {"iat": now, "exp": now + SECONDS, "jti": number, "aud": to, **said}
    return sign_jwt(city, typ, told), number


def believed(city: str, text: str, typ: str) -> tuple[Peer, dict[str, Any]]:
    """Who says it to this city, and what; NotBelieved otherwise, and when it was said before."""
    peers = {one.other: one for one in Peer.objects.filter(city=city, ended_at=None)}
    keys = pinned(*peers.values())
    said = _verified(text, typ, city, keys)
    peer = peers[str(said["city"])]
    number = said.get("jti")
    if not isinstance(number, str) or not 1 <= len(number) <= LONGEST_NUMBER:
        raise NotBelieved("no number")
    try:
        with transaction.atomic():
            Seen.objects.create(peer=peer, number=number)
    except IntegrityError:
        raise NotBelieved("replayed") from None
    return peer, said


def answered(peer: Peer, text: str, typ: str, number: str) -> dict[str, Any]:
    """What the peer answers to the message of this number."""
    said = _verified(text, typ, peer.city, pinned(peer))
    if said.get("re") != number:
        raise NotBelieved("answers another message")
    return said


def document(peer: Peer, text: str) -> dict[str, Any]:
    """A document that the peer has signed; it holds until another takes its place."""
    try:
        return verify_jwt(text, {"keys": pinned(peer)}, typ=DOCUMENT, now=int(time.time()))
    except Untrusted as untrusted:
        raise NotBelieved(untrusted.code) from None


def pinned(*peers: Peer) -> list[dict[str, Any]]:
    """The keys of these peers that an administrator has confirmed, as a key set lists them."""
    rows = PeerKey.objects.select_related("peer").filter(
        peer__in=peers, pinned_at__isnull=False, gone_at=None
    )
    return [as_jwk(_key(row)) for row in rows]


def _key(row: PeerKey) -> PublicKey:
    return PublicKey(row.key_id, row.peer.other, bytes(row.public), row.since, row.retired)


def _verified(text: str, typ: str, city: str, keys: list[dict[str, Any]]) -> dict[str, Any]:
    now = int(time.time())
    try:
        said = verify_jwt(text, {"keys": keys}, typ=typ, now=now)
    except Untrusted as untrusted:
        raise NotBelieved(untrusted.code) from None
    if said.get("aud") != city:
        raise NotBelieved("for another city")
    ends = said.get("exp")
    if not isinstance(ends, int) or ends - int(said["iat"]) > SECONDS:
        raise NotBelieved("good for too long")
    return said
