"""A card on the phone: bound, shown without a network, read off the screen by a gate's program."""

import re
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import zxingcpp
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.browser.entering import Findings, look, sign_in_as
from tests.inside.test_cards import issued

from yanzhen.apps.cards import programmes, service
from yanzhen.apps.cards.offline import StatusList, trusted_keys, verify
from yanzhen.apps.cards.tests.town import GREEN
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.signing.service import jwks

SQUARE = re.compile(r"M(\d+) (\d+)h1v1h-1z")


@pytest.fixture
def card(town: Town, monkeypatch: pytest.MonkeyPatch) -> int:
    """A card of Wang's."""
    cards = (replace(GREEN, basis=("decision",), kinds=()),)
    monkeypatch.setattr(programmes, "published_pack", lambda _: SimpleNamespace(cards=cards))
    return issued(town.subjects["wang"])


def test_a_bound_phone_shows_the_card_without_a_network(
    sized: BrowserContext, town: Town, live_server: LiveServer, axe: Findings, card: int
) -> None:
    page, address = sign_in_as(sized, "wang", live_server.url), f"/my/cards/{card}/"
    page.goto(f"{live_server.url}{address}")
    page.get_by_role("button", name="绑定这部手机").click()
    expect(page.locator(".card-qr")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    expect(page.locator(".card-qr")).to_be_visible()
    first = verdict(page)

    sized.set_offline(True)
    page.reload()
    expect(page.locator(".card-qr")).to_be_visible()

    assert (first, verdict(page)) == ("ok", "ok")
    sized.set_offline(False)
    assert look(page, live_server.url, ["/my/cards/", address, f"{address}print/"], axe) == []


def verdict(page: Page) -> str:
    """What a gate without a network says of the squares on the screen."""
    picture = page.locator(".card-qr svg")
    size = int((picture.get_attribute("viewBox") or "").split()[-1])
    squares = np.full((size, size), 255, np.uint8)
    path = picture.locator("path").get_attribute("d") or ""
    for column, row in SQUARE.findall(path):
        squares[int(row), int(column)] = 0
    found = zxingcpp.read_barcodes(squares.repeat(4, 0).repeat(4, 1))
    listed = service.published_status("xiangtan")
    assert listed is not None
    keys, now = trusted_keys(jwks()), timezone.now()
    return verify(found[0].text, keys, StatusList.read(listed.token, keys, now), now).code
