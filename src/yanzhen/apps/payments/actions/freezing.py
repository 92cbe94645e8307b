"""Opening a run, freezing what it pays, and giving it up.

    run = open_run(acting=zhou, place="xiangtan", title="租房补贴", up_to=date(2026, 11, 30))
    freeze(acting=zhou, number=run.number)

Freezing goes in portions, each one statement in a transaction of its own: payments that are due
are locked, written down with their payee's account, and leave the due ones. Interrupted at any
point it is asked for again and goes on: what was taken is due no more. Two that freeze at the same
moment wait for each other portion by portion, and neither gets what the other has.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Count, Sum
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.audit.service import record
from yanzhen.apps.awards.service import DUE, leave_run, take_into_run
from yanzhen.apps.jobs.service import Report
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation, subtree
from yanzhen.apps.payments.access import access_to_pay, pays, require_payer
from yanzhen.apps.payments.budget import require_budget
from yanzhen.apps.payments.errors import PaymentRefused, refuse
from yanzhen.apps.payments.models import LeftOut, Payment, Run

PORTION = 20_000
OLDEST = date(1900, 1, 1)
State = Run.State
NEXT_RUN = "SELECT nextval(pg_get_serial_sequence('payments_run', 'id'))"
# The reference is the id with two check digits (ISO 7064, modulo 97).
TAKE = f"""
WITH due AS MATERIALIZED (
    {DUE} AND i.tenant_id = %(tenant)s AND i.due_on <= %(up_to)s
      AND (i.due_on, i.id) > (%(day)s, %(after)s)
    ORDER BY i.due_on, i.id LIMIT %(size)s FOR UPDATE OF i
), looked AS MATERIALIZED (
    SELECT due.*, account.id AS payee_account_id, account.holder, account.last_four
      FROM due LEFT JOIN LATERAL (
          SELECT one.* FROM payments_payeeaccount AS one
           WHERE one.subject_id = due.payee_id AND one.state = 'current'
           UNION ALL
          SELECT one.* FROM registry_subject AS entry JOIN payments_payeeaccount AS one
              ON one.subject_id = entry.id AND one.state = 'current'
           WHERE entry.merged_into_id = due.payee_id
           LIMIT 1) AS account ON true
), taken AS (
    INSERT INTO payments_payment (
        id, run_id, reference, instalment_id, instalment_number, award_number, case_number, clause,
        tenant_id, account_id, employer_id, subject_id, decided_by_id, payee_account_id, name,
        last_four, amount_fen, budget_line_id, state, reason, is_retried)
    SELECT id, %(run)s,
           'YZ' || lpad(id::text, 16, '0') || lpad((98 - (id * 100) %% 97)::text, 2, '0'),
           instalment_id, number, award_number, case_number, clause, tenant_id, account_id,
           employer_id, subject_id, decided_by_id, payee_account_id, holder, last_four,
           amount_fen, budget_line_id, 'frozen', '', false
      FROM (SELECT nextval(pg_get_serial_sequence('payments_payment', 'id')) AS id, looked.*
              FROM looked WHERE payee_account_id IS NOT NULL) AS payable
    RETURNING instalment_id
), left_out AS (
    INSERT INTO payments_leftout (
        run_id, tenant_id, instalment_id, award_number, payee_id, name, due_on, amount_fen)
    SELECT %(run)s, tenant_id, instalment_id, award_number, payee_id, subject_name, due_on,
           amount_fen
      FROM looked WHERE payee_account_id IS NULL
)
SELECT (SELECT count(*) FROM due), (SELECT array_agg(instalment_id) FROM taken),
       due_on, instalment_id
  FROM due ORDER BY due_on DESC, instalment_id DESC LIMIT 1
"""


class Place(NamedTuple):
    """Where the walk through what is due stands."""

    day: date = OLDEST
    after: int = 0


def open_run(*, acting: Actor, place: str, title: str, up_to: date) -> Run:
    """A run of a place, for itself and all places below it; nothing is taken yet."""
    try:
        seat = organisation(place)
    except NoSuchOrganisation:
        seat = None
    if seat is None or seat.is_department or not pays(acting, seat.id):
        raise refuse(
            "no_place", "请选择您负责拨付的地区。", "Choose a place for which you pay.", "place"
        )
    if not title.strip() or len(title.strip()) > 120:
        raise refuse("title", "请写明批次名称（120 字以内）。", "Give the run a title.", "title")
    require_payer(acting, seat.id)
    with being(SYSTEM), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(NEXT_RUN)
            key = int(cursor.fetchone()[0])
        now = timezone.now()
        city = seat.city
        run = Run.objects.create(
            pk=key, number=f"P-{city.upper()}-{timezone.localdate(now).year}-{key:06}", city=city,
            tenant_id=seat.id, title=title.strip(), up_to=up_to, made_by_id=acting.account_id,
            made_at=now,
        )  # fmt: skip
        _recorded("opened", run, acting, {"up_to": up_to.isoformat()})
    return run


def freeze(*, acting: Actor, number: str, report: Report | None = None, size: int = PORTION) -> Run:
    """Take what is due into the run and close it; one that is frozen stays as it is."""
    told = report or Report()
    with being(SYSTEM):
        run = _begin(acting, number)
        if run.state != State.OPEN:
            return run
        for tenant in _places(run):
            place: Place | None = Place()
            while place is not None:
                count, place = _portion(acting, run, tenant, place, size)
                told.advance(count)
        return _close(acting, number)


def cancel(*, acting: Actor, number: str, reason: str, report: Report | None = None) -> Run:
    """Give a run up that has no file yet; its payments are due again. Asked again it goes on."""
    told, why = report or Report(), " ".join(reason.split())[:400]
    with being(SYSTEM):
        with transaction.atomic():
            run = access_to_pay(acting, number)
            if run.state in (State.OPEN, State.FROZEN, State.APPROVED):
                if not why:
                    raise refuse("reason", "请写明撤销原因。", "Say why.", "reason")
                run.state, run.cancel_reason = State.CANCELLED, why
                run.save(update_fields=["state", "cancel_reason"])
                _recorded("cancelled", run, acting, {"reason": why})
            elif run.state != State.CANCELLED:
                raise refuse(
                    "too_late", "已经导出银行文件，不能撤销；未成功的付款以银行回单为准。",
                    "A file for the bank was made: the run cannot be given up any more.",
                )  # fmt: skip
        while count := _let_go(run, PORTION):
            told.advance(count)
    return run


def _begin(acting: Actor, number: str) -> Run:
    """The run, with what was left out in an earlier try forgotten: it is looked at again."""
    with transaction.atomic():
        run = access_to_pay(acting, number)
        if run.state == State.CANCELLED:
            raise refuse("cancelled", "这个批次已经撤销。", "This run was given up.")
        if run.state == State.OPEN:
            LeftOut.objects.filter(run=run).delete()
    return run


def _places(run: Run) -> list[int]:
    return [one.id for one in subtree(run.tenant_id) if not one.is_department]


def _portion(
    acting: Actor, run: Run, tenant: int, place: Place, size: int
) -> tuple[int, Place | None]:
    """Take the next ones of a place; how many were looked at, and where that ended."""
    with transaction.atomic(), connection.cursor() as cursor:
        if access_to_pay(acting, run.number).state != State.OPEN:
            raise refuse(
                "changed",
                "这个批次已被他人冻结或撤销。",
                "Somebody else froze or cancelled the run.",
            )
        given: dict[str, Any] = {"run": run.pk, "tenant": tenant, "up_to": run.up_to, "size": size}
        cursor.execute(TAKE, given | place._asdict())
        row = cursor.fetchone()
        if row is None:
            return 0, None
        count, taken, day, after = row
        if len(take_into_run(taken or ())) != len(taken or ()):
            raise RuntimeError(f"{run.number}: a payment was taken that is not due")
    return int(count), Place(day, after) if count == size else None


def _close(acting: Actor, number: str) -> Run:
    """The run is frozen: with something in it, and with the budget for it."""
    with transaction.atomic():
        run = access_to_pay(acting, number)
        if run.state != State.OPEN:
            return run
        sums = Payment.objects.filter(run=run).aggregate(n=Count("pk"), fen=Sum("amount_fen"))
        run.left_out_count = LeftOut.objects.filter(run=run).count()
        run.payments_count, run.sum_fen = sums["n"], sums["fen"] or 0
        if run.payments_count:
            require_budget(run)
            run.state, run.frozen_by_id, run.frozen_at = (
                State.FROZEN, acting.account_id, timezone.now(),
            )  # fmt: skip
            counts = {"payments": run.payments_count, "sum_fen": run.sum_fen}
            _recorded("frozen", run, acting, counts | {"left_out": run.left_out_count})
        run.save()
    if not run.payments_count:
        raise _nothing(run)
    return run


def _nothing(run: Run) -> PaymentRefused:
    if run.left_out_count:
        return refuse(
            "nobody_has_an_account",
            f"到期的 {run.left_out_count} 笔都没有收款账户，没有可支付的款项。",
            f"None of the {run.left_out_count} payments that are due has a bank account.",
        )  # fmt: skip
    return refuse(
        "nothing_due", "截至所选日期没有待支付的款项。", "Nothing is due up to the day of this run."
    )


def _let_go(run: Run, size: int) -> int:
    """The next payments of a run that was given up: their instalments are due again."""
    with transaction.atomic():
        rows = Payment.objects.select_for_update().filter(run=run, state=Payment.State.FROZEN)
        some = dict(rows.order_by("pk").values_list("pk", "instalment_id")[:size])
        Payment.objects.filter(pk__in=list(some)).update(state=Payment.State.CANCELLED)
        leave_run(some.values())
    return len(some)


def _recorded(what: str, run: Run, acting: Actor, told: dict[str, Any]) -> None:
    record(f"payment_run.{what}", acting=acting, subject=f"run:{run.number}", chain=run.city,
           details=told)  # fmt: skip


def waiting_to_be_let_go() -> Iterable[str]:
    """Runs that were given up and interrupted in that."""
    left = Payment.objects.filter(run__state=State.CANCELLED, state=Payment.State.FROZEN)
    return list(left.values_list("run__number", flat=True).distinct())
