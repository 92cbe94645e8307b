"""The pages of cards: one's own with its code, what a doorkeeper sees, the desk."""

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from django.utils import timezone
from tests.inside.conftest import Visits
from tests.inside.test_desk import text

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.cards import programmes, service
from yanzhen.apps.cards.offline import PRINT, read
from yanzhen.apps.cards.sd_jwt import encoded
from yanzhen.apps.cards.tests.town import GREEN
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.registry.models import Subject

DATA = re.compile(r'<script id="card-data" type="application/json">(.*?)</script>')
NAMES = ("王芳", "欧阳娜娜", "阿卜杜拉·买买提", "Mary Ann Lee", "李430302199001011234", "赵 4303")


@pytest.fixture(autouse=True)
def programme(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The town's rules are a few; a card on decisions is put beside them."""
    cards = (replace(GREEN, basis=("decision",), kinds=()),)
    monkeypatch.setattr(programmes, "published_pack", lambda _: SimpleNamespace(cards=cards))


@pytest.fixture
def card(town: Town) -> int:
    """A green card of Wang's (the town calls her wang)."""
    return issued(town.subjects["wang"])


def issued(subject: int) -> int:
    ground = service.Ground(
        "xiangtan", organisation("xiangtan").id, subject, "decision", "green-card",
        timezone.localdate(), level="C", case_number="XIANGTAN-2026-000001",
    )  # fmt: skip
    with acting(SYSTEM):
        return service.issue(
            acting=SYSTEM, city="xiangtan", programme="green-card", ground=ground
        ).pk


def bound(client: Client, card: int) -> str:
    """The token of a phone that was bound just now."""
    point = generate_private_key(SECP256R1()).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    answer = client.post(f"/my/cards/{card}/bind/", {"key": encoded(raw)})
    assert answer.status_code == 200
    return str(answer.json()["token"])


def test_a_phone_is_bound_and_its_page_has_the_token(town: Town, visit: Visits, card: int) -> None:
    wang = visit("wang")
    token = bound(wang, card)

    found = DATA.search(text(wang.get(f"/my/cards/{card}/")))
    assert found is not None
    data = json.loads(found[1])
    assert read(data["token"], bare=True).claims == read(token, bare=True).claims
    assert read(token, bare=True).claims.device_key is not None
    assert data["worker"].startswith(data["scope"])


def test_a_web_code_shows_the_mask_once_and_nothing_else(
    town: Town, visit: Visits, card: int, client: Client
) -> None:
    address = visit("wang").post(f"/my/cards/{card}/code/").json()["address"]

    first, second = client.get(address), client.get(address)

    shown = text(first)
    assert first.status_code == 200
    assert "w***" in shown
    assert "C类" in shown
    assert "湘潭" in shown
    assert ">wang<" not in shown
    assert "XIANGTAN-CARD" not in shown
    assert second.status_code == 410
    assert "已经用过" in text(second)


def test_the_print_has_a_code_and_says_what_to_compare(
    town: Town, visit: Visits, card: int
) -> None:
    shown = text(visit("wang").get(f"/my/cards/{card}/print/"))

    assert "<svg" in shown
    assert "身份证件" in shown


def test_a_lost_card_shows_no_code_and_its_owner_is_told_so(
    town: Town, visit: Visits, card: int
) -> None:
    wang = visit("wang")
    bound(wang, card)

    answer = wang.post(f"/my/cards/{card}/", {"action": "lost"}, follow=True)

    assert "已挂失" in text(answer)
    assert wang.post(f"/my/cards/{card}/code/").status_code == 409
    assert bound(wang, card)
    assert wang.post(f"/my/cards/{card}/code/").status_code == 200


def test_the_wallet_file_is_downloaded(town: Town, visit: Visits, card: int) -> None:
    answer = visit("wang").get(f"/my/cards/{card}/wallet/")

    assert answer.headers["Content-Type"] == service.WALLET_MEDIA_TYPE
    assert service.verify_shown(answer.content.decode(), timezone.now()).claims["level"] == "C"


def test_the_worker_reaches_no_further_than_the_cards(client: Client) -> None:
    worker, manifest = (
        client.get("/my/cards/worker.js"),
        client.get("/my/cards/manifest.webmanifest"),
    )

    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert "importScripts" in worker.content.decode()
    assert manifest.json()["scope"] == "/my/cards/"
    assert "default-src 'self'" in worker.headers["Content-Security-Policy"]
    colours = client.get("/cards/faces.css").content.decode()
    assert ".face-xiangtan-green-card { --card-colour: #" in colours


def test_the_office_suspends_with_a_reason_and_restores(
    town: Town, visit: Visits, card: int
) -> None:
    town.employ("keeper", (Role.TALENT_OFFICE, "xiangtan/talent_office"))
    keeper = visit("keeper")
    page = f"/desk/cards/{card}/"

    refused = keeper.post(page, {"action": "suspend", "suspend_reason": ""})
    assert refused.status_code == 400
    assert "请写明理由" in text(refused)
    keeper.post(page, {"action": "suspend", "suspend_reason": "核实中"})
    assert "核实中" in text(keeper.get(page))
    keeper.post(page, {"action": "restore", "restore_reason": "核实完毕"})

    shown = text(keeper.get("/desk/cards/?state=valid"))
    assert "XIANGTAN-CARD-000001" in shown
    assert ">wang<" not in shown


def test_the_office_issues_on_nothing_that_is_not_there(town: Town, visit: Visits) -> None:
    town.employ("keeper", (Role.TALENT_OFFICE, "xiangtan/talent_office"))
    asked = {"action": "one", "programme": "xiangtan/green-card", "basis": "NO-SUCH-NUMBER"}

    answer = visit("keeper").post("/desk/cards/issue/", asked)

    assert answer.status_code == 400
    assert "没有这份已生效的同意决定" in text(answer)


@pytest.mark.parametrize("name", NAMES)
def test_neither_tokens_nor_pages_carry_a_digit_of_a_number(
    town: Town, visit: Visits, client: Client, name: str
) -> None:
    with acting(SYSTEM):
        town.settle("somebody")
        subject = town.subjects["somebody"]
        registry_name(subject, name)
    card = issued(subject)
    somebody = visit("somebody")
    token = bound(somebody, card)
    shown = somebody.post(f"/my/cards/{card}/code/").json()["address"]
    with acting(SYSTEM):
        printed = read(service.print_token(acting=SYSTEM, card_id=card)).claims

    claims = read(token, bare=True).claims
    assert printed.kind == PRINT
    assert not re.search(r"\d", claims.name_mask + printed.name_mask)
    assert "430302199001011234" not in text(client.get(shown))


def registry_name(subject: int, name: str) -> None:
    Subject.objects.filter(pk=subject).update(name=name)
