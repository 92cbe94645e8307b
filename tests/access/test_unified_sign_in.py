"""A province's unified sign-in, against a small provider of our own."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from django.conf import settings
from django.test import Client
from pytest_django import Settings
from tests.access.oidc import CLIENT, SECRET, Provider, provider

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import create_account, give_second_factor
from yanzhen.config.environment import unified_sign_in

CLAIMS = {"sub": "430302-1", "name": "刘洋", "email": "liu@example.cn", "email_verified": True}
DOOR = "/accounts/oidc/unified/login/"


@pytest.fixture
def served(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with provider(CLAIMS) as running:
        monkeypatch.setenv("YANZHEN_OIDC_SERVER", running.address)
        monkeypatch.setenv("YANZHEN_OIDC_CLIENT", CLIENT)
        monkeypatch.setenv("YANZHEN_OIDC_SECRET", SECRET)
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": unified_sign_in()}}
        yield running


def come_back(client: Client) -> Any:
    """From our page to the provider and back, as a browser goes."""
    away = client.post(DOOR)
    assert away.status_code == 302
    there = requests.get(away["Location"], allow_redirects=False, timeout=5)
    back = there.headers["Location"].removeprefix("http://testserver")
    return client.get(back)


@pytest.mark.django_db
class TestUnifiedSignIn:
    def test_makes_an_account_at_the_first_time_and_knows_it_at_the_second(
        self, client: Client, served: Provider
    ) -> None:
        assert come_back(client).status_code == 302
        account = Account.objects.get(email="liu@example.cn")
        assert client.session["_auth_user_id"] == str(account.pk)
        assert (account.name, account.has_usable_password()) == ("刘洋", False)

        again = Client()
        come_back(again)

        assert again.session["_auth_user_id"] == str(account.pk)
        assert Account.objects.count() == 1

    def test_asks_for_the_second_factor_that_the_account_has(
        self, client: Client, served: Provider
    ) -> None:
        come_back(client)
        give_second_factor(
            account_id=Account.objects.get(email="liu@example.cn").pk, secret="JBSWY3DPEHPK3PXP"
        )

        again = Client()
        answer = come_back(again)

        assert answer["Location"] == "/accounts/factors/authenticate/"
        assert "_auth_user_id" not in again.session

    def test_takes_over_no_account_that_has_the_same_address(
        self, client: Client, served: Provider
    ) -> None:
        create_account(email="liu@example.cn", name="另一人", password="long-enough-1")

        come_back(client)

        assert "_auth_user_id" not in client.session
        assert Account.objects.count() == 1

    def test_a_forged_answer_signs_nobody_in(self, client: Client, served: Provider) -> None:
        client.post(DOOR)

        client.get(f"{DOOR}callback/?code=forged&state=forged")

        assert "_auth_user_id" not in client.session

    def test_a_token_for_another_client_signs_nobody_in(
        self, client: Client, served: Provider
    ) -> None:
        served.audience = "another-client"

        come_back(client)

        assert "_auth_user_id" not in client.session

    def test_the_page_offers_it(self, client: Client, served: Provider) -> None:
        page = client.get("/accounts/login/").content.decode()

        assert DOOR in page
        assert "统一身份认证" in page


@pytest.mark.django_db
def test_without_settings_there_is_none(client: Client) -> None:
    assert settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] == []
    assert DOOR not in client.get("/accounts/login/").content.decode()
