"""What the columns of a sheet stand for, whatever their order.

    姓名 | 证件类型 | 证件号码 | 手机号码 | 单位统一社会信用代码 | 最高学历 | ...

Columns that say who somebody is are the registry's own; all others are facts, by label or id.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from yanzhen.apps.registry.identity import Scheme
from yanzhen.apps.registry.vocabulary import OWN_FACTS, vocabulary
from yanzhen.policy.errors import Problem, nearest
from yanzhen.population.intake.cells import folded, is_blank, shown
from yanzhen.population.intake.headings import Header, Heading, Subjects
from yanzhen.population.intake.mapping import MappedColumn, MappedSheet
from yanzhen.population.intake.tables import Table, of_file

NAME, TYPE, NUMBER, BIRTH, EMPLOYER = "name", "type", "number", "birth", "employer"
WORDS = {
    NAME: ("姓名", "名称", "单位名称", "企业名称", "机构名称", "name"),
    TYPE: ("证件类型", "证件种类", "document type"),
    NUMBER: ("证件号码", "证件号", "身份证号", "身份证号码", "公民身份号码", "id number"),
    BIRTH: ("出生日期", "出生年月日", "birth date"),
    EMPLOYER: (
        "单位统一社会信用代码", "工作单位统一社会信用代码", "用人单位统一社会信用代码",
        "employer code",
    ),
    Scheme.USCC.value: ("统一社会信用代码", "信用代码", "uscc"),
    Scheme.PASSPORT.value: ("护照号码", "护照号", "passport"),
    Scheme.PHONE.value: ("手机号码", "手机号", "手机", "联系电话", "电话", "phone"),
    Scheme.BANK_ACCOUNT.value: ("银行账号", "银行卡号", "银行账户", "bank account"),
}  # fmt: skip
_KNOWN = {folded(word): key for key, words in WORDS.items() for word in words}
TELLING = (NUMBER, Scheme.USCC.value, Scheme.PASSPORT.value, Scheme.PHONE.value)
"""Columns by which somebody is known again; one of them is needed."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where who somebody is stands, and where her facts stand."""

    places: dict[str, int] = field(default_factory=dict)
    heading: Heading = field(default_factory=Heading)
    labels: dict[str, str] = field(default_factory=dict)
    """The sheet's own heading of each place."""


def layout_of(table: Table, kind: str, city: str, problems: list[Problem]) -> Layout:
    """The layout of a table; whatever is wrong with its header is added to `problems`."""
    places: dict[str, int] = {}
    labels: dict[str, str] = {}
    for place, cell in enumerate(table.header):
        key = None if is_blank(cell) else _KNOWN.get(folded(shown(cell)))
        if key is None:
            continue
        if key in places:
            zh = f"列“{labels[key]}”和“{shown(cell)}”是同一项，只能留一列"
            problems.append(of_file("repeated-column", table.file, zh, "one column is there twice"))
            continue
        places[key], labels[key] = place, shown(cell)
    problems += _missing(table, places)
    heading = _facts(table, kind, labels, places, problems) if NAME in places else Heading()
    problems += _unfit(table, heading, city)
    return Layout(places, heading, labels)


def _unfit(table: Table, heading: Heading, city: str) -> Iterator[Problem]:
    """Columns of facts that no sheet can bring."""
    for fact in (column.fact for column in heading.columns.values()):
        if fact.is_decision:
            zh = f"“{fact.label.zh}”是评审或审批的结果，不能导入；请删去这一列"
            en = f"{fact.label.en!r} is the result of a review: take the column out"
            yield of_file("decision-column", table.file, zh, en)
        elif fact.is_bound and not city:
            zh = f"“{fact.label.zh}”只对一个城市而言，请指明城市"
            en = f"{fact.label.en!r} holds in one city: say which"
            yield of_file("no-city", table.file, zh, en)
    for fact in heading.none.values():
        zh = f"“{fact.label.zh}”一人可有多条，不能写在一列里；请删去这一列，在个人页面登记"
        en = f"there may be several {fact.label.en!r} to a person: take the column out"
        yield of_file("records-column", table.file, zh, en)


def _missing(table: Table, places: dict[str, int]) -> Iterator[Problem]:
    if NAME not in places:
        first = "、".join(shown(cell) for cell in table.header[:5] if not is_blank(cell))
        zh = f"第一行须是列名，其中要有“姓名”或“名称”；现在第一行是：{first[:60]}"
        en = "the first row must name the columns, among them 姓名 or name"
        yield of_file("no-header", table.file, zh, en)
    elif not any(key in places for key in TELLING):
        zh = "没有“证件号码”“统一社会信用代码”或“手机号码”列，无法识别是谁"
        yield of_file(
            "no-number", table.file, zh, "no column says who somebody is: 证件号码, phone"
        )


def _facts(
    table: Table, kind: str, labels: dict[str, str], places: dict[str, int],
    problems: list[Problem],
) -> Heading:  # fmt: skip
    """The columns of facts; one of the registry's columns stands in for the id."""
    telling = next((labels[key] for key in TELLING if key in places), labels[NAME])
    cells = [shown(cell) for cell in table.header if not is_blank(cell)]
    own = {folded(cell) for cell in cells if folded(cell) in _KNOWN}
    sheet = MappedSheet(
        kind, {folded(telling): MappedColumn("id")}, frozenset(own - {folded(telling)})
    )
    known = vocabulary()
    whole = replace(known, facts={**known.facts, **OWN_FACTS})
    found: list[Problem] = []
    heading = Header(table, Subjects(kind), sheet, whole, found).read()
    problems += [_said_here(table, one) for one in found]
    return heading


def _said_here(table: Table, problem: Problem) -> Problem:
    """There is no mapping file here: a column that is not known is renamed or taken out."""
    if problem.code != "unknown-column":
        return problem
    name = problem.zh.partition("“")[2].partition("”")[0]
    hint = problem.suggestion or nearest(name, [word for words in WORDS.values() for word in words])
    zh = f"没有名为“{name}”的列；请改列名，或删去这一列"
    en = f"there is no column {name!r}; rename it or take it out"
    return of_file("unknown-column", table.file, zh, en, hint)
