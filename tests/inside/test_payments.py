"""Finance's pages of a run, from opening to retrying; and a person's own bank account."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.access.world import sign_in
from tests.inside.test_desk import text

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.jobs.service import work_off
from yanzhen.apps.payments import service
from yanzhen.apps.payments.models import PayeeAccount, Run
from yanzhen.apps.payments.tests.till import BANK, NUMBERS, Till, build_till, row, table
from yanzhen.portal.payments import receipt as receipts
from yanzhen.portal.payments import run as runs

RUNS = "/desk/money/runs/"


@pytest.fixture
def till(db: None) -> Till:
    return build_till()


def browser(name: str) -> Client:
    client = Client()
    sign_in(client, Account.objects.get(email=f"{name}@example.cn"))
    return client


def opened(client: Client) -> str:
    wish = {"title": "租房补贴", "place": "xiangtan", "up_to": "2026-05-31"}
    answer = client.post(f"{RUNS}new/", wish)
    assert answer.status_code == 302, text(answer)
    with acting(SYSTEM):
        return Run.objects.latest("pk").number


def page(client: Client, number: str) -> str:
    return text(client.get(f"{RUNS}{number}/"))


def upload(client: Client, number: str, body: str) -> HttpResponse:
    file = SimpleUploadedFile("回单.csv", body.encode())
    answer = client.post(f"{RUNS}{number}/receipts/", {"upload": file}, follow=True)
    assert isinstance(answer, HttpResponse)
    return answer


def content(answer: object) -> bytes:
    return b"".join(getattr(answer, "streaming_content"))  # noqa: B009


def test_a_run_from_opening_to_paying_again(till: Till) -> None:
    zhou, qian = browser("zhou"), browser("qian")
    number = opened(zhou)
    zhou.post(f"{RUNS}{number}/freeze/")
    seen = page(zhou, number)
    assert "9000元" in seen
    assert "请由另一位财政人员复核" in seen
    assert "****8901" in seen
    assert NUMBERS["wang"] not in seen

    qian.post(f"{RUNS}{number}/step/", {"action": "approve"})
    file = content(zhou.post(f"{RUNS}{number}/file/", {"layout": "csv"}))
    assert NUMBERS["wang"].encode() in file
    one, two, three = till.payments(number)
    body = table([row(one), row(two, "失败", "账号已销户"), row(three, amount="1.00")])
    answer = upload(zhou, number, body)
    assert "金额与付款不一致" in text(answer)
    assert "账号已销户" in page(zhou, number)

    answer = zhou.post(f"{RUNS}{number}/step/", {"action": "retry", "reason": "已更正"})
    assert answer.status_code == 302
    assert "已有 1 笔转为待支付" in page(zhou, number)
    assert text(zhou.get(RUNS)).count("租房补贴") == 1


def test_lines_that_do_not_fit_can_be_downloaded(till: Till) -> None:
    number = till.sent()
    zhou = browser("zhou")
    one, two, _ = till.payments(number)
    upload(zhou, number, table([row(one), row(two, name="李四")]))
    address = f"{RUNS}{number}/receipts/{till.run(number).receipts[0].id}/"

    listed = text(zhou.get(f"{address}?outcome=look"))
    answer = zhou.post(f"{address}?outcome=look", {"action": "export"})

    assert "户名与付款不一致" in listed
    assert one.reference not in listed
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    assert two.reference in str(rows[1])


def test_what_is_refused_is_said_on_the_page(till: Till) -> None:
    zhou = browser("zhou")
    answer = zhou.post(f"{RUNS}new/", {"title": "", "place": "xiangtan", "up_to": "2026-13-01"})
    assert answer.status_code == 400
    number = opened(zhou)
    for address, data in (
        ("step/", {"action": "approve"}), ("file/", {"layout": "csv"}), ("receipts/", {}),
        ("step/", {"action": "cancel", "reason": " "}), ("file/", {"layout": "nonsense"}),
        ("step/", {"action": "retry", "reason": ""}),
    ):  # fmt: skip
        answer = zhou.post(f"{RUNS}{number}/{address}", data)
        assert answer.status_code == 400, (address, data)
        assert 'id="refusals"' in answer.content.decode()
    zhou.post(f"{RUNS}{number}/step/", {"action": "cancel", "reason": "重复"})
    assert "批次已撤销：重复" in page(zhou, number)


def test_large_ones_are_done_by_a_worker(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "AT_ONCE", 1)
    monkeypatch.setattr(receipts, "AT_ONCE", 1)
    zhou = browser("zhou")
    number = opened(zhou)

    answer = zhou.post(f"{RUNS}{number}/freeze/", follow=True)
    assert "hx-get" in answer.content.decode()
    assert till.run(number).row.state == "open"
    work_off()
    assert till.run(number).row.count == 3
    till.approve(number)
    till.export(number)
    upload(zhou, number, table([row(one) for one in till.payments(number)]))
    assert till.states(number) == {"sent": 3}
    work_off()
    assert till.run(number).row.state == "settled"


def test_who_was_left_out_leads_to_the_form_for_an_account(till: Till) -> None:
    till.grant("li")
    number = till.frozen()
    zhou, qian = browser("zhou"), browser("qian")
    left = zhou.get(f"{RUNS}{number}/left-out/").content.decode()
    link = re.search(r'href="(/desk/money/accounts/\?subject=(\d+))"', left)
    assert link is not None
    assert f'value="{link[2]}"' in zhou.get(link[1]).content.decode()
    wish = {"subject": link[2], "place": "xiangtan", "holder": "李强", "bank": BANK}

    wrong = zhou.post("/desk/money/accounts/", {**wish, "number": "12"})
    assert wrong.status_code == 400
    assert wrong.content.decode().count(f'value="{link[2]}"') == 1
    zhou.post("/desk/money/accounts/", {**wish, "number": NUMBERS["li"]})
    with acting(SYSTEM):
        waits = PayeeAccount.objects.get(state="proposed")
    own = zhou.post(f"/desk/money/accounts/{waits.pk}/", {"action": "agree"})
    assert own.status_code == 400
    qian.post(f"/desk/money/accounts/{waits.pk}/", {"action": "agree"})

    with acting(till.actor("li")) as li:
        assert [one.masked for one in service.own_accounts(li)] == ["****4567"]
    assert "****4567" in text(browser("li").get("/my/money/account/"))


def test_her_own_account_is_given_and_shown_masked(till: Till) -> None:
    wang = browser("wang")
    wish = {"holder": "王芳", "bank": "中国银行", "number": "6013821900001111222"}

    answer = wang.post("/my/money/account/", wish, follow=True)

    seen = answer.content.decode()
    assert "****1222" in seen
    assert "6013821900001111222" not in seen
    wrong = wang.post("/my/money/account/", {**wish, "holder": ""})
    assert wrong.status_code == 400
    assert "6013821900001111222" not in wrong.content.decode()


def test_the_pages_speak_english_too(till: Till) -> None:
    number = till.frozen()
    zhou = browser("zhou")
    zhou.cookies["yanzhen_language"] = "en"
    for address in (RUNS, f"{RUNS}{number}/", f"{RUNS}{number}/left-out/", f"{RUNS}new/",
                    "/desk/money/accounts/"):  # fmt: skip
        assert zhou.get(address, headers={"accept-language": "en"}).status_code == 200
