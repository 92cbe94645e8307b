"""Many at once: two runs never share a payment, and 1,000 ask the database no more than 10."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.awards.models import Award, Instalment
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.payments import service
from yanzhen.apps.payments.actions import freezing
from yanzhen.apps.payments.models import Payment
from yanzhen.apps.payments.service import PaymentRefused
from yanzhen.apps.payments.tests.till import EACH, HEADER, Till, build_till


def more_due(till: Till, many: int) -> None:
    """So many more instalments that are due in May, with the budget for them."""
    with acting(SYSTEM):
        award = Award.objects.get()
        one = award.instalments.get(number=3)  # of May
        first = 100 + Instalment.objects.count()
        Instalment.objects.bulk_create(
            Instalment(
                award=award, tenant_id=one.tenant_id, account_id=one.account_id,
                number=first + n, year=2026, due_on=one.due_on, amount_fen=1_00, state="due",
                budget_line_id=one.budget_line_id,
            )
            for n in range(many)
        )  # fmt: skip
        posting = ledgers.Posting(f"more-{first}", till.line, many * 1_00)
        ledgers.commit(acting=SYSTEM, posting=posting)


@contextmanager
def counted(into: list[int]) -> Iterator[None]:
    with CaptureQueriesContext(connection) as queries:
        yield
    into.append(len(queries))


def whole(till: Till, many: int) -> list[int]:
    """How many statements each step of a run of so many payments takes."""
    more_due(till, many)
    number, counts = till.open(), list[int]()
    with counted(counts):
        till.freeze(number)
    with counted(counts):
        till.approve(number)
    with counted(counts):
        body = till.export(number).decode("utf-8-sig")
    rows = [
        (row[0], row[1], row[4], "成功", "") for row in list(csv.reader(StringIO(body)))[1:]
    ]  # fmt: skip
    text = StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    with acting(till.actor("zhou")) as zhou:
        file = BytesIO(text.getvalue().encode())
        receipt = service.bring_receipts(zhou, number, "回单.csv", file)
        with counted(counts):
            service.settle(zhou, number, receipt)
    assert till.run(number).row.state == "settled"
    assert till.states(number) == {"paid": len(rows)}
    return counts


def test_a_thousand_ask_the_database_no_more_than_ten(till: Till) -> None:
    few, many = whole(till, 10), whole(till, 1_000)

    # More than a few hundred movements arrive by COPY: a handful of statements more, once.
    assert [max(0, b - a) for a, b in zip(few[:3], many[:3], strict=True)] == [0, 0, 0]
    assert many[3] - few[3] <= 4
    assert ledgers.balance(till.line).spent == 3 * EACH + 1_010 * 1_00
    assert ledgers.recompute().first_difference is None


@pytest.mark.django_db(transaction=True)
def test_runs_that_freeze_at_the_same_moment_share_nothing() -> None:
    till = build_till()
    more_due(till, 300)
    numbers = [till.open() for _ in range(4)]
    start, wrong = Barrier(len(numbers)), list[Exception]()

    def freeze(number: str) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            with acting(till.actor("zhou")) as zhou:
                freezing.freeze(acting=zhou, number=number, size=7)
        except PaymentRefused:
            pass  # the others have taken it all
        except Exception as fault:
            wrong.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=freeze, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
    with acting(SYSTEM):
        taken = list(Payment.objects.values_list("instalment_id", flat=True))
        assert len(taken) == len(set(taken)) == 303
        assert Instalment.objects.filter(state="in_run").count() == 303
        assert Payment.objects.filter(run__state="open").count() == 0
