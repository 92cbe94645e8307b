"""The exchange's work in the background: every minute, and whenever something has changed."""

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.crosswalks.actions.looking import lapse, look, recheck
from yanzhen.apps.crosswalks.models import Peer
from yanzhen.apps.crosswalks.waking import WAKING
from yanzhen.apps.jobs.service import Report, Task, later
from yanzhen.policy.vocabulary import Label


def every_minute(_report: Report) -> None:
    """Our own side first; then each peer in a job of its own: none waits for another."""
    with acting(SYSTEM):
        recheck()
        lapse()
        for peer in Peer.objects.filter(ended_at=None).values_list("pk", flat=True):
            later(LOOK, {"peer": peer}, once=f"crosswalks.look:{peer}")


def follow_up(_report: Report) -> None:
    """Something has changed here: look through what we have told."""
    with acting(SYSTEM):
        recheck()


LOOK = Task("crosswalks.look", Label("询问对方城市", "Asking a peer"), look)
FOLLOW = Task(
    "crosswalks.follow", Label("核对已告知的认定", "Looking through what was told"), follow_up,
    pauses=(5, 30),
)  # fmt: skip
MINUTE = Task(
    "crosswalks.minute", Label("核对城市互认", "Looking after crosswalks"), every_minute,
    every="* * * * *",
)  # fmt: skip
TASKS = (LOOK, FOLLOW, MINUTE, WAKING)


def follow(recognition_id: int, event: str) -> None:
    """`settings.AFTER_RECOGNITION` calls this in the transaction that changes a recognition."""
    del recognition_id, event  # all that is told is looked through: it is a few queries
    later(FOLLOW, {}, once="crosswalks.follow")
