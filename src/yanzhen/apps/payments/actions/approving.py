"""The second person: whoever neither made nor froze the run nor decided on a case in it."""

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.audit.service import record
from yanzhen.apps.payments.access import access_to_pay
from yanzhen.apps.payments.budget import require_budget
from yanzhen.apps.payments.errors import PaymentRefused, Refusal, refuse
from yanzhen.apps.payments.models import Payment, Run
from yanzhen.policy.vocabulary import Label

State = Run.State
SAME_HAND = Label(
    "建立或冻结批次的人不能自己复核，请由另一位财政人员复核。",
    "Whoever made or froze the run cannot approve it; somebody else does.",
)


def approve(*, acting: Actor, number: str) -> Run:
    """The run may be paid. Approved by her already: nothing changes."""
    with being(SYSTEM), transaction.atomic():
        run = access_to_pay(acting, number)
        if run.state == State.APPROVED and run.approved_by_id == acting.account_id:
            return run
        if run.state != State.FROZEN:
            raise refuse(
                "wrong_state", f"批次现在是“{run.get_state_display()}”，不能复核。",
                f"The run is {run.state}: it cannot be approved now.",
            )  # fmt: skip
        _other_hands(acting, run)
        require_budget(run)
        run.state, run.approved_by_id, run.approved_at = (
            State.APPROVED, acting.account_id, timezone.now(),
        )  # fmt: skip
        run.save(update_fields=["state", "approved_by", "approved_at"])
        record("payment_run.approved", acting=acting, subject=f"run:{run.number}", chain=run.city,
               details={"payments": run.payments_count, "sum_fen": run.sum_fen})  # fmt: skip
    return run


def _other_hands(acting: Actor, run: Run) -> None:
    if acting.account_id is None:
        raise refuse("nobody", "复核须由一位财政人员完成。", "A person has to approve the run.")
    wrong = []
    if acting.account_id in (run.made_by_id, run.frozen_by_id):
        wrong.append(Refusal("same_hand", SAME_HAND))
    decided = Payment.objects.filter(run=run, decided_by_id=acting.account_id)
    count, first = decided.count(), decided.order_by("pk").first()
    if first is not None:
        say = Label(
            f"本批次中有您审批的 {count} 件（如 {first.case_number}），请由他人复核。",
            f"You decided on {count} of these (such as {first.case_number}): another one approves.",
        )
        wrong.append(Refusal("decided", say))
    if wrong:
        raise PaymentRefused(wrong)
