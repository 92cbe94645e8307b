"""Sheets: looked through first, taken in once, and whatever is wrong with them is said."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.db import connection
from python_calamine import CalamineWorkbook

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.audit.service import events_of
from yanzhen.apps.jobs.service import work_off
from yanzhen.apps.registry import service
from yanzhen.apps.registry.bulk import running
from yanzhen.apps.registry.identity.organisations import check_character
from yanzhen.apps.registry.models import Fact, Identifier, Import, Relation, Residence, Subject
from yanzhen.apps.registry.service import Grade, NoSuchEntry, RegistryRefused
from yanzhen.apps.registry.tests.conftest import LI, WANG, ZHAO, World, bring, card

HEAD = ["姓名", "证件号码", "手机号码", "最高学历", "籍贯为本地"]
ROWS = [
    ["王芳", card(WANG), "13800001234", "硕士研究生", "是"],
    ["李强", card(LI), "", "doctor", ""],
    ["赵𠮷", card(ZHAO), "13800001234", "", "否"],
]


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def workbook(rows: list[list[Any]], *more: str) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name in ("个人", *more):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write(number, place, cell)
    return made.getvalue()


def csv(rows: list[list[Any]], encoding: str = "utf-8") -> bytes:
    return "\r\n".join(",".join(map(str, row)) for row in rows).encode(encoding)


def brought(
    actor: Actor, content: bytes, name: str = "名册.xlsx", *, taken: bool = False, **more: Any
) -> Import:
    """A sheet, looked through and (or not) taken in."""
    given = {"kind": "person", "grade": Grade.B, "source": "人社局名册"} | more
    with acting(actor):
        sheet = service.bring_sheet(acting=actor, file=BytesIO(content), name=name, **given).sheet
    work(actor, sheet, taken=taken)
    with acting(actor):
        return service.access_import(actor, sheet.pk)


def work(actor: Actor, sheet: Import, *, taken: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # An account of these tests has no assignments; its job runs as the actor all the same.
        patch.setattr(running, "actor_of", lambda account: actor)
        running.look_through(sheet.pk)
        if taken:
            with acting(actor):
                service.take_in(acting=actor, import_id=sheet.pk)
            running.run_import(sheet.pk)


def rejects(sheet: Import) -> list[list[Any]]:
    with sheet.rejects.open("rb") as opened:
        return CalamineWorkbook.from_filelike(opened).get_sheet_by_index(0).to_python()[1:]


def home(world: World) -> dict[str, Any]:
    return {"organisation_id": world.yuhu}


def facts(world: World) -> set[tuple[str, str, Any]]:
    with acting(world.clerk):
        rows = Fact.objects.filter(superseded_at=None).select_related("subject")
        return {(one.subject.name, one.name, one.value) for one in rows}


EVERYTHING = {
    ("王芳", "degree", "master"), ("王芳", "native_of_city", True), ("李强", "degree", "doctor"),
    ("赵𠮷", "native_of_city", False),
}  # fmt: skip


def test_a_sheet_is_looked_through_before_anything_is_taken_in(world: World) -> None:
    sheet = brought(world.clerk, workbook([HEAD, *ROWS]), **home(world))

    assert (sheet.state, sheet.problems) == ("ready", [])
    assert sheet.counts == {"rows": 3, "new": 3, "facts": 4}
    assert facts(world) == set()
    with acting(SYSTEM):
        assert not Subject.objects.filter(kind="person").exists()


def test_people_and_facts_are_taken_in(world: World) -> None:
    sheet = brought(world.clerk, workbook([HEAD, *ROWS]), taken=True, **home(world))

    assert (sheet.state, sheet.counts) == ("done", {"rows": 3, "new": 3, "facts": 4})
    assert facts(world) == EVERYTHING
    with acting(world.clerk):
        assert Identifier.objects.filter(scheme="phone").count() == 2
        fact = Fact.objects.filter(name="native_of_city").first()
        assert fact is not None
        assert (fact.city, fact.grade, fact.source) == ("xiangtan", "B", "人社局名册")
    with acting(world.other):
        assert not Subject.objects.visible_to(world.other).filter(kind="person").exists()
    with acting(SYSTEM):
        events = list(events_of(f"import:{sheet.pk}"))
    (event,) = [one for one in events if one.kind == "registry.imported"]
    assert event.details["counts"]["new"] == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_columns_stand_in_any_order_in_any_file(world: World, encoding: str) -> None:
    turned = [list(reversed(row)) for row in [HEAD, *ROWS]]
    sheet = brought(world.clerk, csv(turned, encoding), "名册.csv", taken=True, **home(world))

    assert sheet.state == "done"
    assert facts(world) == EVERYTHING


def test_the_same_file_is_the_same_import(world: World) -> None:
    content = workbook([HEAD, *ROWS])
    first = brought(world.clerk, content, taken=True, **home(world))
    with acting(world.clerk):
        again = service.bring_sheet(
            acting=world.clerk, file=BytesIO(content), name="另名.xlsx", kind="person",
            grade=Grade.B, source="另写", **home(world),
        )  # fmt: skip
        assert (again.sheet.pk, again.is_new, again.standing) == (first.pk, False, None)
        assert service.take_in(acting=world.clerk, import_id=first.pk).standing is None


def test_another_file_with_the_same_rows_changes_nothing(world: World) -> None:
    brought(world.clerk, workbook([HEAD, *ROWS]), taken=True, **home(world))
    with acting(SYSTEM):
        before = {*Fact.objects.values_list("pk", flat=True)}

    second = brought(world.clerk, csv([HEAD, *ROWS]), "二.csv", taken=True, **home(world))

    assert second.counts == {"rows": 3, "known": 3, "same": 4}
    with acting(SYSTEM):
        assert {*Fact.objects.values_list("pk", flat=True)} == before
        assert Identifier.objects.filter(subject__kind="person").count() == 5


def test_a_correction_takes_the_place_of_what_was_there(world: World) -> None:
    brought(world.clerk, workbook([HEAD, ROWS[0]]), taken=True, **home(world))
    brought(
        world.clerk, workbook([HEAD, ["王芳", card(WANG), "", "本科", ""]]), taken=True,
        **home(world),
    )  # fmt: skip

    assert facts(world) == {("王芳", "degree", "bachelor"), ("王芳", "native_of_city", True)}


def test_every_faulty_row_is_told_and_the_others_are_taken_in(world: World) -> None:
    bring(world)("43030219930404126", "钱七")
    wrong: list[list[Any]] = [
        ["", card("43030219940404126"), "", "", ""],
        ["孙八", "430302199404041260", "12", "硕土", "也许"],
        ["周九", "", "", "", ""],
        ["吴十", card(LI), "", "", ""],
        ["钱八", card("43030219930404126"), "", "", ""],
        ["郑\ue000", card("43030219950404126"), "", "", ""],
        ["=cmd()", 4.3030219940404e17, "", "", ""],
    ]
    sheet = brought(world.clerk, workbook([HEAD, *ROWS, *wrong]), taken=True, **home(world))

    assert (sheet.counts["rows"], sheet.counts["rejected"], sheet.counts["new"]) == (10, 7, 3)
    said: dict[float, str] = {}
    for row, _, column, _, zh, *_ in rejects(sheet):
        said[row] = said.get(row, "") + f"{column}: {zh}\n"
    assert {*said} == {5, 6, 7, 8, 9, 10, 11}
    for row, words in (
        (5, ["姓名: 请填写名称"]), (6, ["证件号码: 最后一位校验码应为", "手机号码: ", "degree: ",
         "native_of_city: "]), (7, ["没有证件号码，也没有手机号码"]),
        (8, ["与第 3 行的居民身份证号码相同"]), (9, ["已经登记在另一个名称下"]),
        (10, ["自造字"]), (11, ["Excel 把长号码存成了数字"]),
    ):  # fmt: skip
        assert all(word in said[row] for word in words), said[row]
    assert card(LI) not in str(rejects(sheet))


def test_rows_go_on_where_a_killed_run_stopped(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 1)
    content = workbook([HEAD, *ROWS])
    sheet = brought(world.clerk, content, **home(world))

    class Killed(running.Silent):
        def advance(self, count: int = 1) -> None:
            with acting(SYSTEM):
                if Import.objects.get(pk=sheet.pk).done_up_to >= 3:
                    raise KeyboardInterrupt

    monkeypatch.setattr(running, "actor_of", lambda account: world.clerk)
    with acting(world.clerk):
        service.take_in(acting=world.clerk, import_id=sheet.pk)
    with pytest.raises(KeyboardInterrupt):
        running.run_import(sheet.pk, Killed())
    with acting(SYSTEM):
        assert Subject.objects.filter(kind="person").count() == 2

    running.run_import(sheet.pk)

    with acting(SYSTEM):
        done = Import.objects.get(pk=sheet.pk)
        assert Subject.objects.filter(kind="person").count() == 3
    assert (done.state, done.counts) == ("done", {"rows": 3, "new": 3, "facts": 4})
    assert facts(world) == EVERYTHING


@pytest.mark.django_db(transaction=True)
def test_the_background_does_it_and_the_file_goes(world: World, files: Path) -> None:
    with acting(SYSTEM):
        brought = service.bring_sheet(
            acting=SYSTEM, file=BytesIO(workbook([HEAD, *ROWS])), name="名册.xlsx", kind="person",
            grade=Grade.A, source="省厅", **home(world),
        )  # fmt: skip
        assert brought.standing is not None
        assert brought.standing.is_under_way
        assert work_off() == 1
        assert [*files.rglob("*.xlsx")]
        service.take_in(acting=SYSTEM, import_id=brought.sheet.pk)
        assert work_off() == 1
        assert Import.objects.get(pk=brought.sheet.pk).state == "done"
    assert not [*files.rglob("*.xlsx")]
    assert facts(world) == EVERYTHING


# -- files that cannot be read


def zip_bomb() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(1100):
                part.write(b" " * (1 << 20))
    return made.getvalue()


def never_computed() -> bytes:
    whole = workbook([HEAD, ROWS[0]])
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                end = b"</row></sheetData>"
                assert end in text
                text = text.replace(end, b'<c r="F2"><f>1+1</f></c>' + end)
            new.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("空.xlsx", lambda: b"", "文件是空的"),
        ("假.xlsx", lambda: b"hello", "不是 Excel 工作簿"),
        ("断.xlsx", lambda: workbook([HEAD, *ROWS])[:900], "不完整"),
        ("弹.xlsx", zip_bomb, "解开后超过"),
        ("公式.xlsx", never_computed, "公式从没有算过"),
        ("编码.csv", lambda: b"\xff\xfe\x00\x01", "UTF-16"),
        ("断.csv", lambda: '姓名,证件号码\n"王'.encode(), "断了"),
        ("表头.csv", lambda: csv([["湘潭市人才信息表"], *ROWS]), "第一行须是列名"),
        ("无号.csv", lambda: csv([["姓名", "最高学历"], ["王", "本科"]]), "无法识别是谁"),
        ("两列.csv", lambda: csv([["姓名", "名称", "手机"], ["王", "王", "1"]]), "是同一项"),
        ("错列.csv", lambda: csv([["姓名", "手机", "最高学力"], ["王", "1", "x"]]), "最高学力"),
        ("两表.xlsx", lambda: workbook([HEAD, *ROWS], "Sheet2").replace(b"", b""), None),
        ("记录.csv", lambda: csv([["姓名", "手机", "专利"], ["王", "1", "无"]]), "一人可有多条"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_sentences(
    world: World, name: str, content: Callable[[], bytes], says: str | None, files: Path
) -> None:
    sheet = brought(world.clerk, content(), name, **home(world))

    if says is None:  # the sheet of the kind's name is the one
        assert sheet.state == "ready"
        return
    assert sheet.state == "refused"
    assert says in "\n".join(one["zh"] for one in sheet.problems)
    assert all(one["en"] for one in sheet.problems)
    assert not [one for one in files.rglob("*") if one.is_file()]
    with acting(world.clerk), pytest.raises(RegistryRefused):
        service.take_in(acting=world.clerk, import_id=sheet.pk)


def test_formulas_are_read_as_the_values_that_they_show(world: World) -> None:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, head in enumerate(HEAD[:2]):
            sheet.write(0, place, head)
        sheet.write_formula(1, 0, '="王"&"芳"', None, "王芳")
        sheet.write_string(1, 1, card(WANG))
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
        sheet.write_string(2, 1, card(LI))

    taken = brought(world.clerk, made.getvalue(), taken=True, **home(world))

    assert (taken.counts["new"], taken.counts["rejected"]) == (1, 1)
    assert "#DIV/0!" in str(rejects(taken))


# -- who may


def test_a_place_is_for_those_who_keep_its_registry(world: World) -> None:
    for actor, more in (
        (world.other, home(world)), (world.auditor, home(world)), (world.her, home(world)),
        (world.officer, home(world)), (world.officer, {"employer_id": 10**9}),
        (world.officer, {}), (world.clerk, home(world) | {"grade": Grade.A}),
        (world.clerk, home(world) | {"kind": "team"}), (world.clerk, home(world) | {"source": " "}),
    ):  # fmt: skip
        with pytest.raises(RegistryRefused):
            brought(actor, workbook([HEAD, *ROWS]), **more)

    sheet = brought(world.clerk, workbook([HEAD, *ROWS]), **home(world))
    with acting(world.other), pytest.raises(NoSuchEntry):
        service.access_import(world.other, sheet.pk)
    with acting(world.other), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registry_import")
        assert cursor.fetchone() == (0,)
    with acting(world.office):
        assert service.access_import(world.office, sheet.pk) == sheet


def test_an_officer_brings_her_people_and_waits_for_those_who_are_there(
    world: World, wang: int
) -> None:
    more: dict[str, Any] = {"employer_id": world.employer, "grade": Grade.C, "city": "xiangtan"}
    sheet = brought(world.officer, workbook([HEAD, *ROWS]), taken=True, **more)

    assert (sheet.counts["new"], sheet.counts["waits"]) == (2, 1)
    assert "待本人或窗口确认" in str(rejects(sheet))
    with acting(world.officer):
        names = {one.name for one in service.employees(world.officer, world.employer)}
        assert names == {"李强", "赵𠮷"}
    with acting(SYSTEM):
        relation = Relation.objects.get(subject=wang, other=world.employer)
        assert relation.confirmed_at is None
        assert not Fact.objects.filter(subject=wang).exists()
        assert not Residence.objects.filter(subject__name="李强").exists()


def test_employers_and_those_who_work_for_them(world: World) -> None:
    front = "9243030200000000" + "1"
    code = front + check_character(front)
    employers = [["单位名称", "统一社会信用代码"], ["甲公司", code]]
    brought(world.clerk, workbook(employers), taken=True, kind="employer", **home(world))
    people = [["姓名", "身份证号", "工作单位统一社会信用代码"], ["王芳", card(WANG), code],
              ["李强", card(LI), "91110000600037341L"], ["赵六", card(ZHAO), "9" * 18]]  # fmt: skip
    sheet = brought(world.clerk, workbook(people), taken=True, **home(world))

    assert (sheet.counts["new"], sheet.counts["rejected"]) == (2, 1)
    with acting(world.clerk):
        found = {(one.subject.name, one.other.name) for one in Relation.objects.all()
                 if one.confirmed_at}  # fmt: skip
    assert found == {("王芳", "甲公司"), ("李强", "湘潭某某科技有限公司")}


def test_other_documents_and_phones_are_enough(world: World) -> None:
    rows = [
        ["姓名", "证件类型", "证件号码", "手机"],
        ["陈大文", "港澳居民居住证", "810000199408230021", ""],
        ["林小明", "台胞证", "12345678", ""],
        ["Ann Lee", "护照", "e12345678", ""],
        ["黄某", "", "", "13900001111"],
        ["何某", "驾驶证", "1", ""],
    ]
    sheet = brought(world.clerk, workbook(rows), taken=True, **home(world))
    again = brought(world.clerk, csv(rows), "二.csv", taken=True, **home(world))

    assert (sheet.counts["new"], sheet.counts["rejected"]) == (4, 1)
    assert (again.counts["known"], again.counts.get("new")) == (4, None)
    assert "没有这种证件" in str(rejects(sheet))


def test_queries_grow_with_batches_not_with_rows(
    world: World, django_assert_max_num_queries: Any
) -> None:
    rows = [
        [f"人{n}", card(f"430302{1950 + n % 50}0101{n % 1000:03}"), "", "本科", ""]
        for n in range(400)
    ]
    sheet = brought(world.clerk, workbook([HEAD, *rows]), **home(world))
    with acting(world.clerk):
        service.take_in(acting=world.clerk, import_id=sheet.pk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "actor_of", lambda account: world.clerk)
        with django_assert_max_num_queries(45):
            running.run_import(sheet.pk)
    with acting(world.clerk):
        assert service.access_import(world.clerk, sheet.pk).counts["new"] == 400


def test_the_empty_sheet_is_one_that_can_be_taken_in(world: World) -> None:
    names = ["degree", "native_of_city", "nothing", "approved_sums", "annual_taxable_salary"]
    made = CalamineWorkbook.from_filelike(BytesIO(service.template("person", names)))
    assert made.sheet_names == ["个人", "说明"]
    (head,) = made.get_sheet_by_name("个人").to_python()

    row = ["王芳", "居民身份证", card(WANG), "", "", "", "本科", "是", "20万元"]
    sheet = brought(world.clerk, workbook([head, row]), taken=True, **home(world))

    assert sheet.counts == {"rows": 1, "new": 1, "facts": 3}
    other = CalamineWorkbook.from_filelike(BytesIO(service.template("employer", [])))
    assert other.get_sheet_by_index(0).to_python() == [["名称", "统一社会信用代码", "手机号码"]]
