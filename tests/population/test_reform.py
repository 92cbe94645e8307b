"""Before and after in one pass: the same as two whole runs, however the rows are cut."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.agreement.laid_out import columns_of

from yanzhen.policy import (
    Change,
    Engine,
    Pack,
    admit,
    changed_pack,
    load_pack,
    parse_change,
    touched,
)
from yanzhen.policy.columnar.near import near_misses
from yanzhen.policy.columnar.program import Program
from yanzhen.population.chunks import Population, opened
from yanzhen.population.discreet import LEAST, left_out
from yanzhen.population.moved import ALL
from yanzhen.population.nearly import nearly, nearly_data
from yanzhen.population.reform import Compared, compare_reform, pair_of
from yanzhen.population.reform_book import write_book
from yanzhen.population.reform_report import reform_data
from yanzhen.population.rows import subjects_of
from yanzhen.population.run import Job, run
from yanzhen.population.synthesise import Wish, planned, write
from yanzhen.population.tally import MEASURES, Tally

DAY = date(2026, 1, 1)
PACK = load_pack("xiangtan")
RENT = "xiangtan.rule.art-19-rent"
CHANGES = {
    "a sum": [f"{RENT}.amount.D=2000元"],
    "a threshold": [f"{RENT}.when.4.number.1=1"],
    "a reading behind the tiers": ["xiangtan.reading.d7_higher_levels=higher_too"],
    "a rule off and a parameter": [f"{RENT}.enabled=false", "xiangtan.parameter.risk_share=30%"],
    "a rule for institutions": ["xiangtan.rule.art-12-academician-station.amount=60万元"],
    "nothing": [f"{RENT}.enabled=true"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("reform") / "population"
    write(planned([PACK], Wish(size=1500, seed=11)), place)
    return place


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("few") / "population"
    write(planned([PACK], Wish(size=400, seed=13)), place)
    return place


@pytest.fixture(scope="module")
def assessed(few: Path) -> list[Any]:
    """Everyone by the pack as it is."""
    engine = Engine(PACK)
    people = (admit(raw, PACK.vocabulary) for _, raw in subjects_of(few, "person"))
    return [engine.assess(person, DAY, near_misses=False) for person in people]


@pytest.fixture(scope="module")
def population(folder: Path) -> Population:
    return opened({path.stem: path for path in folder.glob("*.parquet")})


def reformed(changes: list[str]) -> Pack:
    return changed_pack(PACK, [parse_change(change) for change in changes])


def compared(population: Population, reform: Pack, by: tuple[str, ...] = ()) -> dict[str, Compared]:
    job = Job((PACK,), DAY)
    return dict(compare_reform(job, [PACK], [reform], population, by, workers=1).cities["xiangtan"])


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_one_pass_says_what_two_whole_runs_say(population: Population, changes: list[str]) -> None:
    reform = reformed(changes)

    found = compared(population, reform, ("county",))

    for side, pack in (("before", PACK), ("after", reform)):
        whole = run(Job((pack,), DAY, by=("county",)), population, workers=1).tallies["xiangtan"]
        assert set(found) == set(whole)
        for kind, tally in whole.items():
            _same(found[kind], side, tally)


def _same(found: Compared, side: str, tally: Tally) -> None:
    rules = found.rules(side)
    assert set(rules) == set(tally.rules)
    for name, one in tally.rules.items():
        assert rules[name].statuses.tolist() == one.statuses.tolist()
        assert rules[name].measures.tolist() == one.measures.tolist()
        assert rules[name].groups["county"].keys() == one.groups["county"].keys()
    for measure in MEASURES:
        assert found.cost(side, measure) == sum(r.measure(measure) for r in tally.rules.values())


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_who_moves_is_who_moves_one_by_one(
    few: Path, assessed: list[Any], changes: list[str]
) -> None:
    reform = reformed(changes)
    population = opened({"person": few / "person.parquet"})
    moved = compared(population, reform)["person"].moved
    engine = Engine(reform)
    up = down = same = gained = 0
    tiers: dict[tuple[str, str], int] = {}
    newly = dict.fromkeys(touched(PACK, reform), 0)
    for before in assessed:
        after = engine.assess(before.subject, DAY, near_misses=False)
        rise = after.totals.sure - before.totals.sure
        up, down, gained = up + (rise > 0), down + (rise < 0), gained + max(rise, 0)
        pairs = list(zip(before.outcomes, after.outcomes, strict=True))
        same += before.totals == after.totals and all(a.status == b.status for a, b in pairs)
        for first, last in pairs:
            if first.status != "eligible" and last.status == "eligible":
                newly[first.rule.id] += 1
        names = _tier(before.tier), _tier(after.tier)
        tiers[names] = tiers.get(names, 0) + 1

    assert (moved.count("sure_up"), moved.count("sure_down")) == (up, down)
    assert moved.count("sure_gained") == gained
    for (first, last), count in tiers.items():
        places = moved.tier_names.index(first), moved.tier_names.index(last)
        assert moved.tiers[places] == count
    if all(first == last for first, last in tiers):
        assert moved.count("unchanged") == same
    for name, matrix in moved.statuses.items():
        assert int(matrix[:, 1].sum() - matrix[1, 1]) == newly[name]


def _tier(tier: Any) -> str:
    return tier.possible[0] if len(tier.possible) == 1 else "open"


def test_results_add_up_over_chunks(tmp_path: Path) -> None:
    small, parts = tmp_path / "whole", tmp_path / "parts"
    write(planned([PACK], Wish(size=400, seed=3)), small)
    _recut(small, parts, 37)
    reform = reformed(CHANGES["a sum"] + CHANGES["a reading behind the tiers"])

    whole, cut = (
        reform_data(
            compare_reform(
                Job((PACK,), DAY), [PACK], [reform],
                opened({path.stem: path for path in place.glob("*.parquet")}), ["county"],
                workers=1,
            ),
            internal=True,
        )
        for place in (small, parts)
    )  # fmt: skip
    assert whole == cut


def _recut(source: Path, target: Path, size: int) -> None:
    target.mkdir()
    for path in source.glob("*.parquet"):
        pq.write_table(pq.read_table(path), target / path.name, row_group_size=size)


def test_other_packs_are_compared_rule_by_rule(tmp_path: Path, population: Population) -> None:
    other = changed_pack(PACK, [Change("xiangtan", "rule.art-19-rent.amount.D", "2000元")])
    pair = pair_of(PACK, other)
    assert "art-19-rent" in pair.touched
    assert len(pair.touched) < 5
    assert len(pair.part.rules) < 6
    data = compared(population, other)["person"]
    assert set(data.after) == pair.touched


# -- what leaves the office


def test_small_groups_do_not_leave_the_office(population: Population, tmp_path: Path) -> None:
    changes = [f"{RENT}.when.{number}=True" for number in (2, 3, 4, 7)]
    job = Job((PACK,), DAY)
    reform = compare_reform(job, [PACK], [reformed(changes)], population, ["county"], workers=1)
    inside = reform_data(reform, internal=True)["xiangtan"]["person"]
    outside = reform_data(reform)["xiangtan"]["person"]

    assert _small(inside)
    assert not _small(outside)
    hidden = [
        one for one, other in zip(
            inside["groups"]["county"], outside["groups"]["county"], strict=True
        ) if other["sure_up"] is None
    ]  # fmt: skip
    assert len(hidden) != 1
    assert sum(one["sure_up"] for one in hidden) == 0 or (
        sum(one["sure_up"] for one in hidden) >= LEAST
        or len(hidden) == len(inside["groups"]["county"])
    )
    assert outside["cost"] == inside["cost"]


def _small(data: Any) -> list[Any]:
    """Counts of people from one to nine that the data tells."""
    rows = [data["people"], *data["groups"]["county"], *data["groups"]["tier"]]
    names = ("people", "unchanged", "sure_up", "sure_down", "up_to_up", "up_to_down")
    counts = [row[name] for row in rows if row for name in names]
    counts += [
        row[name] for row in data["rules"] for name in ("newly_eligible", "no_longer_eligible")
    ]
    counts += [count for row in data["tiers"]["moves"] for count in row]
    return [count for count in counts if count is not None and 0 < count < LEAST]


@given(st.lists(st.lists(st.integers(0, 40), min_size=2, max_size=2), max_size=8))
def test_what_is_left_out_cannot_be_worked_out(rows: list[list[int]]) -> None:
    out = left_out(rows)
    for place, row in enumerate(rows):
        if place not in out:
            assert not any(0 < count < LEAST for count in row)
    if out and len(out) < len(rows):
        assert len(out) > 1
        for cell in range(2):
            together = sum(rows[place][cell] for place in out)
            assert together == 0 or together >= LEAST


def test_the_workbook_says_what_the_data_says_and_holds_no_formula(
    population: Population, tmp_path: Path
) -> None:
    job = Job((PACK,), DAY)
    reform = compare_reform(
        job, [PACK], [reformed(CHANGES["a sum"])], population, ["county"], workers=1
    )
    data = {
        "as_of": "2026-01-01", "invented": True, "internal": False, "cities": reform_data(reform),
    }  # fmt: skip
    data["cities"]["xiangtan"]["person"]["groups"]["county"][0]["group"] = "=1+1"
    write_book(data, reform, tmp_path / "book.xlsx")

    book = CalamineWorkbook.from_path(str(tmp_path / "book.xlsx"))
    about = str(book.get_sheet_by_name("说明 about").to_python())
    assert "虚构" in about
    assert f"{RENT}.amount.D=2000元" in about
    groups = book.get_sheet_by_name("分组 groups").to_python()
    assert any(row[3] == "=1+1" for row in groups)
    cost = book.get_sheet_by_name("费用 cost").to_python()
    person = next(row for row in cost if row[:3] == ["xiangtan", "person", "after"])
    assert person[3] * 100 == data["cities"]["xiangtan"]["person"]["cost"]["after"]["sure"]


# -- who fails by one condition only


def test_near_misses_are_those_of_the_conditions_one_by_one(assessed: list[Any]) -> None:
    facts = [one.subject.facts for one in assessed]
    columns = columns_of(PACK.vocabulary, facts)
    found = near_misses(Program(PACK), "person", columns, len(facts), DAY)

    alone: dict[tuple[str, int], list[int]] = {}
    others: dict[tuple[str, int], list[int]] = {}
    for place, person in enumerate(assessed):
        for one in person.outcomes:
            truths = [step.truth for step in one.because]
            if one.rule.for_each is None and truths.count(False) == 1:
                table = others if None in truths else alone
                table.setdefault((one.rule.id, truths.index(False)), []).append(place)
    for name, conditions in found.items():
        if PACK.rules[name].for_each is None:
            for number, near in enumerate(conditions):
                assert near.alone.tolist() == alone.pop((name, number), [])
                assert near.others.tolist() == others.pop((name, number), [])
    assert (alone, others) == ({}, {})


def test_gaps_are_counted_by_rule_and_condition_and_sorted(population: Population) -> None:
    found = nearly(Job((PACK,), DAY), population, ["county"], workers=1)
    inside, outside = nearly_data(found, internal=True), nearly_data(found)

    assert [row["alone"] for row in inside] == sorted(
        (row["alone"] for row in inside), reverse=True
    )
    assert all(row["condition"]["zh"] and row["condition"]["en"] for row in inside)
    assert {row["clause"] for row in inside} <= {rule.clause for rule in PACK.rules.values()}
    for row in inside:
        assert sum(row["groups"]["county"].values()) == row["alone"]
    told = [row["alone"] for row in outside if row["alone"] is not None]
    told += [n for row in outside for n in row["groups"]["county"].values() if n is not None]
    assert not [count for count in told if 0 < count < LEAST]
    json.dumps(outside)


def test_everyone_is_in_some_group(population: Population) -> None:
    moved = compared(population, reformed(CHANGES["a sum"]), ("county",))["person"].moved
    people = population.sizes["person"]
    for table in moved.groups.values():
        assert sum(int(row[0]) for row in table.values()) == people
    assert int(np.sum(moved.tiers)) == people
    assert list(moved.groups[ALL]) == [ALL]
