"""The city that honours: asking another one for somebody, with the code that she brings.

row = ask_elsewhere(acting=her, crosswalk_id=5, code="7K2M-...")
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.crosswalks.access import own_id
from yanzhen.apps.crosswalks.actions.ending import end_heard
from yanzhen.apps.crosswalks.codes import Code, read, told
from yanzhen.apps.crosswalks.documents import ANY, Document
from yanzhen.apps.crosswalks.documents import read as read_document
from yanzhen.apps.crosswalks.errors import (
    NoSuchCrosswalk,
    NotBelieved,
    NothingToTell,
    PeerSilent,
    refuse,
)
from yanzhen.apps.crosswalks.facts import settle
from yanzhen.apps.crosswalks.messages import ASK, STATEMENT, answered, written
from yanzhen.apps.crosswalks.models import Crosswalk, Heard, Peer
from yanzhen.apps.crosswalks.recognised import WITNESSED
from yanzhen.apps.crosswalks.wire import asked
from yanzhen.apps.registry import service as registry

LONGEST = 64
NEW_KEY = frozenset({"unknown_key", "key_retired"})


def ask_elsewhere(*, acting: Actor, crosswalk_id: int, code: str) -> Heard:
    """What the other city says of her; CrosswalkRefused with the sentence when it says nothing."""
    with act_as(SYSTEM):
        subject, typed = own_id(acting), read(code)
        row, peer = _honouring(crosswalk_id)
        if subject is None or typed is None:
            raise refuse("bad_code", "请输入完整的代码（20 个字母和数字）。",
                         "Type the whole code: twenty letters and digits.", "code")  # fmt: skip
        values = registry.compared(subject, typed.key, told(peer.city, peer.other), WITNESSED)
        if not values:
            raise refuse(
                "no_number", "您的证件还没有经窗口核验；请先到窗口核验。",
                "Your document was not verified at a window yet; have that done first.",
            )  # fmt: skip
        text, said = _asked(acting, subject, row, peer, typed, sorted(values))
        with transaction.atomic():
            return _kept(acting, subject, row, peer, text, said)


def _honouring(crosswalk_id: int) -> tuple[Crosswalk, Peer]:
    """A document of ours in force, and who speaks for the other city."""
    rows = Crosswalk.objects.filter(
        pk=crosswalk_id, peer=None, revoked_at=None, superseded_at=None, signed_at__isnull=False
    )
    row = rows.first()
    if row is None or not read_document(row.body).holds_on(timezone.localdate()):
        raise NoSuchCrosswalk(crosswalk_id)
    other = row.body["from"]["city"]
    peer = Peer.objects.filter(city=row.city, other=other, ended_at=None).first()
    if peer is None:
        raise refuse(
            "no_peer", "还没有与对方城市的系统建立互信，暂时不能在线核验。",
            "The other city's service is not known here yet: it cannot be asked.",
        )  # fmt: skip
    return row, peer


def _asked(
    acting: Actor, subject: int, row: Crosswalk, peer: Peer, code: Code, values: list[str]
) -> tuple[str, dict[str, Any]]:
    """No transaction is open meanwhile; what was asked is written down whatever comes of it."""
    record(
        "exchange.asked", acting=acting, subject=f"subject:{subject}", chain=row.city,
        details={"of": peer.other, "document": str(row)},
    )  # fmt: skip
    question = {
        "series": row.series, "version": row.version, "place": code.place, "compared": values,
    }  # fmt: skip
    token, number = written(row.city, peer.other, ASK, question)
    try:
        text = asked(peer, "statement", token).get("statement")
        if not isinstance(text, str):
            raise PeerSilent("unreadable")
        return text, answered(peer, text, STATEMENT, number)
    except NothingToTell as nothing:
        raise refuse(nothing.code, nothing.reason.zh, nothing.reason.en, "code") from None
    except NotBelieved as fault:
        silent = PeerSilent("new_key" if fault.why in NEW_KEY else "untrusted")
        raise _said(silent) from None
    except PeerSilent as silent:
        raise _said(silent) from None


def _said(silent: PeerSilent) -> Exception:
    return refuse(silent.code, silent.reason.zh, silent.reason.en)


def _kept(
    acting: Actor, subject: int, row: Crosswalk, peer: Peer, text: str, said: Mapping[str, Any]
) -> Heard:
    given = _read(said, read_document(row.body))
    now = timezone.now()
    before = Heard.objects.select_for_update(of=("self",)).select_related("peer", "crosswalk")
    standing = before.filter(subject=subject, city=row.city, crosswalk__series=row.series)
    for one in standing.exclude(state=Heard.State.ENDED):
        end_heard(one, "replaced", now)
    made = Heard.objects.create(
        organisation_id=row.organisation_id, city=row.city, peer=peer, crosswalk=row,
        subject_id=subject, token=text, received_at=now, confirmed_at=now, **given,
    )  # fmt: skip
    told_of = {"of": peer.other, "reference": made.reference, "kind": made.kind}
    record(
        "exchange.heard", acting=acting, subject=f"subject:{subject}", chain=row.city,
        details=told_of,
    )  # fmt: skip
    settle(subject, row.city)
    made.refresh_from_db()
    return made


def _read(said: Mapping[str, Any], document: Document) -> dict[str, Any]:
    """The statement's fields, each of its form; what was not asked for is left out."""
    purpose = {"series": document.series, "version": document.version}
    level = said.get("level", "")
    found = {
        "reference": said.get("reference"), "kind": said.get("kind"),
        "level": level if document.tells_level else "",
    }  # fmt: skip
    leading = said.get("leading_industry") if document.tells_industry else None
    texts = all(isinstance(one, str) and len(one) <= LONGEST for one in found.values())
    kind_fits = document.kind in (ANY, found["kind"])
    level_fits = not document.levels or level in document.levels
    until = _day(said.get("valid_until"))
    if not (texts and found["reference"] and kind_fits and level_fits):
        raise _said(PeerSilent("unreadable"))
    if said.get("purpose") != purpose or not isinstance(leading, bool | None):
        raise _said(PeerSilent("unreadable"))
    if until is not None and until < timezone.localdate():
        raise _said(PeerSilent("unreadable"))
    return {**found, "leading_industry": leading, "valid_until": until}


def _day(value: Any) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _said(PeerSilent("unreadable")) from None
