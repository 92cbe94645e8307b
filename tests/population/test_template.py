"""The empty workbook: what it asks, and that what is filled in is read back."""

from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from tests.population.office import rows

from yanzhen.policy import admit, load_pack
from yanzhen.policy.pack import Pack
from yanzhen.policy.vocabulary import Fact, Language
from yanzhen.population.intake import intake
from yanzhen.population.template import GUIDE, OPTIONS, asked, write_template

CITIES = ("changsha", "hengyang", "quzhou", "xiangtan")


@pytest.fixture(scope="module")
def packs() -> list[Pack]:
    return [load_pack(city) for city in CITIES]


def sheets(file: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(file))
    return {
        one.name: book.get_sheet_by_name(one.name).to_python()
        for one in book.sheets_metadata
        if one.visible == SheetVisibleEnum.Visible
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_empty_workbook_is_read_as_nobody(
    language: Language, packs: list[Pack], tmp_path: Path
) -> None:
    write_template(packs, tmp_path / "empty.xlsx", language)

    found = intake(tmp_path / "empty.xlsx", packs, tmp_path / "out")

    assert set(found.files) == set(asked(packs))
    assert all(counted.rows == 0 for counted in found.counts.values())
    facts = [fact for listed in asked(packs).values() for fact in listed]
    records = [fact for fact in facts if fact.type == "records"]
    assert len(found.counts) == len(asked(packs)) + len(records)


def test_it_asks_what_the_rules_ask_and_no_more(packs: list[Pack], tmp_path: Path) -> None:
    write_template(packs[:1], tmp_path / "one.xlsx", "zh")

    written = sheets(tmp_path / "one.xlsx")

    names = [fact.id for fact in asked(packs[:1])["person"]]
    assert written["个人"][1] == ["id", "by.county", *names]
    assert len(names) < len(asked(packs)["person"])
    assert GUIDE.zh in written
    assert OPTIONS not in written


def test_what_is_filled_in_is_read_back(packs: list[Pack], tmp_path: Path) -> None:
    write_template(packs, tmp_path / "empty.xlsx", "zh")
    facts = {kind: {one.id: one for one in listed} for kind, listed in asked(packs).items()}
    filled = tmp_path / "filled.xlsx"
    book = xlsxwriter.Workbook(str(filled), {"default_date_format": "yyyy-mm-dd"})
    for name, lines in sheets(tmp_path / "empty.xlsx").items():
        if name != GUIDE.zh:
            fill(book.add_worksheet(name), lines, columns(name, lines, facts))
    book.close()

    found = intake(filled, packs, tmp_path / "out")

    assert (found.refused, found.rejects) == (0, None)
    for kind, of_kind in facts.items():
        [row] = rows(found, kind)
        said = {name: value for name, value in row.items() if name in of_kind}
        assert set(said) == set(of_kind)
        admitted = admit({"subject": kind, "facts": said}, packs[0].vocabulary).facts
        assert admitted.keys() == said.keys()


def columns(
    name: str, lines: list[list[Any]], facts: dict[str, dict[str, Fact]]
) -> list[Fact | None]:
    """The facts of a sheet's columns, found by the two rows of its header."""
    labels, ids = lines[:2]
    for of_kind in facts.values():
        for known in (of_kind, *(one.fields for one in of_kind.values() if one.fields)):
            found = [known.get(one) for one in ids]
            said = [fact.label.zh for fact in found if fact]
            unknown = {one for one, fact in zip(ids, found, strict=True) if not fact}
            if unknown <= {"id", "by.county"} and said == labels[-len(said) :]:
                return found
    raise AssertionError(name)


def fill(sheet: Any, lines: list[list[Any]], facts: list[Fact | None]) -> None:
    for number, line in enumerate(lines):
        sheet.write_row(number, 0, line)
    for place, fact in enumerate(facts):
        value = answer(fact) if fact else "x1"
        if isinstance(value, date):
            sheet.write_datetime(2, place, value)
        else:
            sheet.write(2, place, value)


def answer(fact: Fact) -> Any:
    """Something that an office could write: the last option by its label, and so on."""
    labels = [option.label.zh for option in fact.options.values()]
    number = max(1, fact.minimum or 1)
    if fact.type == "one_of":
        return labels[-1]
    return {
        "bool": "是", "integer": number, "money": "20万元", "decimal": "30%", "text": "甲",
        "date": date(2026, 1, 31), "many_of": "；".join(labels[:2]), "records": 1,
    }[fact.type]  # fmt: skip


def test_nothing_in_the_workbook_is_longer_than_excel_takes(
    packs: list[Pack], tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    for language in get_args(Language):
        write_template(packs, tmp_path / f"{language}.xlsx", language)

    assert [str(one.message) for one in recwarn] == []
