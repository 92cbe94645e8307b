"""How one city honours another's recognition, as everybody else sees it.

draft(acting=office, draft=Draft("changsha", "xiangtan", parity="...", from_on=day))
offer(acting=her, crosswalk_id=3).code             at the city that recognised her
ask_elsewhere(acting=her, crosswalk_id=5, code=typed)      at the city that honours it
follow(recognition_id, "withdrawn")                settings.AFTER_RECOGNITION
"""

from yanzhen.apps.crosswalks.access import administered_cities, office_cities
from yanzhen.apps.crosswalks.actions.answering import news_for, statement_for
from yanzhen.apps.crosswalks.actions.answering import woken as _woken
from yanzhen.apps.crosswalks.actions.asking import ask_elsewhere
from yanzhen.apps.crosswalks.actions.documents import draft, revoke, sign
from yanzhen.apps.crosswalks.actions.peers import add_peer, end_peer, look_again, pin
from yanzhen.apps.crosswalks.actions.telling import (
    Offer,
    WayOut,
    offer,
    say_industry,
    take_back,
    ways_out,
)
from yanzhen.apps.crosswalks.cities import known_cities, name_of
from yanzhen.apps.crosswalks.documents import ANY, Change, Document, Draft, OwnBasis
from yanzhen.apps.crosswalks.errors import (
    SILENT,
    CrosswalkRefused,
    NoSuchCrosswalk,
    NoSuchPeer,
    NoSuchStatement,
    NotBelieved,
    NothingToTell,
    Refusal,
    refuse,
)
from yanzhen.apps.crosswalks.queries import (
    DocumentShown,
    HeardShown,
    PeerShown,
    ToldShown,
    changes_of,
    documents,
    heard_by,
    heard_of,
    peers,
    published,
    told_by,
    told_from,
    versions,
    ways_in,
)
from yanzhen.apps.crosswalks.tasks import LOOK, follow


def woken(city: str, token: str) -> None:
    """A peer says that something has changed there: we ask at once."""
    _woken(city, token, LOOK)


__all__ = [
    "ANY", "SILENT", "Change", "CrosswalkRefused", "Document", "DocumentShown", "Draft",
    "HeardShown", "NoSuchCrosswalk", "NoSuchPeer", "NoSuchStatement", "NotBelieved",
    "NothingToTell", "Offer", "OwnBasis", "PeerShown", "Refusal", "ToldShown", "WayOut", "add_peer",
    "administered_cities", "ask_elsewhere", "changes_of", "documents", "draft", "end_peer",
    "follow", "heard_by", "heard_of", "known_cities", "look_again", "name_of",
    "news_for", "offer",
    "office_cities", "peers", "pin", "published", "refuse", "revoke", "say_industry", "sign",
    "statement_for", "take_back", "told_by", "told_from", "versions", "ways_in", "ways_out",
    "woken",
]  # fmt: skip
