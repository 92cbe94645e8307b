"""Following one's case: whose turn it is, supplements in one click, the decision, withdrawal."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.inside.conftest import Visits

from yanzhen.apps.cases.service import Wanted
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.notices.service import notify
from yanzhen.policy.vocabulary import Label

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def test_the_case_says_whose_turn_it_is_and_what_comes(town: Town, visit: Visits) -> None:
    number = town.file("wang")

    page = visit("wang").get(f"/my/cases/{number}/").content.decode()

    assert "轮到：" in page
    assert "提交申请" in page
    assert page.count('aria-current="step"') == 1
    assert "待审批" in page


def test_who_applies_reads_departments_and_no_names(town: Town, visit: Visits) -> None:
    number = town.file("wang")
    town.act("clerk", number, "accept")

    page = visit("wang").get(f"/my/cases/{number}/").content.decode()

    assert "市人力资源社会保障局" in page
    assert "clerk" not in page


def test_a_supplement_is_sent_in_one_go(town: Town, visit: Visits) -> None:
    number = town.file("wang")
    town.act("clerk", number, "ask_supplement", supplements=("劳动合同盖章页",), reason="看不清")
    wang = visit("wang")

    home = wang.get("/my/").content.decode()
    page = wang.get(f"/my/cases/{number}/").content.decode()
    field = re.search(r'type="file" multiple id="supplement-1" name="([^"]+)"', page)
    assert field
    sent = wang.post(
        f"/my/cases/{number}/",
        {"action": "supplement", field[1]: SimpleUploadedFile("页.pdf", PDF), "answer": "已补"},
    )

    assert "去办理" in home
    assert "劳动合同盖章页" in page
    assert "看不清" in page
    assert sent.status_code == 302
    after = wang.get(f"/my/cases/{number}/").content.decode()
    assert "页.pdf" in after
    assert "待受理" in after


def test_a_supplement_without_a_file_is_refused_in_words(town: Town, visit: Visits) -> None:
    number = town.file("wang")
    town.act("clerk", number, "ask_supplement", supplements=("合同",))

    answer = visit("wang").post(f"/my/cases/{number}/", {"action": "supplement"})

    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_withdrawing(town: Town, visit: Visits) -> None:
    number = town.file("wang")

    sent = visit("wang").post(f"/my/cases/{number}/", {"action": "withdraw"}, follow=True)

    assert "已撤回" in sent.content.decode()


def test_the_decision_stands_on_the_page(town: Town, visit: Visits) -> None:
    number = town.file("wang")
    town.act("clerk", number, "accept")
    for reviewer in ("housing", "finance"):
        town.act(reviewer, number, "review_agree")
    town.act("approver", number, "approve", decision=Wanted())

    page = visit("wang").get(f"/my/cases/{number}/").content.decode()

    assert "予以批准" in page
    assert "10.8万元" in page


def test_a_case_and_its_papers_are_there_for_nobody_else(town: Town, visit: Visits) -> None:
    number = town.file("wang")

    for path in ("", "receipt/", "receipt.pdf"):
        assert visit("li").get(f"/my/cases/{number}/{path}").status_code == 404
    assert visit("li").post(f"/my/cases/{number}/", {"action": "withdraw"}).status_code == 404


def test_notices_are_read_once_seen(town: Town, visit: Visits) -> None:
    account = town.wang.account_id
    assert account is not None
    words = {"number": "XT-1", "item": Label("租房补贴", "Rent")}
    notify(account, "case_accepted", words, "/my/cases/XT-1/")
    wang = visit("wang")

    first = wang.get("/my/notices/").content.decode()
    second = wang.get("/my/notices/").content.decode()

    assert "已受理：租房补贴" in first
    assert first.count("is-new") == 1
    assert "is-new" not in second


def test_consents_and_ones_own_data(town: Town, visit: Visits) -> None:
    wang = visit("wang")

    wang.post("/my/situation/", {"action": "agree:assess"})
    page = wang.get("/my/situation/").content.decode()
    copy = wang.post("/my/situation/copy.json")
    erase = wang.post("/my/situation/", {"action": "erase"})

    assert "take_back:assess" in page
    assert copy.json()["name"] == "wang"
    assert erase.status_code == 302


def test_the_list_of_ones_cases_goes_into_a_sheet(town: Town, visit: Visits) -> None:
    town.file("wang")

    answer = visit("wang").post("/my/", {"action": "export"})

    assert answer.headers["Content-Disposition"] == 'attachment; filename="my.cases.xlsx"'
    assert answer.content.startswith(b"PK")
