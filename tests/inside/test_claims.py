"""The pages of claims: the whole way of one at the desk, and what the payee sees of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.access.world import sign_in

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.claims.tests.payback import HOME, Payback, build_payback
from yanzhen.apps.ledgers import service as ledgers

MOST = 12


@pytest.fixture
def payback(db: None) -> Payback:
    return build_payback()


def browser(name: str, confirmed: bool = True) -> Client:
    """A browser in which somebody of the town has signed in, with her second factor."""
    client = Client()
    sign_in(client, Account.objects.get(email=f"{name}@example.cn"), confirmed=confirmed)
    return client


def test_a_claim_goes_its_whole_way_at_the_desk(payback: Payback) -> None:
    award, zhou, qian = payback.home(), browser("zhou"), browser("qian")
    form = f"/desk/money/claims/of/{award}/"
    assert "50万元" in zhou.get(form).content.decode()

    sent = zhou.post(form, {"clawback": "home-sold", "reason": "登记已转让"}, follow=True)

    address = sent.redirect_chain[-1][0]
    assert "等待另一个人复核" in sent.content.decode()
    assert zhou.post(f"{address}act/", {"action": "approve"}).status_code == 400
    sent = qian.post(f"{address}act/", {"action": "approve"}, follow=True)
    assert "追回中" in sent.content.decode()

    first = (timezone.localdate() + timedelta(days=1)).isoformat()
    offered = zhou.get(address, {"count": "3", "first": first})
    assert [part for _, part in offered.context["form_parts"]] == [
        "166666.66元", "166666.66元", "166666.68元",
    ]  # fmt: skip
    due = [due for due, _ in offered.context["form_parts"]]
    parts = {"action": "plan", "due": due, "part": ["20万元", "20万元", "10万元"]}
    assert zhou.post(f"{address}act/", parts | {"part": ["20万元", "", "1元"]}).status_code == 400
    assert zhou.post(f"{address}act/", parts).status_code == 302

    came = {"action": "receive", "amount": "20万元", "on": timezone.localdate().isoformat(),
            "reference": "回单1"}  # fmt: skip
    assert zhou.post(f"{address}act/", came).status_code == 302
    assert ledgers.balance(payback.line).spent == HOME - 20_0000_00
    again = zhou.post(f"{address}act/", came)
    assert again.status_code == 400
    assert "这一回单号已经登记过" in again.content.decode()

    ended = {"action": "write_off", "reason": "法院终结执行"}
    assert zhou.post(f"{address}act/", ended).status_code == 302
    page = qian.post(f"{address}act/", {"action": "agree"}, follow=True).content.decode()
    assert "已核销" in page
    assert "不再追回 30万元" in page


def test_everything_that_cannot_be_read_is_said_at_its_field(payback: Payback) -> None:
    award, zhou = payback.home(), browser("zhou")
    page = zhou.post(
        f"/desk/money/claims/of/{award}/", {"amount": "很多", "reason": "x", "clause": "19"}
    )
    assert page.status_code == 400
    assert page.context["errors"] == {"amount": "请填写金额，如 5000元。"}


def test_the_payee_sees_what_why_and_how_and_no_names(payback: Payback) -> None:
    number = payback.claimed(
        payback.home(), clawback="home-sold", reason="登记已转让", how_to_pay="某银行专户"
    )
    browser("zhou").post(
        f"/desk/money/claims/{number}/act/", {"action": "write_off", "reason": "终结执行"}
    )
    wang, li = browser("wang"), browser("li")

    listed = wang.get("/my/claims/").content.decode()
    page = wang.get(f"/my/claims/{number}/").content.decode()

    assert number in listed
    for text in ("50万元", "登记已转让", "第19条", "某银行专户", "有异议"):
        assert text in page, text
    for text in ("zhou", "qian", "终结执行", "核销", "待复核"):
        assert text not in page, text
    assert li.get(f"/my/claims/{number}/").status_code == 404
    assert "没有需要退回的款项" in li.get("/my/claims/").content.decode()


def test_looking_at_the_registry_leads_to_the_proposal(payback: Payback) -> None:
    award, zhou = payback.home(), browser("zhou")
    look = f"/desk/money/claims/of/{award}/look/"
    assert "没有发现新的线索" in zhou.post(look, follow=True).content.decode()
    payback.knows("wang", timezone.localdate())
    page = zhou.post(look, follow=True).content.decode()
    assert "上市交易" in page
    assert "提出追回" in page


def test_what_must_be_confirmed_waits_for_it(payback: Payback) -> None:
    award, zhou = payback.home(), browser("zhou", confirmed=False)
    sent = zhou.post(f"/desk/money/claims/of/{award}/", {"clawback": "home-sold", "reason": "x"})
    assert sent.status_code == 302
    assert not sent["Location"].startswith("/desk/")
    assert "没有追回事项" in browser("zhou").get("/desk/money/claims/").content.decode()


def test_the_pages_ask_the_database_a_handful_of_times(
    payback: Payback, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    number = payback.claimed(payback.home(), clawback="home-sold")
    payback.opened(payback.rent("li"))
    for n in range(3):
        payback.receive(number, 100, f"回单{n}")
    for who, address in (
        ("zhou", "/desk/money/claims/"), ("zhou", f"/desk/money/claims/{number}/"),
        ("wang", "/my/claims/"), ("wang", f"/my/claims/{number}/"),
    ):  # fmt: skip
        client = browser(who)
        client.get(address)
        with django_assert_max_num_queries(MOST):
            assert client.get(address).status_code == 200
