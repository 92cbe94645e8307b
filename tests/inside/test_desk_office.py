"""What an office looks after beside its cases: load, public lists, delegations, terms, the log."""

import re
from datetime import date, timedelta

from django.utils import timezone
from tests.inside.conftest import Visits
from tests.inside.test_desk import make_late, text

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.models import Case, Publicity
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.jobs.service import work_off


def soon(days: int = 7) -> date:
    return timezone.localdate() + timedelta(days=days)


def to_be_published(town: Town, name: str = "wang") -> str:
    """A case that waits for its publicity period."""
    number = town.file(name, "rent-published")
    town.act("clerk", number, "accept")
    if town.see("clerk", number).row.state == "reviewing":
        town.act("housing", number, "review_agree")
    assert town.see("clerk", number).row.state == "publishing"
    return number


def test_load_counts_what_is_open_and_late_by_unit_and_place(town: Town, visit: Visits) -> None:
    late, _ = town.file("wang"), town.file("li", place="xiangtan/yuhu")
    make_late(late)

    page = text(visit("office").get("/desk/load/"))
    rows = re.findall(r'<th scope="row"><a href="[^"]*">([^<]+)</a>.*?</tr>', page, re.S)
    row = re.search(r">湘潭市</a></th>(.*?)</tr>", page, re.S)

    assert {"湘潭市", "雨湖区"} <= set(rows)
    assert row
    assert re.findall(r">(\d+)<", row[1])[:3] == ["1", "0", "1"]
    assert '<svg class="load-picture"' in page


def test_load_is_for_those_who_answer_for_a_place(town: Town, visit: Visits) -> None:
    assert visit("clerk").get("/desk/load/").status_code == 404


def test_a_list_is_published_with_its_last_day(town: Town, visit: Visits) -> None:
    number = to_be_published(town)
    office = visit("office")

    before = text(office.get("/desk/publicity/"))
    without = office.post("/desk/publicity/", {"action": "publish", "row": number})
    done = office.post(
        "/desk/publicity/", {"action": "publish", "row": number, "until": soon().isoformat()}
    )

    assert "检查通过" in before
    assert without.status_code == 400
    assert done.status_code == 302
    assert town.see("office", number).row.state == "publicity"
    assert "还有7天" in text(office.get("/desk/publicity/"))


def test_what_gives_somebody_away_is_shown_and_not_published(town: Town, visit: Visits) -> None:
    number = to_be_published(town)
    with acting(SYSTEM):
        Case.objects.filter(number=number).update(subject_name="王芳 13812345678")
    office = visit("office")

    page = text(office.get("/desk/publicity/"))
    refused = office.post(
        "/desk/publicity/", {"action": "publish", "row": number, "until": soon().isoformat()}
    )

    assert "不能公示" in page
    assert "电话号码" in page
    assert refused.status_code == 400
    assert town.see("office", number).row.state == "publishing"


def published(town: Town) -> tuple[str, int]:
    number = to_be_published(town)
    town.act("office", number, "publish", until=soon())
    with acting(SYSTEM):
        return number, Publicity.objects.get(case__number=number).pk


def test_nobody_ends_a_period_before_its_last_day(town: Town, visit: Visits) -> None:
    number, _ = published(town)

    answer = visit("office").post("/desk/publicity/", {"action": "end_publicity", "row": number})

    assert answer.status_code == 400
    assert "公示期还没有满" in text(answer)


def test_an_objection_is_shown_and_who_raised_it_only_for_a_reason(
    town: Town, visit: Visits
) -> None:
    number, entry = published(town)
    with acting(town.li):
        raised = cases.raise_objection(town.li, entry, "张三", "某处", "不符合条件", "k1")
    clerk = visit("clerk")

    against = text(visit("office").get("/desk/publicity/"))
    page = text(clerk.get(f"/desk/cases/{raised}/"))
    silent = clerk.post(f"/desk/cases/{raised}/objector/", {"reason": ""})
    shown = text(clerk.post(f"/desk/cases/{raised}/objector/", {"reason": "核实异议"}))

    assert "未办结异议1件" in against
    assert number in page
    assert "张三" not in page
    assert silent.status_code == 400
    assert "张三" in shown


def test_a_colleague_acts_while_somebody_is_away(town: Town, visit: Visits) -> None:
    town.employ("zhou", (Role.REVIEWER, "xiangtan/hr_bureau"))
    number = town.file("wang")
    clerk = visit("clerk")
    page = text(clerk.get("/desk/away/"))
    post = re.search(r'<option value="(clerk:\d+)"', page)
    person = re.search(r'<option value="(\d+)">zhou', page)
    assert post
    assert person
    asked = {"post": post[1], "to": person[1], "starts_on": soon(0).isoformat(),
             "ends_on": soon(3).isoformat()}  # fmt: skip

    assert clerk.post("/desk/away/", {**asked, "ends_on": ""}).status_code == 400
    assert clerk.post("/desk/away/", asked).status_code == 302
    assert number in text(visit("zhou").get("/desk/"))
    given = re.search(r'name="end" value="(\d+)"', text(clerk.get("/desk/away/")))
    assert given
    clerk.post("/desk/away/", {"end": given[1]})

    assert number not in text(visit("zhou").get("/desk/"))


def test_a_term_needs_a_basis_and_counts_from_then_on(town: Town, visit: Visits) -> None:
    office = visit("office")
    page = text(office.get("/desk/terms/"))
    place = re.search(r'<option value="(\d+)">湘潭市', page)
    if place is None:
        place = re.search(r'name="place".*?<option value="(\d+)"', page, re.S)
    assert place
    asked = {"place": place[1], "item": "rent", "stage": "", "days": "15", "basis": ""}

    bare = office.post("/desk/terms/", asked)
    done = office.post("/desk/terms/", {**asked, "basis": "服务承诺公告"})

    assert bare.status_code == 400
    assert "请写明依据" in text(bare)
    assert done.status_code == 302
    assert "服务承诺公告" in text(office.get("/desk/terms/"))


def test_the_auditor_sees_events_and_checks_a_chain(town: Town, visit: Visits) -> None:
    town.employ("auditor", (Role.AUDITOR, "xiangtan"))
    number = town.file("wang")
    town.act("clerk", number, "accept")
    auditor = visit("auditor")

    events = text(auditor.get(f"/desk/log/?q={number}"))
    nothing = text(auditor.get("/desk/log/?q=NO-SUCH"))
    before = text(auditor.get("/desk/log/"))
    auditor.post("/desk/log/", {"chain": "xiangtan"})
    under_way = auditor.get("/desk/log/").content.decode()
    work_off()
    checked = text(auditor.get("/desk/log/"))
    auditor.post("/desk/log/", {"chain": "hengyang"})

    assert "case.accept" in events
    assert "没有这个办件的记录" in nothing
    assert "尚未校验" in before
    assert "hx-trigger" in under_way
    assert "条记录" in checked
    assert "上次校验" in checked
    assert "hx-trigger" not in auditor.get("/desk/log/").content.decode()
    assert visit("clerk").get("/desk/log/").status_code == 404
