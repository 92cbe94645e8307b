"""What the registry knows against a paid award is proposed once; only people claim it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.awards import service as awards
from yanzhen.apps.claims import service
from yanzhen.apps.claims.looking import found, watched
from yanzhen.apps.claims.tasks import run_look
from yanzhen.apps.claims.tests.payback import HOME, Payback
from yanzhen.apps.jobs.service import Report
from yanzhen.apps.notices.service import received
from yanzhen.apps.registry.service import Grade
from yanzhen.policy import load_pack


def proposed(payback: Payback) -> list[service.ClaimRow]:
    run_look(Report())
    with acting(payback.purse.town.zhou) as zhou:
        return list(service.proposals(zhou).rows)


def test_a_home_sold_is_proposed_once_and_claimed_by_people(payback: Payback) -> None:
    award = payback.home()
    assert proposed(payback) == []
    payback.knows("wang", timezone.localdate())

    [one] = proposed(payback)
    assert proposed(payback) == [one]

    assert (one.state, one.award, one.amount_fen) == ("proposed", award, 0)
    claim = payback.see(one.number)
    assert claim.found is not None
    assert "上市交易" in claim.found.zh
    with acting(SYSTEM):
        assert awards.award(SYSTEM, award).row.state == "done"
    with acting(payback.purse.town.qian) as qian:
        assert received(acting=qian)[0].kind == "claim_proposed"
        wanted = service.Wanted("登记已转让")
        assert service.open_claim(qian, award, wanted, one.number) == one.number
    assert payback.see(one.number).row.amount_fen == HOME


def test_what_somebody_dismissed_is_not_proposed_again(payback: Payback) -> None:
    award = payback.home()
    payback.knows("wang", timezone.localdate())
    [one] = proposed(payback)
    with acting(payback.purse.town.zhou) as zhou:
        service.withdraw(zhou, one.number, "夫妻间更名，不是上市交易")
        assert service.propose(zhou, award) == ()
    assert proposed(payback) == []


@pytest.mark.parametrize("grade", [Grade.C, Grade.D])
def test_what_is_only_stated_proposes_nothing(payback: Payback, grade: Grade) -> None:
    payback.home()
    payback.knows("wang", timezone.localdate(), grade)
    assert proposed(payback) == []


def test_years_are_counted_from_the_payment() -> None:
    pack = load_pack("quzhou")
    assert watched(pack) == {"art-20-home-purchase"}
    paid = date(2026, 3, 1)
    for sold, expected in ((date(2036, 3, 1), 1), (date(2036, 3, 2), 0), (None, 0)):
        facts = {} if sold is None else {"subsidised_home_sold_on": sold.isoformat()}
        assert len(found(pack, "art-20-home-purchase", facts, paid)) == expected
    [one] = found(pack, "art-20-home-purchase", {"subsidised_home_sold_on": "2030-01-01"}, paid)
    assert "没有写" in one.say.zh  # the clause does not say from which day


def test_nobody_looks_on_others_behalf(payback: Payback) -> None:
    award = payback.home()
    payback.knows("wang", timezone.localdate() - timedelta(days=1))
    for name in ("wang", "yuhu_finance", "clerk"):
        with acting(payback.purse.town.people[name]) as actor, pytest.raises(awards.NoSuchAward):
            service.propose(actor, award)
    with acting(payback.purse.town.zhou) as zhou:
        assert len(service.propose(zhou, award)) == 1
