"""How a word between cities ends: in the city that gave it, and in the one that was told.

withdrawn     the recognition ended or changed where it was given
consent       she took her consent back
document      the document was revoked, or its time is over
expired       the recognition's own last day is over
replaced      she was told of anew
unconfirmed   the peer does not know the statement (any more)
"""

from datetime import datetime

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.audit.service import record
from yanzhen.apps.crosswalks.cities import name_of
from yanzhen.apps.crosswalks.facts import settle
from yanzhen.apps.crosswalks.models import Crosswalk, Heard, Peer, Told
from yanzhen.apps.crosswalks.waking import wake
from yanzhen.apps.notices.service import notify
from yanzhen.apps.registry.service import access_subject
from yanzhen.policy.vocabulary import Label

WHYS = {
    "withdrawn": Label("认定已撤销、变更或终止", "the recognition was withdrawn, changed or ended"),
    "consent": Label("本人收回了同意", "the consent was taken back"),
    "document": Label("互认文件已撤销或到期", "the document was revoked or has ended"),
    "expired": Label("认定已到期", "the recognition has expired"),
    "replaced": Label("已由新的告知代替", "a new statement took its place"),
    "unconfirmed": Label("对方城市不再确认", "the other city confirms it no more"),
}
PAGE = "/my/elsewhere/"


def end_told(row: Told, why: str) -> None:
    """We stand by it no more, and the other city is told at once."""
    stood = row.state == Told.State.STANDS
    row.state, row.ended_at, row.why = Told.State.ENDED, timezone.now(), why
    row.secret, row.place = None, ""
    row.save(update_fields=["state", "ended_at", "why", "secret", "place"])
    record(
        "exchange.told_ended", acting=SYSTEM, subject=f"subject:{row.subject_id}", chain=row.city,
        details={"reference": row.reference, "why": why},
    )  # fmt: skip
    if stood:
        wake(row.peer)
        if why != "replaced":
            _tell(row.subject_id, "elsewhere_told_ended", row.peer.other, why)


def end_heard(row: Heard, why: str, at: datetime | None = None) -> None:
    """It is relied upon no more: its facts end, and she is told."""
    row.state, row.ended_at, row.why = Heard.State.ENDED, at or timezone.now(), why
    row.save(update_fields=["state", "ended_at", "why"])
    record(
        "exchange.heard_ended", acting=SYSTEM, subject=f"subject:{row.subject_id}", chain=row.city,
        details={"reference": row.reference, "why": why},
    )  # fmt: skip
    settle(row.subject_id, row.city)
    if why != "replaced":
        _tell(row.subject_id, "elsewhere_heard_ended", row.peer.other, why)


def document_ended(row: Crosswalk) -> None:
    """A document of ours honours nothing any more."""
    heard = Heard.objects.select_related("peer", "crosswalk").exclude(state=Heard.State.ENDED)
    for one in heard.filter(city=row.city, crosswalk__series=row.series):
        end_heard(one, "document")
    other = row.body["from"]["city"]
    for peer in Peer.objects.filter(city=row.city, other=other, ended_at=None):
        wake(peer)


def _tell(subject_id: int, kind: str, city: str, why: str) -> None:
    account = access_subject(SYSTEM, subject_id).account_id
    if account is not None:
        notify(account, kind, {"city": name_of(city), "why": WHYS[why]}, PAGE)
