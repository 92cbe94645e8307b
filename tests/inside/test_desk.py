"""The desk of staff: the queue, many at once, a case's page, and decisions that ask again."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access.world import sign_in
from tests.inside.conftest import Visits

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.cases.models import Case, Work
from yanzhen.apps.cases.tests.town import Town

MOST_QUERIES = 12


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def make_late(number: str) -> None:
    """Its work and its clock were due long ago."""
    past = timezone.localdate() - timedelta(days=30)
    with acting(SYSTEM):
        Case.objects.filter(number=number).update(due_on=past, yellow_on=past)
        Work.objects.filter(case__number=number).update(due_on=past, yellow_on=past)


def test_the_queue_shows_what_waits_and_nothing_else(town: Town, visit: Visits) -> None:
    number = town.file("wang")

    assert number in text(visit("clerk").get("/desk/"))
    assert number not in text(visit("housing").get("/desk/"))
    assert number not in text(visit("yuhu_clerk").get("/desk/"))


@pytest.mark.parametrize("address", ["/desk/", "/desk/cases/", "/desk/people/", "/desk/?q=wa"])
def test_a_list_takes_few_queries(town: Town, visit: Visits, address: str) -> None:
    for name in ("wang", "li"):
        town.file(name)
    browser = visit("clerk")
    browser.get(address)

    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(address)

    assert answer.status_code == 200
    assert len(queries) <= MOST_QUERIES, "\n".join(one["sql"][:150] for one in queries)


def test_the_queue_is_narrowed_and_searched(town: Town, visit: Visits) -> None:
    one, other = town.file("wang"), town.file("li", "wish")
    make_late(one)
    clerk = visit("clerk")

    late = text(clerk.get("/desk/?late=red"))
    wishes = text(clerk.get("/desk/?item=wish"))
    named = text(clerk.get("/desk/?q=li"))
    assigning = text(clerk.get("/desk/?state=registered"))

    assert one in late
    assert other not in late
    assert "已逾期" in late
    for page in (wishes, named, assigning):
        assert other in page
        assert one not in page


def test_the_queue_is_exported(town: Town, visit: Visits) -> None:
    town.file("wang")

    answer = visit("clerk").post("/desk/", {"action": "export"})

    assert answer.headers["Content-Disposition"].endswith('queue.xlsx"')
    assert answer.content.startswith(b"PK")


def test_many_at_once_are_previewed_and_then_done(town: Town, visit: Visits) -> None:
    one, other = town.file("wang"), town.file("li", "wish")
    clerk = visit("clerk")
    picked = {"action": "accept", "row": [one, other, "NO-SUCH-1"]}

    preview = text(clerk.post("/desk/", picked))
    assert town.see("clerk", one).row.state == "submitted"
    result = text(clerk.post("/desk/", {**picked, "confirmed": "1"}))

    assert "受理：1件" in preview
    assert "办后状态：部门审核" in preview
    assert "没有“accept”这个操作" in preview
    assert "没有这个办件" in preview
    assert "已办理1件" in result
    assert town.see("clerk", one).row.state == "reviewing"
    assert town.see("clerk", other).row.state == "registered"


def test_the_same_confirmation_twice_does_nothing_twice(town: Town, visit: Visits) -> None:
    number = town.file("wang")
    clerk = visit("clerk")
    asked = {"action": "accept", "row": number, "confirmed": "1"}

    first = clerk.post("/desk/", asked)
    second = clerk.post("/desk/", asked)

    assert first.status_code == 302
    assert second.status_code == 200
    assert "不能办理1件" in text(second)
    steps = [one.action for one in town.see("clerk", number).steps]
    assert steps.count("accept") == 1


def test_work_is_handed_to_a_colleague(town: Town, visit: Visits) -> None:
    town.employ("zhou", (Role.CLERK, "xiangtan/hr_bureau"))
    number = town.file("wang")
    clerk = visit("clerk")
    picked = {"action": "reassign", "row": number}

    preview = text(clerk.post("/desk/", picked))
    without = clerk.post("/desk/", {**picked, "confirmed": "1"})
    found = re.search(r'<option value="(\d+)">zhou', preview)
    assert found
    clerk.post("/desk/", {**picked, "confirmed": "1", "person": found[1]})

    assert without.status_code == 400
    assert number not in text(clerk.get("/desk/"))
    assert number in text(visit("zhou").get("/desk/"))


def test_the_case_page_has_facts_evidence_and_rule(town: Town, visit: Visits) -> None:
    number = town.file("wang")

    page = text(visit("clerk").get(f"/desk/cases/{number}/"))

    for part in ("case-facts", "case-evidence", "case-rule"):
        assert f'id="{part}"' in page
    assert "10.8万元" in page
    assert "本人申报" in page
    assert 'value="accept"' in page
    assert 'name="supplements"' in page


def test_a_case_is_there_only_for_its_departments(town: Town, visit: Visits) -> None:
    number = town.file("wang")

    assert visit("yuhu_clerk").get(f"/desk/cases/{number}/").status_code == 404
    assert visit("housing").get(f"/desk/cases/{number}/").status_code == 404
    assert visit("wang").get(f"/desk/cases/{number}/").status_code == 404


def test_a_supplement_is_asked_for_and_what_is_missing_is_said(town: Town, visit: Visits) -> None:
    number = town.file("wang")
    clerk, address = visit("clerk"), f"/desk/cases/{number}/act/"

    empty = clerk.post(address, {"action": "ask_supplement", "supplements": ""})
    given = clerk.post(address, {"action": "ask_supplement", "supplements": "合同\n社保"})

    assert empty.status_code == 400
    assert "请填写需要补正的内容" in text(empty)
    assert given.status_code == 302
    assert town.see("clerk", number).supplements[0].items == ("合同", "社保")


def reviewed(town: Town) -> str:
    """A case on which everybody agreed."""
    number = town.file("wang")
    town.act("clerk", number, "accept")
    for reviewer in ("housing", "finance"):
        town.act(reviewer, number, "review_agree")
    return number


def test_a_decision_is_taken_where_it_asks_again(town: Town, visit: Visits) -> None:
    number = reviewed(town)
    approver = visit("approver")
    decision = {"action": "approve", "amount": "", "departure": ""}
    unsure = Client()
    sign_in(unsure, Account.objects.get(email="approver@example.cn"), confirmed=False)

    elsewhere = approver.post(f"/desk/cases/{number}/act/", decision)
    asked_again = unsure.post(f"/desk/cases/{number}/decide/", decision)
    done = approver.post(f"/desk/cases/{number}/decide/", decision)

    assert elsewhere.status_code == 404
    assert "reauthenticate" in asked_again.headers["Location"]
    assert done.status_code == 302
    assert "予以批准" in text(approver.get(f"/desk/cases/{number}/"))


def test_a_departure_from_the_rule_needs_a_reason_and_shows_it(town: Town, visit: Visits) -> None:
    number = reviewed(town)
    approver, address = visit("approver"), f"/desk/cases/{number}/decide/"

    without = approver.post(address, {"action": "approve", "amount": "5万元", "departure": ""})
    approver.post(
        address, {"action": "approve", "amount": "5万元", "departure": "已领过一部分，按差额发放"}
    )

    assert without.status_code == 400
    assert "请写明理由" in text(without)
    assert 'value="5万元"' in text(without)
    page = text(approver.get(f"/desk/cases/{number}/"))
    assert "已领过一部分，按差额发放" in page
    assert "5万元" in page


def test_whoever_accepted_is_offered_no_approval(town: Town, visit: Visits) -> None:
    town.employ("both", (Role.CLERK, "xiangtan/hr_bureau"),
                (Role.APPROVER, "xiangtan/talent_office"))  # fmt: skip
    number = town.file("wang")
    town.act("both", number, "accept")
    for reviewer in ("housing", "finance"):
        town.act(reviewer, number, "review_agree")

    page = text(visit("both").get(f"/desk/cases/{number}/"))

    assert 'value="approve"' not in page
    assert 'value="approve"' in text(visit("approver").get(f"/desk/cases/{number}/"))


def test_transfer_offers_the_units_of_the_city_and_the_case_goes(town: Town, visit: Visits) -> None:
    number = town.file("wang")
    clerk = visit("clerk")
    assert 'value="xiangtan/yuhu"' in text(clerk.get(f"/desk/cases/{number}/"))

    clerk.post(
        f"/desk/cases/{number}/act/",
        {"action": "transfer", "unit": "xiangtan/yuhu", "reason": "住在雨湖"},
    )

    assert number in text(visit("yuhu_clerk").get("/desk/"))


def test_pages_speak_english_too(town: Town, visit: Visits) -> None:
    number = town.file("wang")
    clerk = visit("clerk")

    for address in ("/desk/", f"/desk/cases/{number}/", "/desk/away/", "/desk/people/"):
        page = clerk.get(f"{address}?lang=en")
        assert page.status_code == 200
        assert 'lang="en"' in text(page)
