"""A scenario's changes and result as a workbook and as JSON.

Both hold what the page holds: invented data says so, and groups that are too small are left out
(they never reach the table: see the app's `findings`). A text that a spreadsheet would take for a
formula is written as text.
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter

from yanzhen.apps.scenarios.service import Kept
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.listing.workbook import guarded
from yanzhen.portal.sandbox.moves import Said
from yanzhen.portal.sandbox.outcome import BY_YEAR, NATURES, PEOPLE
from yanzhen.portal.words import say

Cell = str | int | Decimal | None
LONGEST_SHEET = 31


def as_json(scenario: Kept, said: Sequence[Said], city: str, rule: str) -> str:
    """The scenario with its result; sums are whole fen."""
    document = {
        "invented": True, "note": {"zh": say("sandbox_invented_note", "zh"),
                                   "en": say("sandbox_invented_note", "en")},
        "name": scenario.name, "city": city, "rule": {"id": scenario.rule, "title": rule},
        "policy_version": scenario.content_hash, "set": dict(scenario.changes),
        "changes": [
            {"what": one.label, "clause": one.clause, "before": one.before, "after": one.after}
            for one in said
        ],
        "unit": "fen", "result": scenario.result,
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1)


def as_workbook(
    scenario: Kept, said: Sequence[Said], city: str, rule: str, language: Language
) -> bytes:
    """The workbook: a sheet for each table, sums in yuan."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False,
                                        "strings_to_urls": False})  # fmt: skip
    head = book.add_format({"bold": True, "bg_color": "#DCE6F1"})
    count = book.add_format({"num_format": "#,##0"})
    plain = book.add_format({"num_format": "#,##0.00"})
    for title, rows in _sheets(scenario, said, city, rule, language):
        sheet = book.add_worksheet(title[:LONGEST_SHEET])
        sheet.set_column(0, 0, 36)
        sheet.set_column(1, 8, 20)
        sheet.write_string(0, 0, say("sandbox_invented", language), head)
        sheet.write_string(0, 1, say("sandbox_invented_note", language))
        for number, row in enumerate(rows, start=2):
            for place, cell in enumerate(row):
                form = plain if isinstance(cell, Decimal) else count
                _write(sheet, number, place, cell, head if number == 2 else form)
    book.close()
    return memory.getvalue()


def _write(sheet: Any, row: int, place: int, cell: Cell, form: Any) -> None:
    if isinstance(cell, int | Decimal):
        sheet.write_number(row, place, cell, form)
    elif cell is not None:
        sheet.write_string(row, place, guarded(cell), form)


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100


Rows = list[list[Cell]]


@dataclass(frozen=True)
class _Sheets:
    """The tables of a result as rows, in one language."""

    result: Mapping[str, Any]
    language: Language

    def say(self, key: str) -> str:
        return say(f"sandbox_{key}", self.language)

    def told(self, count: int | None) -> Cell:
        few = self.result["few"]
        return say("sandbox_few", self.language, few=few) if count is None else count

    def head(self, *keys: str) -> list[Cell]:
        return [self.say(key) for key in keys]

    def changes(self, said: Sequence[Said], name: str, city: str, rule: str) -> Rows:
        rows: Rows = [[self.say("changed"), "", *self.head("before", "after")]]
        rows += [[one.label, one.clause, one.before, one.after] for one in said]
        return [*rows, [], [self.say("name"), name], [self.say("city"), city],
                [self.say("rule"), rule]]  # fmt: skip

    def sums(self) -> Rows:
        rows: Rows = [self.head("kind", "before", "after")]
        for key in NATURES:
            rows.append([self.say(key), *map(_yuan, self.result["sums"][key])])
        return rows

    def years(self) -> Rows:
        rows: Rows = [[self.say("year"), *self._two("before", "after")]]
        for one in self.result["years"]:
            rows.append([str(one["year"]), *(_yuan(fen) for key in BY_YEAR for fen in one[key])])
        undated = self.result["undated"]
        rows.append([self.say("undated"), *(_yuan(fen) for key in BY_YEAR for fen in undated[key])])
        return rows

    def people(self) -> Rows:
        rows: Rows = [self.head("people", "size")]
        for key in (*PEOPLE, "same"):
            count = self.result["people"][key]
            hidden = key == "same" and count is None
            rows.append([self.say(key), self.say("hidden") if hidden else self.told(count)])
        rows += [[], self.head("rule", "newly", "no_longer")]
        for one in self.result["rules"]:
            told = self.told(one["newly"]), self.told(one["no_longer"])
            rows.append([one["title"][self.language], *told])
        return rows

    def groups(self, dimension: Mapping[str, Any]) -> Rows:
        rows: Rows = [[*self.head("group", "size"), *self._two("up", "down", "mean")]]
        for one in dimension["groups"]:
            row = [one["name"][self.language], self.told(one["people"])]
            for nature in BY_YEAR:
                row += [self.told(one[f"{nature}_up"]), self.told(one[f"{nature}_down"])]
                mean = one[f"{nature}_mean"]
                row.append(self.say("hidden") if mean is None else _yuan(mean))
            rows.append(row)
        return rows

    def moves(self) -> Rows:
        rows: Rows = [self.head("from", "to", "size")]
        for one in self.result["moves"] or ():
            sides = [one[side][self.language] for side in ("from", "to")]
            rows.append([*sides, self.told(one["people"])])
        return rows

    def _two(self, *keys: str) -> list[Cell]:
        """The same columns for each nature of money."""
        return [f"{self.say(nature)} {self.say(key)}" for nature in BY_YEAR for key in keys]


def _sheets(
    scenario: Kept, said: Sequence[Said], city: str, rule: str, language: Language
) -> Iterator[tuple[str, Rows]]:
    assert scenario.result is not None
    sheets = _Sheets(scenario.result, language)
    yield sheets.say("changed"), sheets.changes(said, scenario.name, city, rule)
    yield sheets.say("results"), sheets.sums()
    yield sheets.say("years"), sheets.years()
    yield sheets.say("people"), sheets.people()
    for dimension in scenario.result["groups"]:
        yield sheets.say(f"by_{dimension['by']}"), sheets.groups(dimension)
    if scenario.result["moves"]:
        yield sheets.say("tier_moves"), sheets.moves()
