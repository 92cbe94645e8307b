"""Two at the same moment: receipts, claims, second persons; exact every time."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from yanzhen.apps.accounts.service import acting
from yanzhen.apps.claims import service
from yanzhen.apps.claims.models import Received
from yanzhen.apps.claims.tests.payback import HOME, build_payback
from yanzhen.apps.ledgers import service as ledgers

COUNT = 6


@pytest.mark.django_db(transaction=True)
def test_all_at_once_nothing_is_taken_twice() -> None:
    payback = build_payback()
    award = payback.home()

    opened = at_once(lambda n: payback.opened(award, amount_fen=HOME // 4))
    assert [type(one) for one in opened].count(str) == 4
    number = next(one for one in opened if isinstance(one, str))
    with acting(payback.purse.town.qian) as qian:
        service.approve(qian, number)

    # a third of it each, two under the same reference
    got = at_once(lambda n: payback.receive(number, HOME // 12, f"回单{n // 2}"))
    assert got.count(None) == 3
    claim = payback.see(number)
    assert (claim.row.back_fen, claim.row.state) == (3 * (HOME // 12), "repaying")
    left = claim.row.left_fen
    rest = at_once(lambda n: payback.receive(number, left, f"余款{n}"))
    assert rest.count(None) == 1
    assert payback.see(number).row.state == "repaid"
    with acting(payback.purse.town.zhou):
        assert sum(one.amount_fen for one in Received.objects.all()) == HOME // 4
    assert ledgers.balance(payback.line).spent == HOME - HOME // 4


def at_once(deed: Callable[[int], object]) -> list[object]:
    """The deed in threads of their own; what each gave or was refused with."""
    start, found = Barrier(COUNT), list[object]()

    def run(n: int) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            found.append(deed(n))
        except service.ClaimRefused as refused:
            found.append(refused)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(n,)) for n in range(COUNT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
