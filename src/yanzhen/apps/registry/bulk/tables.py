"""From a file to its one table of a kind; what cannot be read at all is refused in a sentence.

Formulas are read as the values that the file shows, and a formula that was never computed is
named. A file that unpacks to far more than it weighs is refused before it is read.
"""

from pathlib import Path

from yanzhen.apps.registry.vocabulary import vocabulary
from yanzhen.policy.errors import Problem
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.intake.cells import folded
from yanzhen.population.intake.csv_tables import read_csv
from yanzhen.population.intake.headings import GUIDES
from yanzhen.population.intake.sources import OLE, ZIP
from yanzhen.population.intake.tables import Table, of_file
from yanzhen.population.intake.workbooks import read_workbook

MOST_BYTES = 64 << 20
MOST_ROWS = 200_000
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


def table_in(path: Path, name: str, kind: str) -> Table:
    """The table; PopulationRefused where there is none, or more than one that it could be."""
    with path.open("rb") as opened:
        head = opened.read(4)
    if not head:
        raise PopulationRefused(of_file("empty-file", name, "文件是空的", "the file is empty"))
    if head in (ZIP, OLE):
        table = _of_kind(read_workbook(path), name, kind)
    elif name.lower().endswith(WORKBOOKS):
        zh, en = "不是 Excel 工作簿，或已损坏", "is no Excel workbook, or is damaged"
        raise PopulationRefused(of_file("not-a-workbook", name, zh, en))
    else:
        table = read_csv(path)
    if (table.size or 0) > MOST_ROWS:
        zh, en = f"超过 {MOST_ROWS} 行；请分成几个", f"has over {MOST_ROWS} rows; split it"
        raise PopulationRefused(of_file("too-large", name, zh, en))
    return Table(table.name, name, table.header, table.rows, table.size)


def _of_kind(tables: list[Table], name: str, kind: str) -> Table:
    """The sheet of the kind's name, or the only one there is."""
    label = vocabulary().subjects[kind].label
    names = {folded(one) for one in (kind, label.zh, label.en)}
    sheets = [table for table in tables if folded(table.name) not in GUIDES]
    named = [table for table in sheets if folded(table.name) in names]
    found = named or sheets
    if len(found) == 1:
        return found[0]
    listed = "、".join(table.name for table in sheets)
    zh = f"有 {len(sheets)} 张表（{listed}）；请只留一张，或把要导入的表命名为“{label.zh}”"
    en = f"there are {len(sheets)} sheets; keep one, or call the one to take in {label.en!r}"
    raise PopulationRefused(Problem("several-tables", None, f"{name}：{zh}", f"{name}: {en}"))
