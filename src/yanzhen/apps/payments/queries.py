"""Reads over runs, payments, receipts and bank accounts, each for an actor."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Q, QuerySet, Sum

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.organisations.service import organisations_by_id
from yanzhen.apps.payments.access import PAYERS, access_run, pays, runs_of
from yanzhen.apps.payments.errors import NoSuchRun
from yanzhen.apps.payments.models import LeftOut, PayeeAccount, Payment, Receipt, ReceiptLine, Run
from yanzhen.apps.payments.shown import (
    AccountShown,
    LeftOutShown,
    LineShown,
    PaymentShown,
    ReceiptShown,
    RunRow,
    RunShown,
    StateSum,
)
from yanzhen.apps.payments.words import (
    account_label,
    line_say,
    outcome_label,
    payment_label,
    run_label,
)
from yanzhen.apps.registry.service import access_subject

HANDS = ("made_by", "frozen_by", "approved_by")


def listed(actor: Actor, state: str = "", text: str = "") -> QuerySet[Run]:
    """The runs that she sees, narrowed, the latest first."""
    rows = runs_of(actor).select_related("made_by").order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    if text.strip():
        rows = rows.filter(Q(number__contains=text.strip()) | Q(title__contains=text.strip()))
    return rows


def rows_of(runs: Sequence[Run]) -> tuple[RunRow, ...]:
    places = organisations_by_id({one.tenant_id for one in runs})
    return tuple(
        RunRow(
            number=one.number, city=one.city, tenant_id=one.tenant_id,
            place=places[one.tenant_id].label, title=one.title, up_to=one.up_to, state=one.state,
            label=run_label(one.state), count=one.payments_count, fen=one.sum_fen,
            left_out=one.left_out_count, made_by=_name(one.made_by), made_at=one.made_at,
        )
        for one in runs
    )  # fmt: skip


def shown(actor: Actor, number: str) -> RunShown:
    """A run, with what became of its payments."""
    access_run(actor, number)
    with being(SYSTEM):
        run = Run.objects.select_related(*HANDS).get(number=number)
        rows = Payment.objects.filter(run=run).order_by()
        sums = {
            state: (count, fen)
            for state, count, fen in rows.values_list("state").annotate(
                n=Count("pk"), fen=Sum("amount_fen")
            )
        }
        again = rows.filter(state__in=["failed", "returned"], is_retried=False).count()
        why = _why_not_approve(actor, run)
        receipts = receipts_of(run)
    return RunShown(
        row=rows_of([run])[0], layout=run.layout, frozen_by=_name(run.frozen_by),
        frozen_at=run.frozen_at, approved_by=_name(run.approved_by), approved_at=run.approved_at,
        exported_at=run.exported_at, settled_at=run.settled_at, cancel_reason=run.cancel_reason,
        sums=tuple(
            StateSum(state.value, payment_label(state.value), *sums[state.value])
            for state in Payment.State
            if state.value in sums
        ),
        receipts=receipts, to_retry=again, pays=pays(actor, run.tenant_id), why_not_approve=why,
        taken=sum(count for count, _ in sums.values()),
    )  # fmt: skip


def _why_not_approve(actor: Actor, run: Run) -> str:
    """`same_hand` or `decided`: what keeps her from being the second person; empty if nothing."""
    if run.state != Run.State.FROZEN:
        return ""
    if actor.account_id in (run.made_by_id, run.frozen_by_id):
        return "same_hand"
    decided = Payment.objects.filter(run=run, decided_by_id=actor.account_id)
    return "decided" if decided.exists() else ""


def receipts_of(run: Run) -> tuple[ReceiptShown, ...]:
    """The files that were brought for a run, the latest first."""
    rows = list(Receipt.objects.filter(run=run).select_related("brought_by").order_by("-pk"))
    counts = ReceiptLine.objects.filter(receipt__in=rows).order_by()
    sums: dict[int, dict[str, int]] = {}
    for receipt, outcome, count in counts.values_list("receipt", "outcome").annotate(n=Count("pk")):
        sums.setdefault(receipt, {})[outcome] = count
    return tuple(
        ReceiptShown(
            id=one.pk, file_name=one.file_name, brought_by=_name(one.brought_by),
            brought_at=one.brought_at, lines=one.lines_count,
            is_settled=one.settled_at is not None,
            outcomes=tuple(
                (each.value, outcome_label(each.value), found[each.value])
                for each in ReceiptLine.Outcome
                if each.value in found
            ),
        )
        for one in rows
        for found in (sums.get(one.pk, {}),)
    )  # fmt: skip


def receipt_of(actor: Actor, number: str, receipt_id: int) -> Receipt:
    """A receipt of a run that is there for her; NoSuchRun otherwise."""
    rows = Receipt.objects.visible_to(actor).filter(run=access_run(actor, number))
    found = rows.filter(pk=receipt_id).first()
    if found is None:
        raise NoSuchRun(f"{number} {receipt_id}")
    return found


def payments_in(actor: Actor, number: str, state: str = "", text: str = "") -> QuerySet[Payment]:
    """The payments of a run, narrowed, in the order of the file."""
    run = access_run(actor, number)
    rows = Payment.objects.visible_to(actor).filter(run=run).select_related("run").order_by("pk")
    if state:
        rows = rows.filter(state=state)
    if word := text.strip():
        rows = rows.filter(
            Q(reference=word.upper()) | Q(name__startswith=word) | Q(award_number=word)
        )
    return rows


def left_out_of(actor: Actor, number: str) -> QuerySet[LeftOut]:
    """What is due and has no account."""
    run = access_run(actor, number)
    return LeftOut.objects.visible_to(actor).filter(run=run).order_by("pk")


def lines_of(actor: Actor, number: str, receipt_id: int, group: Iterable[str]) -> (
    QuerySet[ReceiptLine]
):  # fmt: skip
    """The lines of a receipt of a run, those of some outcomes or all, in the file's order."""
    run = access_run(actor, number)
    rows = ReceiptLine.objects.visible_to(actor).filter(receipt=receipt_id, receipt__run=run)
    wanted = list(group)
    return (rows.filter(outcome__in=wanted) if wanted else rows).order_by("row")


def of_award(actor: Actor, award_number: str) -> tuple[PaymentShown, ...]:
    """What was paid for an award, or tried, as far as she sees it; the earliest first."""
    rows = Payment.objects.visible_to(actor).filter(award_number=award_number).order_by("pk")
    found = list(rows)
    with being(SYSTEM):  # a person sees her payments, and of their runs the numbers only
        numbers = dict(
            Run.objects.filter(pk__in={one.run_id for one in found}).values_list("pk", "number")
        )
    return tuple(payment_shown(one, numbers[one.run_id]) for one in found)


def payment_shown(one: Payment, run: str) -> PaymentShown:
    return PaymentShown(
        reference=one.reference, run=run, award_number=one.award_number,
        case_number=one.case_number, instalment=one.instalment_number, name=one.name,
        masked=one.masked, fen=one.amount_fen, state=one.state, label=payment_label(one.state),
        reason=one.reason, answered_at=one.answered_at, is_retried=one.is_retried,
    )  # fmt: skip


def left_out_shown(one: LeftOut) -> LeftOutShown:
    return LeftOutShown(one.award_number, one.payee_id, one.name, one.due_on, one.amount_fen)


def line_shown(one: ReceiptLine) -> LineShown:
    return LineShown(
        row=one.row, reference=one.reference, name=one.name, fen=one.amount_fen,
        result=one.result, outcome=one.outcome, label=outcome_label(one.outcome), say=line_say(one),
    )  # fmt: skip


def accounts_of(actor: Actor, subject_id: int) -> tuple[AccountShown, ...]:
    """All accounts that a subject had and has, the latest first; hers, or for those who pay."""
    subject = access_subject(actor, subject_id)
    if not (
        actor.is_system
        or actor.holds_any(PAYERS)
        or (actor.account_id is not None and subject.account_id == actor.account_id)
    ):
        return ()
    with being(SYSTEM):
        rows = PayeeAccount.objects.filter(subject=subject.pk).select_related("subject", "given_by")
        return tuple(map(account_shown, rows.order_by("-pk")))


def proposed(actor: Actor) -> tuple[AccountShown, ...]:
    """Accounts that wait for a second look in the places for which she pays."""
    rows = PayeeAccount.objects.visible_to(actor).filter(state=PayeeAccount.State.PROPOSED)
    mine = [
        one.pk for one in rows.only("pk", "tenant_id")
        if one.tenant_id is not None and pays(actor, one.tenant_id)
    ]  # fmt: skip
    with being(SYSTEM):
        found = PayeeAccount.objects.filter(pk__in=mine).select_related("subject", "given_by")
        return tuple(map(account_shown, found.order_by("pk")))


def account_shown(one: PayeeAccount) -> AccountShown:
    return AccountShown(
        id=one.pk, subject_id=one.subject_id, subject_name=one.subject.name, holder=one.holder,
        bank=one.bank, masked=one.masked, source=one.source, state=one.state,
        label=account_label(one.state), given_by_id=one.given_by_id,
        given_by=_name(one.given_by), given_at=one.given_at, ended_at=one.ended_at,
    )  # fmt: skip


def _name(account: object) -> str:
    return str(getattr(account, "shown_name", "") or "")
