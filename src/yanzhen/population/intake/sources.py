"""Which files there are, and what each is: told by its first bytes, not by its ending."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yanzhen.policy.errors import Problem
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.format import ID, accepts, origin
from yanzhen.population.intake.csv_tables import read_csv
from yanzhen.population.intake.parquet_tables import open_parquet, read_parquet
from yanzhen.population.intake.populations import Population
from yanzhen.population.intake.tables import of_file
from yanzhen.population.intake.workbooks import read_workbook
from yanzhen.population.rejects import NAME as REJECTED

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow.parquet as pq

    from yanzhen.policy.vocabulary import Vocabulary
    from yanzhen.population.intake.mapping import Translation
    from yanzhen.population.intake.tables import Table

PARQUET, ZIP, OLE = b"PAR1", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ENDINGS = (".parquet", ".csv", ".xlsx", ".xlsm", ".xls", ".ods")
OLD_EXCEL = Problem(
    "old-excel",
    None,
    "旧格式 .xls 里出错的单元格会读成空白（不知道）；最好另存为 .xlsx",
    "In the old format .xls a cell with an error reads as blank (unknown); better save as .xlsx",
)


@dataclass(slots=True)
class Found:
    """The files of a source: populations in the format, and tables still to be read."""

    populations: list[Population] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


def find(source: Path, translation: Translation, vocabulary: Vocabulary) -> Found:
    """All files of a folder, or the one file; PopulationRefused names all that cannot be read."""
    found = Found()
    problems: list[Problem] = []
    for path in _files(source):
        try:
            _sort(path, found, translation, vocabulary)
        except PopulationRefused as refused:
            problems += refused.problems
        except OSError as error:
            reason = error.strerror or str(error)
            zh, en = f"读不了：{reason}", f"cannot be read: {reason}"
            problems.append(of_file("unreadable", path.name, zh, en))
    if problems:
        raise PopulationRefused(*problems)
    return found


def _files(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    if not source.is_dir():
        zh, en = f"没有文件或文件夹 {source}", f"There is no file or folder {source}"
        raise PopulationRefused(Problem("no-source", None, zh, en))
    files = [
        path
        for path in sorted(source.iterdir())
        if path.suffix.lower() in ENDINGS
        and path.is_file()
        and not path.name.startswith((".", "~$"))
        and path.name != REJECTED
    ]
    if not files:
        zh = f"文件夹 {source} 里没有 Parquet、CSV 或 Excel 文件"
        en = f"The folder {source} holds no Parquet, CSV or Excel file"
        raise PopulationRefused(Problem("no-source", None, zh, en))
    return files


def _sort(path: Path, found: Found, translation: Translation, vocabulary: Vocabulary) -> None:
    with path.open("rb") as opened:
        head = opened.read(4)
    if not head:
        zh, en = "文件是空的", "the file is empty"
        raise PopulationRefused(of_file("empty-file", path.name, zh, en))
    if head == PARQUET or path.suffix.lower() == ".parquet":
        _parquet(path, found, translation, vocabulary)
    elif head in (ZIP, OLE):
        found.tables += read_workbook(path)
        if head == OLE:
            found.remarks.append(OLD_EXCEL)
    elif path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods"):
        zh, en = (
            "不是 Excel 工作簿，或文件头已损坏",
            "is no Excel workbook, or its beginning is damaged",
        )
        raise PopulationRefused(of_file("not-a-workbook", path.name, zh, en))
    else:
        found.tables.append(read_csv(path))


def _parquet(path: Path, found: Found, translation: Translation, vocabulary: Vocabulary) -> None:
    """A file in the format streams; any other is read row by row, as a CSV file is."""
    opened = open_parquet(path)
    kind = origin(opened.schema_arrow, path.stem).kind
    mapped = translation.sheet(path.stem)
    if kind in vocabulary.subjects and not mapped.columns and _in_format(opened, kind, vocabulary):
        found.populations.append(Population(path, opened, kind, vocabulary))
    else:
        found.tables.append(read_parquet(path))


def _in_format(opened: pq.ParquetFile, kind: str, vocabulary: Vocabulary) -> bool:
    """Nested records can be nothing else; without them, each column must have its type."""
    facts = vocabulary.facts_of(kind)
    schema = opened.schema_arrow
    if any(getattr(one.type, "value_type", None) is not None and one.name in facts
           and facts[one.name].type == "records" for one in schema):  # fmt: skip
        return True
    known = [one for one in schema if one.name in facts]
    named = ID in schema.names and any(known or [one for one in schema if one.name == ID])
    return named and all(accepts(facts[one.name], one.type) for one in known)
