"""The pages of money at the desk, as a browser shows them: accessible, no wider than a phone."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer
from tests.browser.entering import Findings, look, sign_in_as

from yanzhen.apps.accounts.service import acting
from yanzhen.apps.awards.tests.purse import BOOK, Purse, build_purse
from yanzhen.apps.cases.service import Wanted
from yanzhen.apps.ledgers import service as ledgers

YEAR = timezone.localdate().year
FUND = "/desk/money/funds/xiangtan/talent-fund/"
DOWN = "deed=pass_down&sum=20万元&to_place=xiangtan/yuhu&reason=下达&look=1"


@pytest.fixture
def purse(live_server: LiveServer, settings: Any, tmp_path: Path) -> Purse:
    settings.MEDIA_ROOT = tmp_path
    return build_purse()


def fill(purse: Purse) -> tuple[str, str]:
    """Budgets of the city, a county and a programme; an award that runs, one without dates."""
    purse.budget(YEAR, 500_0000_00)
    purse.budget(YEAR, 50_0000_00, "xiangtan/yuhu")
    purse.budget(YEAR, 30_0000_00, "", "art-19-rent")
    number = purse.grant("wang")
    purse.pay(number, 1)
    purse.now("wang", introduction_assessment_passed=True)
    open_ = purse.grant("wang", "full-time", answers={}, wanted=Wanted(amount_fen=80_0000_01))
    with acting(purse.town.zhou) as zhou:
        ledgers.set_rules(acting=zhou, book=BOOK, warns_at_percent=1, carries_over=None)
    return f"A-{number}-1", f"A-{open_}-1"


def test_the_pages_of_money_can_be_read(
    purse: Purse, sized: BrowserContext, live_server: LiveServer, axe: Findings
) -> None:
    award, open_ = fill(purse)
    page = sign_in_as(sized, "zhou", live_server.url)
    addresses = [
        "/desk/money/", FUND, f"{FUND}arrange/?year={YEAR}&{DOWN}",
        f"/desk/money/statement/?line={BOOK}/{YEAR}/art-19-rent",
        "/desk/money/awards/", "/desk/money/instalments/", f"/desk/money/awards/{award}/",
        f"/desk/money/awards/{open_}/?form=plan&percents=40/30/30",
        "/desk/money/settings/xiangtan/",
    ]  # fmt: skip
    assert look(page, live_server.url, addresses, axe) == []
