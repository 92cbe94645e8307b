"""Whether the budget lines have committed what a run is to pay; and lines by id, for postings."""

from collections.abc import Iterable

from django.db.models import Sum

from yanzhen.apps.ledgers.service import Line, balance
from yanzhen.apps.payments.amounts import yuan
from yanzhen.apps.payments.errors import PaymentRefused, Refusal
from yanzhen.apps.payments.models import Payment, Run
from yanzhen.policy.vocabulary import Label


def require_budget(run: Run) -> None:
    """PaymentRefused, naming each line that has committed less than waits to be paid on it."""
    lines = Payment.objects.filter(run=run).values("budget_line_id").distinct()
    open_ = Payment.objects.filter(state__in=["frozen", "sent"], budget_line_id__in=lines)
    sums = dict(open_.order_by().values_list("budget_line_id").annotate(fen=Sum("amount_fen")))
    codes = line_codes(sums)
    short = [
        Refusal("no_budget", _said(codes[line], fen, has))
        for line, fen in sums.items()
        if (has := balance(codes[line]).committed) < fen
    ]
    if short:
        raise PaymentRefused(short)


def line_codes(ids: Iterable[int]) -> dict[int, str]:
    """The codes of lines."""
    return dict(Line.objects.filter(pk__in=list(ids)).values_list("pk", "code"))


def _said(line: str, wanted: int, has: int) -> Label:
    return Label(
        f"科目 {line} 已承诺 {yuan(has)} 元，待支付 {yuan(wanted)} 元，不足以支付。",
        f"{line} has {yuan(has)} yuan committed and {yuan(wanted)} wait to be paid.",
    )
