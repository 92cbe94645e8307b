"""The case page of staff: findings, papers at the window, names that are covered."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from python_calamine import CalamineWorkbook
from tests.inside.conftest import Visits
from tests.inside.test_desk import text

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.audit.service import events_of, readings_of
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.models import Case, Material
from yanzhen.apps.cases.tests.test_files_and_lists import PDF
from yanzhen.apps.cases.tests.test_publicity import object_to, published
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.notices.service import received
from yanzhen.apps.registry.service import Grade, Told, record_facts

DAY = timedelta(days=1)
CARD = "talent_card_approved"
FOUND = {"fact": CARD, f"a.{CARD}": "yes", "seen": "人才绿卡原件，证号末四位0012"}


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def awaiting(town: Town) -> str:
    """A case whose rule waits for what an office finds."""
    number = town.file("wang", "card", answers={})
    town.act("clerk", number, "accept")
    return number


def asked(town: Town) -> str:
    """A case whose applicant was asked for two papers."""
    number = town.file("wang")
    town.act("clerk", number, "ask_supplement", supplements=("户口簿首页", "租房合同" * 30))
    return number


def test_what_is_on_record_otherwise_since_the_application_is_said(
    town: Town, visit: Visits
) -> None:
    """An employment that ended, a level that was withdrawn: before the decision, not after it."""
    number, wang = town.file("wang"), town.subjects["wang"]
    today = timezone.localdate()
    with acting(SYSTEM):
        Case.objects.filter(number=number).update(submitted_at=timezone.now() - timedelta(days=9))
        told = (
            Told("contract_years", 5, Grade.A, "xiangtan", valid_until=today - DAY),
            Told("recognised_tier", "C", Grade.A, "xiangtan", valid_until=today - DAY),
            Told("recognised_tier", "D", Grade.A, "xiangtan", valid_from=today),
        )
        record_facts(acting=SYSTEM, subject_id=wang, told=told)
    address = f"/desk/cases/{number}/"

    page = text(visit("clerk").get(address))

    assert "申请之后有变化" in page
    assert "劳动合同期限：5年 → 没有记录" in page
    assert "已认定的人才类别：C类 → D类" in page
    town.act("wang", number, "withdraw", reason="已离职")
    assert "申请之后有变化" not in text(visit("clerk").get(address))


def test_an_office_of_the_city_sees_a_countys_case_as_staff(town: Town, visit: Visits) -> None:
    """Whose turn it is there is the applicant's, not hers; nothing is as on one's own page."""
    number = town.file("wang", place="xiangtan/yuhu")
    town.act("yuhu_clerk", number, "ask_supplement", supplements=("户口簿首页",), reason="看不清")

    page = text(visit("office").get(f"/desk/cases/{number}/"))

    assert "轮到：申请人" in page
    assert "轮到您" not in page
    with acting(town.office) as office:
        assert cases.one(office, number).is_staff_view
    with acting(town.wang) as wang:
        assert not cases.one(wang, number).is_staff_view


class TestFinding:
    def test_is_recorded_by_whoever_works_on_the_case(self, town: Town, visit: Visits) -> None:
        number = awaiting(town)
        housing, address = visit("housing"), f"/desk/cases/{number}/"
        before = text(housing.get(address))
        assert "等待认定" in before
        assert f"{address}find/" in before

        housing.post(f"{address}find/", FOUND)

        page = text(housing.get(address))
        assert "等待认定" not in page
        assert "badge-line tone-grade-B" in page
        assert f"依据：{FOUND['seen']}" in page
        with acting(SYSTEM):
            assert events_of(f"case:{number}")[0].details["fact"] == CARD

    def test_wants_to_know_what_was_seen_and_keeps_what_was_chosen(
        self, town: Town, visit: Visits
    ) -> None:
        number, housing = awaiting(town), visit("housing")
        address = f"/desk/cases/{number}/find/"

        unseen = housing.post(address, {**FOUND, "seen": ""})
        unsaid = housing.post(address, {"fact": CARD, "seen": FOUND["seen"]})

        assert unseen.status_code == unsaid.status_code == 400
        assert "请写明看了什么" in text(unseen)
        assert 'value="yes" checked' in text(unseen)
        assert "请选择或填写认定结果" in text(unsaid)
        assert f">{FOUND['seen']}</textarea>" in text(unsaid)

    def test_is_offered_to_nobody_else(self, town: Town, visit: Visits) -> None:
        number = awaiting(town)
        office = visit("office")

        page = text(office.get(f"/desk/cases/{number}/"))
        answer = office.post(f"/desk/cases/{number}/find/", FOUND)

        assert "由正在办理本件的部门登记" in page
        assert f"{number}/find/" not in page
        assert answer.status_code == 400
        assert "只有正在办理这件的单位" in text(answer)

    def test_the_applicant_reads_what_was_found_and_not_on_what(
        self, town: Town, visit: Visits
    ) -> None:
        number = awaiting(town)
        visit("housing").post(f"/desk/cases/{number}/find/", FOUND)

        page = text(visit("wang").get(f"/my/cases/{number}/"))

        assert "登记认定结果" in page
        assert "证号末四位" not in page

    def test_an_objection_has_nobody_of_whom_to_find_anything(
        self, town: Town, visit: Visits
    ) -> None:
        published(town)
        objection = object_to(town)

        answer = visit("clerk").post(f"/desk/cases/{objection}/find/", FOUND)

        assert answer.status_code == 400


class TestPapersAtTheWindow:
    def test_are_received_under_the_clerks_name_and_the_clock_goes_on(
        self, town: Town, visit: Visits
    ) -> None:
        number, clerk = asked(town), visit("clerk")
        address = f"/desk/cases/{number}/"
        assert "窗口代收补正材料" in text(clerk.get(address))
        scan = SimpleUploadedFile("扫描.pdf", PDF, "application/pdf")

        clerk.post(f"{address}receive/", {"户口簿首页": scan, "answer": "租房合同原件一份"})

        seen = town.see("clerk", number)
        assert (seen.row.state, seen.row.stopped) == ("submitted", False)
        assert seen.supplements[0].answer == "租房合同原件一份"
        assert [(one.asked, one.received_by) for one in seen.materials] == [("户口簿首页", "clerk")]
        assert "窗口收取：clerk" in text(clerk.get(address))
        own = text(visit("wang").get(f"/my/cases/{number}/"))
        assert "窗口收取" in own
        assert "窗口收取：clerk" not in own
        with acting(town.wang) as wang:
            assert "supplement_received" in {one.kind for one in received(acting=wang)}

    def test_all_of_them_or_none(self, town: Town, visit: Visits) -> None:
        number, clerk = asked(town), visit("clerk")
        files = {
            "户口簿首页": SimpleUploadedFile("好.pdf", PDF),
            "租房合同" * 30: SimpleUploadedFile("坏.exe", b"MZ" + b"0" * 100),
        }

        answer = clerk.post(f"/desk/cases/{number}/receive/", {**files, "answer": "另有原件"})

        assert answer.status_code == 400
        assert "只收 PDF" in text(answer)
        assert ">另有原件</textarea>" in text(answer)
        assert town.see("clerk", number).row.stopped
        with acting(SYSTEM):
            assert Material.objects.count() == 0

    def test_with_nothing_brought_nothing_is_received(self, town: Town, visit: Visits) -> None:
        number = asked(town)

        answer = visit("clerk").post(f"/desk/cases/{number}/receive/", {"answer": " "})

        assert answer.status_code == 400
        assert town.see("clerk", number).row.state == "supplementing"

    def test_what_the_applicant_sends_herself_was_received_by_nobody(self, town: Town) -> None:
        number = asked(town)

        town.act("wang", number, "supplement", answer="已补上")

        assert "at_window" not in town.see("clerk", number).steps[-1].told


class TestNames:
    @pytest.mark.parametrize("address", ["/desk/", "/desk/cases/"])
    def test_are_masked_in_lists_and_found_whole(
        self, town: Town, visit: Visits, address: str
    ) -> None:
        number, clerk = town.file("wang"), visit("clerk")

        page = text(clerk.get(f"{address}?q=wang"))
        sheet = clerk.post(address, {"action": "export"})

        assert number in page
        assert "w***" in page
        assert ">wang<" not in page
        rows = CalamineWorkbook.from_filelike(BytesIO(body(sheet))).get_sheet_by_index(0)
        cells = {str(cell) for row in rows.to_python() for cell in row}
        assert {number, "w***"} <= cells
        assert "wang" not in cells

    def test_stand_whole_before_those_who_handle_the_case(self, town: Town, visit: Visits) -> None:
        number = town.file("wang")

        assert "<span>wang</span>" in text(visit("clerk").get(f"/desk/cases/{number}/"))

    def test_are_shown_to_others_with_a_reason_that_is_listed(
        self, town: Town, visit: Visits
    ) -> None:
        town.employ("auditor", (Role.AUDITOR, "xiangtan"))
        number, auditor = town.file("wang"), visit("auditor")
        address = f"/desk/cases/{number}/"
        assert "wang" not in text(auditor.get(address))

        without = auditor.post(f"{address}name/", {"reason": " "})
        shown = auditor.post(f"{address}name/", {"reason": "专项审计"})

        assert without.status_code == 400
        assert "<span>wang</span>" not in text(without)
        assert "<span>wang</span>" in text(shown)
        with acting(SYSTEM):
            assert readings_of(f"case:{number} name").count() == 1
        log = text(auditor.get("/desk/log/"))
        assert "申请人姓名" in log
        assert "专项审计" in log
        assert "<span>wang</span>" not in text(auditor.get(address))


def test_who_read_an_objectors_name_is_listed(town: Town, visit: Visits) -> None:
    published(town)
    objection = object_to(town)
    town.employ("auditor", (Role.AUDITOR, "xiangtan"))
    town.employ("elsewhere", (Role.AUDITOR, "xiangtan/yuhu"))

    shown = visit("clerk").post(f"/desk/cases/{objection}/objector/", {"reason": "核实情况"})

    assert "赵六" in text(shown)
    log = text(visit("auditor").get("/desk/log/"))
    assert "异议人姓名和联系方式" in log
    assert "核实情况" in log
    assert "赵六" not in log
    assert "核实情况" not in text(visit("elsewhere").get("/desk/log/"))


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)
