"""A scenario's changes and result as a workbook and as JSON.

Both hold what the page holds: invented data says so, and groups that are too small are left out
(they never reach the table: see the app's `findings`). A text that a spreadsheet would take for a
formula is written as text.
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from yanzhen.apps.scenarios.service import Kept
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.sandbox.moves import Said
from yanzhen.portal.sandbox.outcome import BY_YEAR, NATURES, PEOPLE
from yanzhen.portal.words import say

FORMULA = ("=", "+", "-", "@", "\t", "\r")
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


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula, also after it was saved as CSV."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _write(sheet: Any, row: int, place: int, cell: Cell, form: Any) -> None:
    if isinstance(cell, int | Decimal):
        sheet.write_number(row, place, cell, form)
    elif cell is not None:
        sheet.write_string(row, place, guarded(cell), form)


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100


def _sheets(
    scenario: Kept, said: Sequence[Said], city: str, rule: str, language: Language
) -> Iterator[tuple[str, list[list[Cell]]]]:
    def words(*keys: str) -> list[Cell]:
        return [say(key, language) for key in keys]

    result: Mapping[str, Any] = scenario.result or {}
    few = say("sandbox_few", language, few=result["few"])
    before_after = words("sandbox_before", "sandbox_after")
    yield say("sandbox_changed", language), [
        [scenario.name, city, rule], ["", *words("sandbox_kind"), *before_after],
        *([one.label, one.clause, one.before, one.after] for one in said),
    ]  # fmt: skip
    yield say("sandbox_results", language), [
        [*words("sandbox_kind"), *before_after],
        *([say(f"sandbox_{key}", language), *map(_yuan, result["sums"][key])] for key in NATURES),
        [], words("sandbox_people", "sandbox_size"),
        *(
            [say(f"sandbox_{key}", language), few if (n := result["people"][key]) is None else n]
            for key in PEOPLE
        ),
    ]  # fmt: skip
    yield say("sandbox_years", language), [
        [*words("sandbox_year"), *(
            f"{say(f'sandbox_{key}', language)} · {word}" for key in BY_YEAR
            for word in before_after
        )],
        *([str(one["year"]), *(_yuan(fen) for key in BY_YEAR for fen in one[key])]
          for one in result["years"]),
        [*words("sandbox_undated"), *(_yuan(fen) for key in BY_YEAR
                                      for fen in result["undated"][key])],
    ]  # fmt: skip
    for dimension in result["groups"]:
        named = say(f"sandbox_by_{dimension['by']}", language)
        yield say("sandbox_by", language, dimension=named), [
            words("sandbox_group", "sandbox_size", "sandbox_winners", "sandbox_losers",
                  "sandbox_mean"),
            *(_group_row(one, few, language) for one in dimension["groups"]),
        ]  # fmt: skip
    if result["moves"]:
        yield say("sandbox_tier_moves", language), [
            words("sandbox_from", "sandbox_to", "sandbox_size"),
            *([one["from"][language], one["to"][language],
               few if one["people"] is None else one["people"]] for one in result["moves"]),
        ]  # fmt: skip


def _group_row(group: Mapping[str, Any], few: str, language: Language) -> list[Cell]:
    name = group["name"][language]
    if group["people"] is None:
        return [name, few]
    mean = group["mean"]
    counts = [few if group[key] is None else group[key] for key in ("winners", "losers")]
    return [name, group["people"], *counts, None if mean is None else _yuan(mean)]
