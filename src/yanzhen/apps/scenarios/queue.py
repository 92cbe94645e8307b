"""What a worker does to the scenarios that wait: take one, say how far it is, put the end down.

    taken = take_next("worker-1")
    report(taken, done=65_536, total=100_000)     RunLost when it was cancelled meanwhile
    finish(taken, result)

Taken is one row FOR UPDATE SKIP LOCKED, so that workers do not wait for each other. The clock is
the database's: machines need not agree on the time.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from yanzhen.apps.scenarios.errors import RunLost
from yanzhen.apps.scenarios.models import Scenario
from yanzhen.policy.vocabulary import Label

LEASE = timedelta(seconds=90)
"""Longer than any single chunk takes; a dead worker's run waits at most this long."""
MOST_ATTEMPTS = 3
"""A run that ends its worker this often is at fault itself."""
STOPPED = Label(
    "计算中断了多次，没有算完；可以再试一次，或减少改动。",
    "The run was interrupted several times and did not end; try again, or change less.",
)


def take_next(worker: str, lease: timedelta = LEASE) -> Scenario | None:
    """The scenario that waits longest, or one whose worker has gone; None when there is none."""
    abandoned = Q(state=Scenario.State.RUNNING, lease_until__lt=Now())
    with transaction.atomic():
        open_to_all = (
            Scenario.objects.select_for_update(skip_locked=True)
            .filter(Q(state=Scenario.State.WAITING) | abandoned)
            .order_by("queued_at", "pk")
        )
        while (scenario := open_to_all.first()) is not None:
            if scenario.attempts >= MOST_ATTEMPTS:
                Scenario.objects.filter(pk=scenario.pk).update(**_failed(STOPPED))
                continue
            Scenario.objects.filter(pk=scenario.pk).update(
                state=Scenario.State.RUNNING, worker=worker, lease_until=Now() + lease,
                attempts=scenario.attempts + 1, rows_done=0, rows_total=0, updated_at=Now(),
            )  # fmt: skip
            scenario.refresh_from_db()
            return scenario
    return None


def report(taken: Scenario, done: int, total: int, lease: timedelta = LEASE) -> None:
    """So many rows are done: renews the lease."""
    _update(
        taken,
        rows_done=min(done, total),
        rows_total=total,
        lease_until=Now() + lease,
        updated_at=Now(),
    )


def finish(taken: Scenario, result: dict[str, Any]) -> None:
    """The run is done."""
    _update(
        taken,
        state=Scenario.State.DONE, result=result, failure=None, lease_until=None, worker="",
        rows_done=F("rows_total"), updated_at=Now(),
    )  # fmt: skip


def fail(taken: Scenario, reason: Label) -> None:
    """The run cannot be done, and why."""
    _update(taken, **_failed(reason))


def hand_back(taken: Scenario) -> None:
    """The worker leaves: the scenario waits again, at its old place, and no attempt is counted."""
    _held(taken).update(
        state=Scenario.State.WAITING, worker="", lease_until=None, attempts=F("attempts") - 1,
        rows_done=0, rows_total=0, updated_at=Now(),
    )  # fmt: skip


def _failed(reason: Label) -> dict[str, Any]:
    return {
        "state": Scenario.State.FAILED, "failure": {"zh": reason.zh, "en": reason.en},
        "lease_until": None, "worker": "", "updated_at": Now(),
    }  # fmt: skip


def _held(taken: Scenario) -> Any:
    """The row, as long as this very run holds it."""
    return Scenario.objects.filter(
        pk=taken.pk, state=Scenario.State.RUNNING, worker=taken.worker, attempts=taken.attempts
    )


def _update(taken: Scenario, **columns: Any) -> None:
    if not _held(taken).update(**columns):
        raise RunLost(taken.public_id)
