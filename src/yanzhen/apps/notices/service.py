"""The public face of notices.

    notify(account_id, "case_accepted", {"number": "XT2026-000001", "item": item.title}, link)

It belongs to the caller's transaction: nobody is told of what was rolled back. The words hold
numbers, items and dates and no names; a date that nobody has set is None.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.notices import actions
from yanzhen.apps.notices.errors import MissingWord, UnknownKind, WishRefused
from yanzhen.apps.notices.kinds import KINDS
from yanzhen.apps.notices.models import Notice
from yanzhen.apps.notices.queries import notices_of, unread_of, wish_of
from yanzhen.apps.notices.wording import Word, said
from yanzhen.apps.sealing.service import masked_phone
from yanzhen.policy.vocabulary import Label

__all__ = [
    "KINDS", "MissingWord", "Received", "UnknownKind", "Wanted", "WishRefused", "Word", "mark_read",
    "notify", "received", "unread_count", "want", "wanted",
]  # fmt: skip

PAGE = 50


@dataclass(frozen=True)
class Received:
    """A notice as its reader sees it."""

    id: int
    kind: str
    title: Label
    body: Label
    link: str
    created_at: datetime
    is_new: bool


@dataclass(frozen=True)
class Wanted:
    """Where an account wants to be told beside its page; the number is masked."""

    email: bool
    phone: str


def notify(account_id: int, kind: str, words: Mapping[str, Word | None], link: str = "") -> None:
    """Tell an account: on its page at once, by e-mail and text message as soon as it can be."""
    actions.tell(account_id=account_id, kind=kind, words=words, link=link)


def received(*, acting: Actor, before: int | None = None, most: int = PAGE) -> tuple[Received, ...]:
    """Her latest notices, or those before one."""
    notices = notices_of(acting)
    older = notices.filter(pk__lt=before) if before else notices
    return tuple(map(_received, older[:most]))


def unread_count(*, acting: Actor) -> int:
    """How many are new to her."""
    return unread_of(acting).count()


def mark_read(ids: Sequence[int] | None = None, *, acting: Actor) -> int:
    """She has read these, or all; how many were new."""
    return actions.read_notices(acting=acting, ids=ids)


def wanted(*, acting: Actor) -> Wanted:
    """Where she wants to be told beside her page."""
    wish = wish_of(acting)
    return Wanted(wish.email, masked_phone(wish.phone.open()) if wish.phone else "")


def want(*, acting: Actor, email: bool, phone: str) -> None:
    """Change that; WishRefused for a number that is none. Her page shows all in any case."""
    actions.set_wish(acting=acting, email=email, phone=phone)


def _received(notice: Notice) -> Received:
    message = said(notice.kind, notice.words)
    return Received(
        id=notice.pk, kind=notice.kind, title=message.title, body=message.body, link=notice.link,
        created_at=notice.created_at, is_new=notice.read_at is None,
    )  # fmt: skip
