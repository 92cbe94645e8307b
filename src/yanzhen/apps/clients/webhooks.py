"""Telling clients what happened: an event is kept in the caller's transaction, and sent by a job.

announce("case.accept", place_id, {"case": "XIANGTAN-2026-000017", "state": "reviewing"})

Each place that has to do with it is told: its own clients and those of the places above. What is
sent names a case and its state and nobody's name or number; who wants more asks with its key.
"""

import http.client
import json
import re
import secrets
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.clients.access import Known, access_subscription, valid
from yanzhen.apps.clients.addresses import Unreachable, send, target_of
from yanzhen.apps.clients.errors import ClientRefused, NoSuchWebhook, NotTaken, Refusal
from yanzhen.apps.clients.models import Answer, Client, Delivery, Subscription, Usage
from yanzhen.apps.clients.signing import signed
from yanzhen.apps.jobs.service import Report, Task, later
from yanzhen.apps.organisations.service import above
from yanzhen.policy.vocabulary import Label

State = Delivery.State
PAUSES = (10, 60, 600, 3600, 6 * 3600, 24 * 3600)
"""Seconds before each further try: a receiver may be away for a night."""
EVENT = re.compile(r"case\.(\*|[a-z_]{1,40})")
MOST_SUBSCRIPTIONS = 20
MOST_SHOWN = 100
NO_EVENTS = Label(
    "请列出 1 至 20 种事件，如 case.accept；case.* 表示全部。",
    "List one to twenty events such as case.accept; case.* means all of them.",
)
TOO_MANY = Label("每个密钥最多 20 个推送地址。", "A key has at most twenty subscriptions.")


def announce(event: str, place_id: int, told: Mapping[str, Any]) -> None:
    """Something happened; in the caller's transaction."""
    with acting(SYSTEM):
        wanted = {event, f"{event.split('.')[0]}.*"}
        places = [seat.id for seat in above(place_id)]
        rows = Subscription.objects.filter(
            ended_at=None, events__overlap=sorted(wanted),
            client__in=Client.objects.filter(valid(timezone.now()), organisation__in=places),
        )  # fmt: skip
        for row in rows:
            _put(row, event, told)


def subscribe(known: Known, url: str, events: Sequence[str]) -> tuple[Subscription, str]:
    """A new subscription, and its secret in the only moment in which it can be read."""
    refusals = []
    try:
        target_of(url, private=settings.WEBHOOKS_PRIVATE)
    except Unreachable as unreachable:
        refusals.append(Refusal(unreachable.code, unreachable.reason, "url"))
    named = sorted({*events})
    if not 1 <= len(named) <= 20 or not all(EVENT.fullmatch(one) for one in named):
        refusals.append(Refusal("bad_events", NO_EVENTS, "events"))
    with acting(SYSTEM):
        rows = Subscription.objects.filter(client=known.id, ended_at=None)
        if rows.count() >= MOST_SUBSCRIPTIONS:
            refusals.append(Refusal("too_many", TOO_MANY))
        if refusals:
            raise ClientRefused(refusals)
        secret = secrets.token_urlsafe(32)
        row = Subscription.objects.create(client_id=known.id, url=url, events=named, secret=secret)
    return row, secret


def unsubscribe(known: Known, public_id: str) -> None:
    """Nothing more is sent there."""
    with acting(SYSTEM):
        row = access_subscription(known, public_id)
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])


def subscriptions(known: Known) -> tuple[Subscription, ...]:
    """A client's subscriptions, the latest first."""
    with acting(SYSTEM):
        return tuple(Subscription.objects.filter(client=known.id, ended_at=None).order_by("-pk"))


def deliveries(known: Known, public_id: str) -> tuple[Delivery, ...]:
    """The log of a subscription, the latest first."""
    with acting(SYSTEM):
        row = access_subscription(known, public_id)
        return tuple(row.deliveries.order_by("-pk")[:MOST_SHOWN])


def send_again(known: Known, public_id: str, delivery: str) -> Delivery:
    """Try once more what was not delivered."""
    with acting(SYSTEM), transaction.atomic():
        row = access_subscription(known, public_id)
        again = row.deliveries.select_for_update().filter(public_id=delivery).first()
        if again is None:
            raise NoSuchWebhook(delivery)
        if again.state == State.FAILED:
            again.state, again.ended_at = State.WAITING, None
            again.save(update_fields=["state", "ended_at"])
            later(DELIVER, {"delivery": again.pk})
    return again


def deliver(report: Report, *, delivery: int) -> None:
    """Send one, unless it was sent; after the last try it stays as failed."""
    row = (
        Delivery.objects.select_related("subscription__client")
        .filter(pk=delivery, state=State.WAITING)
        .first()
    )
    if row is None:
        return
    if not _still_wanted(row.subscription):
        _ends(row, State.FAILED, report, "ended")
        return
    status, problem = _sent(row)
    if 200 <= status < 300:
        _ends(row, State.SENT, report, "", status)
    elif problem in {"private_address", "bad_address"} or report.attempt > len(PAUSES):
        _ends(row, State.FAILED, report, problem, status)
    else:
        _noted(row, report, problem, status)
        raise NotTaken(problem or str(status))


def clear(_report: Report) -> None:
    """Answers of a day ago, counts of an hour ago and deliveries of three months ago go."""
    now = timezone.now()
    Answer.objects.filter(at__lt=now - timedelta(days=1)).delete()
    Usage.objects.filter(minute__lt=now - timedelta(hours=1)).delete()
    old = now - timedelta(days=90)
    Delivery.objects.filter(created_at__lt=old).exclude(state=State.WAITING).delete()


def _put(row: Subscription, event: str, told: Mapping[str, Any]) -> None:
    made = Delivery.objects.create(subscription=row, event=event, payload={})
    made.payload = {
        "id": made.public_id, "event": event, "at": timezone.now().isoformat(), **told,
    }  # fmt: skip
    made.save(update_fields=["payload"])
    later(DELIVER, {"delivery": made.pk})


def _still_wanted(row: Subscription) -> bool:
    client = row.client
    return row.ended_at is None and client.revoked_at is None and client.expires_at > timezone.now()


def _sent(row: Delivery) -> tuple[int, str]:
    """The status that came back, or 0 and why there is none."""
    body = json.dumps(row.payload, ensure_ascii=False, separators=(",", ":")).encode()
    at = int(time.time())
    headers = {
        "Content-Type": "application/json", "User-Agent": "Yanzhen-Webhooks/1",
        "Yanzhen-Id": row.public_id, "Yanzhen-Timestamp": str(at),
        "Yanzhen-Signature": signed(row.subscription.secret.open(), at, body),
    }  # fmt: skip
    try:
        status = send(
            target_of(row.subscription.url, private=settings.WEBHOOKS_PRIVATE), body, headers
        )
    except Unreachable as unreachable:
        return 0, unreachable.code
    except (OSError, http.client.HTTPException) as fault:
        return 0, type(fault).__name__[:40]
    return status, "" if 200 <= status < 300 else "refused"


def _noted(row: Delivery, report: Report, problem: str, status: int) -> None:
    Delivery.objects.filter(pk=row.pk).update(
        attempts=report.attempt, problem=problem, answered=status or None
    )


def _ends(row: Delivery, state: State, report: Report, problem: str, status: int = 0) -> None:
    Delivery.objects.filter(pk=row.pk, state=State.WAITING).update(
        state=state, attempts=report.attempt, problem=problem, answered=status or None,
        ended_at=Now(),
    )  # fmt: skip


DELIVER = Task("clients.deliver", Label("推送消息", "Delivering a message"), deliver, pauses=PAUSES)
CLEAR = Task(
    "clients.clear", Label("清理接口记录", "Clearing away old answers"), clear, every="50 18 * * *"
)
TASKS = (DELIVER, CLEAR)
