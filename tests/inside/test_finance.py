"""The pages of money at the desk: budgets, awards with all that is done to them, statements."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.access.world import sign_in

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.awards import service as awards
from yanzhen.apps.awards.tests.purse import BOOK, BUYS, Purse, build_purse
from yanzhen.apps.ledgers import service as ledgers

MOST = 12
YEAR = timezone.localdate().year
FUND = "/desk/money/funds/xiangtan/talent-fund/"
LINE = f"{BOOK}/{YEAR}"


@pytest.fixture
def purse(db: None) -> Purse:
    return build_purse()


def browser(name: str, confirmed: bool = True) -> Client:
    """A browser in which somebody of the town has signed in, with her second factor."""
    client = Client()
    sign_in(client, Account.objects.get(email=f"{name}@example.cn"), confirmed=confirmed)
    return client


def text(client: Client, address: str, status: int = 200, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_smoke(purse: Purse) -> None:
    purse.budget(YEAR, 1_000_000_00)
    number = purse.grant("wang")
    home = purse.grant("li", "home", answers=BUYS)
    zhou = browser("zhou")
    for address in (
        "/desk/money/", FUND, f"{FUND}arrange/", f"/desk/money/statement/?line={LINE}",
        "/desk/money/awards/", f"/desk/money/awards/A-{number}-1/",
        f"/desk/money/awards/A-{home}-1/", "/desk/money/settings/xiangtan/",
        "/desk/money/awards/?waits=held", "/desk/money/awards/?waits=risk",
    ):  # fmt: skip
        text(zhou, address)
