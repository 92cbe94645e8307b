"""An empty sheet to fill in: who somebody is, and the facts that are wanted.

    template("person", ["degree", "native_of_city"])   ->  the bytes of a workbook

Columns of numbers are text, so that Excel keeps their last digits; options are drop-downs.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import xlsxwriter

from yanzhen.apps.registry.bulk.columns import BIRTH, EMPLOYER, NAME, NUMBER, TYPE, WORDS
from yanzhen.apps.registry.identity import Scheme
from yanzhen.apps.registry.identity.numbers import OF_A_PERSON
from yanzhen.apps.registry.vocabulary import fact_named, vocabulary
from yanzhen.policy.vocabulary import Fact

COLUMNS = {
    "person": (NAME, TYPE, NUMBER, Scheme.PHONE.value, BIRTH, EMPLOYER),
    "employer": (NAME, Scheme.USCC.value, Scheme.PHONE.value),
}
LAST_ROW = 200_000
LONGEST_LIST = 255
"""Excel takes no longer list of choices written into the cell itself."""
GUIDE = (
    "一行一个，第一行是列名；列的顺序可以改，用不到的列可以删去。",
    "证件号码列已设为文本，请不要改成数字，否则末几位会丢失。",
    "留空表示不知道，不等于“否”或“没有”。",
    "提交后先预检，不会立即登记；有问题的行会连同原因列在一张表里。",
    "One row each; the first row names the columns, in any order. Blank means not known.",
    "Numbers are text here: keep them so, or Excel loses their last digits.",
)


def template(kind: str, facts: Iterable[str]) -> bytes:
    """A workbook with the columns of this kind and of these facts that a sheet can bring."""
    wanted = [fact for name in facts if (fact := fact_named(kind, name)) and _fits(fact)]
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet(vocabulary().subjects[kind].label.zh)
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        own = COLUMNS[kind]
        for place, key in enumerate(own):
            sheet.set_column(place, place, 22, None if key == BIRTH else text)
            word = "名称" if key == NAME and kind != "person" else WORDS[key][0]
            sheet.write_string(0, place, word, bold)
        if TYPE in own:
            _choices(sheet, own.index(TYPE), [one.label_zh for one in OF_A_PERSON])
        for place, fact in enumerate(wanted, start=len(own)):
            sheet.set_column(place, place, 18)
            sheet.write_string(0, place, fact.label.zh, bold)
            _choices(sheet, place, _options(fact))
        sheet.freeze_panes(1, 1)
        guide = book.add_worksheet("说明")
        guide.set_column(0, 0, 90)
        for line, sentence in enumerate(GUIDE):
            guide.write_string(line, 0, sentence)
    return made.getvalue()


def _fits(fact: Fact) -> bool:
    """Not what several records say, nor what a review decides."""
    return fact.type != "records" and not fact.is_decision


def _options(fact: Fact) -> list[str]:
    if fact.type == "bool":
        return ["是", "否"]
    return [one.label.zh for one in fact.options.values()] if fact.type == "one_of" else []


def _choices(sheet: Any, place: int, options: list[str]) -> None:
    if options and len(",".join(options)) <= LONGEST_LIST:
        how = {"validate": "list", "source": options}
        sheet.data_validation(1, place, LAST_ROW, place, how)
