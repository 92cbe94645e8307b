"""The processes of `test_payments_kill`: a city that pays day after day, in a process to be killed.

    python -m tests.faults.payer setup 300     people, accounts, a budget, 300 days of payments due
    python -m tests.faults.payer fork 300      forks one that pays for each line on its input
    python -m tests.faults.payer finish 300    pays all that is left
    python -m tests.faults.payer found         what stands in the end, as JSON

The bank is the same each time it is asked: the first payment of some instalments fails, of others
it is paid and comes back later; all others are paid. Some runs are given up once they are frozen.
"""

import json
import os
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from io import BytesIO, StringIO

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Count, F, Q, Sum  # noqa: E402

from yanzhen.apps.accounts.models import Account  # noqa: E402
from yanzhen.apps.accounts.service import (  # noqa: E402
    SYSTEM,
    Actor,
    Role,
    acting,
    actor_of,
    create_account,
    give_assignment,
)
from yanzhen.apps.awards.models import Award, Instalment  # noqa: E402
from yanzhen.apps.jobs.service import Report  # noqa: E402
from yanzhen.apps.ledgers import service as ledgers  # noqa: E402
from yanzhen.apps.ledgers.models import Movement  # noqa: E402
from yanzhen.apps.organisations.service import organisation  # noqa: E402
from yanzhen.apps.payments.actions import (  # noqa: E402
    approving,
    bringing,
    exporting,
    freezing,
    retrying,
    settling,
)
from yanzhen.apps.payments.errors import PaymentRefused  # noqa: E402
from yanzhen.apps.payments.models import PayeeAccount, Payment, Run  # noqa: E402
from yanzhen.apps.payments.queries import payment_shown  # noqa: E402
from yanzhen.apps.payments.tasks import run_resume  # noqa: E402
from yanzhen.apps.payments.tests.till import row, table  # noqa: E402
from yanzhen.apps.registry.models import Subject  # noqa: E402
from yanzhen.policy.vocabulary import Label  # noqa: E402

PEOPLE, EACH, SIZE = 12, 3_000_00, 5
FIRST = date(2020, 1, 1)
FAILS, RETURNS = 3, 7
BOOK = "xiangtan/talent-fund"
State = Run.State
DUE = """
    INSERT INTO awards_instalment
           (award_id, tenant_id, number, year, due_on, amount_fen, state, budget_line_id)
    SELECT a.id, a.tenant_id, n, 2026, %s::date + n, %s, 'due', l.id
      FROM awards_award AS a, generate_series(1, %s) AS n, ledgers_line AS l WHERE l.code = %s
"""


def set_up(days: int) -> None:
    """Everybody is paid every day."""
    with acting(SYSTEM):
        for name in ("zhou", "qian"):
            account = create_account(email=f"{name}@example.cn", name=name)
            give_assignment(
                acting=SYSTEM, account_id=account.pk, role=Role.FINANCE,
                organisation_id=organisation("xiangtan/finance").id,
            )  # fmt: skip
        city, line = organisation("xiangtan").id, _budget(PEOPLE * EACH * days)
        for n in range(PEOPLE):
            name = f"王{n}"
            one = Subject.objects.create(kind="person", name=name, name_key=name)
            PayeeAccount.objects.create(
                subject=one, holder="王芳", bank="某银行", number=f"62170000{n:08}",
                last_four=f"{n:04}", source="owner", state="current", given_at="2026-01-01T00:00Z",
            )  # fmt: skip
            Award.objects.create(
                number=f"A-{n}", case_number=f"C-{n}", item="rent", decision_id=n, city="xiangtan",
                pack_hash="", rule="art-19-rent", clause="19", tenant_id=city, subject=one,
                subject_name=name, payee=one, nature="money", computed_fen=EACH * days,
                granted_fen=EACH * days, fund="talent-fund", effective_on=FIRST, starts_on=FIRST,
                plan="planned",
            )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(DUE, [FIRST, EACH, days, line])


def _budget(fen: int) -> str:
    ledgers.open_book(acting=SYSTEM, code=BOOK, kind="fund", unit="fen", place="xiangtan",
                      name=Label("人才发展专项资金", "Talent development fund"))  # fmt: skip
    line: str = ledgers.open_line(acting=SYSTEM, book=BOOK, year=2026).code
    posting = ledgers.Posting("budget", line, fen, reason="年初预算")
    ledgers.allot(acting=SYSTEM, posting=posting)
    ledgers.commit(acting=SYSTEM, posting=ledgers.Posting("promised", line, fen))
    return line


def pay(days: int, size: int = SIZE, stride: int = 1) -> None:
    """Run after run, until all is paid; wherever an earlier one was killed it goes on."""
    zhou, qian = (actor_of(Account.objects.get(email=f"{n}@example.cn")) for n in ("zhou", "qian"))
    with acting(SYSTEM):
        while True:
            run = _unfinished()
            if run is None:
                last = Run.objects.order_by("pk").values_list("up_to", flat=True).last() or FIRST
                if last >= FIRST + timedelta(days) and not _due():
                    return
                day = min(last + timedelta(stride), FIRST + timedelta(days))
                freezing.open_run(acting=zhou, place="xiangtan", title="每日", up_to=day)
            else:
                _step(run, zhou, qian, size)


def _due() -> bool:
    return Instalment.objects.filter(state="due").exists()


def _unfinished() -> Run | None:
    """The latest runs are looked at: an earlier one was finished before them."""
    for run in Run.objects.order_by("-pk")[:3]:
        if run.state not in (State.SETTLED, State.CANCELLED) or _is_left(run):
            return run
    return None


def _is_left(run: Run) -> bool:
    rows = Payment.objects.filter(run=run)
    if run.state == State.CANCELLED:
        return rows.filter(state="frozen").exists()
    again = rows.filter(state__in=["failed", "returned"], is_retried=False)
    return again.exists() or any(_comes_back(one) for one in rows.filter(state="paid"))


def _step(run: Run, zhou: Actor, qian: Actor, size: int) -> None:
    number = run.number
    match run.state:
        case State.OPEN:
            try:
                freezing.freeze(acting=zhou, number=number, size=size)
            except PaymentRefused:
                freezing.cancel(acting=zhou, number=number, reason="没有到期")
        case State.FROZEN if run.pk % 5 == 0:
            freezing.cancel(acting=zhou, number=number, reason="重复")
        case State.FROZEN:
            approving.approve(acting=qian, number=number)
        case State.APPROVED:
            exporting.export(acting=zhou, number=number, layout="csv", into=BytesIO())
        case State.CANCELLED:
            freezing.cancel(acting=zhou, number=number, reason="")
        case State.EXPORTED:
            rows = list(Payment.objects.filter(run=run).order_by("pk"))
            for part in (rows[::2], rows[1::2]):
                _bring(zhou, number, part, size)
        case State.SETTLED:
            back = [one for one in Payment.objects.filter(run=run).order_by("pk") if _returns(one)]
            if any(one.state == "paid" for one in back):
                _bring(zhou, number, back, size, "退汇")
            retrying.retry(acting=zhou, number=number, reason="再付")


def _bring(actor: Actor, number: str, some: Iterable[Payment], size: int, result: str = "") -> None:
    """A file of the bank: the same bytes whenever it is asked for."""
    rows = [
        row(payment_shown(one, number), result or ("失败" if _fails(one) else "成功"), "退回")
        for one in some
    ]
    if rows:
        file = BytesIO(table(rows).encode())
        receipt = bringing.bring(acting=actor, number=number, name="回单.csv", file=file)
        settling.settle(receipt_id=receipt.pk, size=size)


def _is_first(one: Payment) -> bool:
    earlier = Payment.objects.filter(instalment_id=one.instalment_id, pk__lt=one.pk)
    return not earlier.exclude(state="cancelled").exists()


def _fails(one: Payment) -> bool:
    return one.instalment_id % 10 == FAILS and _is_first(one)


def _returns(one: Payment) -> bool:
    return one.instalment_id % 10 == RETURNS and _is_first(one)


def _comes_back(one: Payment) -> bool:
    return one.state == "paid" and _returns(one)


def fork(days: int) -> None:
    """One child for each line that comes in: its id goes out, and how it ended."""
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                pay(days)
            except BaseException:
                sys.excepthook(*sys.exc_info())
                sys.stderr.flush()
                os._exit(1)
            os._exit(0)
        print(child, flush=True)
        print(os.waitpid(child, 0)[1], flush=True)


def found() -> dict[str, object]:
    """What stands: how often each was paid, the ledger, the runs."""
    with acting(SYSTEM):
        states = counts(Payment.objects.values_list("state").annotate(n=Count("pk")).order_by())
        live = Payment.objects.values("instalment_id").annotate(
            n=Count("pk", filter=Q(state="paid"))
        )
        moved = Movement.objects.values_list("kind").annotate(n=Count("pk")).order_by()
        balance = ledgers.balance(f"{BOOK}/2026")
        retried = Payment.objects.filter(state__in=["failed", "returned"], is_retried=False)
        return {
            "payments": states,
            "paid_otherwise_than_once": live.exclude(n=1).count(),
            "instalments": counts(
                Instalment.objects.values_list("state").annotate(n=Count("pk")).order_by()
            ),
            "moved": counts(moved),
            "spent": balance.spent,
            "sum": Payment.objects.filter(state="paid").aggregate(s=Sum("amount_fen"))["s"],
            "left": [balance.available, balance.committed],
            "runs": counts(Run.objects.values_list("state").annotate(n=Count("pk")).order_by()),
            "not_retried": retried.count(),
            "unsettled": len(list(settling.unsettled())),
            "differs": str(ledgers.recompute().first_difference),
            "wrong_sums": Run.objects.filter(state="settled")
            .annotate(n=Count("payments")).exclude(n=F("payments_count")).count(),
        }  # fmt: skip


def counts(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    return dict(rows)


def main() -> None:
    match sys.argv[1:]:
        case ["setup", days]:
            set_up(int(days))
        case ["fork", days]:
            fork(int(days))
        case ["finish", days]:
            run_resume(Report())  # as the service does each hour
            pay(int(days), 20_000, stride=int(days))
        case ["found"]:
            out = StringIO()
            json.dump(found(), out)
            print("\n" + out.getvalue())


if __name__ == "__main__":
    main()
