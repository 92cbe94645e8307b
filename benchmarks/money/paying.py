"""One month's run: payments frozen, exported and answered, beside a bare COPY of the same rows.

Each of so many people has an account and one instalment that is due. The floor copies the run's
payments out of a file into a table without index, constraint, trigger or row security. The export
opens every account number on its way.
"""

from __future__ import annotations

import csv
import resource
import tempfile
import time
from datetime import date
from importlib import import_module
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import psycopg
from service.standing import standing

from money.bare import copied
from yanzhen.config.serve import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BOOK, EACH = "xiangtan/talent-fund", 300_000
SEED = """
    INSERT INTO registry_subject (kind, name, name_key, found_by, created_at)
    SELECT 'person', '某人' || n, %(batch)s, '{}', now() FROM generate_series(1, %(n)s) AS n;
    INSERT INTO payments_payeeaccount
           (subject_id, holder, bank, number, last_four, source, state, given_at)
    SELECT id, name, '某银行', %(sealed)s, '8901', 'owner', 'current', now()
      FROM registry_subject WHERE name_key = %(batch)s;
    INSERT INTO awards_award
           (number, case_number, item, decision_id, decision_hash, city, pack_hash, rule, clause,
            tier, industry, tenant_id, subject_id, subject_name, payee_id, nature, computed_fen,
            granted_fen, cuts, fund, effective_on, starts_on, every_months, periods, each_fen,
            plan, state, uses, excepted, version, made_at)
    SELECT 'A-' || s.id, 'X-' || s.id, 'rent', s.id, '', 'xiangtan', '', 'art-19-rent', '19', 'C',
           '', o.id, s.id, s.name, s.id, 'money', 10800000, 10800000, '[]', 'talent-fund',
           '2026-03-01', '2026-03-01', 1, 36, 300000, 'planned', 'running', '[]', '[]', 1, now()
      FROM registry_subject AS s, organisations_organisation AS o
     WHERE o.code = 'xiangtan' AND s.name_key = %(batch)s;
    INSERT INTO awards_instalment
           (award_id, tenant_id, number, year, due_on, amount_fen, state, budget_line_id)
    SELECT a.id, a.tenant_id, 1, 2026, '2026-01-31', 300000, 'due', l.id
      FROM awards_award AS a JOIN registry_subject AS s ON s.id = a.subject_id, ledgers_line AS l
     WHERE l.code = 'xiangtan/talent-fund/2026' AND s.name_key = %(batch)s;
    ANALYZE
"""
PEOPLE = ("zhou", "qian")


class Run(NamedTuple):
    """One run: its payments, and the seconds of each step and of its floor."""

    rows: int
    freeze: float
    copied: float
    export: float
    settle: float
    memory: int


def report(sizes: Sequence[int]) -> None:
    """A row for each size, one after the other in one database; growth is beside the first."""
    print("\nOne month's run: frozen, exported as CSV, answered by the bank")
    with standing() as cluster:
        prepare()
        hands = _employed()
        first: Run | None = None
        with psycopg.connect(cluster.owner_url, autocommit=True) as owner:
            for size in sizes:
                _seed(owner, size)
                one = _measured(owner, size, *hands)
                first = first or one
                _show(one, first)


def _show(one: Run, first: Run) -> None:
    def rate(seconds: float) -> str:
        return f"{one.rows / seconds:>9,.0f} rows/s"

    growth = (one.freeze + one.export) / one.rows / ((first.freeze + first.export) / first.rows)
    print(
        f"  {one.rows:>9,} payments   freeze {rate(one.freeze)}   export {rate(one.export)}"
        f"   both {rate(one.freeze + one.export)}   receipts {rate(one.settle)}"
        f"   bare COPY {rate(one.copied)}"
        f"   a row {growth:.2f} x the first   memory +{one.memory / 1024:.0f} MiB"
    )


def _measured(owner: psycopg.Connection[Any], size: int, zhou: Any, qian: Any) -> Run:
    """By the service's own functions, as the service's role."""
    accounts: Any = import_module("yanzhen.apps.accounts.service")
    payments: Any = import_module("yanzhen.apps.payments.service")
    before = _memory()
    with accounts.acting(zhou), tempfile.TemporaryFile() as file:
        number = payments.open_run(zhou, "xiangtan", "租房补贴", date(2026, 1, 31)).row.number
        freeze = _seconds(lambda: payments.freeze(zhou, number))
        payments.approve(qian, number)
        export = _seconds(lambda: payments.export(zhou, number, "csv", file))
        with tempfile.TemporaryFile() as answer:
            _answered(file, answer)
            settle = _seconds(lambda: payments.import_receipts(zhou, number, "receipt.csv", answer))
        run = payments.run(zhou, number)
    if (run.row.state, run.row.count) != ("settled", size):
        raise SystemExit(f"the run is {run.row.state} with {run.row.count} payments")
    return Run(size, freeze, _copied(owner, number), export, settle, _memory() - before)


def _employed() -> tuple[Any, Any]:
    """Two people of finance."""
    accounts: Any = import_module("yanzhen.apps.accounts.service")
    organisations: Any = import_module("yanzhen.apps.organisations.service")
    with accounts.acting(accounts.SYSTEM):
        office = organisations.organisation("xiangtan/finance").id
        made = [accounts.create_account(email=f"{n}@example.cn", name=n) for n in PEOPLE]
        for one in made:
            accounts.give_assignment(
                acting=accounts.SYSTEM, account_id=one.pk, role=accounts.Role.FINANCE,
                organisation_id=office,
            )  # fmt: skip
        zhou, qian = map(accounts.actor_of, made)
    return zhou, qian


def _seed(owner: psycopg.Connection[Any], size: int) -> None:
    """People with accounts and awards, what is due, and the budget for it."""
    accounts: Any = import_module("yanzhen.apps.accounts.service")
    ledgers: Any = import_module("yanzhen.apps.ledgers.service")
    sealing: Any = import_module("yanzhen.apps.sealing.service")
    vocabulary: Any = import_module("yanzhen.policy.vocabulary")
    system = accounts.SYSTEM
    with accounts.acting(system):
        ledgers.open_book(acting=system, code=BOOK, kind="fund", unit="fen", place="xiangtan",
                          name=vocabulary.Label("资金", "Fund"))  # fmt: skip
        line = ledgers.open_line(acting=system, book=BOOK, year=2026).code
        for word, way in (("allot", ledgers.allot), ("commit", ledgers.commit)):
            posting = ledgers.Posting(f"{word}-{size}", line, size * EACH, reason="bench")
            way(acting=system, posting=posting)
    sealed = sealing.seal("6217000012345678901", context="payments.payeeaccount.number")
    for statement in SEED.split(";"):
        told = {"n": size, "batch": f"b{size}", "sealed": sealed}
        owner.execute(statement, told)  # type: ignore[arg-type]


def _answered(file: IO[bytes], answer: IO[bytes]) -> None:
    """Every payment succeeded."""
    file.seek(0)
    rows = csv.reader(TextIOWrapper(file, "utf-8-sig", newline=""))
    text = TextIOWrapper(answer, "utf-8", newline="")
    out = csv.writer(text)
    next(rows)
    out.writerow(("业务参考号", "户名", "金额", "处理结果"))
    out.writerows((row[0], row[1], row[4], "成功") for row in rows)
    text.flush()
    text.detach()
    answer.seek(0)


def _copied(owner: psycopg.Connection[Any], number: str) -> float:
    """The run's payments, out of a file, into a table that keeps nothing but rows."""
    run = f"(SELECT id FROM payments_run WHERE number = '{number}')"
    return copied(owner, "payments_payment", f"run_id = {run}")


def _seconds(step: Callable[[], object]) -> float:
    begin = time.perf_counter()
    step()
    return time.perf_counter() - begin


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
