"""Signing in: lock-out, no enumeration, second factors, confirmation, idling."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings
from tests.access.world import SECRET, sign_in

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import (
    SYSTEM,
    Role,
    create_account,
    give_assignment,
    give_second_factor,
    totp_code,
)
from yanzhen.apps.organisations.service import load_organisations, organisation

PASSWORD = "雁阵-correct-horse-7"
LOGIN = "/accounts/login/"
POSTS = "/staff/posts/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted_anew() -> None:
    cache.clear()


@pytest.fixture
def account() -> Account:
    return create_account(email="li@example.cn", name="李娜", password=PASSWORD)


@pytest.fixture
def administrator(account: Account) -> Account:
    load_organisations()
    give_second_factor(account_id=account.pk, secret=SECRET)
    place = organisation("xiangtan").id
    give_assignment(
        acting=SYSTEM, account_id=account.pk, role=Role.ADMINISTRATOR, organisation_id=place
    )
    return account


def post_login(client: Client, email: str, password: str) -> tuple[int, str]:
    answer = client.post(LOGIN, {"login": email, "password": password})
    said = re.sub(r"\s+", " ", answer.content.decode())
    return answer.status_code, said


def given_to(email: str) -> list[str]:
    """The roles of an account."""
    account = Account.objects.get(email=email)
    return list(account.assignments.values_list("role", flat=True))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_signs_in_and_the_wrong_one_does_not(
    client: Client, account: Account
) -> None:
    post_login(client, account.email, "wrong")
    assert not is_in(client)

    post_login(client, "LI@EXAMPLE.CN", PASSWORD)
    assert is_in(client)


def test_an_account_that_does_not_exist_is_refused_in_the_same_words(
    client: Client, account: Account
) -> None:
    known = post_login(client, account.email, "wrong")
    unknown = post_login(client, "nobody@example.cn", "wrong")

    def without_what_differs(answer: tuple[int, str]) -> str:
        text = answer[1].replace(account.email, "X").replace("nobody@example.cn", "X")
        return re.sub(r'value="[A-Za-z0-9]{64}"', "", text)

    assert known[0] == unknown[0] == 200
    assert without_what_differs(known) == without_what_differs(unknown)


@pytest.mark.parametrize("page", ["/accounts/password/reset/", "/accounts/signup/"])
def test_nor_does_another_page_tell_whether_an_address_has_an_account(
    client: Client, account: Account, page: str
) -> None:
    answers = []
    for email in (account.email, "new@example.cn"):
        given = {"email": email, "password1": PASSWORD, "password2": PASSWORD, "name": "王芳"}
        answer = Client().post(page, given)
        answers.append((answer.status_code, answer.headers.get("Location")))

    assert answers[0] == answers[1]
    assert answers[0][0] == 302
    assert len(mail.outbox) == 2


def test_after_five_wrong_passwords_even_the_right_one_waits(
    client: Client, account: Account
) -> None:
    for _ in range(5):
        post_login(client, account.email, "wrong")

    post_login(client, account.email, PASSWORD)

    assert not is_in(client)


def test_the_count_of_attempts_is_shared_by_all_processes(account: Account) -> None:
    for _ in range(5):
        post_login(Client(), account.email, "wrong")
    cache.close()

    another = Client(REMOTE_ADDR="10.0.0.9")
    post_login(another, account.email, PASSWORD)

    assert not is_in(another)


def test_signing_up_asks_for_the_code_from_the_mail(client: Client) -> None:
    given = {
        "name": "王芳", "email": "wang@example.cn", "password1": PASSWORD, "password2": PASSWORD,
    }  # fmt: skip
    client.post("/accounts/signup/", given)
    assert not is_in(client)
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[0].body, re.MULTILINE)
    assert code is not None
    assert "王芳" in mail.outbox[0].body

    client.post("/accounts/confirm-email/", {"code": code[1]})

    assert is_in(client)
    assert Account.objects.get(email="wang@example.cn").name == "王芳"


class TestASecondFactor:
    def test_is_asked_for_after_the_password_and_a_code_serves_once(
        self, client: Client, administrator: Account
    ) -> None:
        post_login(client, administrator.email, PASSWORD)
        assert not is_in(client)
        code = totp_code(SECRET)

        client.post("/accounts/factors/authenticate/", {"code": code})
        assert is_in(client)
        assert client.get(POSTS).status_code == 200

        another = Client()
        post_login(another, administrator.email, PASSWORD)
        another.post("/accounts/factors/authenticate/", {"code": code})
        assert not is_in(another)

    def test_can_be_set_up_and_then_opens_the_pages_of_staff(
        self, client: Client, administrator: Account
    ) -> None:
        administrator.authenticator_set.all().delete()
        sign_in(client, administrator, second_factor=False)
        assert client.get(POSTS)["Location"] == "/accounts/factors/"
        page = client.get("/accounts/factors/totp/activate/")
        secret = page.context["form"].secret

        client.post("/accounts/factors/totp/activate/", {"code": totp_code(secret)})

        kinds = set(Authenticator.objects.values_list("type", flat=True))
        assert kinds == {"totp", "recovery_codes"}
        # Setting it up is no use of it yet: the page asks for a code.
        assert "/reauthenticate/" in client.get(POSTS)["Location"]

    def test_rests_sealed(self, administrator: Account) -> None:
        data = administrator.authenticator_set.get().data

        assert SECRET not in str(data)


class TestConfirming:
    @pytest.fixture
    def wish(self) -> dict[str, str]:
        """A post for a colleague, as the form sends it."""
        other = create_account(email="other@example.cn", name="陈强")
        place = organisation("xiangtan/yuhu")
        return {"account": other.email, "role": "clerk", "organisation": str(place.id)}

    def test_what_was_entered_is_shown_again_and_sent_once_she_confirms(
        self, client: Client, administrator: Account, wish: dict[str, str]
    ) -> None:
        sign_in(client, administrator, confirmed=False)
        asked = client.post(POSTS, wish)
        assert wish["account"] not in str(dict(client.session))

        shown = client.post(
            asked["Location"], {"code": totp_code(SECRET), "next": "/confirm/"}, follow=True
        )

        page = shown.content.decode()
        assert shown.redirect_chain[-1][0] == "/confirm/"
        assert f'value="{wish["account"]}"' in page
        assert "雨湖区" in page
        assert f'<form class="card held" method="post" action="{POSTS}">' in page
        assert not given_to(wish["account"])
        client.post(POSTS, wish)
        assert given_to(wish["account"]) == ["clerk"]
        assert "yanzhen_held" not in client.session

    def test_a_password_does_not_send_what_waits_for_a_code(
        self, client: Client, administrator: Account, wish: dict[str, str]
    ) -> None:
        sign_in(client, administrator, confirmed=False)
        client.post(POSTS, wish)

        for then in (POSTS, "/confirm/"):
            answer = client.post(
                f"/accounts/reauthenticate/?next={then}", {"password": PASSWORD, "next": then}
            )
            assert answer.status_code == 302

        assert not given_to(wish["account"])
        assert "/factors/reauthenticate/" in client.get("/confirm/")["Location"]

    def test_what_waited_too_long_is_gone(
        self, client: Client, administrator: Account, wish: dict[str, str]
    ) -> None:
        sign_in(client, administrator, confirmed=False)
        client.post(POSTS, wish)
        session = client.session
        session["yanzhen_held"] = {**session["yanzhen_held"], "at": int(time.time()) - 601}
        session.save()
        address = "/accounts/factors/reauthenticate/?next=/confirm/"
        client.post(address, {"code": totp_code(SECRET), "next": "/confirm/"})

        assert client.get("/confirm/").status_code == 302
        assert "yanzhen_held" not in client.session

    def test_a_password_is_not_enough_for_staff(
        self, client: Client, administrator: Account
    ) -> None:
        sign_in(client, administrator, confirmed=False)
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})

        assert "/factors/reauthenticate/" in client.post(POSTS, {})["Location"]


class TestIdling:
    def test_ends_the_session(self, client: Client, account: Account) -> None:
        sign_in(client, account)
        client.get("/accounts/email/")
        session = client.session
        session["yanzhen_seen"] = int(time.time()) - 31 * 60
        session.save()

        assert client.get("/accounts/email/")["Location"].startswith(LOGIN)
        assert not is_in(client)

    def test_less_than_the_limit_does_not(
        self, client: Client, account: Account, settings: Settings
    ) -> None:
        settings.IDLE_SECONDS = 600
        sign_in(client, account)
        session = client.session
        session["yanzhen_seen"] = int(time.time()) - 590
        session.save()

        assert client.get("/accounts/email/").status_code == 200
        assert time.time() - client.session["yanzhen_seen"] < 60


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "page",
    [
        "email/", "password/change/", "factors/", "factors/totp/activate/", "factors/webauthn/add/",
        "factors/recovery-codes/generate/", "unified/", "logout/",
    ],
)  # fmt: skip
def test_pages_of_an_account_speak_one_language(
    client: Client, account: Account, page: str, language: str
) -> None:
    sign_in(client, account)

    answer = client.get(f"/accounts/{page}?lang={language}")

    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    assert answer.status_code == 200
    for own in (account.name, "雁阵", "中文", "English", account.email, "JavaScript"):
        text = text.replace(own, "")
    text = re.sub("e-?mail", "", text, flags=re.IGNORECASE)
    strange = r"[a-z]{4,}" if language == "zh" else r"[\u4e00-\u9fff]+"
    assert re.findall(strange, text) == []
