"""Pages of what is behind a card: the directory, a gate, a holder, the talent office."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.access.world import sign_in

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import SYSTEM, acting, create_account
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.privileges import service
from yanzhen.apps.privileges.models import Privilege, Use
from yanzhen.apps.privileges.service import Limits, Odd, before, first_of
from yanzhen.apps.privileges.tests.gates import CITY, Gates, build_gates, card, today
from yanzhen.apps.registry.service import add_subject, link_account

MOST = 12
LAST = before(first_of(today()))


@pytest.fixture
def gates(db: None, monkeypatch: pytest.MonkeyPatch) -> Gates:
    """Two gates with offers that were used last month and today, a holder, a signal."""
    made = build_gates(monkeypatch)
    with acting(SYSTEM):
        account = create_account(email="wang@example.cn", name="王芳")
        subject = add_subject(
            acting=SYSTEM, kind="person", name="王芳", organisation_id=organisation(CITY).id
        ).subject.pk
        link_account(acting=SYSTEM, subject_id=subject, account_id=account.pk)
    made.held[subject] = (card(1),)
    shown = made.offer("hospital", Limits(per_day=3, yearly=50))
    made.offer("museum", group="visas", way="book", title_zh="夜场", levels=("A", "B"))
    made.offer("museum", title_zh="导览", levels=("C",))
    with acting(made.office) as office:
        service.set_watch(acting=office, place=CITY, odd=Odd(a_day=1), basis="办公会")
    last = timezone.make_aware(datetime.combine(LAST.replace(day=5), time(9)))
    made.use("hospital", "code-1", shown, at=last)
    for _ in range(2):
        made.use("hospital", "code-1", shown)
    service.make_all(LAST)
    return made


def browser(name: str) -> Client:
    client = Client()
    sign_in(client, Account.objects.get(email=f"{name}@example.cn"))
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def offer_named(title: str) -> int:
    with acting(SYSTEM):
        return Privilege.objects.get(title_zh=title).pk


def field_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_everybody_reads_the_directory_by_group_and_level(gates: Gates) -> None:
    visitor = Client()
    page = text_of(visitor, "/privileges/xiangtan/")

    for word in ("医疗保健", "安家落户", "出入境签证", "配偶安置", "子女入学", "优先挂号", "夜场"):
        assert word in page
    assert "每卡每天3次" in page
    assert "导览" not in text_of(visitor, "/privileges/xiangtan/?level=D")
    assert "Health care" in text_of(visitor, "/privileges/xiangtan/?lang=en")
    assert "/privileges/xiangtan/" in text_of(visitor, "/privileges/")


def test_two_taps_record_a_use(gates: Gates) -> None:
    partner = browser("hospital")
    text_of(partner, "/partner/")

    verdict = partner.post("/partner/", {"action": "look", "code": "code-1"}).content.decode()
    tap = {"action": "use", **{n: field_of(verdict, n) for n in ("ticket", "offer", "key")}}
    first, again = partner.post("/partner/", tap), partner.post("/partner/", tap)

    assert "今天还可用1次" in verdict
    assert "王*" in verdict
    assert (first.status_code, again.status_code) == (302, 302)
    page = text_of(partner, "/partner/")
    assert "没有重复计数" in page
    with acting(SYSTEM):
        assert Use.objects.filter(late=False).count() == 3
    verdict = partner.post("/partner/", {"action": "look", "code": "code-1"}).content.decode()
    assert "已用完" in verdict
    assert 'name="ticket"' not in verdict


def test_a_refused_card_has_nothing_to_tap(gates: Gates) -> None:
    partner = browser("hospital")

    refused = partner.post("/partner/", {"action": "look", "code": "something"})
    empty = partner.post("/partner/", {"action": "look", "code": " "})
    bad = partner.post("/partner/", {"action": "look", "code": "code-1", "at": "gestern"})
    early = partner.post(
        "/partner/", {"action": "look", "code": "code-1", "at": "0001-01-01T00:00"}
    )

    assert "不能使用" in refused.content.decode()
    assert 'name="ticket"' not in refused.content.decode()
    assert [one.status_code for one in (empty, bad, early)] == [400, 400, 400]


def test_a_use_is_taken_back_at_the_gate(gates: Gates) -> None:
    partner = browser("hospital")
    with acting(gates.actors["hospital"]) as actor:
        (latest, *_) = service.at_the_gate(actor).uses

    answer = partner.post("/partner/", {"action": "back", "use": latest.id, "reason": "点错了"})

    assert answer.status_code == 302
    assert "点错了" in text_of(partner, "/partner/")
    assert browser("museum").post(
        "/partner/", {"action": "back", "use": latest.id, "reason": "点错了"}
    ).status_code == 404  # fmt: skip


def test_a_holder_books_and_the_provider_answers(gates: Gates) -> None:
    wang, partner = browser("wang"), browser("museum")
    page = text_of(wang, "/my/privileges/")
    assert "夜场" in page
    assert "导览" not in page
    day = (today() + timedelta(days=3)).isoformat()
    booked = {"action": "book", "offer": offer_named("夜场"), "card": 1, "key": "form", "on": day,
              "people": 2}  # fmt: skip

    assert wang.post("/my/privileges/", booked).status_code == 302
    assert wang.post("/my/privileges/", {**booked, "key": "b", "people": 0}).status_code == 400
    gate = text_of(partner, "/partner/")
    number = field_of(gate, "booking")
    said = partner.post("/partner/", {"action": "confirm", "booking": number})

    assert said.status_code == 302
    assert "已确认" in text_of(wang, "/my/privileges/")
    assert wang.post("/my/privileges/", {"action": "cancel", "booking": number}).status_code == 302
    assert "已取消" in text_of(wang, "/my/privileges/")


def test_the_office_enters_a_provider_and_an_offer(gates: Gates) -> None:
    office = browser("office")
    given = {
        "action": "provider", "place": CITY, "name_zh": "书店", "name_en": "A bookshop",
        "basis": "协议", "address": "", "phone": "", "latitude": "", "longitude": "",
    }  # fmt: skip
    assert office.post("/desk/privileges/", {**given, "name_en": ""}).status_code == 400
    assert office.post("/desk/privileges/", given).status_code == 302
    with acting(gates.office) as actor:
        shop = next(one.id for one in service.providers(actor) if one.name.zh == "书店")
    offer = {
        "action": "offer", "group": "green-card/schooling", "title_zh": "九折",
        "title_en": "Ten per cent off", "offer_zh": "图书九折", "offer_en": "Off books",
        "way": "show", "unit": "time", "levels": "A，B", "valid_from": today().isoformat(),
        "basis": "协议", "per_day": "1", "yearly": "",
    }  # fmt: skip
    address = f"/desk/privileges/providers/{shop}/"

    bad = office.post(address, {**offer, "group": "green-card/sights", "per_day": "x"})
    assert bad.status_code == 400
    assert 'value="九折"' in bad.content.decode()
    assert office.post(address, offer).status_code == 302
    made = offer_named("九折")
    assert office.post(f"/desk/privileges/offers/{made}/", {"action": "offer"}).status_code == 302
    limits = {"action": "limit", "per_day": "2", "limit_reason": "补充协议"}
    assert office.post(f"/desk/privileges/offers/{made}/", limits).status_code == 302
    assert "每卡每天2次" in text_of(Client(), "/privileges/xiangtan/?level=B")
    out = {"action": "withdraw", "withdraw_reason": "到期"}
    assert office.post(f"/desk/privileges/offers/{made}/", out).status_code == 302
    assert "九折" not in text_of(Client(), "/privileges/xiangtan/")


def test_the_office_confirms_a_statement_and_answers_a_signal(gates: Gates) -> None:
    office, hospital = browser("office"), gates.providers["hospital"]
    month = f"{LAST:%Y-%m}"
    address = f"/desk/privileges/uses/{hospital}/?month={month}"

    assert "待人才工作机构确认" in text_of(office, address)
    assert office.post(address).status_code == 302
    assert office.post(address).status_code == 400
    assert "已确认" in text_of(office, f"/desk/privileges/uses/?month={month}&by=level")
    assert text_of(browser("hospital"), f"/partner/month/?month={month}").count("优先挂号") == 1
    book = office.get(f"/desk/privileges/uses/{hospital}.xlsx?month={month}")
    assert book.content[:2] == b"PK"
    signals = text_of(office, "/desk/privileges/signals/")
    assert "使用过多" in signals
    said = {"action": "answer", "signal": field_of(signals, "signal"), "done": "电话核实"}
    assert office.post("/desk/privileges/signals/", said).status_code == 302
    assert "电话核实" not in text_of(office, "/desk/privileges/signals/")
    assert "电话核实" in text_of(office, "/desk/privileges/signals/?show=all")
    watch = {"action": "watch", "place": CITY, "minutes": "5", "basis": ""}
    assert office.post("/desk/privileges/signals/", watch).status_code == 400


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("", "/privileges/xiangtan/"),
        ("wang", "/my/privileges/"),
        ("hospital", "/partner/"),
        ("hospital", "/partner/month/"),
        ("office", "/desk/privileges/"),
        ("office", "/desk/privileges/providers/{provider}/"),
        ("office", "/desk/privileges/offers/{offer}/"),
        ("office", "/desk/privileges/uses/?by=group"),
        ("office", "/desk/privileges/uses/?by=provider&month={month}"),
        ("office", "/desk/privileges/uses/{provider}/?month={month}"),
        ("office", "/desk/privileges/signals/"),
    ],
)
def test_a_page_asks_seldom(
    who: str, path: str, gates: Gates, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = path.format(
        provider=gates.providers["hospital"], offer=offer_named("优先挂号"), month=f"{LAST:%Y-%m}"
    )
    client = browser(who) if who else Client()
    text_of(client, address)

    with django_assert_max_num_queries(MOST):
        text_of(client, address)


def test_the_verdict_asks_seldom(
    gates: Gates, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    partner, code = browser("hospital"), {"action": "look", "code": "code-1"}
    partner.post("/partner/", code)

    with django_assert_max_num_queries(MOST):
        partner.post("/partner/", code)
