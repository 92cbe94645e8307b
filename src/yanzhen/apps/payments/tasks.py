"""What payments do in the background.

FREEZE    a large run, while finance watches
SETTLE    a large receipt
RESUME    each hour: what was interrupted goes on
"""

from yanzhen.apps.accounts.service import SYSTEM, current
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.jobs.service import CannotBeDone, Report, Task
from yanzhen.apps.payments.actions import freezing, settling
from yanzhen.apps.payments.errors import NoSuchRun, PaymentRefused
from yanzhen.policy.vocabulary import Label

GONE = Label("没有这个批次，或您已不再办理它。", "There is no such run for you any more.")


def run_freeze(report: Report, *, run: str) -> None:
    try:
        frozen = freezing.freeze(acting=current(), number=run, report=report)
    except PaymentRefused as refused:
        raise CannotBeDone(_said(refused)) from None
    except NoSuchRun:
        raise CannotBeDone(GONE) from None
    count = frozen.payments_count
    report.say(f"已冻结 {count:,} 笔。", f"{count:,} payments are frozen.")


def run_settle(report: Report, *, receipt: int) -> None:
    settling.settle(receipt_id=receipt, report=report)


def run_resume(report: Report) -> None:
    with being(SYSTEM):
        receipts, runs = settling.unsettled(), freezing.waiting_to_be_let_go()
    for one in receipts:
        settling.settle(receipt_id=one, report=report)
    for number in runs:
        freezing.cancel(acting=SYSTEM, number=number, reason="", report=report)


def _said(refused: PaymentRefused) -> Label:
    says = [one.say for one in refused.refusals]
    return Label(" ".join(one.zh for one in says), " ".join(one.en for one in says))


FREEZE = Task("payments.freeze", Label("冻结支付批次", "Freezing a payment run"), run_freeze, (5,),
              long=True)  # fmt: skip
SETTLE = Task("payments.settle", Label("核对银行回单", "Reconciling receipts"), run_settle, (5, 60),
              long=True)  # fmt: skip
RESUME = Task("payments.resume", Label("续办支付批次", "Resuming payment runs"), run_resume, (60,),
              every="41 * * * *", long=True)  # fmt: skip
TASKS = (FREEZE, SETTLE, RESUME)
