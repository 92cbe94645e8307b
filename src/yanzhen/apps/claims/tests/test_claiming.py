"""Claiming back: by the rule or by a named clause, by two people, never more than was paid."""

import pytest
from django.db import IntegrityError, transaction

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.awards import service as awards
from yanzhen.apps.claims import service
from yanzhen.apps.claims.models import Claim
from yanzhen.apps.claims.tests.payback import HOME, Payback
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.notices.service import received

RENT = 3_000_00


def codes(refused: pytest.ExceptionInfo[service.ClaimRefused]) -> set[str]:
    return {one.code for one in refused.value.refusals}


def test_by_the_rule_all_that_was_paid_is_claimed(payback: Payback) -> None:
    award = payback.home()

    number = payback.claimed(award, clawback="home-sold", clause="", amount_fen=1)

    claim = payback.see(number)
    assert claim.row.amount_fen == claim.paid_fen == HOME
    assert (claim.row.state, claim.row.clause) == ("repaying", "19")
    assert claim.trigger is not None
    assert (claim.opened_by, claim.approved_by) == ("zhou", "qian")
    assert [one.kind for one in claim.steps] == ["opened", "approved"]


def test_opening_suspends_the_award_and_says_nothing_to_the_payee(payback: Payback) -> None:
    award = payback.rent()
    number = payback.opened(award, amount_fen=RENT)

    with acting(SYSTEM):
        assert awards.award(SYSTEM, award).row.state == "suspended"
    with acting(payback.purse.town.wang) as wang:
        assert service.mine(wang) == ()
        with pytest.raises(service.NoSuchClaim):
            service.claim(wang, number)

    with acting(payback.purse.town.qian) as qian:
        service.approve(qian, number)
    with acting(payback.purse.town.wang) as wang:
        assert [one.number for one in service.mine(wang)] == [number]
        shown = service.claim(wang, number)
        assert (shown.reason, shown.may) == ("重复发放", frozenset())
        assert [one.kind for one in shown.steps] == ["approved"]
        assert received(acting=wang)[0].kind == "claim_made"


def test_withdrawn_before_approval_the_award_goes_on(payback: Payback) -> None:
    award = payback.rent()
    number = payback.opened(award, amount_fen=RENT)

    with acting(payback.purse.town.zhou) as zhou:
        service.withdraw(zhou, number, "查无此事")

    assert payback.see(number).row.state == "withdrawn"
    with acting(SYSTEM):
        assert awards.award(SYSTEM, award).row.state == "running"
    assert payback.opened(award, amount_fen=RENT).endswith("-2")


def test_nobody_approves_her_own_claim(payback: Payback) -> None:
    number = payback.opened(payback.rent(), amount_fen=RENT)

    with acting(payback.purse.town.zhou) as zhou, pytest.raises(service.ClaimRefused) as refused:
        service.approve(zhou, number)

    assert codes(refused) == {"same_hand"}
    with acting(SYSTEM):
        row = Claim.objects.get(number=number)
        row.approved_by_id, row.state = row.opened_by_id, Claim.State.REPAYING
        with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
            row.save()


def test_two_claims_never_ask_for_more_than_was_paid(payback: Payback) -> None:
    award = payback.rent(months=(1, 2, 3))
    first = payback.claimed(award, amount_fen=2 * RENT)

    with pytest.raises(service.ClaimRefused) as refused:
        payback.opened(award, amount_fen=RENT + 1)
    assert codes(refused) == {"too_much"}

    payback.receive(first, RENT, "回单1")
    with pytest.raises(service.ClaimRefused):
        payback.opened(award, amount_fen=RENT + 1)
    payback.opened(award, amount_fen=RENT)


def test_what_was_returned_by_the_bank_is_not_claimed(payback: Payback) -> None:
    award = payback.rent(months=(1, 2))
    case = award[2:-2]
    with acting(SYSTEM):
        back = ledgers.Posting("returned", payback.line, RENT, case=case, reference=award)
        ledgers.give_back(acting=SYSTEM, posting=back)

    number = payback.opened(award)

    assert payback.see(number).row.amount_fen == RENT


def test_everything_that_is_wrong_is_said_at_once(payback: Payback) -> None:
    award = payback.rent()
    with pytest.raises(service.ClaimRefused) as refused:
        payback.opened(award, clause="999", amount_fen=0, reason=" ")
    assert codes(refused) == {"needs_reason", "no_clause", "too_much"}
    with pytest.raises(service.ClaimRefused) as refused:
        payback.opened(award, clawback="home-sold")  # it is no reason for rent
    assert codes(refused) == {"no_clawback"}


def test_an_award_that_paid_nothing_owes_nothing(payback: Payback) -> None:
    award = f"A-{payback.purse.grant('wang')}-1"
    with pytest.raises(service.ClaimRefused) as refused:
        payback.opened(award)
    assert codes(refused) == {"too_much"}


def test_others_see_nothing_and_may_nothing(payback: Payback) -> None:
    town = payback.purse.town
    number = payback.claimed(payback.rent(), amount_fen=RENT)
    for name in ("li", "yuhu_finance"):
        with acting(town.people[name]) as other:
            assert service.claims(other).rows == ()
            assert list(Claim.objects.all()) == []  # the database says so, too
            for deed in (
                lambda who: service.claim(who, number),
                lambda who: service.approve(who, number),
                lambda who: service.write_off(who, number, "x"),
            ):
                with pytest.raises(service.NoSuchClaim):
                    deed(other)
    with acting(town.clerk) as clerk, pytest.raises(service.ClaimRefused) as refused:
        service.withdraw(clerk, number, "x")
    assert codes(refused) == {"not_yours"}


def test_the_city_sees_a_countys_claim(payback: Payback) -> None:
    payback.purse.budget(2026, 100_0000_00, "xiangtan/yuhu")
    award = payback.home(place="xiangtan/yuhu")

    number = payback.opened(award, by="yuhu_finance", clawback="home-sold")

    assert payback.see(number, "yuhu_finance").row.state == "open"
    with acting(payback.purse.town.zhou) as zhou:
        service.approve(zhou, number)
    assert payback.see(number, "yuhu_finance").approved_by == "zhou"
