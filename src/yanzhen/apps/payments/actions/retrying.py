"""Letting what failed or came back be paid again: by a later run, once somebody says why.

retry(acting=zhou, number="P-XIANGTAN-2026-000007", reason="账号已更正")
"""

from collections.abc import Collection

from django.db import transaction

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.audit.service import record
from yanzhen.apps.awards import service as awards
from yanzhen.apps.payments.access import access_to_pay
from yanzhen.apps.payments.errors import refuse
from yanzhen.apps.payments.models import Payment

AGAIN = (Payment.State.FAILED, Payment.State.RETURNED)


def retry(
    *, acting: Actor, number: str, reason: str, references: Collection[str] | None = None
) -> int:
    """These (or all) failed and returned ones are due again; how many. Again: none.

    What was returned lost its budget: it is asked for at once, and each night where there is none.
    """
    why = " ".join(reason.split())[:400]
    if not why:
        raise refuse("reason", "请写明重新支付的理由。", "Say why they are paid again.", "reason")
    with being(SYSTEM), transaction.atomic():
        run = access_to_pay(acting, number)
        rows = Payment.objects.select_for_update().filter(
            run=run, state__in=AGAIN, is_retried=False
        )
        if references is not None:
            rows = rows.filter(reference__in=list(references))
        found = list(rows.order_by("pk"))
        Payment.objects.filter(pk__in=[one.pk for one in found]).update(is_retried=True)
        due = awards.retry([one.instalment_id for one in found])
        returned = {one.award_number for one in found if one.state == Payment.State.RETURNED}
        for award in sorted(returned):
            awards.commit_waiting(SYSTEM, award)
        if found:
            record("payment_run.retried", acting=acting, subject=f"run:{run.number}",
                   chain=run.city, details={"payments": len(due), "reason": why})  # fmt: skip
    return len(due)
