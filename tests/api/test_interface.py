"""The interface as programs use it: keys, scopes, retries, tags, limits, cases and the registry."""

import json
from collections import Counter
from datetime import date, timedelta
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from ninja import Schema
from pytest_django import Settings
from tests.api.program import Program, program

from yanzhen.api.interface import API
from yanzhen.api.problems import CODES
from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.audit.models import Event
from yanzhen.apps.cases.actions import drafting
from yanzhen.apps.cases.tests.town import ENTITLED, Town
from yanzhen.apps.clients.models import Answer, Usage
from yanzhen.apps.clients.models import Client as Key
from yanzhen.apps.clients.service import SCOPES, ClientRefused, give_key, keys_of, revoke_key
from yanzhen.apps.policies.service import published_pack
from yanzhen.apps.registry.identity.eighteen import check_digit
from yanzhen.apps.registry.service import (
    Grade,
    Scheme,
    add_number,
    give_consent,
    record_fact,
)
from yanzhen.policy import as_json, assess

pytestmark = pytest.mark.django_db
PARTS = ("policies", "assessing", "cases", "casework", "registry", "webhooks", "tokens", "problems")
SECRET = "labour_income_tax_paid"
"""A fact that the vocabulary calls sensitive."""


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
    account = Account.objects.get(email=f"{name}@example.cn")
    from_here.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
    return from_here


def rent(town: Town, name: str) -> dict[str, Any]:
    return {
        "city": "xiangtan", "item": "rent", "place": "xiangtan",
        "subject_id": town.subjects[name], "answers": ENTITLED,
    }  # fmt: skip


class TestCases:
    def test_the_window_files_for_a_person_and_accepts(self, town: Town, clerk: Program) -> None:
        draft = clerk.post("drafts", rent(town, "wang"))
        assert draft.status_code == 201
        form = clerk.get(f"drafts/{draft.json()['id']}").json()
        assert form["draft"]["channel"] == "staff"

        sent = clerk.post(f"drafts/{draft.json()['id']}/submission", {"confirmed": True})
        number = sent.json()["number"]
        assert (sent.status_code, clerk.get("cases/queue").json()["rows"][0]["number"]) == (
            201, number,
        )  # fmt: skip
        done = clerk.post(f"cases/{number}/actions", {"action": "accept"})

        assert done.status_code == 200
        assert [one["action"] for one in done.json()["steps"]] == ["submit", "accept"]
        assert town.see("wang", number).accepted_at is not None

    def test_a_key_of_another_place_sees_nothing(self, town: Town) -> None:
        number = town.file("wang", place="xiangtan/yuhu")
        sibling = program("xiangtan/yuetang/hr_bureau", "clerk")

        answers = [
            sibling.get(f"cases/{number}"),
            sibling.get("cases/XIANGTAN-2026-999999"),
            sibling.post(f"cases/{number}/actions", {"action": "accept"}),
            sibling.post(f"cases/{number}/actions", {"action": "approve"}),
        ]

        assert {(one.status_code, one.content) for one in answers} == {(404, answers[0].content)}
        assert sibling.get("cases").json()["total"] == 0
        assert program("xiangtan/yuhu/hr_bureau", "clerk").get("cases").json()["total"] == 1

    def test_a_key_decides_nothing(self, town: Town, clerk: Program) -> None:
        number = town.file("wang")

        answer = clerk.post(f"cases/{number}/actions", {"action": "approve", "decision": {}})

        assert code(answer) == "needs_person"

    def test_all_that_is_wrong_is_said_at_once(self, town: Town, clerk: Program) -> None:
        answer = clerk.post("drafts", {"city": 5, "item": "rent"})

        assert (answer.status_code, code(answer)) == (422, "invalid")
        assert {one["where"] for one in answer.json()["findings"]} == {
            "draft.city", "draft.place", "draft.subject_id",
        }  # fmt: skip
        refused = clerk.post("drafts", {**rent(town, "wang"), "item": "no-such-item"}).json()
        assert refused["findings"][0]["sentences"]["en"].startswith("There is no such service item")

    def test_a_paper_is_uploaded_read_and_taken_away(
        self, town: Town, clerk: Program, tmp_path: Any
    ) -> None:
        draft = clerk.post("drafts", rent(town, "wang")).json()["id"]
        (paper := tmp_path / "contract.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
        with paper.open("rb") as file:
            kept = clerk.upload(f"drafts/{draft}/files", file, asked="contract")
        assert (kept.status_code, kept.json()["media_type"]) == (201, "application/pdf")

        assert clerk.get(f"files/{kept.json()['id']}").content == paper.read_bytes()
        assert clerk.delete(f"files/{kept.json()['id']}").status_code == 204
        assert clerk.get(f"files/{kept.json()['id']}").status_code == 404


class TestRetries:
    def test_the_same_request_again_gets_the_same_answer(self, town: Town, clerk: Program) -> None:
        first = clerk.post("drafts", rent(town, "wang"), Idempotency_Key="k1")
        again = clerk.post("drafts", rent(town, "wang"), Idempotency_Key="k1")

        assert (again.status_code, again.content) == (201, first.content)
        assert again["Idempotent-Replayed"] == "true"
        assert len(clerk.get("drafts").json()) == 1

    def test_a_draft_whose_answer_was_lost_is_the_same_draft(
        self, town: Town, clerk: Program
    ) -> None:
        first = clerk.post("drafts", rent(town, "wang"), Idempotency_Key="k1").json()
        with acting(SYSTEM):
            Answer.objects.all().delete()  # as if the process had died before it was kept

        again = clerk.post("drafts", rent(town, "wang"), Idempotency_Key="k1").json()
        with acting(SYSTEM):
            Answer.objects.all().delete()
        other = clerk.post("drafts", rent(town, "li"), Idempotency_Key="k1")

        assert again["id"] == first["id"]
        assert (other.status_code, other.json()["findings"][0]["code"]) == (422, "key_used")

    def test_what_was_refused_may_be_tried_again_with_its_key(
        self, town: Town, clerk: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as full:
            full.setattr(drafting, "MOST_DRAFTS", 0)
            refused = clerk.post("drafts", rent(town, "wang"), Idempotency_Key="k1")

        made = clerk.post("drafts", rent(town, "wang"), Idempotency_Key="k1")

        assert refused.json()["findings"][0]["code"] == "too_many_drafts"
        assert made.status_code == 201
        assert "Idempotent-Replayed" not in made

    def test_another_body_under_the_same_key_is_refused(self, town: Town, clerk: Program) -> None:
        clerk.post("drafts", rent(town, "wang"), Idempotency_Key="k1")

        answer = clerk.post("drafts", rent(town, "li"), Idempotency_Key="k1")

        assert (answer.status_code, code(answer)) == (422, "key_reused")

    def test_keys_of_two_programs_are_apart(self, town: Town, clerk: Program) -> None:
        other = program("xiangtan/hr_bureau", "clerk")
        mine = clerk.post("drafts", rent(town, "wang"), Idempotency_Key="k1").json()["id"]

        assert other.post("drafts", rent(town, "wang"), Idempotency_Key="k1").json()["id"] != mine

    def test_what_was_answered_is_sealed(self, town: Town, clerk: Program) -> None:
        clerk.post("drafts", rent(town, "wang"), Idempotency_Key="k1")
        with acting(SYSTEM), connection.cursor() as cursor:
            cursor.execute("SELECT body FROM clients_answer")
            (body,) = cursor.fetchone()

        assert b"wang" not in bytes(body)

    def test_what_was_not_changed_is_not_sent_again(self, town: Town, clerk: Program) -> None:
        number = town.file("wang")
        for path in (f"cases/{number}", "cities/xiangtan/rules/art-19-rent"):
            tag = clerk.get(path)["ETag"]
            same = clerk.get(path, If_None_Match=tag)
            assert (same.status_code, same.content) == (304, b"")
        tag = clerk.get(f"cases/{number}")["ETag"]
        clerk.post(f"cases/{number}/actions", {"action": "accept"})
        assert clerk.get(f"cases/{number}", If_None_Match=tag).status_code == 200

    def test_so_many_requests_a_minute(
        self, town: Town, clerk: Program, settings: Settings
    ) -> None:
        settings.API_PER_MINUTE = 3
        now = [clerk.get("cities").status_code for _ in range(5)]
        assert now == [200, 200, 200, 429, 429]
        with acting(SYSTEM):
            Usage.objects.update(minute=timezone.now() - timedelta(minutes=2))
        assert clerk.get("cities").status_code == 200
        answer = [clerk.get("cities") for _ in range(3)][-1]
        assert (code(answer), answer["Retry-After"]) == ("too_many_requests", "60")


class TestRegistry:
    NUMBER = "430302199001011239"

    @pytest.fixture
    def wang(self, town: Town) -> int:
        subject = town.subjects["wang"]
        with acting(SYSTEM):
            for name, value in (("degree", "master"), (SECRET, "120000")):
                record_fact(
                    acting=SYSTEM, subject_id=subject, name=name, value=value, grade=Grade.B
                )
        return subject

    def test_what_is_sensitive_is_masked_until_a_reason_is_given(
        self, wang: int, clerk: Program
    ) -> None:
        facts = {one["name"]: one for one in clerk.get(f"subjects/{wang}").json()["facts"]}
        secret = facts[SECRET]
        assert (facts["degree"]["value"], secret["value"], secret["masked"]) == (
            "master", None, True,
        )  # fmt: skip
        assert code(clerk.post(f"subjects/{wang}/reveal", {"reason": ""})) == "invalid"
        assert readings() == []

        shown = clerk.post(f"subjects/{wang}/reveal", {"reason": "核对"}).json()["facts"]

        assert {one["name"]: one["value"] for one in shown}[SECRET] is not None
        assert readings() == [(f"subject:{wang} facts", "核对")]

    def test_without_the_scope_nothing_is_revealed(self, wang: int) -> None:
        narrow = program("xiangtan/hr_bureau", "clerk", scopes=["registry:read"])

        assert code(narrow.post(f"subjects/{wang}/reveal", {"reason": "核对"})) == "no_scope"

    def test_a_fact_is_recorded_with_its_grade(self, wang: int, clerk: Program) -> None:
        fact = {"name": "degree", "value": "doctor", "grade": "B", "valid_from": "2026-07-01"}

        made = clerk.post(f"subjects/{wang}/facts", fact)

        assert (made.status_code, made.json()["grade"]) == (201, "B")
        assert clerk.post(f"subjects/{wang}/facts", {**fact, "grade": "A"}).status_code == 422
        assert clerk.post(f"subjects/{wang}/facts", {**fact, "value": "wizard"}).status_code == 422
        other = program("xiangtan/yuetang/hr_bureau", "clerk")
        assert other.post(f"subjects/{wang}/facts", fact).status_code == 404

    def test_looking_up_needs_consent_and_leaves_a_trace(self, wang: int, clerk: Program) -> None:
        with acting(SYSTEM):
            add_number(
                acting=SYSTEM, subject_id=wang, scheme=Scheme.ID_CARD, text=self.number(),
                grade=Grade.B,
            )  # fmt: skip
        asked = {
            "scheme": "id_card", "number": self.number(), "purpose": "share", "reason": "核验",
        }  # fmt: skip
        assert clerk.post("subjects/lookup", asked).status_code == 404
        with acting(SYSTEM):
            give_consent(acting=SYSTEM, subject_id=wang, purpose="share", how="纸质同意书")

        found = clerk.post("subjects/lookup", asked)

        assert found.json()["id"] == wang
        assert self.number() not in found.content.decode()
        assert readings() == [(f"subject:{wang} lookup share", "核验")]
        stranger = program("xiangtan/yuetang/hr_bureau", "clerk")
        assert stranger.post("subjects/lookup", asked).status_code == 404
        bad = clerk.post("subjects/lookup", {**asked, "number": "430302199001011230"})
        assert bad.json()["findings"][0]["where"] == "number"

    def number(self) -> str:
        front = self.NUMBER[:17]
        return front + check_digit(front)


def readings() -> list[tuple[str, str]]:
    with acting(SYSTEM):
        rows = Event.objects.filter(kind="reading").order_by("pk")
        return [(row.subject, row.details["reason"]) for row in rows]


class TestBadInput:
    @pytest.mark.parametrize("body", [
        "", "{", "[]", '{"subject": "person", "facts": {"a": "\\u0000"}}',
        '{"subject": "person", "facts": {"a": "\\ud800"}}', '{"subject": NaN}',
        '{"facts": {"a": 1e999}, "subject": "person"}', "[" * 100_000, b"\xff\xfe",
        '{"subject": "person", "facts": {"a": ' + "9" * 5000 + "}}",
    ])  # fmt: skip
    def test_what_cannot_be_kept_is_refused(self, town: Town, body: str | bytes) -> None:
        answer = Program(Client(), "").post("cities/xiangtan/assessments", body)

        assert answer.status_code in {400, 422}
        assert code(answer) in {"unreadable", "invalid"}

    @pytest.mark.parametrize(
        "path", ["cities/%00/rules", "cities/x%00/documents", "nowhere/at/all"]
    )
    def test_addresses_that_lead_nowhere(self, town: Town, path: str) -> None:
        assert Program(Client(), "").get(path).status_code in {400, 404}

    def test_a_wrong_method(self, town: Town) -> None:
        answer = Program(Client(), "").delete("cities")

        assert (answer.status_code, code(answer)) == (405, "method_not_allowed")

    def test_too_much(self, town: Town) -> None:
        body = json.dumps({"subject": "person", "facts": {"a": "x" * 1_100_000}})

        answer = Program(Client(), "").post("cities/xiangtan/assessments", body)

        assert (answer.status_code, code(answer)) == (413, "too_large")


def test_an_assessment_is_the_one_of_the_command_line(town: Town) -> None:
    situation = {"subject": "person", "facts": ENTITLED}
    pack = published_pack("xiangtan")

    answer = Program(Client(), "").post(
        "cities/xiangtan/assessments", {**situation, "as_of": "2026-11-28"}
    )

    assert answer.json() == as_json(assess(pack, situation, date(2026, 11, 28)))
    wrong = Program(Client(), "").post(
        "cities/xiangtan/assessments", {"subject": "person", "facts": {"degre": "doctor"}}
    )
    assert wrong.json()["findings"][0]["suggestion"] == "degree"


def test_the_page_that_describes_it(town: Town) -> None:
    page = Client().get("/api/v1/docs/").content.decode()

    for path in API.get_openapi_schema()["paths"]:
        assert path in page
    for problem in CODES:
        assert f'id="{problem}"' in page


def test_every_operation_asks_for_a_key_or_is_open_for_a_reason() -> None:
    open_to_all = {
        "list_cities", "list_documents", "read_document", "list_rules", "read_rule",
        "list_services", "read_service", "list_facts", "assess_situation", "give_token",
        # The signature of the message is the credential.
        "ask_for_statement", "ask_for_news", "take_wake",
    }  # fmt: skip
    found = {
        operation["operationId"]: operation.get("x-scope")
        for methods in API.get_openapi_schema()["paths"].values()
        for operation in methods.values()
    }

    assert {name for name, scope in found.items() if scope is None} == open_to_all
    assert {scope for scope in found.values() if scope} == set(SCOPES)


def test_no_two_schemas_share_a_name() -> None:
    modules = [import_module(f"yanzhen.api.{one}") for one in PARTS]
    names = Counter(
        name
        for module in modules
        for name, one in vars(module).items()
        if isinstance(one, type) and issubclass(one, Schema) and one.__module__ == module.__name__
    )

    assert len(names) > 30
    assert [name for name, count in names.items() if count > 1] == []


class TestCommand:
    def test_a_key_is_given_shown_once_and_taken_away(self, town: Town) -> None:
        out = StringIO()
        call_command(
            "api_keys", "new", "社保系统", organisation="xiangtan/hr_bureau", roles="clerk",
            scopes="cases:read", stdout=out, stderr=StringIO(),
        )  # fmt: skip
        key = out.getvalue().strip()
        assert Program(Client(), key).get("cases").status_code == 200

        listed = StringIO()
        call_command("api_keys", "list", stdout=listed)
        assert "社保系统" in listed.getvalue()
        assert key.split("_", 2)[2] not in listed.getvalue()
        call_command("api_keys", "revoke", key.split("_")[1])
        assert code(Program(Client(), key).get("cases")) == "bad_credential"

    def test_what_a_key_cannot_have_is_said_at_once(self, town: Town) -> None:
        with pytest.raises(CommandError) as refused:
            call_command(
                "api_keys", "new", "", organisation="nowhere", roles="approver", scopes="all",
                days=0,
            )  # fmt: skip

        assert len(str(refused.value).splitlines()) == 5

    def test_an_administrator_gives_keys_of_her_own_place_only(self, town: Town) -> None:
        her = town.employ("administrator", (Role.ADMINISTRATOR, "xiangtan/yuhu"))
        given = {"roles": ["clerk"], "scopes": ["cases:read"], "days": 30, "name": "某系统"}
        give_key(acting=her, organisation="xiangtan/yuhu", **given)

        with pytest.raises(ClientRefused):
            give_key(acting=her, organisation="xiangtan/yuetang", **given)
        program("xiangtan/yuetang", "clerk")
        assert [one.organisation for one in keys_of(her)] == ["xiangtan/yuhu"]
