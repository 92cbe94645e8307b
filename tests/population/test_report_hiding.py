"""Small groups stay hidden: no single one can be read or worked out from what is shown."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from yanzhen.policy import load_pack
from yanzhen.population.discreet import LEAST
from yanzhen.population.report.evaluating import Wish, evaluate
from yanzhen.population.report.figures import Cost, GroupRow
from yanzhen.population.report.hiding import hidden

PACK = load_pack("xiangtan")
COUNTS = st.tuples(st.integers(1, 40), st.integers(0, 30))


def rows(counts: list[tuple[int, int]], kind: str = "person") -> list[GroupRow]:
    return [
        GroupRow(kind, str(place), people, Cost(eligible=met, sure=100 * met), {})
        for place, (people, met) in enumerate(counts)
    ]


def shown(found: list[GroupRow]) -> list[tuple[int | None, int | None]]:
    return [(row.people, row.cost.eligible if row.cost else None) for row in found]


def test_large_groups_are_shown() -> None:
    assert shown(hidden(rows([(20, 10), (10, 0), (30, 30)]))) == [(20, 10), (10, 0), (30, 30)]


def test_a_small_group_takes_the_next_smallest_with_it() -> None:
    assert shown(hidden(rows([(4, 2), (50, 40), (20, 15)]))) == [
        (None, None), (50, 40), (None, None),
    ]  # fmt: skip


def test_few_outcomes_are_hidden_in_a_large_group_too() -> None:
    found = hidden(rows([(40, 3), (50, 40), (60, 20), (70, 0)]))

    assert shown(found) == [(40, None), (50, 40), (60, None), (70, 0)]
    assert [row.met_few for row in found] == [True, False, False, False]


def test_groups_of_one_each_are_not_given_away_by_their_sum() -> None:
    found = hidden(rows([(1, 1), (1, 1), (50, 40), (60, 30)]))

    assert shown(found)[2] == (None, 40) or shown(found)[2] == (None, None)
    assert [row.people for row in found].count(None) == 3


def test_kinds_are_held_apart() -> None:
    found = hidden([*rows([(4, 0), (50, 0), (60, 0)]), *rows([(4, 0), (50, 0)], "team")])

    assert [row.people for row in found] == [None, None, 60, None, None]


@given(st.lists(COUNTS, min_size=3, max_size=8))
def test_no_hidden_count_can_be_worked_out(counts: list[tuple[int, int]]) -> None:
    found = hidden(rows(counts))

    assert all(
        row.people is None for row, (people, _) in zip(found, counts, strict=True) if people < LEAST
    )
    assert all(
        row.cost is None for row, (_, met) in zip(found, counts, strict=True) if 0 < met < LEAST
    )
    few = [row.few for row in found]
    places = [place for place, row in enumerate(found) if row.people is None]
    if len(places) < len(found):
        assert len(places) != 1
        assert ways([counts[one][0] for one in places], [few[one] for one in places])


def ways(values: list[int], few: list[bool]) -> bool:
    """Whether each hidden count could be another, given the sum and the marks."""
    total = sum(values)
    bounds = [(1, 9) if small else (10, total) for small in few]
    return all(
        any(
            least(bounds, place) <= total - other <= most(bounds, place)
            for other in range(low, high + 1)
            if other != values[place]
        )
        for place, (low, high) in enumerate(bounds)
    )


def least(bounds: list[tuple[int, int]], place: int) -> int:
    return sum(low for one, (low, _) in enumerate(bounds) if one != place)


def most(bounds: list[tuple[int, int]], place: int) -> int:
    return sum(high for one, (_, high) in enumerate(bounds) if one != place)


def roster(folder: Path) -> Path:
    """Three people in one county, twenty each in two others; all are doctors of one age."""
    lines = ["id,by.county,highest_full_time_degree"]
    for county, many in (("小县", 3), ("大县", 20), ("中县", 15)):
        lines += [f"{county}{number},{county},doctor" for number in range(many)]
    folder.mkdir()
    (folder / "person.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def group(folder: Path, name: str) -> dict[str, Any]:
    told = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    groups = told["cities"]["xiangtan"]["groups"]["county"]
    return dict(next(one for one in groups if one["group"] == name))


def lines(folder: Path) -> dict[str, list[Any]]:
    book = CalamineWorkbook.from_path(str(folder / "summary.xlsx"))
    return {line[2]: line for line in book.get_sheet_by_name("按分组-区县").to_python()[2:]}


def test_what_leaves_the_office_hides_them(tmp_path: Path) -> None:
    out = tmp_path / "out"
    evaluate(Wish(roster(tmp_path / "in"), [PACK], date(2026, 1, 1), out))

    assert lines(out)["小县"][3:] == ["<10", *["隐去"] * (len(lines(out)["小县"]) - 4)]
    assert lines(out)["中县"][3] == "隐去"
    assert lines(out)["大县"][3] == 20
    assert group(out, "小县")["people"] is None
    html = (out / "report.html").read_text(encoding="utf-8")
    assert "&lt;10" in html
    assert "内部使用" not in html


def test_inside_the_office_they_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    evaluate(Wish(roster(tmp_path / "in"), [PACK], date(2026, 1, 1), out, internal=True))

    assert lines(out)["小县"][3] == 3
    assert group(out, "小县")["people"] == 3
    assert "内部使用" in (out / "report.html").read_text(encoding="utf-8")
