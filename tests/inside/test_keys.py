"""An administrator's keys: given, replaced, revoked; the webhooks of a key, sent again, ended."""

import re

import pytest
from django.test import Client
from tests.access.world import sign_in
from tests.inside.conftest import Visits
from tests.inside.test_desk import text

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.audit.models import Event
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.clients.models import Delivery, Subscription
from yanzhen.apps.clients.service import client_of, give_key

WISH = {
    "name": "社保系统", "organisation": "xiangtan", "roles": ["clerk"],
    "scopes": ["cases:read", "webhooks:manage"], "days": "90",
}  # fmt: skip
KEYS = "/desk/keys/"


def hooked(place: str = "xiangtan", *, failing: bool = False) -> tuple[str, str, str]:
    """A key with one webhook and one delivery: the prefix and their ids."""
    given = give_key(
        acting=SYSTEM, name="住房系统", organisation=place, roles=["clerk"],
        scopes=["cases:read", "webhooks:manage"], days=30,
    )  # fmt: skip
    known = client_of(given.key)
    assert known is not None
    with acting(SYSTEM):
        hook = Subscription.objects.create(
            client_id=known.id, url="https://hooks.example.cn/yanzhen", events=["case.*"],
            secret="s",
        )  # fmt: skip
        state = {"state": "failed", "attempts": 7, "answered": 503, "problem": "refused"}
        sent = Delivery.objects.create(
            subscription=hook, event="case.accept", payload={}, ended_at=hook.created_at,
            **(state if failing else {"state": "sent", "attempts": 1, "answered": 204}),
        )  # fmt: skip
    return given.prefix, hook.public_id, sent.public_id


def secret_in(page: str) -> str:
    found = re.search(r'id="secret"[^>]*value="(yz_[^"]+)"', page)
    assert found is not None
    return found[1]


def happened(prefix: str) -> list[str]:
    with acting(SYSTEM):
        rows = Event.objects.filter(subject=f"client:{prefix}").order_by("pk")
        return list(rows.values_list("kind", flat=True))


@pytest.fixture
def keeper(town: Town, visit: Visits) -> Client:
    town.employ("keeper", (Role.ADMINISTRATOR, "xiangtan"))
    return visit("keeper")


def test_a_key_is_given_and_shown_once(keeper: Client) -> None:
    answer = keeper.post(KEYS, WISH)

    key = secret_in(answer.content.decode())
    known = client_of(key)
    listed = text(keeper.get(KEYS))
    assert known is not None
    assert known.scopes == {"cases:read", "webhooks:manage"}
    assert "no-store" in answer["Cache-Control"]
    assert "社保系统" in listed
    assert "最近使用" in listed
    assert key.split("_", 2)[2] not in keeper.get(KEYS).content.decode()


def test_every_fault_stands_beside_its_field(keeper: Client) -> None:
    answer = keeper.post(
        KEYS, {"name": " ", "organisation": "hengyang", "days": "9" * 5, "roles": ["approver"]}
    )

    page = text(answer)
    assert answer.status_code == 400
    for said in ("请给密钥一个名称", "1 天至 3 年", "不能担任这一角色"):
        assert said in page
    assert "不能为这个机构发放" in page or "没有这个机构" in page


def test_a_replaced_secret_opens_and_the_old_one_does_not(keeper: Client) -> None:
    old = secret_in(keeper.post(KEYS, WISH).content.decode())
    prefix = old.split("_")[1]

    new = secret_in(keeper.post(f"{KEYS}{prefix}/change/", {"action": "rotate"}).content.decode())

    assert client_of(old) is None
    assert client_of(new) is not None
    assert happened(prefix) == ["client.key_given", "client.key_rotated"]


def test_a_revoked_key_opens_nothing_and_is_not_replaced(keeper: Client) -> None:
    key = secret_in(keeper.post(KEYS, WISH).content.decode())
    place = f"{KEYS}{key.split('_')[1]}/"

    keeper.post(f"{place}change/", {"action": "nothing"})
    assert client_of(key) is not None
    done = keeper.post(f"{place}change/", {"action": "revoke"}, follow=True)
    again = keeper.post(f"{place}change/", {"action": "rotate"})

    assert client_of(key) is None
    assert "密钥已作废" in text(done)
    assert again.status_code == 400
    assert "不能更换" in text(again)


def test_giving_and_changing_ask_for_a_fresh_confirmation(town: Town) -> None:
    town.employ("keeper", (Role.ADMINISTRATOR, "xiangtan"))
    prefix, hook, _ = hooked()
    client = Client()
    sign_in(client, Account.objects.get(email="keeper@example.cn"), confirmed=False)

    for address in (KEYS, f"{KEYS}{prefix}/change/", f"{KEYS}{prefix}/webhooks/{hook}/"):
        assert "reauthenticate" in client.post(address, {"action": "revoke"})["Location"]


def test_deliveries_are_shown_with_their_answers_and_sent_again(keeper: Client) -> None:
    prefix, hook, sent = hooked(failing=True)

    page = text(keeper.get(f"{KEYS}{prefix}/"))
    done = keeper.post(f"{KEYS}{prefix}/webhooks/{hook}/", {"again": sent}, follow=True)

    for said in ("https://hooks.example.cn/yanzhen", "case.accept", "应答503", "对方拒收", "7次"):
        assert said in page
    assert "已重新排队推送" in text(done)
    with acting(SYSTEM):
        assert Delivery.objects.get(public_id=sent).state == Delivery.State.WAITING
    assert happened(prefix)[-1] == "client.delivery_again"


def test_a_webhook_is_switched_off(keeper: Client) -> None:
    prefix, hook, _ = hooked()

    done = keeper.post(f"{KEYS}{prefix}/webhooks/{hook}/", {"action": "off"}, follow=True)

    assert "已停止推送" in text(done)
    assert "hooks.example.cn" not in text(done)
    with acting(SYSTEM):
        assert Subscription.objects.get(public_id=hook).ended_at is not None
    assert happened(prefix)[-1] == "client.webhook_ended"


def test_keys_of_another_place_are_as_if_there_were_none(town: Town, visit: Visits) -> None:
    town.employ("county", (Role.ADMINISTRATOR, "xiangtan/yuhu"))
    prefix, hook, sent = hooked("xiangtan/yuetang", failing=True)
    county = visit("county")

    assert "住房系统" not in text(county.get(KEYS))
    for answer in (
        county.get(f"{KEYS}{prefix}/"),
        county.post(f"{KEYS}{prefix}/change/", {"action": "revoke"}),
        county.post(f"{KEYS}{prefix}/webhooks/{hook}/", {"again": sent}),
    ):
        assert answer.status_code == 404
    assert visit("clerk").get(KEYS).status_code == 404
