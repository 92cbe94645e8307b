"""Reading a bank's answer: a CSV or a workbook, one payment in a row.

    read_receipt("回单.csv", body)   ->   Said(row=2, reference="YZ0000000000000001 05", ...), ...

The first row names the columns, in any order: 业务参考号, 户名, 金额, 处理结果, and 失败原因 where
one failed. A file that cannot be read at all is refused with all that is wrong with it; a row that
cannot be read says so and hinders no other.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO, Any

from yanzhen.apps.payments.amounts import read_yuan
from yanzhen.apps.payments.errors import PaymentRefused, Refusal
from yanzhen.policy.vocabulary import Label
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.intake.cells import ErrorCell, folded, is_blank, shown
from yanzhen.population.intake.csv_tables import read_csv
from yanzhen.population.intake.sources import OLE, ZIP
from yanzhen.population.intake.tables import Row, Table
from yanzhen.population.intake.workbooks import read_workbook

LARGEST = 128 << 20
REFERENCE, NAME, AMOUNT, RESULT, REASON = "reference", "name", "amount", "result", "reason"
WORDS = {
    REFERENCE: ("业务参考号", "参考号", "reference"),
    NAME: ("户名", "收款人户名", "收款户名", "name"),
    AMOUNT: ("金额", "金额(元)", "交易金额", "amount"),
    RESULT: ("处理结果", "结果", "交易状态", "result"),
    REASON: ("失败原因", "原因", "备注", "reason"),
}
NEEDED = (REFERENCE, NAME, AMOUNT, RESULT)
RESULTS = {
    "paid": ("成功", "支付成功", "已支付", "paid", "success"),
    "failed": ("失败", "支付失败", "failed", "failure"),
    "returned": ("退汇", "退票", "退回", "returned"),
}
_COLUMNS = {folded(word): key for key, words in WORDS.items() for word in words}
_RESULTS = {folded(word): key for key, words in RESULTS.items() for word in words}
UNSAID = {"zh": "银行未说明原因", "en": "the bank gave no reason"}


@dataclass(frozen=True, slots=True)
class Said:
    """What one row says; `trouble` where it cannot be read."""

    row: int
    reference: str = ""
    name: str = ""
    amount_fen: int | None = None
    result: str = ""
    reason: str = ""
    trouble: Label | None = None


def read_receipt(name: str, body: IO[bytes]) -> Iterator[Said]:
    """The rows of a file, one after the other; PaymentRefused when it cannot be read."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            # The name is shown where something is wrong; only its last part is used.
            path = Path(folder) / (PurePath(name.replace("\\", "/")).name[-80:] or "receipt")
            with path.open("wb") as copy:
                for block in iter(lambda: body.read(1 << 20), b""):
                    copy.write(block)
            table = _table(path)
            places = _places(table)
            for row in table.rows():
                yield _said(row, places)
    except PopulationRefused as refused:
        raise PaymentRefused(
            Refusal(one.code, Label(one.zh, one.en), "file") for one in refused.problems
        ) from None


def _table(path: Path) -> Table:
    if path.stat().st_size > LARGEST:
        most = LARGEST >> 20
        say = Label(f"文件超过 {most} MB，请分成几个。", f"The file has over {most} MB: split it.")
        raise PaymentRefused([Refusal("too-large", say, "file")])
    with path.open("rb") as opened:
        head = opened.read(4)
    if head not in (ZIP, OLE):
        return read_csv(path)
    tables = read_workbook(path)
    if len(tables) != 1:
        say = Label("工作簿里有多张表，请只留一张。", "The workbook has several sheets: keep one.")
        raise PaymentRefused([Refusal("several-tables", say, "file")])
    return tables[0]


def _places(table: Table) -> dict[str, int]:
    """Where each column stands; PaymentRefused with all that is missing or there twice."""
    found: dict[str, int] = {}
    wrong = []
    for place, cell in enumerate(table.header):
        key = None if is_blank(cell) else _COLUMNS.get(folded(shown(cell)))
        if key in found:
            say = Label(f"列“{shown(cell)}”重复。", f"The column {shown(cell)!r} is there twice.")
            wrong.append(Refusal("repeated-column", say, "file"))
        elif key is not None:
            found[key] = place
    for key in NEEDED:
        if key not in found:
            say = Label(
                f"第一行缺少列“{WORDS[key][0]}”。", f"The first row lacks {WORDS[key][-1]!r}."
            )
            wrong.append(Refusal("no-column", say, "file"))
    if wrong:
        raise PaymentRefused(wrong)
    return found


def _said(row: Row, places: dict[str, int]) -> Said:
    if row.trouble is not None:
        return Said(row.number, trouble=Label(row.trouble.zh, row.trouble.en))
    cells = {key: row.cells[place] for key, place in places.items()}
    reference = _text(cells[REFERENCE]).upper().replace(" ", "")[:40]
    name, reason = _text(cells[NAME])[:120], _text(cells.get(REASON))[:200]
    amount = None if isinstance(cells[AMOUNT], ErrorCell) else read_yuan(cells[AMOUNT])
    result = _RESULTS.get(folded(_text(cells[RESULT])), "")
    return Said(
        row.number, reference, name, amount, result, reason,
        _trouble(cells, reference, name, amount, result),
    )  # fmt: skip


def _trouble(
    cells: dict[str, Any], reference: str, name: str, amount: int | None, result: str
) -> Label | None:
    for key, cell in cells.items():
        if isinstance(cell, ErrorCell):
            column = WORDS[key][0]
            return Label(
                f"“{column}”里的公式没有值：{cell}。", f"A formula without a value: {cell}."
            )
    if not reference:
        return Label("没有业务参考号。", "There is no reference.")
    if not name:
        return Label("没有户名。", "There is no name.")
    if amount is None:
        told = _text(cells[AMOUNT])[:30]
        return Label(f"金额“{told}”不是以元为单位的数。", f"{told!r} is no sum in yuan.")
    if not result:
        told = _text(cells[RESULT])[:30]
        return Label(
            f"处理结果“{told}”不是 成功、失败 或 退汇。",
            f"{told!r} is not paid, failed or returned.",
        )
    return None


def _text(cell: Any) -> str:
    """A cell in one line, without what no database keeps."""
    return "" if is_blank(cell) else " ".join(shown(cell).replace("\x00", "").split())
