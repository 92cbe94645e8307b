"""A peer is told that something has changed, so that it looks at once instead of within the minute.

The message itself says nothing: what has changed the peer then asks, as it does every minute.
"""

from yanzhen.apps.crosswalks.messages import WAKE, written
from yanzhen.apps.crosswalks.models import Peer
from yanzhen.apps.crosswalks.wire import asked
from yanzhen.apps.jobs.service import Report, Task, later
from yanzhen.policy.vocabulary import Label

PAUSES = (5, 15, 60)
"""After that the peer has asked by itself."""


def wake(peer: Peer) -> None:
    """In the caller's transaction."""
    later(WAKING, {"peer": peer.pk}, once=f"crosswalks.wake:{peer.pk}")


def send(_report: Report, *, peer: int) -> None:
    """Once for all that has changed until now."""
    row = Peer.objects.filter(pk=peer, ended_at=None).first()
    if row is None:
        return
    token, _number = written(row.city, row.other, WAKE, {})
    asked(row, "wake", token)


WAKING = Task("crosswalks.wake", Label("通知对方城市", "Waking a peer"), send, pauses=PAUSES)
