"""Invented populations: admitted by the core, the same for the same seed, and as documented."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.population.invented import CITIES, READ, people, population, rows

from yanzhen.policy import admit, engine_for
from yanzhen.population.format import arrow_type
from yanzhen.population.rows import subjects_of
from yanzhen.population.synthesise import KINDS, planned, write
from yanzhen.population.synthesise.plan import Wish
from yanzhen.population.synthesise.tables import schema, table

DEGREES = ["other", "associate", "bachelor", "master", "doctor"]
FIRST, AS_OF = date(1980, 1, 1), date(2026, 1, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("invented") / "population"
    write(population(size=3_000), out)
    return out


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_is_admitted(folder: Path, kind: str) -> None:
    vocabulary = READ("xiangtan").vocabulary
    found = list(subjects_of(folder, kind))

    assert len(found) == population(size=3_000).plan.sizes[kind]
    assert len({name for name, _ in found}) == len(found)
    for _, raw in found:
        assert len(admit(raw, vocabulary).facts) == len(raw["facts"])


@pytest.mark.parametrize("city", CITIES)
def test_people_can_be_assessed(folder: Path, city: str) -> None:
    engine, vocabulary = engine_for(READ(city)), READ(city).vocabulary
    some = [raw for _, raw in subjects_of(folder, "person")][:40]

    statuses = {
        outcome.status
        for raw in some
        for outcome in engine.assess(admit(raw, vocabulary), AS_OF, near_misses=False).outcomes
    }

    assert {"eligible", "ineligible", "unknown"} <= statuses


@pytest.mark.parametrize("kind", KINDS)
def test_columns_are_what_the_rules_ask_in_the_types_of_the_format(kind: str) -> None:
    found = schema(population(), kind)
    asked = frozenset[str]().union(*(engine_for(READ(city)).asks(kind) for city in CITIES))
    columns = {name for name in found.names if name != "id" and not name.startswith("by.")}

    assert columns - {"organisation_code"} == asked
    facts = {fact.id: fact for fact in population().facts[kind]}
    for name in columns - {"approved_sums"}:
        assert found.field(name).type == arrow_type(facts[name], 2), name


def test_the_same_wish_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(planned([READ("xiangtan")], Wish(size=700, seed=9)), tmp_path / name)

    files = sorted(file.name for file in (tmp_path / "one").iterdir())
    assert files == sorted(["README.md", *(f"{kind}.parquet" for kind in KINDS)])
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_rows_do_not_depend_on_how_they_are_grouped(kind: str) -> None:
    found = population(size=30_000)
    whole = rows(found, kind, 0, 40)

    parts = pa.concat_tables([rows(found, kind, at, at + 8) for at in range(0, 40, 8)])
    turned = table(found, kind, np.arange(39, -1, -1), schema(found, kind))

    assert parts.to_pylist() == whole.to_pylist()
    assert turned.to_pylist()[::-1] == whole.to_pylist()


def test_another_seed_gives_other_people() -> None:
    one, two = (rows(population(seed=seed), "person", 0, 200) for seed in (1, 2))

    assert one["degree"].to_pylist() != two["degree"].to_pylist()


def share(column: str, *values: Any) -> float:
    held = pc.is_in(people()[column].cast(pa.string()), pa.array([str(one) for one in values]))
    return 100 * pc.mean(held.cast(pa.int8())).as_py()


EXPECTED = [
    ("by.age_group", ["25-34岁"], 36, 0.8),
    ("by.city", ["长沙市"], 54, 1.6),
    ("talent_ambassador", ["true"], 0.1, 0.05),
    ("helped_introduce_talent", ["true"], 0.6, 0.15),
    ("elder_care_needed", ["true"], 4, 0.4),
    ("employer_commendation", ["none"], 87.9, 0.7),
    ("own_duties_fulfilled", ["true"], 97, 0.4),
]


@pytest.mark.parametrize(("column", "values", "expected", "tolerance"), EXPECTED)
def test_shares_are_as_documented(
    column: str, values: list[str], expected: float, tolerance: float
) -> None:
    assert share(column, *values) == pytest.approx(expected, abs=tolerance)


def test_the_rare_is_rare() -> None:
    assert 0.5 < share("degree", "doctor") < 3
    assert share("degree", "master") < 9
    assert share("recognised_tier", "A") < 0.05
    assert share("recognised_tier", "none") > 95
    assert pc.mean(pc.equal(pc.list_value_length(people()["honours"]), 0)).as_py() > 0.97


def test_degrees_go_together() -> None:
    pairs = zip(
        people()["degree"].to_pylist(),
        people()["highest_full_time_degree"].to_pylist(),
        strict=True,
    )

    assert all(DEGREES.index(full_time) <= DEGREES.index(highest) for highest, full_time in pairs)


def test_facts_about_a_home_go_together() -> None:
    columns = (
        "local_home_purchase", "home_bought_on", "home_price_paid", "first_local_home_after_hire",
        "hired_on",
    )  # fmt: skip
    bought = 0
    for home, day, price, first, hired in zip(
        *(people()[name].to_pylist() for name in columns), strict=True
    ):
        if home == "none":
            assert (day, price, first) == (None, None, False)
        elif day:
            bought += 1
            assert price > 100_000
            assert day <= AS_OF
            assert not first or day >= hired
    assert bought > 1_000


def test_who_has_an_employer_shares_its_kind_place_and_industry() -> None:
    found = population(missing=Fraction(0))
    employers = rows(found, "employer", 0, found.plan.sizes["employer"]).to_pylist()
    by_name = {one["id"]: one for one in employers}
    employed = [one for one in rows(found, "person", 0, 3_000).to_pylist() if one["by.employer"]]

    assert 2_000 < len(employed) < 3_000
    for one in employed:
        employer = by_name[one["by.employer"]]
        for name in ("host_kind", "by.county", "by.city", "by.industry", "state_ownership"):
            assert one[name] == employer[name]


@pytest.mark.parametrize("as_of", [AS_OF, date(2010, 6, 30)])
def test_no_date_or_year_lies_ahead(as_of: date) -> None:
    found = population(as_of=as_of)
    table = rows(found, "person", 0, 20_000)
    days = [
        day
        for fact in found.facts["person"]
        if fact.type == "date"
        for day in table[fact.id].to_pylist()
        if day
    ]
    years = [one["year"] for held in table["honours"].to_pylist() for one in held or ()]

    assert FIRST.replace(year=as_of.year - 46) < min(days) <= max(days) <= as_of
    assert max(year for year in years if year) < as_of.year


def test_several_applications_belong_to_one_agency() -> None:
    codes = rows(population(), "intermediary", 0, 80)["organisation_code"].to_pylist()

    assert len(set(codes)) < 60


def test_only_own_honours_are_drawn_for_a_city() -> None:
    found = population(("xiangtan",), size=60_000)
    awards = {
        one["award"] for held in rows(found, "person", 0, 60_000)["honours"].to_pylist()
        for one in held or ()
    }  # fmt: skip

    assert any(award.startswith("xiangtan_") for award in awards)
    assert not any(award.startswith(("quzhou_", "changsha_", "zhejiang_")) for award in awards)


@pytest.mark.parametrize("missing", [0, 25])
def test_values_are_lost_at_the_rate_asked_for(missing: int) -> None:
    found = rows(population(missing=Fraction(missing)), "person", 0, 20_000)

    assert 100 * found["degree"].null_count / 20_000 == pytest.approx(missing, abs=1)


def test_decisions_are_known_of_few() -> None:
    assert people()["high_level_talent"].null_count > 0.9 * people().num_rows


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_says_that_it_is_invented(folder: Path, kind: str) -> None:
    said = pq.read_schema(folder / f"{kind}.parquet").metadata[b"yanzhen"].decode()

    assert '"invented": true' in said
    assert f'"kind": "{kind}"' in said
    assert '"seed": 3' in said
    assert '"missing": "documented"' in said


def test_row_groups_have_at_most_so_many_rows(tmp_path: Path) -> None:
    write(planned([READ("changsha")], Wish(size=140_000, seed=1)), tmp_path / "out")

    with pq.ParquetFile(tmp_path / "out" / "person.parquet") as file:
        sizes = [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)]
    assert sizes == [131_072, 8_928]


def test_a_city_with_a_pack_of_its_own_is_drawn_from_its_units() -> None:
    root = Path(__file__).parents[2] / "docs" / "guide" / "example" / "packs"
    found = planned([READ("yunxi", root)], Wish(size=100, seed=1))

    assert set(rows(found, "person", 0, 100)["by.city"].to_pylist()) == {
        READ("yunxi", root).title.zh
    }
