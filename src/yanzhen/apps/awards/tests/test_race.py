"""Many take-ups at once: an agency's cap is exact, and no case is taken up twice."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.db.models import Sum

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.awards import service
from yanzhen.apps.awards.models import Award
from yanzhen.apps.awards.tests.purse import build_purse
from yanzhen.apps.awards.tests.test_limits import CAP, brought, file
from yanzhen.apps.cases import effects
from yanzhen.apps.ledgers import service as ledgers


@pytest.mark.django_db(transaction=True)
def test_an_agencys_cap_is_exact_when_all_come_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four cases of 30 each in two counties, every one taken up by three at the same moment."""
    monkeypatch.setattr(effects, "_callables", lambda: ())
    purse = build_purse()
    agency = purse.agency("引才公司", "yuhu_clerk", "yuetang_clerk")
    cases = [
        file(purse, county, brought("B", 2026, 1, name) + brought("C", 2026, 2, name))
        for county, name in (("yuhu", "甲"), ("yuetang", "乙"), ("yuhu", "丙"), ("yuetang", "丁"))
    ]

    failed = at_once(cases * 3)

    assert failed == []
    with acting(SYSTEM):
        granted = Award.objects.values_list("case_number", "granted_fen", "computed_fen")
        assert sorted(case for case, _, _ in granted) == sorted(cases)
        assert sorted(fen for _, fen, _ in granted) == [10_0000_00, *[30_0000_00] * 3]
        assert {fen for _, _, fen in granted} == {30_0000_00}
        assert Award.objects.aggregate(s=Sum("granted_fen"))["s"] == 100_0000_00
    balance = ledgers.balance(f"{CAP}.{agency}")
    assert (balance.available, balance.committed) == (0, 100_0000_00)


def at_once(numbers: list[str]) -> list[Exception]:
    """All of them taken up in threads of their own; what went wrong."""
    start, failed = Barrier(len(numbers)), list[Exception]()

    def run(number: str) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            service.take_up(number)
        except Exception as wrong:
            failed.append(wrong)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed
