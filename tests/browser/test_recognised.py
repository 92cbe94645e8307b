"""A professor's way: recognised by an accepted project, a card, a gate without a network.

While her sub-project is under way the catalogue places her in tier D, and the page says what of C
is nearest; once it is accepted she is proposed for C, departments agree, she is recognised. She
gets the green card, a scenic spot verifies it offline; then it is revoked, and refused.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer
from tests.browser.entering import Enter, sign_in_as
from tests.browser.test_long_way import do, done

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.tests.town import Town, build_town, know
from yanzhen.apps.policies.actions import publish_pack
from yanzhen.apps.recognition import service as recognition
from yanzhen.apps.registry.service import Grade
from yanzhen.policy import packs_on_disk, sources_on_disk

TOPIC = {"project": "plan_863_special_topic", "role": "group_leader", "status": "under_way"}
ALLOWANCE = "provincial_government_special_allowance"
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def town(live_server: LiveServer, settings: Any, tmp_path: Path) -> Town:
    """Xiangtan with its own items, and a professor whom nobody has recognised."""
    settings.MEDIA_ROOT = tmp_path
    town = build_town()
    with acting(SYSTEM):
        publish_pack(acting_user="tests", sources=sources_on_disk(packs_on_disk(), "xiangtan"))
        town.settle("professor", tier=None)
        town.employ("bureau", (Role.REVIEWER, "xiangtan/hr_bureau"))
        town.employ("organiser", (Role.APPROVER, "xiangtan/organisation_department"))
    return town


@pytest.fixture
def phone(browser: Browser, town: Town, live_server: LiveServer) -> Iterator[Page]:
    """The professor's phone, on which she has signed in."""
    with _phone(browser, live_server) as context:
        yield sign_in_as(context, "professor", live_server.url, confirmed=False)


@pytest.fixture
def gate(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A doorkeeper's phone at a scenic spot: nobody has signed in."""
    with _phone(browser, live_server) as context:
        yield context.new_page()


def _phone(browser: Browser, live_server: LiveServer) -> BrowserContext:
    return browser.new_context(
        base_url=live_server.url, viewport=PHONE, reduced_motion="reduce", has_touch=True
    )


def test_a_professor_is_recognised_and_her_card_works_at_a_gate_until_it_is_revoked(
    town: Town, enter: Enter, phone: Page, gate: Page
) -> None:
    what_is_missing(town, phone)
    recognised(town, enter, phone)
    given_a_card(town, enter, phone)
    prepared(gate)
    text = shown(phone)
    verified_without_a_network(gate, text)
    revoked(enter)
    refused(gate, phone)


def what_is_missing(town: Town, phone: Page) -> None:
    """Her allowance makes her D; the page says what of tier C is nearest, and what is not known."""
    with acting(SYSTEM):
        facts = {"honours": [{"award": ALLOWANCE}], "projects": [TOPIC]}
        know(town.subjects["professor"], Grade.A, facts)
    phone.goto("/my/recognition/")
    told = phone.inner_text("main")
    assert "高级人才（D类）" in told
    assert "尚不清楚" in told


def recognised(town: Town, enter: Enter, phone: Page) -> None:
    """Accepted: the case page proposes C by item C4; two units agree; she is recognised."""
    with acting(SYSTEM):
        accepted = {"projects": [{**TOPIC, "status": "accepted"}]}
        know(town.subjects["professor"], Grade.A, accepted)
    number = town.file("professor", "tier-recognition", answers={})
    clerk, bureau, organiser = enter("clerk"), enter("bureau"), enter("organiser")
    clerk.goto(f"/desk/cases/{number}/")
    assert "C.4" in clerk.inner_text("main") or "专题组组长" in clerk.inner_text("main")
    do(clerk, number, "受理")
    done(clerk)
    do(bureau, number, "审核同意")
    done(bureau)
    do(organiser, number, "批准")
    done(organiser)
    do(clerk, number, "送达生效")
    done(clerk)
    with acting(SYSTEM):
        [one] = recognition.recognitions_of(town.subjects["professor"])
    assert (one.level, one.state) == ("C", "current")
    phone.goto("/my/recognition/")
    assert "C类" in phone.inner_text("main")


def given_a_card(town: Town, enter: Enter, phone: Page) -> None:
    """The green card needs an approval of its own; when that takes effect the card is there."""
    number = town.file("professor", "green-card", answers={})
    for name, action in (("clerk", "accept"), ("approver", "approve"), ("clerk", "take_effect")):
        if action == "approve":
            with acting(town.people["approver"]) as approver:
                cases.find(approver, number, "talent_card_approved", True, "办公室会议纪要第7号")
        given = {"decision": cases.Wanted()} if action == "approve" else {}
        town.act(name, number, action, **given)
    phone.goto("/my/cards/")
    phone.get_by_role("link", name="莲城人才绿卡").first.click()
    phone.locator(".card-bind button").click()
    expect(phone.locator(".card-qr")).to_be_visible()
    phone.evaluate("async () => { await navigator.serviceWorker.ready }")
    phone.reload()


def prepared(gate: Page) -> None:
    """The doorkeeper has opened the page once; the keys and the list are on the phone."""
    gate.goto("/verify/")
    gate.wait_for_selector("body[data-ready]")
    expect(gate.locator("#updated")).to_contain_text("更新于")
    gate.evaluate("async () => { await navigator.serviceWorker.ready }")
    gate.context.set_offline(True)
    gate.reload()
    gate.wait_for_selector("body[data-ready]")


def shown(phone: Page) -> str:
    """The code that her phone draws, without a network too."""
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.locator(".card-qr")).to_be_visible()
    picture = phone.locator(".card-qr .qr").screenshot()
    phone.context.set_offline(False)
    [found] = zxingcpp.read_barcodes(Image.open(BytesIO(picture)))
    return str(found.text)


def verdict(gate: Page, text: str) -> str:
    if gate.locator("#verdict").is_visible():
        gate.locator("#next").click()
    gate.locator("#code").fill(text)
    gate.get_by_role("button", name="核验", exact=True).click()
    expect(gate.locator("#verdict")).to_be_visible()
    return gate.locator("#verdict").get_attribute("data-code") or ""


def verified_without_a_network(gate: Page, text: str) -> None:
    """Accepted once, with a masked name, the tier and the validity; a second time it is refused."""
    assert verdict(gate, text) == "ok"
    told = gate.locator("#verdict-claims").inner_text()
    assert "湘潭" in told
    assert "professor" not in told
    assert verdict(gate, text) == "replayed"


def revoked(enter: Enter) -> None:
    """The office revokes the card, with a reason."""
    office = enter("office")
    office.goto("/desk/cards/")
    office.locator(".list-table .look-main a").first.click()
    form = office.locator("form").filter(has=office.locator("input[name=action][value=revoke]"))
    form.evaluate("one => { one.closest('details').open = true }")
    form.locator("input[type=text], textarea").first.fill("批准发卡的决定已撤销")
    form.get_by_role("button").click()
    assert "已注销" in office.inner_text(".case-head")


def refused(gate: Page, phone: Page) -> None:
    """Her phone, still without a network, knows nothing of it; the gate has fetched the list."""
    gate.context.set_offline(False)
    gate.locator("#next").click()
    gate.locator("#update").click()
    expect(gate.locator("#updated")).to_contain_text("更新于")
    gate.context.set_offline(True)
    assert verdict(gate, shown(phone)) == "revoked"
    assert "作废" in gate.locator("#verdict-sentence").inner_text()
    phone.reload()
    expect(phone.locator(".card-qr")).to_have_count(0)
