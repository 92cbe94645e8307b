"""The pages of claims, as a browser shows them: accessible, and no wider than a phone."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer
from tests.browser.entering import Findings, look, sign_in_as

from yanzhen.apps.accounts.service import acting
from yanzhen.apps.claims import service
from yanzhen.apps.claims.tests.payback import Payback, build_payback


@pytest.fixture
def payback(live_server: LiveServer, settings: Any, tmp_path: Path) -> Payback:
    settings.MEDIA_ROOT = tmp_path
    return build_payback()


def fill(payback: Payback) -> tuple[list[str], list[str]]:
    """Claims in several states; the office's addresses of them, and the payee's."""
    today = timezone.localdate()
    sold = payback.home("wang")
    number = payback.claimed(sold, clawback="home-sold", reason="不动产登记显示已转让")
    with acting(payback.purse.town.zhou) as zhou:
        parts = [(today + timedelta(days=n), 25_0000_00) for n in (0, 30)]
        service.plan_repayment(zhou, number, parts)
        payback.receive(number, 30_0000_00, "回单20261128001")
        service.write_off(zhou, number, "法院终结执行，附裁定书")
    rent = payback.rent("li")
    waiting = payback.opened(rent, by="qian", amount_fen=3_000_00, reason="两个月重复发放")
    planning = payback.claimed(rent, amount_fen=3_000_00)
    payback.knows("li", today)
    bought = payback.home("li")
    with acting(payback.purse.town.zhou) as zhou:
        proposed = service.propose(zhou, bought)[0]
    desk = [f"/desk/money/claims/{one}/" for one in (number, waiting, proposed)]
    first = (today + timedelta(days=30)).isoformat()
    return (
        ["/desk/money/claims/", *desk, f"/desk/money/claims/of/{rent}/",
         f"/desk/money/claims/of/{bought}/",
         f"/desk/money/claims/{planning}/?count=3&first={first}"],
        ["/my/claims/", f"/my/claims/{number}/"],
    )  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_claims_are_for_everybody_and_every_screen(
    sized: BrowserContext, payback: Payback, live_server: LiveServer, axe: Findings, language: str
) -> None:
    office, own = fill(payback)
    page = sign_in_as(sized, "qian", live_server.url)
    page.goto(f"{live_server.url}/desk/?lang={language}")
    found = look(page, live_server.url, office, axe)
    sized.clear_cookies()
    page = sign_in_as(sized, "wang", live_server.url)
    page.goto(f"{live_server.url}/my/?lang={language}")

    found += look(page, live_server.url, own, axe)

    assert found == []
