"""The city that recognised, asked by another city's service.

statement_for("xiangtan", token)     the signed statement; NothingToTell; NotBelieved
news_for("xiangtan", token)          which statements stand, which ended, our documents about it
woken("changsha", token)             something has changed there: we ask at once
"""

import hmac
import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.crosswalks.actions.ending import end_told
from yanzhen.apps.crosswalks.actions.telling import counts
from yanzhen.apps.crosswalks.codes import told
from yanzhen.apps.crosswalks.documents import read
from yanzhen.apps.crosswalks.errors import NotBelieved, NothingToTell
from yanzhen.apps.crosswalks.messages import ASK, NEWS, STATEMENT, TOLD, WAKE, believed, written
from yanzhen.apps.crosswalks.models import Crosswalk, Peer, Told
from yanzhen.apps.crosswalks.recognised import WITNESSED, recognised
from yanzhen.apps.jobs.service import Task, later
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import Purpose

MOST_ATTEMPTS = 5
MOST_VALUES = 20
REMEMBERED = timedelta(days=30)
log = logging.getLogger(__name__)


def statement_for(city: str, token: str) -> str:
    """What she lets this peer know, once; the attempt counts whatever comes of it."""
    with act_as(SYSTEM):
        peer, said = _believed(city, token, ASK)
        with transaction.atomic():
            row = _offered(peer, said)
            right = row is not None and _is_hers(row, peer, said)
            if row is not None and right:
                _given(row)
        if row is None or not right:
            log.info("exchange: %s was told nothing by %s", peer.other, city)
            raise NothingToTell
        return _statement(row, peer, str(said["jti"]))


def news_for(city: str, token: str) -> str:
    """How the statements stand that this peer was given, and what we publish about its city."""
    with act_as(SYSTEM):
        peer, said = _believed(city, token, NEWS)
        recent = timezone.now() - REMEMBERED
        rows = Told.objects.filter(peer=peer).exclude(state=Told.State.OFFERED)
        stands = rows.filter(state=Told.State.STANDS)
        ended = rows.filter(state=Told.State.ENDED, told_at__isnull=False, ended_at__gte=recent)
        told_news: dict[str, Any] = {
            "re": said["jti"],
            "stands": {one.reference: one.leading_industry for one in stands},
            "ended": dict(ended.values_list("reference", "why")),
            "documents": list(_documents(city, peer)),
        }
        return written(city, peer.other, TOLD, told_news)[0]


def woken(city: str, token: str, look: Task) -> None:
    """The peer says that something has changed."""
    with act_as(SYSTEM), transaction.atomic():
        peer, _said = _believed(city, token, WAKE)
        later(look, {"peer": peer.pk}, once=f"crosswalks.look:{peer.pk}")


def _believed(city: str, token: str, typ: str) -> tuple[Peer, dict[str, Any]]:
    try:
        return believed(city, token, typ)
    except NotBelieved as fault:
        log.warning("exchange: a message to %s was not believed: %s", city, fault.why)
        raise


def _offered(peer: Peer, said: dict[str, Any]) -> Told | None:
    """The offer that the code belongs to, one attempt poorer."""
    place = said.get("place")
    if not isinstance(place, str) or not 1 <= len(place) <= 8 or "\x00" in place:
        return None
    rows = Told.objects.select_for_update(of=("self",)).select_related("crosswalk")
    row = rows.filter(peer=peer, place=place, state=Told.State.OFFERED).first()
    if row is None:
        return None
    row.attempts += 1
    row.save(update_fields=["attempts"])
    if row.attempts > MOST_ATTEMPTS or row.code_until <= timezone.now():
        end_told(row, "expired")
        return None
    return row


def _is_hers(row: Told, peer: Peer, said: dict[str, Any]) -> bool:
    """The same person, who still agrees and is still recognised; the document that she saw."""
    document = read(row.crosswalk.body)
    named = (said.get("series"), said.get("version"))
    values, secret = said.get("compared"), row.secret
    if named != (document.series, row.document_version) or not isinstance(values, list):
        return False
    if secret is None or len(values) > MOST_VALUES:
        return False
    context = told(peer.other, peer.city)
    own = registry.compared(row.subject_id, secret.open().encode(), context, WITNESSED)
    today = timezone.localdate()
    found = counts(document, recognised([row.subject_id], row.city, today).get(row.subject_id, {}))
    return (
        _share_one(own, values)
        and registry.has_consented(row.subject_id, Purpose.ELSEWHERE)
        and document.holds_on(today)
        and found is not None
        and (found.kind, found.level if document.tells_level else "") == (row.kind, row.level)
    )


def _share_one(own: Iterable[str], values: list[Any]) -> bool:
    pairs = [(a, b) for a in own for b in values if isinstance(b, str) and b.isascii()]
    return any(hmac.compare_digest(a, b) for a, b in pairs)


def _given(row: Told) -> None:
    """The code is spent, and an earlier statement to the same end with it."""
    earlier = Told.objects.select_for_update().filter(
        subject=row.subject_id, crosswalk=row.crosswalk_id, state=Told.State.STANDS
    )
    for one in earlier:
        end_told(one, "replaced")
    row.state, row.told_at, row.secret, row.place = Told.State.STANDS, timezone.now(), None, ""
    row.save(update_fields=["state", "told_at", "secret", "place"])
    told_of = {"reference": row.reference, "to": row.peer.other, "kind": row.kind}
    told_of |= {"level": row.level} if row.level else {}
    record(
        "exchange.told", acting=SYSTEM, subject=f"subject:{row.subject_id}", chain=row.city,
        details=told_of,
    )  # fmt: skip


def _statement(row: Told, peer: Peer, number: str) -> str:
    """No name and no number of hers: what the document needs, and nothing beside it."""
    status = f"{settings.SITE_URL}/api/v1/exchange/{row.city}/news"
    said: dict[str, Any] = {
        "re": number, "reference": row.reference, "kind": row.kind,
        "purpose": {"series": read(row.crosswalk.body).series, "version": row.document_version},
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "status": status,
    }  # fmt: skip
    if row.level:
        said["level"] = row.level
    if row.leading_industry is not None:
        said["leading_industry"] = row.leading_industry
    return written(peer.city, peer.other, STATEMENT, said)[0]


def _documents(city: str, peer: Peer) -> Iterable[str]:
    """Our documents in force that honour what the peer's city recognises."""
    rows = Crosswalk.objects.filter(
        city=city, peer=None, revoked_at=None, superseded_at=None, signed_at__isnull=False,
        body__from__city=peer.other,
    )  # fmt: skip
    return rows.order_by("series").values_list("token", flat=True)
