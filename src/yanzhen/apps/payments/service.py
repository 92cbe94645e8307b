"""The payments' public face: what is due is paid in runs, each payment once.

    run = open_run(zhou, "xiangtan", "2026年11月", date(2026, 11, 30))
    freeze(zhou, run.row.number)                  what is due and whose payee has an account
    approve(qian, run.row.number)                 a second person
    export(zhou, run.row.number, "csv", file)     the bank's file; account numbers are opened here
    import_receipts(zhou, run.row.number, "回单.csv", file)
    retry(zhou, run.row.number, "账号已更正")       failed and returned ones are due again
    cancel(zhou, run.row.number, "重复建立")        before the file was made

Each step may be asked for again, after whatever happened in the middle of it.
"""

from collections.abc import Collection
from datetime import date
from typing import IO

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.awards.service import due
from yanzhen.apps.jobs.service import Standing, start
from yanzhen.apps.organisations.service import subtree_ids
from yanzhen.apps.payments import queries, tasks
from yanzhen.apps.payments.access import PAYERS, READERS, access_run
from yanzhen.apps.payments.actions import (
    approving,
    bringing,
    exporting,
    freezing,
    giving,
    retrying,
    settling,
)
from yanzhen.apps.payments.errors import NoSuchAccount, NoSuchRun, PaymentRefused, Refusal
from yanzhen.apps.payments.layouts import Layout, layout_named, layouts
from yanzhen.apps.payments.models import PayeeAccount, Payment, ReceiptLine, Run
from yanzhen.apps.payments.shown import (
    LOOK_AT,
    AccountShown,
    LeftOutShown,
    LineShown,
    PaymentShown,
    ReceiptShown,
    RunRow,
    RunShown,
    Slice,
    StateSum,
)
from yanzhen.apps.payments.words import outcome_label, payment_label, run_label
from yanzhen.apps.registry.service import NoSuchSubject, own_subject

__all__ = [
    "LOOK_AT", "OUTCOMES", "PAYERS", "PAYMENT_STATES", "READERS", "RUN_STATES", "AccountShown",
    "Layout", "LeftOutShown", "LineShown", "NoSuchAccount", "NoSuchRun", "PaymentRefused",
    "PaymentShown", "ReceiptShown", "Refusal", "RunRow", "RunShown", "Slice", "StateSum",
    "account_of", "accounts_of", "approve", "bring_receipts", "cancel", "export", "freeze",
    "freeze_later", "give_account", "import_receipts", "layout_named", "layouts", "left_out",
    "lines", "look_at_account", "open_run", "outcome_label", "own_accounts", "payment_label",
    "payments", "payments_of", "propose_account", "proposed_accounts", "retry", "run",
    "run_label", "runs", "runs_count", "settle", "settle_later", "waits_for",
]  # fmt: skip

RUN_STATES = tuple(one.value for one in Run.State)
PAYMENT_STATES = tuple(one.value for one in Payment.State)
OUTCOMES = tuple(one.value for one in ReceiptLine.Outcome)
COUNTED = 10_000

# ---------------------------------------------------------------- bank accounts


def account_of(actor: Actor, subject_id: int) -> AccountShown | None:
    """The account that a subject is paid to, masked; None without one, or for whoever may not."""
    found = accounts_of(actor, subject_id)
    return next((one for one in found if one.state == PayeeAccount.State.CURRENT), None)


def accounts_of(actor: Actor, subject_id: int) -> tuple[AccountShown, ...]:
    """All that a subject had and has, the latest first."""
    try:
        return queries.accounts_of(actor, subject_id)
    except NoSuchSubject:
        return ()


def own_accounts(actor: Actor) -> tuple[AccountShown, ...]:
    """Her own, the latest first."""
    subject = own_subject(actor)
    return () if subject is None else accounts_of(actor, subject.pk)


def give_account(actor: Actor, holder: str, bank: str, number: str) -> AccountShown:
    """Her own account, from now on; PaymentRefused with all that is wrong."""
    made = giving.give_own(acting=actor, holder=holder, bank=bank, number=number)
    return _account(made)


def propose_account(
    actor: Actor, subject_id: int, tenant_id: int, holder: str, bank: str, number: str
) -> AccountShown:
    """Finance enters one; it is used once another person of finance agrees."""
    made = giving.propose(
        acting=actor, subject_id=subject_id, tenant_id=tenant_id, holder=holder, bank=bank,
        number=number,
    )  # fmt: skip
    return _account(made)


def proposed_accounts(actor: Actor) -> tuple[AccountShown, ...]:
    """Those that wait for a second look by somebody who pays for their place."""
    return queries.proposed(actor)


def look_at_account(actor: Actor, account_id: int, agrees: bool) -> AccountShown:
    """The second look."""
    return _account(giving.look_at(acting=actor, account_id=account_id, agrees=agrees))


def _account(made: PayeeAccount) -> AccountShown:
    with being(SYSTEM):
        rows = PayeeAccount.objects.select_related("subject", "given_by")
        return queries.account_shown(rows.get(pk=made.pk))


# ---------------------------------------------------------------- runs


def runs(
    actor: Actor, state: str = "", text: str = "", first: int = 0, most: int = 50
) -> tuple[RunRow, ...]:
    """The runs that she sees, the latest first."""
    return queries.rows_of(list(queries.listed(actor, state, text)[first : first + most]))


def runs_count(actor: Actor, state: str = "", text: str = "") -> int:
    """How many; counted no further than a list counts."""
    return queries.listed(actor, state, text).order_by()[:COUNTED].count()


def run(actor: Actor, number: str) -> RunShown:
    """A run; NoSuchRun when it is not there for her."""
    return queries.shown(actor, number)


def open_run(actor: Actor, place: str, title: str, up_to: date) -> RunShown:
    """A new one for a place and all below it, up to a day; nothing is taken yet."""
    made = freezing.open_run(acting=actor, place=place, title=title, up_to=up_to)
    return queries.shown(actor, made.number)


def freeze(actor: Actor, number: str) -> RunShown:
    """Take what is due; interrupted, it goes on where it was."""
    freezing.freeze(acting=actor, number=number)
    return queries.shown(actor, number)


def waits_for(actor: Actor, number: str) -> int:
    """How many payments freezing it would look at."""
    found = access_run(actor, number)
    with being(SYSTEM):
        return due(SYSTEM, found.up_to, subtree_ids(found.tenant_id))[0]


def freeze_later(actor: Actor, number: str) -> Standing:
    """The same in the background, with a bar to watch."""
    access_run(actor, number)
    return start(tasks.FREEZE, {"run": number}, acting=actor, turn=f"payments.run:{number}")


def approve(actor: Actor, number: str) -> RunShown:
    """By whoever neither made nor froze it nor decided on a case in it."""
    approving.approve(acting=actor, number=number)
    return queries.shown(actor, number)


def export(actor: Actor, number: str, layout: str, into: IO[bytes]) -> RunShown:
    """Write the bank's file. Outside of every transaction: the reading stands by itself."""
    exporting.export(acting=actor, number=number, layout=layout, into=into)
    return queries.shown(actor, number)


def cancel(actor: Actor, number: str, reason: str) -> RunShown:
    """Before the file was made: what it took is due again."""
    freezing.cancel(acting=actor, number=number, reason=reason)
    return queries.shown(actor, number)


def retry(actor: Actor, number: str, reason: str, references: Collection[str] | None = None) -> int:
    """These (or all) failed and returned ones are due again; how many."""
    return retrying.retry(acting=actor, number=number, reason=reason, references=references)


# ---------------------------------------------------------------- receipts


def import_receipts(actor: Actor, number: str, name: str, file: IO[bytes]) -> ReceiptShown:
    """Bring a file and do what it says, here and now."""
    return _receipt(settling.settle(receipt_id=bring_receipts(actor, number, name, file)).pk)


def bring_receipts(actor: Actor, number: str, name: str, file: IO[bytes]) -> int:
    """Keep a file's lines; its id. The same file again is the one that there is."""
    return bringing.bring(acting=actor, number=number, name=name, file=file).pk


def settle(actor: Actor, number: str, receipt_id: int) -> None:
    """Do what a file of a run says, here and now."""
    queries.receipt_of(actor, number, receipt_id)
    settling.settle(receipt_id=receipt_id)


def settle_later(actor: Actor, receipt_id: int) -> Standing:
    """Do what a file says in the background, with a bar to watch."""
    turn = f"payments.receipt:{receipt_id}"
    return start(tasks.SETTLE, {"receipt": receipt_id}, acting=actor, turn=turn)


def lines(
    actor: Actor, number: str, receipt_id: int, outcomes: Collection[str] = (), first: int = 0,
    most: int = 50,
) -> Slice[LineShown]:  # fmt: skip
    """Lines of a file in its order: those of some outcomes, or all."""
    rows = queries.lines_of(actor, number, receipt_id, outcomes)
    some = tuple(map(queries.line_shown, rows[first : first + most]))
    return Slice(some, rows.order_by()[:COUNTED].count())


def _receipt(receipt_id: int) -> ReceiptShown:
    with being(SYSTEM):
        found = Run.objects.get(receipts=receipt_id)
        return next(one for one in queries.receipts_of(found) if one.id == receipt_id)


# ---------------------------------------------------------------- payments


def payments(
    actor: Actor, number: str, state: str = "", text: str = "", first: int = 0, most: int = 50
) -> Slice[PaymentShown]:
    """Payments of a run, in the order of the file."""
    rows = queries.payments_in(actor, number, state, text)
    some = tuple(queries.payment_shown(one, number) for one in rows[first : first + most])
    return Slice(some, rows.order_by()[:COUNTED].count())


def payments_of(actor: Actor, award_number: str) -> tuple[PaymentShown, ...]:
    """What was paid or tried for an award, as far as she sees it."""
    return queries.of_award(actor, award_number)


def left_out(actor: Actor, number: str, first: int = 0, most: int = 50) -> Slice[LeftOutShown]:
    """What is due and is not in the run, as its payee has no account."""
    rows = queries.left_out_of(actor, number)
    some = tuple(map(queries.left_out_shown, rows[first : first + most]))
    return Slice(some, rows.order_by()[:COUNTED].count())
