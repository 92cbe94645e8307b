"""The doorkeeper's page: its scripts judge every vector as Python does, without a network too."""

import base64
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import segno
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer
from tests.cards.attacks import FILE
from tests.cards.forging import NOW, REVOKED, Forge

from yanzhen.apps.policies.service import publish_packs_from_disk

VECTORS = json.loads(FILE.read_text(encoding="ascii"))
FORGE = Forge()

JUDGE_ALL = """async (vectors) => {
  const keys = await CardVerdict.readKeys(JSON.stringify(vectors.jwks));
  const lists = {}, wrong = [];
  for (const [name, text] of Object.entries(vectors.lists)) {
    lists[name] = await CardVerdict.readList(text, keys, vectors.now);
  }
  const expectCode = (one, came) => {
    if (came !== one.code) wrong.push(`${one.name}: ${came} instead of ${one.code}`);
  };
  for (const one of vectors.codes) {
    const seen = new CardVerdict.Seen();
    const list = one.list ? lists[one.list] : undefined;
    const mine = new Map(list ? [["xiangtan", list], [list.city, list]] : []);
    const ask = async (text) => (await CardVerdict.verify(text, keys, mine, one.now, seen)).code;
    if (one.every_length) {
      for (let length = 0; length < one.text.length; length += 1) {
        const came = await ask(one.text.slice(0, length));
        if (came !== "not_a_card" && came !== "truncated") wrong.push(`${one.name}: ${came}`);
      }
    } else {
      let came = null;
      for (let time = 0; time < one.times; time += 1) came = await ask(one.text);
      expectCode(one, came);
    }
  }
  const refusal = async (what) => {
    try { await what(); return null; } catch (error) { return error.code ?? String(error); }
  };
  for (const one of vectors.bad_lists) {
    expectCode(one, await refusal(() => CardVerdict.readList(one.text, keys, vectors.now)));
  }
  for (const one of vectors.key_sets) {
    if (one.code) expectCode(one, await refusal(() => CardVerdict.readKeys(one.text)));
    else {
      const { size } = await CardVerdict.readKeys(one.text);
      if (size !== one.keys) wrong.push(`${one.name}: ${size} keys`);
    }
  }
  return wrong;
}"""

NO_ED25519 = """
  const load = crypto.subtle.importKey.bind(crypto.subtle);
  crypto.subtle.importKey = async (form, raw, way, ...more) => {
    if (way.name === "Ed25519") throw new DOMException("", "NotSupportedError");
    return load(form, raw, way, ...more);
  };
"""

CAMERA = """
  navigator.mediaDevices.getUserMedia = async () => {
    const [canvas, image] = [document.createElement("canvas"), new Image()];
    [canvas.width, canvas.height, image.src] = [640, 640, "PICTURE"];
    await image.decode();
    const surface = canvas.getContext("2d");
    setInterval(() => surface.drawImage(image, 80, 80, 480, 480), 100);
    return canvas.captureStream(10);
  };
"""


class Door:
    """A doorkeeper's browser; what the network answers can be changed."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context, self.site = context, site
        self.lists = {city: VECTORS["lists"][city] for city in ("xiangtan", "changsha")}
        context.route("**/.well-known/jwks.json", lambda route: route.fulfill(json=VECTORS["jwks"]))
        context.route("**/cards/*/status", self._status)

    def page(self, query: str = "?lang=zh", clock: int = NOW) -> Page:
        page = self.context.new_page()
        page.clock.set_fixed_time(clock)
        page.goto(f"{self.site}/verify/{query}")
        page.wait_for_selector("body[data-ready]")
        return page

    def _status(self, route: Route) -> None:
        city = route.request.url.split("/")[-2]
        if city in self.lists:
            route.fulfill(body=self.lists[city], content_type="application/statuslist+jwt")
        else:
            route.fulfill(status=404)


@pytest.fixture
def door(browser: Browser, live_server: LiveServer) -> Iterator[Door]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    yield Door(context, live_server.url)
    context.close()


def verdict(page: Page, text: str) -> str:
    """What comes of a code that is typed; the page is left at its verdict."""
    if page.locator("#verdict").is_visible():
        page.locator("#next").click()
    page.locator("#code").fill(text)
    page.get_by_role("button", name="核验", exact=True).click()
    expect(page.locator("#verdict")).to_be_visible()
    return page.locator("#verdict").get_attribute("data-code") or ""


def picture(text: str) -> dict[str, Any]:
    """A file with a QR code."""
    file = io.BytesIO()
    segno.make(text, micro=False).save(file, kind="png", scale=5, border=4)
    return {"name": "code.png", "mimeType": "image/png", "buffer": file.getvalue()}


@pytest.mark.parametrize("without", ["", NO_ED25519], ids=["web crypto", "noble"])
def test_the_scripts_judge_as_python_does(door: Door, without: str) -> None:
    door.context.add_init_script(without or "0")

    assert door.page().evaluate(JUDGE_ALL, VECTORS) == []


def test_a_card_is_good_then_refused_when_it_is_shown_again(door: Door) -> None:
    publish_packs_from_disk()
    page, text = door.page(), FORGE.shown()

    assert verdict(page, text) == "ok"
    expect(page.locator("#verdict-title")).to_have_text("有效")
    expect(page.locator("#verdict-title")).to_be_focused()
    for id_, told in {
        "name": "张*",
        "level": "C",
        "city": "湘潭市",
        "valid": "至 2029年11月19日",
    }.items():
        expect(page.locator(f"#claim-{id_}")).to_have_text(told)
    page.reload()

    assert verdict(page, text) == "replayed"
    expect(page.locator("#verdict-title")).to_have_text("不能接受")
    expect(page.locator("#verdict-claims")).to_be_hidden()


def test_without_a_network_after_one_visit(door: Door) -> None:
    door.page("?lang=en").evaluate("navigator.serviceWorker.ready.then(() => true)")
    door.context.set_offline(True)
    door.context.unroute_all()
    page = door.context.new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(f"{door.site}/verify/?lang=zh")
    page.wait_for_selector("body[data-ready]")

    assert verdict(page, FORGE.printed()) == "ok_print"
    assert verdict(page, FORGE.printed(status_index=REVOKED)) == "revoked"
    expect(page.locator("#verdict-updated")).to_contain_text("名单更新于 2026年11月29日 12:00")
    page.locator("#next").click()
    page.set_input_files("#picture", picture(FORGE.shown()))
    expect(page.locator("#verdict")).to_have_attribute("data-code", "ok")


def test_a_list_is_taken_anew_and_never_an_older_one(door: Door) -> None:
    page = door.page()
    door.lists["xiangtan"] = FORGE.xiangtan.status({7: "revoked"}, issued=NOW - 60)
    page.get_by_role("button", name="立即更新").click()
    expect(page.locator("#updated")).to_contain_text("名单更新于")
    assert verdict(page, FORGE.printed()) == "revoked"

    page.locator("#next").click()
    door.lists["xiangtan"] = VECTORS["lists"]["xiangtan"]
    page.get_by_role("button", name="立即更新").click()
    expect(page.locator("#updated")).to_contain_text("名单更新于")
    assert verdict(page, FORGE.printed()) == "revoked"


def test_the_camera_finds_a_code(door: Door) -> None:
    url = "data:image/png;base64," + base64.b64encode(picture(FORGE.shown())["buffer"]).decode()
    door.context.add_init_script(CAMERA.replace("PICTURE", url))
    page = door.page()
    page.get_by_role("button", name="扫码核验").click()

    expect(page.locator("#verdict")).to_have_attribute("data-code", "ok")
    expect(page.locator("#view")).to_be_hidden()


def test_nothing_to_see_with(door: Door) -> None:
    door.context.add_init_script(
        "navigator.mediaDevices.getUserMedia = async () => {"
        " throw new DOMException('', 'NotAllowedError'); };"
    )
    page = door.page()
    page.get_by_role("button", name="扫码核验").click()
    expect(page.locator("#trouble")).to_contain_text("没有得到使用相机的许可")

    page.set_input_files("#picture", picture("https://talent.example/c/7Q/"))
    expect(page.locator("#verdict")).to_have_attribute("data-code", "not_a_card")
    expect(page.locator("#verdict-online")).to_be_hidden()
    page.locator("#next").click()
    page.set_input_files("#picture", picture(f"{door.site}/c/7Q/"))
    expect(page.locator("#verdict-online a")).to_have_attribute("href", "/c/7Q/")


@pytest.mark.parametrize("width", [390, 1280])
def test_it_can_be_read_by_everybody(
    door: Door, width: int, axe: Callable[[Page], list[str]]
) -> None:
    page = door.page()
    page.set_viewport_size({"width": width, "height": 844})
    assert axe(page) == []

    for text in (
        FORGE.shown(),
        FORGE.printed(),
        FORGE.shown(NOW + 600),
        FORGE.printed(level="")[:90],
    ):
        verdict(page, text)
        assert axe(page) == []
        overflow = "document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(overflow) <= 0
