"""The file for the bank: the only place where account numbers are opened.

    with tempfile.TemporaryFile() as file:
        export(acting=zhou, number="P-XIANGTAN-2026-000007", layout="csv", into=file)

First the reading is written down, then the run is `exported` for good, and only then the first
number is opened: a file that anybody could have sent belongs to a run that cannot be given up.
Again it gives the same bytes, in the same layout; another one would look like other payments.
"""

from collections.abc import Iterator
from typing import IO

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.audit.service import record, record_reading
from yanzhen.apps.payments.access import access_to_pay
from yanzhen.apps.payments.errors import refuse
from yanzhen.apps.payments.layouts import Head, Layout, Line, layout_named
from yanzhen.apps.payments.models import Payment, Run

State = Run.State
MADE = (State.EXPORTED, State.SETTLED)
AT_ONCE = 2_000


def export(*, acting: Actor, number: str, layout: str, into: IO[bytes]) -> Run:
    """Write the file; outside of every transaction, as the reading has to stand by itself."""
    chosen = layout_named(layout)
    if chosen is None:
        raise refuse("layout", "没有这种文件格式。", "There is no such layout.", "layout")
    with being(SYSTEM):
        with transaction.atomic():
            _may_be_exported(access_to_pay(acting, number), chosen)
        record_reading(acting, f"run:{number} bank accounts", f"导出银行文件（{chosen.code}）")
        run = _sent(acting, number, chosen)
        on = timezone.localdate(run.exported_at)
        head = Head(run.number, run.title, on, run.payments_count, run.sum_fen)
        chosen.write(head, _lines(run), into)
    return run


def _may_be_exported(run: Run, layout: Layout) -> None:
    if run.state in MADE and run.layout != layout.code:
        raise refuse(
            "other_layout", f"本批次已按“{run.layout}”格式导出，只能再次下载同一文件。",
            f"The file was made as {run.layout}: the same one can be had again, no other.",
            "layout",
        )  # fmt: skip
    if run.state not in (State.APPROVED, *MADE):
        raise refuse(
            "wrong_state", f"批次现在是“{run.get_state_display()}”，复核后才能导出。",
            f"The run is {run.state}: it is exported once it is approved.",
        )  # fmt: skip


def _sent(acting: Actor, number: str, layout: Layout) -> Run:
    """From here on only the bank's answers change anything."""
    with transaction.atomic():
        run = access_to_pay(acting, number)
        _may_be_exported(run, layout)
        again = run.state in MADE
        if not again:
            rows = Payment.objects.filter(run=run, state=Payment.State.FROZEN)
            sent = rows.update(state=Payment.State.SENT)
            if sent != run.payments_count:
                raise RuntimeError(f"{number}: {sent} of {run.payments_count} payments are frozen")
            run.state, run.layout, run.exported_at = State.EXPORTED, layout.code, timezone.now()
            run.save(update_fields=["state", "layout", "exported_at"])
        told = {"layout": layout.code, "payments": run.payments_count, "again": again}
        record("payment_run.exported", acting=acting, subject=f"run:{run.number}", chain=run.city,
               details=told)  # fmt: skip
    return run


def _lines(run: Run) -> Iterator[Line]:
    """The payments one after the other, with their numbers open."""
    rows = (
        Payment.objects.filter(run=run)
        .order_by("pk")
        .values_list(
            "reference", "name", "payee_account__bank", "payee_account__number", "amount_fen"
        )
    )
    for reference, name, bank, sealed, fen in rows.iterator(AT_ONCE):
        yield Line(reference, name, bank, sealed.open(), fen)
