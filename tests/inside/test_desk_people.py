"""The registry at the desk: masked, revealed for a reason, imported, merged, kept in registers."""

import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.inside.conftest import Visits
from tests.inside.test_desk import text

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.audit.service import readings_of
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.jobs.service import work_off
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.registry.service import Grade, add_subject, give_consent, list_by_hand, registers

ID_CARD = "11010519491231002X"


def enrol(name: str, number: str = "", **more: object) -> int:
    """Somebody of the city in the registry."""
    numbers = {"id_card": number} if number else {"phone": "13800138000"}
    with acting(SYSTEM):
        return int(
            add_subject(
                acting=SYSTEM, kind="person", name=name, numbers=numbers, grade=Grade.B,
                organisation_id=organisation("xiangtan").id, **more,
            ).subject.pk
        )  # fmt: skip


def test_people_are_found_masked(town: Town, visit: Visits) -> None:
    enrol("欧阳明月", ID_CARD)
    clerk = visit("clerk")

    by_name = text(clerk.get("/desk/people/?q=明月"))
    by_number = text(clerk.post("/desk/people/", {"number": ID_CARD}, follow=True))
    unknown = text(clerk.post("/desk/people/", {"number": "110101199003070003"}))
    elsewhere = text(visit("yuhu_clerk").get("/desk/people/?q=明月"))

    for page in (by_name, by_number):
        assert "欧***" in page
        assert "欧阳明月" not in page
        assert ID_CARD not in page
    assert "没有这个号码" in unknown
    assert "欧***</a>" not in elsewhere


def test_a_number_is_shown_for_a_reason_and_that_is_written_down(town: Town, visit: Visits) -> None:
    key = enrol("欧阳明月", ID_CARD)
    clerk = visit("clerk")
    page = text(clerk.get(f"/desk/people/{key}/"))
    identifier = re.search(r'name="identifier" value="(\d+)"', page)
    assert identifier
    asked = {"identifier": identifier[1], "reason": "核对身份证原件"}

    silent = clerk.post(f"/desk/people/{key}/reveal/", {**asked, "reason": ""})
    shown = clerk.post(f"/desk/people/{key}/reveal/", asked)
    other = clerk.post(f"/desk/people/{enrol('别人')}/reveal/", asked)

    assert ID_CARD not in page
    assert silent.status_code == 400
    assert ID_CARD not in text(silent)
    assert ID_CARD in text(shown)
    assert other.status_code == 404
    with acting(SYSTEM):
        readings = [one.details["reason"] for one in readings_of(f"subject:{key} id_card")]
    assert readings == ["核对身份证原件"]


def test_the_subject_page_shows_her_cases_to_those_who_see_them(town: Town, visit: Visits) -> None:
    number = town.file("wang")

    page = text(visit("clerk").get(f"/desk/people/{town.subjects['wang']}/"))

    assert number in page
    assert visit("yuetang_clerk").get(f"/desk/people/{enrol('远方')}/").status_code == 404


def test_two_that_are_one_are_merged_and_told_apart_again(town: Town, visit: Visits) -> None:
    one, other = enrol("重名甲", ID_CARD), enrol("重名甲", birth="1949-12-31")
    office = visit("office")
    page = text(office.get("/desk/people/alike/"))
    assert f'name="one" value="{one}"' in page
    asked = {"action": "merge", "one": one, "other": other}

    silent = office.post("/desk/people/alike/", {**asked, "reason": ""})
    done = office.post("/desk/people/alike/", {**asked, "reason": "同一人"})
    merged = text(office.get(f"/desk/people/{other}/"))
    merge = re.search(r'name="merge" value="(\d+)"', merged)
    assert merge
    office.post(f"/desk/people/{one}/unmerge/", {"merge": merge[1], "reason": "并非同一人"})

    assert silent.status_code == 400
    assert done.status_code == 302
    assert f'name="one" value="{one}"' in text(office.get("/desk/people/alike/"))


def test_a_sheet_is_looked_through_then_taken_in(town: Town, visit: Visits) -> None:
    office = visit("office")
    content = f"姓名,身份证号\n赵一,{ID_CARD}\n钱二,110105194912310021\n"
    upload = SimpleUploadedFile("名册.csv", content.encode())
    page = text(office.get("/desk/import/"))
    place = re.search(r'name="place".*?<option value="(\d+)"', page, re.S)
    assert place
    sent = office.post(
        "/desk/import/",
        {"upload": upload, "kind": "person", "grade": "B", "source": "名册", "place": place[1],
         "as_of": ""},
    )  # fmt: skip
    assert sent.status_code == 302, text(sent)
    address = sent.headers["Location"].partition("?")[0]
    work_off()
    ready = text(office.get(address))
    rejects = office.get(f"{address}rejects.xlsx")
    office.post(address)
    work_off()

    assert "已预检，待确认" in ready
    assert b"".join(rejects.streaming_content).startswith(b"PK")
    assert "已导入" in text(office.get(address))
    assert "赵*</a>" in text(office.get("/desk/people/?q=赵一"))
    assert "钱*</a>" not in text(office.get("/desk/people/?q=钱二"))
    assert visit("yuhu_clerk").get(address).status_code == 404


def test_without_a_file_the_form_says_so(town: Town, visit: Visits) -> None:
    answer = visit("office").post("/desk/import/", {"kind": "person", "grade": "B"})

    assert answer.status_code == 400
    assert "请选择文件" in text(answer)


def test_a_register_is_made_opened_and_taken_out_for_a_reason(town: Town, visit: Visits) -> None:
    office = visit("office")
    page = text(office.get("/desk/registers/"))
    place = re.search(r'name="place".*?<option value="(\d+)"', page, re.S)
    assert place
    office.post("/desk/registers/", {"preset": "reserve", "place": place[1]})
    key = enrol("后备甲", ID_CARD)
    with acting(town.office) as actor:
        view = registers(actor)[0]
    with acting(SYSTEM):
        give_consent(acting=SYSTEM, subject_id=key, purpose="list", how="书面")
        list_by_hand(acting=SYSTEM, view_id=view.pk, subject_id=key, note="推荐")
    address = f"/desk/registers/{view.pk}/"

    shown = text(office.get(address))
    silent = office.post(address, {"reason": ""})
    taken = office.post(address, {"reason": "开展培训"})

    assert "后**</a>" in shown
    assert "后备甲" not in shown
    assert silent.status_code == 400
    assert io.BytesIO(taken.content).read(2) == b"PK"
    with acting(SYSTEM):
        assert readings_of(f"register:{view.pk}").count() == 1
    assert visit("clerk").get(address).status_code == 404
