"""An employer's sheet: one row for one person, read strictly, each row by itself.

    read_sheet("名单.xlsx", body, questions)[0]
    ->   Entry(row=2, name="王芳", scheme="id_card", value="4303...", answers={...})

Columns are found by their heading (label or id of a fact), in any order. What is wrong is said of
the row and the column; the other rows are not touched by it.
"""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from yanzhen.apps.cases.errors import CaseRefused, Refusal
from yanzhen.policy.subject import Misfit
from yanzhen.policy.vocabulary import Fact, Label
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.intake.cells import Column, Reader, folded, is_blank, shown
from yanzhen.population.intake.csv_tables import read_csv
from yanzhen.population.intake.tables import Row, Table
from yanzhen.population.intake.workbooks import read_workbook

MOST_ROWS = 5_000
LARGEST = 10 * 1024 * 1024
NAME, NUMBER, KIND = (
    Label("姓名", "Name"),
    Label("证件号码", "Number"),
    Label("证件类型", "Document"),
)
ROW, REASON = Label("行号", "Row"), Label("未受理原因", "Reasons")
# What somebody typed stays text: a cell that begins with = is no formula.
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
SCHEMES = {
    "id_card": Label("居民身份证", "ID card"),
    "hk_macao_permit": Label("港澳居民来往内地通行证", "Hong Kong/Macao permit"),
    "taiwan_permit": Label("台湾居民来往大陆通行证", "Taiwan permit"),
    "hk_macao_residence": Label("港澳居民居住证", "Hong Kong/Macao residence permit"),
    "taiwan_residence": Label("台湾居民居住证", "Taiwan residence permit"),
    "passport": Label("护照", "Passport"),
    "permanent_residence": Label("外国人永久居留身份证", "Permanent residence card"),
}
TOO_LARGE = Label(
    f"表格超过 {LARGEST >> 20} MB 或 {MOST_ROWS:,} 行；请分成几个表。",
    f"The sheet has more than {LARGEST >> 20} MB or {MOST_ROWS:,} rows; split it.",
)
MISSING = Label("没有填写。", "It is not filled in.")
NO_KIND = Label("没有这种证件类型。", "There is no such kind of document.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: who it is about and what it says, or what is wrong with it."""

    row: int
    name: str = ""
    scheme: str = "id_card"
    value: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    wrong: tuple[Refusal, ...] = ()


def read_sheet(name: str, body: bytes, questions: Iterable[Fact]) -> tuple[Entry, ...]:
    """The rows of a sheet; CaseRefused when it cannot be read as a whole."""
    table, columns = _opened(name, body, questions)
    reader, seen = Reader(), dict[tuple[str, str], int]()
    return tuple(_once(_entry(row, columns, reader), seen) for row in table.rows())


def count_rows(name: str, body: bytes, questions: Iterable[Fact]) -> int:
    """How many rows there are; CaseRefused when the sheet cannot be read as a whole."""
    return _opened(name, body, questions)[0].size or 0


def write_sheet(questions: Iterable[Fact]) -> bytes:
    """An empty sheet to fill in."""
    body = BytesIO()
    with xlsxwriter.Workbook(body, PLAIN) as book:
        sheet = book.add_worksheet("申请 Applications")
        heads = [NAME.zh, KIND.zh, NUMBER.zh, *(f.label.zh for f in answerable(questions))]
        bold = book.add_format({"bold": True})
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, bold)
        sheet.set_column(0, len(heads), 22)
    return body.getvalue()


def write_refused(rows: Iterable[tuple[int, str, str]]) -> bytes:
    """The rows that were not taken: which row, whose, why. No number of an ID is in it."""
    body = BytesIO()
    with xlsxwriter.Workbook(body, PLAIN) as book:
        sheet = book.add_worksheet("未受理 Refused")
        for place, head in enumerate((f"{ROW.zh} {ROW.en}", NAME.zh, REASON.zh)):
            sheet.write_string(0, place, head, book.add_format({"bold": True}))
        for number, (row, name, why) in enumerate(rows, start=1):
            sheet.write_number(number, 0, row)
            sheet.write_string(number, 1, name)
            sheet.write_string(number, 2, why)
        sheet.set_column(0, 1, 14)
        sheet.set_column(2, 2, 90)
    return body.getvalue()


def answerable(questions: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that fit into one cell; lists of records are filled in case by case."""
    return tuple(fact for fact in questions if fact.type != "records")


def _opened(
    name: str, body: bytes, questions: Iterable[Fact]
) -> tuple[Table, dict[int, str | Column]]:
    if len(body) > LARGEST:
        raise CaseRefused([Refusal("too_large", TOO_LARGE, "file")])
    table = _table(name, body)
    columns = _columns(table, tuple(questions))
    if (table.size or 0) > MOST_ROWS:
        raise CaseRefused([Refusal("too_large", TOO_LARGE, "file")])
    return table, columns


def _table(name: str, body: bytes) -> Table:
    suffix = Path(name).suffix.lower() or ".xlsx"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"sheet{suffix}"
        file.write_bytes(body)
        try:
            table = read_csv(file) if suffix == ".csv" else read_workbook(file)[0]
            held = list(table.rows())
        except PopulationRefused as refused:
            said = [Label(one.zh, one.en) for one in refused.problems]
            raise CaseRefused([Refusal("unreadable", one, "file") for one in said]) from None
    return Table(table.name, name, table.header, lambda: iter(held), len(held))


def _columns(table: Table, questions: tuple[Fact, ...]) -> dict[int, str | Column]:
    """What stands in each column: `name`, `kind`, `number`, or a fact."""
    known: dict[str, str | Column] = {}
    for key, label in (("name", NAME), ("number", NUMBER), ("kind", KIND)):
        known |= {folded(label.zh): key, folded(label.en): key, key: key}
    for fact in answerable(questions):
        column = Column(fact)
        known |= {folded(n): column for n in (fact.label.zh, fact.label.en, fact.id)}
    found = {
        place: known[folded(shown(head))]
        for place, head in enumerate(table.header)
        if not is_blank(head) and folded(shown(head)) in known
    }
    lacking = [
        Refusal("no_column", _no_column(said), key)
        for key, said in (("name", NAME), ("number", NUMBER))
        if key not in found.values()
    ]
    if lacking:
        raise CaseRefused(lacking)
    return found


def _entry(row: Row, columns: Mapping[int, str | Column], reader: Reader) -> Entry:
    texts: dict[str, str] = {}
    answers: dict[str, Any] = {}
    wrong: list[Refusal] = []
    if row.trouble is not None:
        wrong.append(Refusal("short_row", Label(row.trouble.zh, row.trouble.en)))
    for place, what in columns.items():
        raw = row.cells[place] if place < len(row.cells) else None
        if isinstance(what, str):
            texts[what] = "" if is_blank(raw) else shown(raw)
            continue
        try:
            value = reader.value(what, raw)
        except Misfit as misfit:
            label = what.fact.label
            said = Label(f"{label.zh}：{misfit.zh}。", f"{label.en}: {misfit.en}.")
            wrong.append(Refusal("bad_cell", said, what.fact.id))
            continue
        if value is not None:
            answers[what.fact.id] = spoken(what.fact, value)
    for key, label in (("name", NAME), ("number", NUMBER)):
        if not texts.get(key):
            said = Label(f"{label.zh}：{MISSING.zh}", f"{label.en}: {MISSING.en}")
            wrong.append(Refusal("missing", said, key))
    scheme = _scheme(texts.get("kind", ""))
    if scheme is None:
        wrong.append(Refusal("no_kind", NO_KIND, "kind"))
    return Entry(
        row.number, texts.get("name", ""), scheme or "", texts.get("number", ""), answers,
        tuple(wrong),
    )  # fmt: skip


def _once(entry: Entry, seen: dict[tuple[str, str], int]) -> Entry:
    """One row for one person: whoever stands in an earlier row already is not filed again."""
    who = entry.scheme, folded(entry.value)
    first = seen.setdefault(who, entry.row) if entry.value else entry.row
    if first == entry.row:
        return entry
    said = Label(
        f"与第 {first} 行的证件号码相同，一人只填一行。",
        f"Row {first} has the same number: one row for one person.",
    )
    return replace(entry, wrong=(*entry.wrong, Refusal("repeated", said, "number")))


def spoken(fact: Fact, value: Any) -> Any:
    """An admitted value as somebody would enter it, which a form keeps."""
    match value:
        case int() if fact.type == "money":
            return f"{value // 100}.{value % 100:02}元"
        case Fraction():
            return f"{Decimal(value.numerator * 100) / Decimal(value.denominator):f}%"
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
    return value


def _scheme(text: str) -> str | None:
    if not text:
        return "id_card"
    for scheme, label in SCHEMES.items():
        if folded(text) in (scheme, folded(label.zh), folded(label.en)):
            return scheme
    return None


def _no_column(said: Label) -> Label:
    return Label(f"表头缺少“{said.zh}”这一列。", f"There is no column {said.en}.")
