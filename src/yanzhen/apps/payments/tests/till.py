"""Xiangtan with money and bank accounts, for the tests of payments.

till = build_till()
run = till.frozen()                    a run that zhou made, with every month of wang's up to May
till.sent()                            the same, approved by qian and exported by zhou
till.receipt(run, paid=[...])          what a bank would answer
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.awards.models import Instalment
from yanzhen.apps.awards.tasks import run_recheck
from yanzhen.apps.awards.tests.purse import Purse, build_purse
from yanzhen.apps.jobs.service import Report
from yanzhen.apps.payments import service
from yanzhen.apps.payments.amounts import yuan
from yanzhen.apps.payments.models import Payment
from yanzhen.apps.payments.service import PaymentShown, ReceiptShown, RunShown

EACH = 3_000_00
UP_TO = date(2026, 5, 31)
HEADER = ("业务参考号", "户名", "金额", "处理结果", "失败原因")
NUMBERS = {"wang": "6217000012345678901", "li": "6222020903001234567"}
HOLDERS = {"wang": "王芳", "li": "李强"}
BANK = "中国建设银行湘潭分行"
Row = tuple[str, ...]


@dataclass
class Till:
    """The purse, with what is due in it."""

    purse: Purse
    line: str

    def actor(self, who: str) -> Actor:
        return self.purse.town.people[who]

    def give(self, who: str) -> None:
        """Her bank account, given by herself."""
        with acting(self.actor(who)) as actor:
            service.give_account(actor, HOLDERS[who], BANK, NUMBERS[who])

    def grant(self, who: str, **more: Any) -> str:
        """An award of 36 months, and those whose day has come due; its number."""
        case: str = self.purse.grant(who, **more)
        run_recheck(Report())
        return f"A-{case}-1"

    def open(self, up_to: date = UP_TO, who: str = "zhou", place: str = "xiangtan") -> str:
        with acting(self.actor(who)) as actor:
            return service.open_run(actor, place, "租房补贴", up_to).row.number

    def freeze(self, number: str, who: str = "zhou") -> RunShown:
        with acting(self.actor(who)) as actor:
            return service.freeze(actor, number)

    def approve(self, number: str, who: str = "qian") -> RunShown:
        with acting(self.actor(who)) as actor:
            return service.approve(actor, number)

    def export(self, number: str, layout: str = "csv", who: str = "zhou") -> bytes:
        file = BytesIO()
        with acting(self.actor(who)) as actor:
            service.export(actor, number, layout, file)
        return file.getvalue()

    def frozen(self, up_to: date = UP_TO) -> str:
        return self.freeze(self.open(up_to)).row.number

    def sent(self, up_to: date = UP_TO) -> str:
        number = self.frozen(up_to)
        self.approve(number)
        self.export(number)
        return number

    def payments(self, number: str) -> tuple[PaymentShown, ...]:
        with acting(self.actor("zhou")) as actor:
            return service.payments(actor, number).rows

    def bring(self, number: str, rows: Iterable[Row], name: str = "回单.csv") -> ReceiptShown:
        return self.bring_file(number, table(rows).encode(), name)

    def bring_file(self, number: str, body: bytes, name: str = "回单.csv") -> ReceiptShown:
        with acting(self.actor("zhou")) as actor:
            return service.import_receipts(actor, number, name, BytesIO(body))

    def run(self, number: str, who: str = "zhou") -> RunShown:
        with acting(self.actor(who)) as actor:
            return service.run(actor, number)

    def states(self, number: str) -> dict[str, int]:
        return {one.state: one.count for one in self.run(number).sums}


def table(rows: Iterable[Row], header: Row = HEADER) -> str:
    text = StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue()


def row(one: PaymentShown, result: str = "成功", reason: str = "", **other: str) -> Row:
    """A bank's row for a payment."""
    told = {"reference": one.reference, "name": one.name, "amount": yuan(one.fen)} | other
    return told["reference"], told["name"], told["amount"], result, reason


def instalment_states(award: str) -> list[str]:
    with acting(SYSTEM):
        rows = Instalment.objects.filter(award__number=award).order_by("number")
        return [one.state for one in rows]


def stored(reference: str) -> Payment:
    with acting(SYSTEM):
        return Payment.objects.get(reference=reference)


def build_till() -> Till:
    """A budget for the year, wang with an account, and her months from March on due."""
    purse = build_purse()
    line = purse.budget(2026, 100_0000_00)
    till = Till(purse, line)
    till.give("wang")
    till.grant("wang")
    return till
