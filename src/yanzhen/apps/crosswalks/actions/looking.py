"""Every minute, and whenever a peer wakes us: how do the statements stand that it gave us?

look(report, peer=3)         one question; its answer is believed or the reason is shown
lapse()                      what was not confirmed for longer than its document allows, rests
recheck()                    our own side: recognitions, consents and documents that ended
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.crosswalks.actions.ending import WHYS, end_heard, end_told
from yanzhen.apps.crosswalks.actions.peers import look_at_keys
from yanzhen.apps.crosswalks.actions.telling import counts
from yanzhen.apps.crosswalks.documents import read
from yanzhen.apps.crosswalks.errors import NotBelieved, NothingToTell, PeerSilent
from yanzhen.apps.crosswalks.facts import settle
from yanzhen.apps.crosswalks.messages import NEWS, TOLD, answered, document, written
from yanzhen.apps.crosswalks.models import Crosswalk, Heard, Peer, Seen, Told
from yanzhen.apps.crosswalks.recognised import recognised
from yanzhen.apps.crosswalks.wire import asked
from yanzhen.apps.jobs.service import Report
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import Purpose

KEPT_NUMBERS = timedelta(days=1)
MOST_DOCUMENTS = 200
NEW_KEY = frozenset({"unknown_key", "key_retired"})


def look(_report: Report, *, peer: int) -> None:
    """One peer, one question."""
    with act_as(SYSTEM):
        row = Peer.objects.filter(pk=peer, ended_at=None).first()
        if row is None:
            return
        asked_at = timezone.now()
        try:
            news = _news(row)
        except PeerSilent as silent:
            Peer.objects.filter(pk=peer).update(tried_at=asked_at, problem=silent.code)
            return
        with transaction.atomic():
            _apply(row, news, asked_at)
            Peer.objects.filter(pk=peer).update(tried_at=asked_at, heard_at=asked_at, problem="")


def _news(peer: Peer) -> dict[str, Any]:
    token, number = written(peer.city, peer.other, NEWS, {})
    try:
        text = asked(peer, "news", token).get("news")
    except NothingToTell:
        raise PeerSilent("unreadable") from None
    if not isinstance(text, str):
        raise PeerSilent("unreadable")
    try:
        said = answered(peer, text, TOLD, number)
    except NotBelieved as fault:
        if fault.why not in NEW_KEY:
            raise PeerSilent("untrusted") from None
        look_at_keys(peer)
        raise PeerSilent("new_key") from None
    forms = {"stands": dict, "ended": dict, "documents": list}
    if not all(isinstance(said.get(name), form) for name, form in forms.items()):
        raise PeerSilent("unreadable")
    return said


def _apply(peer: Peer, news: Mapping[str, Any], asked_at: datetime) -> None:
    _take_documents(peer, news["documents"][:MOST_DOCUMENTS])
    rows = Heard.objects.select_for_update(of=("self",)).select_related("peer", "crosswalk")
    for row in rows.filter(peer=peer, received_at__lt=asked_at).exclude(state=Heard.State.ENDED):
        if row.reference in news["stands"]:
            _confirmed(row, news["stands"][row.reference], asked_at)
        else:
            why = news["ended"].get(row.reference)
            end_heard(row, why if why in WHYS else "unconfirmed", timezone.now())


def _confirmed(row: Heard, leading: Any, at: datetime) -> None:
    """It stands; a word about the industry that came later is taken in."""
    tells = read(row.crosswalk.body).tells_industry and isinstance(leading, bool)
    changed = row.state == Heard.State.RESTS or (tells and row.leading_industry != leading)
    row.confirmed_at, row.state = at, Heard.State.STANDS
    row.leading_industry = leading if tells else row.leading_industry
    row.save(update_fields=["confirmed_at", "state", "leading_industry"])
    if changed:
        settle(row.subject_id, row.city)


def _take_documents(peer: Peer, tokens: list[Any]) -> None:
    """Copies of what the peer has published about our city; what it publishes no more ends."""
    kept = set()
    for token in tokens:
        body = _document(peer, token)
        if body is None:
            continue
        row, _made = Crosswalk.objects.update_or_create(
            peer=peer, series=body["series"],
            defaults={
                "organisation_id": peer.organisation_id, "city": peer.city, "body": body,
                "version": body["version"], "token": token, "signed_at": timezone.now(),
                "revoked_at": None, "reason": "",
            },
        )  # fmt: skip
        kept.add(row.pk)
    for row in Crosswalk.objects.filter(peer=peer, revoked_at=None).exclude(pk__in=kept):
        row.revoked_at, row.reason = timezone.now(), "peer"
        row.save(update_fields=["revoked_at", "reason"])


def _document(peer: Peer, token: Any) -> dict[str, Any] | None:
    if not isinstance(token, str):
        return None
    try:
        body = document(peer, token)
        found = read(body)
    except (NotBelieved, ValueError):
        return None
    return body if (found.from_city, found.to_city) == (peer.city, peer.other) else None


def lapse() -> None:
    """Documents whose time is over, words that nobody has confirmed for too long."""
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        rows = Heard.objects.select_for_update(of=("self",)).select_related("peer", "crosswalk")
        for row in rows.exclude(state=Heard.State.ENDED):
            hours = row.crosswalk.silence_hours
            if row.valid_until is not None and row.valid_until < today:
                end_heard(row, "expired")
            elif not read(row.crosswalk.body).holds_on(today):
                end_heard(row, "document")
            elif hours is not None and row.confirmed_at < now - timedelta(hours=hours):
                _rest(row)
        Seen.objects.filter(at__lt=now - KEPT_NUMBERS).delete()


def _rest(row: Heard) -> None:
    if row.state == Heard.State.STANDS:
        row.state = Heard.State.RESTS
        row.save(update_fields=["state"])
        settle(row.subject_id, row.city)


def recheck() -> None:
    """Our own words: each stands only while what it says is so, and she agrees."""
    today = timezone.localdate()
    with transaction.atomic():
        live = Told.objects.select_for_update(of=("self",)).select_related("crosswalk", "peer")
        rows = list(live.exclude(state=Told.State.ENDED).order_by("pk"))
        agreed = registry.consented({row.subject_id for row in rows}, Purpose.ELSEWHERE)
        for city in {row.city for row in rows}:
            here = [row for row in rows if row.city == city]
            known = recognised({row.subject_id for row in here}, city, today)
            for row in here:
                why = _over(row, known.get(row.subject_id, {}), agreed, today)
                if why:
                    end_told(row, why)


def _over(row: Told, known: Any, agreed: set[int], today: Any) -> str:
    paper = read(row.crosswalk.body)
    found = counts(paper, known)
    if row.state == Told.State.OFFERED and row.code_until <= timezone.now():
        return "expired"
    if row.subject_id not in agreed:
        return "consent"
    if row.crosswalk.revoked_at is not None or not paper.holds_on(today):
        return "document"
    if found is None or found.kind != row.kind or (row.level and found.level != row.level):
        return "withdrawn"
    return ""
