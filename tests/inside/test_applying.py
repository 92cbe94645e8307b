"""From the item to the receipt: form, papers, check, submission, and the case that follows."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.inside.conftest import Visits

from yanzhen.apps.cases.tests.town import ENTITLED, Town

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def begin(client: Client, item: str = "rent") -> str:
    """The address of a new draft."""
    answer = client.post(f"/apply/xiangtan/{item}/", {"place": "xiangtan/yuhu", "who": "self"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def form_of(facts: dict[str, object]) -> dict[str, object]:
    """Facts as a browser would post them."""
    said = {True: "yes", False: "no"}
    return {f"a.{n}": said[v] if isinstance(v, bool) else v for n, v in facts.items()}


def test_the_form_asks_and_the_rule_answers_at_once(town: Town, visit: Visits) -> None:
    wang = visit("wang")
    address = begin(wang)

    page = wang.get(address).content.decode()
    live = wang.post(address, {**form_of(ENTITLED), "action": "live"}, headers={"HX-Request": "1"})

    assert 'name="a.employment_mode"' in page
    assert "10.8万元" in live.content.decode()


def test_what_was_saved_is_there_again(town: Town, visit: Visits) -> None:
    wang = visit("wang")
    address = begin(wang)
    wang.post(
        address, {"a.employment_mode": "full_time", "a.contract_years": "5", "action": "save"}
    )

    page = visit("wang").get(address).content.decode()
    home = visit("wang").get("/my/").content.decode()

    assert re.search(r'value="full_time" checked', page)
    assert re.search(r'name="a.contract_years" value="5"', page)
    assert address in home


def test_a_slip_is_said_and_kept_as_it_was_typed(town: Town, visit: Visits) -> None:
    wang = visit("wang")
    address = begin(wang)

    answer = wang.post(address, {"a.contract_years": "五年多", "action": "next"})

    assert answer.status_code == 400
    assert "请填写" in answer.content.decode()
    assert 'value="五年多"' in wang.get(address).content.decode()


def test_from_the_form_to_the_receipt(town: Town, visit: Visits) -> None:
    wang = visit("wang")
    address = begin(wang)
    answer = wang.post(address, {**form_of(ENTITLED), "place": "xiangtan/yuhu", "action": "next"})
    assert answer.headers["Location"] == f"{address}materials/"

    papers = wang.get(f"{address}materials/").content.decode()
    slot = re.search(r'name="slot" value="(\w+)"', papers)
    assert slot
    upload = {"action": "take_file", "slot": slot[1], "upload": SimpleUploadedFile("合同.pdf", PDF)}
    assert wang.post(f"{address}materials/", upload).status_code == 302
    assert "合同.pdf" in wang.get(f"{address}materials/").content.decode()

    asked = wang.post(f"{address}submit/")
    assert asked.status_code == 400
    sent = wang.post(f"{address}submit/", {"confirmed": "yes"})
    receipt = str(sent.headers["Location"])
    number = receipt.split("/")[3]
    page = wang.get(receipt).content.decode()
    pdf = wang.get(f"/my/cases/{number}/receipt.pdf")

    assert number in page
    assert "合同.pdf" in page
    assert pdf.content.startswith(b"%PDF")
    assert number in wang.get("/my/").content.decode()
    assert wang.get(address).status_code == 404


def test_a_file_that_is_none_is_refused_in_words(town: Town, visit: Visits) -> None:
    wang = visit("wang")
    address = begin(wang)
    upload = {
        "action": "take_file",
        "slot": "others",
        "upload": SimpleUploadedFile("a.pdf", b"MZ\x90\x00"),
    }

    answer = wang.post(f"{address}materials/", upload)

    assert answer.status_code == 400
    assert "只收" in answer.content.decode()


def test_answers_of_the_calculator_come_along(town: Town, visit: Visits) -> None:
    browser = visit("wang")
    state = json.dumps({"who": "person", "given": {"contract_years": "7", "degree": "master"}})

    to = browser.post("/apply/xiangtan/rent/from-calculator/", {"state": state})
    page = browser.get(to.headers["Location"]).content.decode()
    draft = browser.get(begin(browser)).content.decode()

    assert "测算时填的内容" in page
    assert re.search(r'name="a.contract_years" value="7"', draft)


def test_a_stranger_signs_in_first_and_registers_with_her_document(
    town: Town, visit: Visits
) -> None:
    stranger = Client()
    state = json.dumps({"who": "person", "given": {"contract_years": "7"}})
    to = stranger.post("/apply/xiangtan/rent/from-calculator/", {"state": state}).headers[
        "Location"
    ]

    assert stranger.get(to).headers["Location"].startswith("/accounts/login/")
    town.employ("new")
    newcomer = visit("new")
    bad = newcomer.post(
        to, {"place": "xiangtan", "name": "赵新", "scheme": "id_card", "number": "1"}
    )
    good = newcomer.post(
        to,
        {"place": "xiangtan", "name": "赵新", "scheme": "id_card", "number": "11010519491231002X"},
    )

    assert bad.status_code == 400
    assert "请" in bad.content.decode()
    assert good.status_code == 302


def test_a_draft_is_there_for_nobody_else(town: Town, visit: Visits) -> None:
    address = begin(visit("wang"))

    for path in ("", "materials/", "submit/"):
        assert visit("li").get(f"{address}{path}").status_code == 404
    assert visit("li").post(f"{address}discard/").status_code == 404


def test_a_wish_in_words(town: Town, visit: Visits) -> None:
    wang = visit("wang")
    address = begin(wang, "wish")
    wang.post(address, {"words": "孩子要上学", "action": "next"})

    sent = wang.post(f"{address}submit/")

    assert sent.status_code == 302


@pytest.mark.parametrize(
    "path", ["/my/", "/my/situation/", "/my/notices/", "/apply/xiangtan/rent/"]
)
def test_pages_ask_the_database_seldom(
    path: str,
    town: Town,
    visit: Visits,
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(3):
        town.file("wang", "wish")
    wang = visit("wang")
    wang.get(path)

    with django_assert_max_num_queries(12):
        assert wang.get(path).status_code == 200
