"""Sending what lies in the outbox: one job for each delivery, tried again after a pause.

The row is locked while it is sent, so no two workers send the same. A worker that is killed
between sending and noting it down leaves a message that goes out twice: rather that than never.
"""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models.functions import Now

from yanzhen.apps.jobs.service import Report
from yanzhen.apps.notices.errors import NotDelivered, Undeliverable
from yanzhen.apps.notices.gateway import gateway
from yanzhen.apps.notices.kinds import EMAIL
from yanzhen.apps.notices.models import Delivery, Notice, Wish
from yanzhen.apps.notices.wording import said

State = Delivery.State
PAUSES = (60, 600, 3600, 6 * 3600, 24 * 3600)
"""Seconds before each further try: a mail server may be away for a night."""


def deliver(report: Report, *, delivery: int) -> None:
    """Send one, unless it is sent; after the last try it stays as failed."""
    try:
        with transaction.atomic():
            row = _waiting(delivery)
            if row is not None:
                _send(row.notice, row.way)
                _ends(delivery, State.SENT, report)
    except Undeliverable:
        _ends(delivery, State.FAILED, report)
    except Exception:
        if report.attempt > len(PAUSES):
            _ends(delivery, State.FAILED, report)
        raise


def _waiting(delivery: int) -> Delivery | None:
    return (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("notice__account")
        .filter(pk=delivery, state=State.WAITING)
        .first()
    )


def _ends(delivery: int, state: State, report: Report) -> None:
    Delivery.objects.filter(pk=delivery, state=State.WAITING).update(
        state=state, attempts=report.attempt, ended_at=Now()
    )


def _send(notice: Notice, way: str) -> None:
    if way == EMAIL:
        _mail(notice)
    else:
        _text(notice)


def _mail(notice: Notice) -> None:
    """Chinese first, English below: the language of a mailbox is not known."""
    address, message = notice.account.email, said(notice.kind, notice.words)
    if not address:
        raise Undeliverable
    link = f"\n{settings.SITE_URL}{notice.link}\n" if notice.link else ""
    body = f"{message.body.zh}\n{link}\n---\n\n{message.title.en}\n\n{message.body.en}\n{link}"
    mail = EmailMessage(subject=f"【雁阵】{message.title.zh}", body=body, to=[address])
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refused:
        raise Undeliverable if _for_good(refused) else NotDelivered("refused") from None
    except (smtplib.SMTPException, OSError) as fault:
        # The fault's own words may hold the address.
        raise NotDelivered(type(fault).__name__) from None


def _for_good(refused: smtplib.SMTPRecipientsRefused) -> bool:
    """A server that says 4.. wants to be asked again later."""
    return all(code >= 500 for code, _ in refused.recipients.values())


def _text(notice: Notice) -> None:
    wish = Wish.objects.filter(account=notice.account_id).first()
    if wish is None or wish.phone is None:
        raise Undeliverable
    message = said(notice.kind, notice.words)
    try:
        gateway().send(wish.phone.open(), f"【雁阵】{message.body.zh}")
    except OSError as fault:
        raise NotDelivered(type(fault).__name__) from None
