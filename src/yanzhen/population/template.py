"""An empty workbook for an office to fill in: one sheet per kind of subject and of records.

It asks what the cities' rules can depend on and nothing else. The first row has the facts' names,
the second their ids; options are drop-downs, and each cell says the fact's question. What is
filled in is read by `intake` without a mapping.

    write_template([load_pack("xiangtan")], Path("roster.xlsx"), "zh")
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import xlsxwriter

from yanzhen.policy import engine_for
from yanzhen.policy.subject import LARGEST_INTEGER
from yanzhen.policy.values import LARGEST_FEN
from yanzhen.policy.vocabulary import Label
from yanzhen.population.format import ID
from yanzhen.population.intake.headings import SHEET_NAME
from yanzhen.population.outputs import Outputs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from yanzhen.policy.pack import Pack
    from yanzhen.policy.vocabulary import Fact, Language, Subject

GUIDE = Label("说明", "How to fill")
OPTIONS = "options"
COUNTY = "by.county"
OWNER = "organisation_code"
"""The fact that tells whose a subject is, where caps are shared."""
FIRST_ROW, LAST_ROW = 2, 1_048_575
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
YES_NO = {"zh": ["是", "否"], "en": ["yes", "no"]}
NONE = {"zh": "无", "en": "none"}
ID_HEAD = Label("编号", "id")
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
HOW = {
    "bool": Label("填 是 或 否。", "yes or no."),
    "integer": Label("填整数。", "A whole number."),
    "money": Label("金额，单位元；也可写 20万元。", "Yuan; 20万元 works too."),
    "decimal": Label("数或百分比，如 0.3 或 30%。", "A number or percentage: 0.3 or 30%."),
    "date": Label("日期，如 2026-01-31。", "A day such as 2026-01-31."),
    "one_of": Label("从下拉列表里选一项。", "Choose one from the list."),
    "many_of": Label(
        "可填多项，用分号（；）分开；没有填 无。", "Any number, apart by semicolons; none if none."
    ),
    "text": Label("填文字。", "Text."),
    "records": Label(
        "没有填 无；有就在同名的表里一条一行；不知道留空。",
        "none if there are none; else a row each in the sheet of that name; blank if not known.",
    ),
}
GUIDE_LINES = (
    Label("每类对象一张表，一行一个；每行第一格是编号，不能重复。",
          "A sheet per kind of subject, a row each; the first cell is its id, never repeated."),
    Label("前两行是列名（名称和标识），不要改；用不到的列可以删去或留空。",
          "The first two rows name the columns (name and id): leave them; delete columns freely."),
    Label("留空 = 不知道，不等于“否”或“没有”：不知道的不会被算成没有资格。",
          "Blank means not known, which is neither no nor none: it never counts against anyone."),
    Label("奖项、职务等一人多条的，在“对象.记录”表里一条一行，编号与对象表一致。",
          "Honours, posts and the like: a row each in the sheet 'subject.records', with the id."),
    Label("确知没有某种记录时，在对象表的同名列里填 无。",
          "Where it is known that there are none, write none in the column of that name."),
    Label("以 by. 开头的列只用于分组汇总，如 by.county 填县市区；可以自己增加。",
          "Columns that begin with by. only group the results; add others as you like."),
    Label("金额单位是元；日期用日期格式；选项可写名称，也可写标识。",
          "Sums are in yuan, days are dates, options go by name or id."),
)  # fmt: skip


def asked(packs: Sequence[Pack]) -> dict[str, list[Fact]]:
    """For each kind of subject the facts on which any of the cities' rules can depend, in order."""
    vocabulary = packs[0].vocabulary
    found: dict[str, list[Fact]] = {}
    for kind in vocabulary.subjects:
        names = frozenset().union(*(engine_for(pack).asks(kind) for pack in packs))
        if names:
            known = vocabulary.facts_of(kind).values()
            found[kind] = [fact for fact in known if fact.id in names or fact.id == OWNER]
    return found


def write_template(packs: Sequence[Pack], path: Path, language: Language) -> None:
    """Write the workbook; PopulationRefused where there is no room or no right to."""
    with Outputs(path.parent) as outputs:
        book = xlsxwriter.Workbook(str(outputs.path(path.name)))
        _Template(book, packs, language).write()
        book.close()


class _Template:
    """One workbook in the making."""

    def __init__(self, book: Any, packs: Sequence[Pack], language: Language) -> None:
        self.book, self.packs, self.language = book, packs, language
        self.vocabulary = packs[0].vocabulary
        bold = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1"}
        self.head = book.add_format(bold)
        self.small = book.add_format({"font_color": "#7F7F7F", "font_size": 8})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._lists: dict[str, str] = {}

    def write(self) -> None:
        guide = self.book.add_worksheet(GUIDE.say(self.language))
        listed: list[tuple[str, Label]] = []
        facts = asked(self.packs)
        for kind, of_kind in facts.items():
            subject = self.vocabulary.subjects[kind]
            name = sheet_name(subject, None, self.language)
            self._sheet(name, [COUNTY], {fact.id: fact for fact in of_kind})
            listed.append((name, subject.note or subject.label))
            for fact in of_kind:
                if fact.type == "records":
                    name = sheet_name(subject, fact, self.language)
                    self._sheet(name, [], fact.fields)
                    listed.append((name, fact.ask or fact.label))
        self._guide(guide, listed)
        self._write_options()

    def _guide(self, sheet: Any, listed: list[tuple[str, Label]]) -> None:
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 1, 90)
        cities = "、".join(pack.title.say(self.language) for pack in self.packs)
        sheet.write_string(0, 0, f"{GUIDE.say(self.language)}：{cities}", self.title)
        row = 2
        for line in GUIDE_LINES:
            sheet.merge_range(row, 0, row, 1, line.say(self.language), self.wrap)
            row += 1
        row += 1
        for name, note in listed:
            sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
            sheet.write_string(row, 1, note.say(self.language), self.wrap)
            row += 1

    def _sheet(self, name: str, dimensions: list[str], facts: Mapping[str, Fact]) -> None:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(FIRST_ROW, 1)
        sheet.set_row(0, 60)
        self._column(sheet, 0, ID_HEAD.say(self.language), ID, self.text)
        for place, dimension in enumerate(dimensions, start=1):
            self._column(sheet, place, dimension, dimension, self.text)
        for place, fact in enumerate(facts.values(), start=1 + len(dimensions)):
            formats = {"date": self.day, "text": self.text}
            label = fact.label.say(self.language)
            self._column(sheet, place, label, fact.id, formats.get(fact.type))
            rule = self._rule(fact) | self._message(fact)
            sheet.data_validation(FIRST_ROW, place, LAST_ROW, place, rule)

    def _column(self, sheet: Any, place: int, head: str, name: str, form: Any) -> None:
        sheet.set_column(place, place, 18, form)
        sheet.write_string(0, place, head, self.head)
        sheet.write_string(1, place, name, self.small)

    def _message(self, fact: Fact) -> dict[str, Any]:
        """The question, shown when a cell is entered; a slip is warned of, not forbidden."""
        question = (fact.ask or fact.label).say(self.language)
        unit = f" ({fact.unit.say(self.language)})" if fact.unit else ""
        message = f"{question}{unit}\n{HOW[fact.type].say(self.language)}"
        return {
            "input_title": fact.label.say(self.language)[:LONGEST_TITLE],
            "input_message": _cut(message, LONGEST_MESSAGE),
            "error_type": "warning",
        }

    def _rule(self, fact: Fact) -> dict[str, Any]:
        match fact.type:
            case "bool":
                return {"validate": "list", "source": YES_NO[self.language]}
            case "one_of":
                return {"validate": "list", "source": self._list(fact)}
            case "many_of":
                return {"validate": "list", "source": self._list(fact), "show_error": False}
            case "records":
                source = [NONE[self.language]]
                return {"validate": "list", "source": source, "show_error": False}
            case "integer":
                return {"validate": "integer", **_between(fact, -LARGEST_INTEGER, LARGEST_INTEGER)}
            case "money":
                return {"validate": "decimal", **_between(fact, 0, LARGEST_FEN, 100)}
            case "decimal":
                return {"validate": "decimal", **_between(fact, -LARGEST_INTEGER, LARGEST_INTEGER)}
            case "date":
                span = {"minimum": date(1900, 3, 1), "maximum": date(9999, 12, 31)}
                return {"validate": "date", "criteria": "between", **span}
        return {"validate": "any"}

    def _list(self, fact: Fact) -> str:
        """The named range that holds a fact's options; equal lists share one."""
        labels = "\n".join(one.label.say(self.language) for one in fact.options.values())
        if labels not in self._lists:
            self._lists[labels] = f"options_{len(self._lists) + 1}_{fact.id}"
        return f"={self._lists[labels]}"

    def _write_options(self) -> None:
        """The hidden sheet of all lists, a column each."""
        sheet = self.book.add_worksheet(OPTIONS)
        for place, (labels, name) in enumerate(self._lists.items()):
            sheet.write_string(0, place, name)
            lines = labels.split("\n")
            sheet.write_column(1, place, lines)
            column = xlsxwriter.utility.xl_col_to_name(place)
            last = len(lines) + 1
            self.book.define_name(name, f"={OPTIONS}!${column}$2:${column}${last}")
        sheet.hide()


def sheet_name(subject: Subject, records: Fact | None, language: Language) -> str:
    """The sheet's name in the reader's language; by ids where Excel would cut or refuse it."""
    if records is None:
        name = subject.label.say(language)
        return subject.id if _NO_SHEET_NAME.search(name) else name
    name = f"{subject.label.say(language)}.{records.label.say(language)}"
    if len(name) > SHEET_NAME or _NO_SHEET_NAME.search(name):
        name = f"{subject.id}.{records.id}"
    return name[:SHEET_NAME]


def _between(fact: Fact, low: int, high: int, unit: int = 1) -> dict[str, Any]:
    """Bounds for the drop-down's check, in yuan where the fact's are in fen."""
    low = low if fact.minimum is None else fact.minimum
    high = high if fact.maximum is None else fact.maximum
    return {"criteria": "between", "minimum": low // unit, "maximum": high // unit}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
