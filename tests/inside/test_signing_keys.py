"""The page of a city's signing keys, and the key set that everybody may read."""

import pytest
from django.test import Client
from tests.inside.conftest import Visits
from tests.inside.test_desk import text

from yanzhen.apps.accounts.service import Role
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.signing.service import signer

PAGE = "/desk/keys/signing/"


@pytest.fixture
def keeper(town: Town, visit: Visits) -> Client:
    town.employ("keeper", (Role.ADMINISTRATOR, "xiangtan"))
    return visit("keeper")


def names(client: Client) -> set[str]:
    answer = client.get("/.well-known/jwks.json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    return {one["kid"] for one in answer.json()["keys"]}


def test_a_key_is_replaced_and_the_old_one_still_published(keeper: Client, client: Client) -> None:
    old = signer("xiangtan").key_id
    assert keeper.post(PAGE, {"rotate": "xiangtan"}).status_code == 302
    new = signer("xiangtan").key_id
    assert {old, new} <= names(client)
    shown = text(keeper.get(PAGE))
    assert old in shown
    assert new in shown
    assert "衡阳" not in shown


def test_a_revoked_key_is_published_no_more_and_needs_a_reason(
    keeper: Client, client: Client
) -> None:
    old = signer("xiangtan").key_id
    answer = keeper.post(PAGE, {"revoke": old, "reason": ""})
    assert answer.status_code == 400
    assert "请写明为什么作废" in text(answer)
    keeper.post(PAGE, {"revoke": old, "reason": "备份失窃"})
    assert old not in names(client)
    assert "备份失窃" in text(keeper.get(PAGE))


def test_another_citys_key_is_not_there(keeper: Client) -> None:
    other = signer("hengyang").key_id
    assert keeper.post(PAGE, {"revoke": other, "reason": "x"}).status_code == 404
    assert keeper.post(PAGE, {"rotate": "hengyang"}).status_code == 404
    assert keeper.post(PAGE, {"rotate": "nowhere"}).status_code == 404
