"""Every change to notices: tell, read, wish."""

import re
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models.functions import Now

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.jobs import service as jobs
from yanzhen.apps.notices.errors import WishRefused
from yanzhen.apps.notices.kinds import EMAIL
from yanzhen.apps.notices.models import Delivery, Notice, Wish
from yanzhen.apps.notices.tasks import DELIVER
from yanzhen.apps.notices.wording import Word, kept, kind_named
from yanzhen.policy.vocabulary import Label

PHONE = re.compile(r"1[3-9][0-9]{9}", re.ASCII)
NO_PHONE = Label(
    "请填写 11 位手机号；不要短信就留空。",
    "Enter a mobile number of 11 digits, or nothing for no text messages.",
)


def tell(*, account_id: int, kind: str, words: Mapping[str, Word | None], link: str = "") -> Notice:
    """A notice on the account's page, and a job for each way it goes out: all or nothing.

    It is the service that tells: whoever acts sees neither the other's page nor her number.
    """
    with acting(SYSTEM), transaction.atomic():
        notice = Notice.objects.create(
            account_id=account_id, kind=kind, words=kept(kind, words), link=link
        )
        for way in _ways(notice):
            delivery = Delivery.objects.create(notice=notice, way=way)
            jobs.later(DELIVER, {"delivery": delivery.pk})
    return notice


def read_notices(*, acting: Actor, ids: Sequence[int] | None = None) -> int:
    """She has read these, or all; how many were new."""
    unread = Notice.objects.visible_to(acting).filter(
        account=acting.account_id, read_at__isnull=True
    )
    return (unread if ids is None else unread.filter(pk__in=ids)).update(read_at=Now())


def set_wish(*, acting: Actor, email: bool, phone: str) -> None:
    """Where she wants to be told beside her page."""
    number = re.sub(r"[\s-]", "", phone)
    if number and not PHONE.fullmatch(number):
        raise WishRefused(NO_PHONE)
    if acting.account_id is None:
        raise ValueError("Nobody is signed in: nobody could be told")
    Wish.objects.visible_to(acting).update_or_create(
        account_id=acting.account_id, defaults={"email": email, "phone": number or None}
    )


def _ways(notice: Notice) -> tuple[str, ...]:
    wish = Wish.objects.filter(account=notice.account_id).first() or Wish()
    return tuple(
        way
        for way in kind_named(notice.kind).ways
        if (wish.email if way == EMAIL else wish.phone is not None)
    )
