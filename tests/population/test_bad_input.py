"""Each thing that can be wrong with an office's files: one clear sentence, nothing dropped."""

import errno
import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from tests.population.office import as_csv, as_workbook, rejected, rows, take, taken

from yanzhen.population import rejects as rejects_module
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.intake import unpacking
from yanzhen.population.outputs import Outputs
from yanzhen.population.rejects import harmless


@pytest.mark.parametrize(
    ("column", "cell", "zh", "en"),
    [
        ("jobs", "很多", "须是整数", "whole number"),
        ("jobs", "1.5", "须是整数", "whole number"),
        ("works", "也许", "须是 是 或 否", "yes or no"),
        ("pay", "-5", "不能为负", "negative"),
        ("pay", "一大笔", "须是金额", "sum in yuan"),
        ("pay", "99999999999亿元", "金额太大", "too large"),
        ("pay", "0.001", "至多两位小数", "two decimals"),
        ("jobs", "-1", "不能小于 0", "below 0"),
        ("flats", "10", "不能大于 9", "above 9"),
        ("hired_on", "2026-02-30", "没有这一天", "no such day"),
        ("hired_on", "去年", "须是日期", "must be a date"),
        ("hired_on", "3", "须是日期", "must be a date"),
        ("degree", "硕土", "没有 硕土 这个选项", "no option 硕土"),
        ("degree", "#N/A", "没有值", "not a value"),
        ("tongues", "中文、火星文", "没有 火星文", "no option 火星文"),
        ("ratio", "0.1234567890123456", "小数超过 15 位", "15 decimals"),
        ("ratio", "很高", "须是数或百分比", "percentage"),
        ("motto", "长" * 2001, "须是文字", "text"),
    ],
)
def test_a_cell_that_does_not_fit(column: str, cell: str, zh: str, en: str, tmp_path: Path) -> None:
    found = take(
        {"person": [["id", column, "local"], ["a", cell, "是"], ["b", "", "是"]]}, tmp_path
    )

    assert rows(found) == [{"id": "b", "local": True}]
    [[row, owner, name, value, *said]] = rejected(found)["person"]
    assert (row, owner, name) == (2, "a", column)
    assert str(value).lstrip("'")[:200] in (cell[:200], f"{cell}.0")
    assert zh in said[0]
    assert en in said[2]
    assert said[1]
    assert said[3]


def test_the_nearest_option_is_suggested(tmp_path: Path) -> None:
    found = take({"person": [["id", "degree"], ["a", "docter"]]}, tmp_path)

    [line] = rejected(found)["person"]
    assert "是否想写 doctor？" in line[5].lower()
    assert "doctor" in line[7].lower()


def test_every_trouble_of_a_row_is_said(tmp_path: Path) -> None:
    found = take({"person": [["id", "jobs", "works"], ["a", "x", "y"]]}, tmp_path)

    assert [line[2] for line in rejected(found)["person"]] == ["jobs", "works"]


def test_repeated_ids_are_all_rejected_with_their_records(tmp_path: Path) -> None:
    tables = {
        "person": [["id", "jobs"], ["a", "1"], ["b", "1"], ["a", "2"]],
        "person.honours": [["id", "award"], ["a", "star"]],
    }

    found = take(tables, tmp_path)

    assert [row["id"] for row in rows(found)] == ["b"]
    assert [line[0] for line in rejected(found)["person"]] == [2, 4]
    assert [line[1] for line in rejected(found)["person.honours"]] == ["a"]
    assert found.counts["person.honours"].refused == 1


def test_a_record_without_its_person_and_one_without_an_id(tmp_path: Path) -> None:
    tables = {
        "person": [["id"], ["a"]],
        "person.honours": [["id", "award"], ["zzz", "star"], ["", "moon"], ["a", "moon"]],
    }

    found = take(tables, tmp_path)

    assert [line[4] for line in sorted(rejected(found)["person.honours"])] == [
        "记录所属的编号 zzz 不在 person 表里", "没有编号",
    ]  # fmt: skip
    assert rows(found) == [{"id": "a", "honours": [{"award": "moon"}]}]


def test_a_person_whose_record_is_wrong_is_not_evaluated_without_it(tmp_path: Path) -> None:
    tables = {
        "person": [["id"], ["a"]],
        "person.honours": [["id", "award"], ["a", "sun"], ["a", "moon"]],
    }

    found = take(tables, tmp_path)

    assert rows(found) == []
    assert {name: len(lines) for name, lines in rejected(found).items()} == {
        "person.honours": 2, "person": 1,
    }  # fmt: skip


def test_a_row_without_an_id(tmp_path: Path) -> None:
    found = take({"person": [["id", "jobs"], ["", "1"], ["b", "1"]]}, tmp_path)

    assert [line[4] for line in rejected(found)["person"]] == ["没有编号"]


@pytest.mark.parametrize(
    ("header", "zh"),
    [
        (["id", "jobs", "带动就业"], "都是 jobs"),
        (["id", "编号"], "都是 id"),
        (["id", "by.x", "by.x"], "都是 by.x"),
        (["id", "degre"], "没有名为“degre”的事实"),
        (["jobs"], "没有编号列"),
        (["id", "引才"], "说的是用人单位"),
        (["id", ""], "没有列名"),
    ],
)
def test_a_header_that_is_wrong(header: list[str], zh: str, tmp_path: Path) -> None:
    with pytest.raises(PopulationRefused, match=zh):
        take({"person": [header, ["1"] * len(header)]}, tmp_path)

    assert not (tmp_path / "out").exists()


def test_all_troubles_of_files_are_said_at_once(tmp_path: Path) -> None:
    tables = {
        "person": [["id", "degre", "jbos"], ["a", "", ""]],
        "人员": [["id"], ["a"]],
        "employer.hires": [["id"], ["a"]],
    }

    with pytest.raises(PopulationRefused) as refused:
        take(tables, tmp_path)

    said = [(problem.code, problem.suggestion) for problem in refused.value.problems]
    assert sorted(said, key=str) == [
        ("no-subject", None), ("unknown-column", "degree"), ("unknown-column", "jobs"),
        ("unknown-table", None),
    ]  # fmt: skip
    assert all(problem.en and problem.zh for problem in refused.value.problems)


def test_two_tables_of_one_kind(tmp_path: Path) -> None:
    with pytest.raises(PopulationRefused, match="每种只能有一张"):
        take({"person": [["id"], ["a"]], "个人": [["id"], ["b"]]}, tmp_path)


@pytest.mark.parametrize("name", ["person.csv", "person.parquet", "office.xlsx"])
def test_empty_files(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")

    with pytest.raises(PopulationRefused, match="文件是空的"):
        taken(tmp_path / name, tmp_path)


def test_a_header_and_nothing_below_is_nobody(tmp_path: Path) -> None:
    assert rows(take({"person": [["id", "jobs"]]}, tmp_path)) == []


def test_no_files_at_all(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    with pytest.raises(PopulationRefused, match="没有 Parquet、CSV 或 Excel"):
        taken(tmp_path / "in", tmp_path)
    with pytest.raises(PopulationRefused, match="没有文件或文件夹"):
        taken(tmp_path / "nowhere", tmp_path)


CUT = pytest.mark.parametrize("keep", [0.3, 0.7, 0.99])


@CUT
def test_a_workbook_cut_in_the_middle(keep: float, tmp_path: Path) -> None:
    file = as_workbook({"person": [["id", "jobs"], *([f"p{n}", n] for n in range(500))]}, tmp_path)
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * keep)])

    with pytest.raises(PopulationRefused, match="不完整"):
        taken(file, tmp_path)


@CUT
def test_a_parquet_file_cut_in_the_middle(keep: float, tmp_path: Path) -> None:
    file = tmp_path / "person.parquet"
    pq.write_table(pa.table({"id": [f"p{n}" for n in range(5000)]}), file)
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * keep)])

    with pytest.raises(PopulationRefused, match="不完整"):
        taken(file, tmp_path)


def test_a_parquet_file_damaged_inside(tmp_path: Path) -> None:
    file = tmp_path / "person.parquet"
    pq.write_table(pa.table({"id": [f"p{n}" for n in range(5000)]}), file)
    data = bytearray(file.read_bytes())
    data[100:3000] = bytes(2900)
    file.write_bytes(data)

    with pytest.raises(PopulationRefused, match="不完整"):
        taken(file, tmp_path)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_csv_file_cut_in_the_middle(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text('id,motto,jobs\na,勤,1\nb,"俭', encoding="utf-8")

    with pytest.raises(PopulationRefused, match="在中途断了"):
        taken(tmp_path / "person.csv", tmp_path)


def test_a_csv_row_cut_short_or_too_long(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("id,motto,jobs\na,勤,1\nc,x,1,2\nb,俭", encoding="utf-8")

    found = taken(tmp_path / "person.csv", tmp_path)

    assert [row["id"] for row in rows(found)] == ["a"]
    assert [(line[0], line[4][:9]) for line in rejected(found)["person"]] == [
        (3, "这一行有 4 格，"), (4, "这一行只有 2 格"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data", [b"id\n\xff\xff\xff\n", "id\na".encode("utf-16"), b"id\n\x00\x01\n"]
)
def test_an_unreadable_encoding(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_bytes(data)

    with pytest.raises(PopulationRefused, match="UTF-8"):
        taken(tmp_path / "person.csv", tmp_path)


def test_something_else_called_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "office.xlsx").write_text("<html></html>")

    with pytest.raises(PopulationRefused, match="不是 Excel"):
        taken(tmp_path / "office.xlsx", tmp_path)

    with zipfile.ZipFile(tmp_path / "office.xlsx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(PopulationRefused, match="不是 Excel"):
        taken(tmp_path / "office.xlsx", tmp_path)


def test_a_workbook_that_unpacks_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "MOST_BYTES", 1 << 20)
    file = as_workbook({"person": [["id"], ["a"]]}, tmp_path)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b"0" * (2 << 20))

    with pytest.raises(PopulationRefused, match="解开后超过"):
        taken(file, tmp_path)


def test_a_workbook_that_lies_about_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "MOST_BYTES", 1 << 20)
    file = as_workbook({"person": [["id"], ["a"]]}, tmp_path)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b"0" * (2 << 20))
    data = file.read_bytes().replace((2 << 20).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    file.write_bytes(data)

    with pytest.raises(PopulationRefused, match="解开后超过"):
        taken(file, tmp_path)


def test_a_stray_cell_at_the_far_corner(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "office.xlsx"))
    sheet = book.add_worksheet("person")
    sheet.write(0, 0, "id")
    sheet.write(1_048_575, 16_383, "x")
    book.close()

    with pytest.raises(PopulationRefused, match="范围有 1048576 行 × 16384 列"):
        taken(tmp_path / "office.xlsx", tmp_path)


ODS = """<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="person">
<table:table-row>{id}{jobs}</table:table-row>
<table:table-row table:number-rows-repeated="{repeated}">{a}{five}</table:table-row>
<table:table-row table:number-rows-repeated="1048000">
<table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def opendocument(file: Path, repeated: int) -> Path:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    words = {"id": "id", "jobs": "jobs", "a": "a", "five": "5"}
    cells = {name: cell.format(word) for name, word in words.items()}
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{space}"/>')
        archive.writestr("content.xml", ODS.replace("\n", "").format(**cells, repeated=repeated))
    return file


def test_an_opendocument_sheet(tmp_path: Path) -> None:
    assert rows(taken(opendocument(tmp_path / "a.ods", 1), tmp_path)) == [{"id": "a", "jobs": 5}]


def test_an_opendocument_row_repeated_without_end(tmp_path: Path) -> None:
    with pytest.raises(PopulationRefused, match="行 × 2 列，太大"):
        taken(opendocument(tmp_path / "a.ods", 99_999_999), tmp_path)


def formulas(file: Path, *cells: tuple[str, Any]) -> Path:
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("person")
    sheet.write_row(0, 0, ["id", "jobs"])
    for row, (formula, value) in enumerate(cells, start=1):
        sheet.write(row, 0, f"p{row}")
        sheet.write_formula(row, 1, formula, None, value)
    book.close()
    return file


def test_formulas_that_were_never_computed(tmp_path: Path) -> None:
    file = formulas(tmp_path / "office.xlsx", ("=1+1", 2), ("=1+2", ""))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b't="str"', b"").replace(b"<v></v>", b"")
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)

    with pytest.raises(PopulationRefused, match="B3 的公式从没有算过"):
        taken(file, tmp_path)


def test_a_formula_that_ends_in_an_error_is_not_an_unknown(tmp_path: Path) -> None:
    file = formulas(tmp_path / "office.xlsx", ("=1+1", 2), ("=1/0", "#DIV/0!"))

    found = taken(file, tmp_path)

    assert rows(found) == [{"id": "p1", "jobs": 2}]
    [line] = rejected(found)["person"]
    assert (line[0], line[3]) == (3, "#DIV/0!")


def test_a_long_code_that_excel_spoilt(tmp_path: Path) -> None:
    found = taken(as_workbook({"person": [["id"], [430300199001011234]]}, tmp_path), tmp_path)

    assert "末几位已丢失" in rejected(found)["person"][0][4]


def test_what_excel_computes_is_read_to_its_own_precision(tmp_path: Path) -> None:
    file = as_workbook({"person": [["id", "pay"], ["a", 199999.99999999997]]}, tmp_path)

    assert rows(taken(file, tmp_path)) == [{"id": "a", "pay": 200_000}]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"), ("@x", "'@x"), ("+86", "+86"), ("-5", "-5"), ("-x", "'-x"),
        ("\tx", "'\tx"), ("a=b", "a=b"), ("\ud800", "\ufffd"), ("x" * 400, "x" * 300 + "…"),
    ],
)  # fmt: skip
def test_no_cell_of_the_rejected_is_a_formula(value: str, written: str) -> None:
    assert harmless(value) == written


def test_more_rejected_rows_than_a_sheet_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejects_module, "MOST_LINES", 3)

    found = take({"person": [["id", "jobs"], *([f"p{n}", "x"] for n in range(7))]}, tmp_path)

    assert {name: len(lines) for name, lines in rejected(found).items()} == {
        "person": 3, "person 2": 3, "person 3": 1,
    }  # fmt: skip


def test_a_clean_run_removes_the_rejected_rows_of_the_last(tmp_path: Path) -> None:
    take({"person": [["id", "jobs"], ["a", "x"]]}, tmp_path)
    found = take({"person": [["id", "jobs"], ["a", "1"]]}, tmp_path)

    assert found.rejects is None
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["person.parquet"]


def test_the_input_is_never_written_over(tmp_path: Path) -> None:
    as_csv({"person": [["id"], ["a"]]}, tmp_path / "out")

    with pytest.raises(PopulationRefused, match="另选一个"):
        taken(tmp_path / "out", tmp_path)


@pytest.mark.parametrize("stage", ["person id", "person"])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "full")])
def test_an_interrupt_or_a_full_disk_leaves_nothing(
    error: BaseException, stage: str, tmp_path: Path
) -> None:
    def stop(at: str, *told: Any) -> None:
        if at == stage:
            assert list((tmp_path / "out").iterdir())
            raise error

    tables = {
        "person": [["id", "jobs"], ["a", "1"], ["b", "many"]],
        "person.honours": [["id", "award"], ["a", "sun"]],
    }
    with pytest.raises((KeyboardInterrupt, PopulationRefused)) as raised:
        take(tables, tmp_path, progress=stop)

    assert list((tmp_path / "out").iterdir()) == []
    if isinstance(raised.value, PopulationRefused):
        assert [problem.code for problem in raised.value.problems] == ["disk-full"]


LIMITED = """
import resource, sys
from pathlib import Path
from tests.population.office import taken
from yanzhen.population.errors import PopulationRefused
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
folder = Path(sys.argv[1])
try:
    taken(folder / "in", folder)
except PopulationRefused as refused:
    print(refused.problems[0].code, sorted(path.name for path in (folder / "out").iterdir()))
"""


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    as_csv({"person": [["id", "motto"], *([os.urandom(8).hex(), os.urandom(16).hex()]
            for _ in range(3000))]}, tmp_path / "in")  # fmt: skip

    said = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    ).stdout  # fmt: skip

    assert said.strip() == "disk-full []"
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 20_000


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(PopulationRefused, match="写不了"), Outputs(tmp_path / "file"):
        pass
