"""The interface as programs use it: keys, scopes, retries, tags, limits, cases and the registry."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.api.program import Program, program

from yanzhen.apps.accounts.service import SYSTEM, Role, acting, give_second_factor
from yanzhen.apps.cases.tests.town import ENTITLED, Town, build_town
from yanzhen.apps.clients.models import Client as Key
from yanzhen.apps.clients.models import Usage
from yanzhen.apps.clients.service import revoke_key
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.registry.service import Grade, enter, give_consent, record_fact
from yanzhen.apps.audit.service import readings_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


@pytest.fixture
def clerk(town: Town) -> Program:
    """A program of Xiangtan's window, with every scope."""
    return program("xiangtan/hr_bureau", "clerk")


def code(answer: HttpResponse) -> str:
    assert answer["Content-Type"] == "application/problem+json"
    found: str = json.loads(answer.content)["code"]
    return found


class TestKeys:
    def test_without_one_only_policies_and_assessments_are_open(self, town: Town) -> None:
        nobody = Program(Client(), "")

        assert nobody.get("cities").status_code == 200
        answer = nobody.get("cases")
        assert (answer.status_code, code(answer)) == (401, "not_signed_in")
        assert "Bearer" in answer["WWW-Authenticate"]

    @pytest.mark.parametrize("key", ["yz_nobody_secret", "yzt_forged", "nonsense", "yz_\x7f_x"])
    def test_a_wrong_one_is_refused_even_where_none_is_needed(self, town: Town, key: str) -> None:
        assert code(Program(Client(), key).get("cities")) == "bad_credential"

    def test_a_revoked_one_opens_nothing(self, clerk: Program) -> None:
        assert clerk.get("cases").status_code == 200

        revoke_key(acting=SYSTEM, prefix=clerk.key.split("_")[1])

        assert code(clerk.get("cases")) == "bad_credential"

    def test_an_expired_one_opens_nothing(self, clerk: Program) -> None:
        with acting(SYSTEM):
            Key.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

        assert code(clerk.get("cases")) == "bad_credential"

    def test_only_its_digest_is_kept(self, clerk: Program) -> None:
        secret = clerk.key.split("_", 2)[2]
        with acting(SYSTEM):
            row = Key.objects.values().get()

        assert secret not in repr(row)

    def test_a_scope_that_it_lacks(self, town: Town) -> None:
        narrow = program("xiangtan/hr_bureau", "clerk", scopes=["cases:read"])

        answer = narrow.post("drafts", {})

        assert (answer.status_code, code(answer)) == (403, "no_scope")

    def test_a_token_stands_for_it_with_fewer_scopes(self, clerk: Program) -> None:
        _, name, secret = clerk.key.split("_", 2)
        given = Client().post("/api/v1/token", {
            "grant_type": "client_credentials", "client_id": name, "client_secret": secret,
            "scope": "cases:read",
        }).json()  # fmt: skip
        short = Program(Client(), given["access_token"])

        assert given["expires_in"] == 900
        assert short.get("cases").status_code == 200
        assert code(short.get("subjects/1")) == "no_scope"

    def test_a_token_is_not_given_for_a_wrong_secret(self, clerk: Program) -> None:
        _, name, _ = clerk.key.split("_", 2)
        asked = {"grant_type": "client_credentials", "client_id": name, "client_secret": "x"}

        assert code(Client().post("/api/v1/token", asked)) == "bad_credential"


class TestSessions:
    def test_a_change_needs_the_csrf_token(self, town: Town) -> None:
        browser = signed_in(town, "wang", Client(enforce_csrf_checks=True))

        assert code(Program(browser, "").post("drafts", {})) == "csrf"

    def test_a_person_files_her_own_case(self, town: Town) -> None:
        browser = Program(signed_in(town, "wang"), "")
        draft = browser.post("drafts", rent(town, "wang")).json()

        receipt = browser.post(f"drafts/{draft['id']}/submission", {"confirmed": True}).json()

        assert browser.get("cases/mine").json()["rows"][0]["number"] == receipt["number"]

    def test_staff_need_their_second_factor(self, town: Town) -> None:
        browser = signed_in(town, "clerk")

        assert code(Program(browser, "").get("cases")) == "second_factor"


def signed_in(town: Town, name: str, browser: Client | None = None) -> Client:
    from_here = browser or Client()
    account = town.account(name)
    from_here.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
    return from_here


def rent(town: Town, name: str) -> dict[str, Any]:
    return {
        "city": "xiangtan", "item": "rent", "place": "xiangtan",
        "subject_id": town.subjects[name], "answers": ENTITLED,
    }  # fmt: skip
