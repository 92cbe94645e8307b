"""A population's tallies are the sums over its subjects, however the work is shared."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from yanzhen.policy import Assessment, Pack, admit, engine_for, load_pack
from yanzhen.policy.errors import PolicyError
from yanzhen.policy.reasons import NOT_REFUSED, reason
from yanzhen.policy.totals import counted
from yanzhen.population.chunks import Population, opened
from yanzhen.population.flow import FIRST_YEAR, SURE, UP_TO
from yanzhen.population.outcomes import MISSING
from yanzhen.population.rows import subjects_of
from yanzhen.population.run import Job, Piece, Result, run
from yanzhen.population.synthesise import Wish, planned, write
from yanzhen.population.tally import Tally

DAY = date(2026, 1, 1)
PEOPLE = 400


@pytest.fixture(scope="module")
def packs() -> tuple[Pack, ...]:
    return load_pack("hengyang"), load_pack("xiangtan")


@pytest.fixture(scope="module")
def folder(packs: tuple[Pack, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("run") / "people"
    write(planned(list(packs), Wish(size=PEOPLE, seed=5)), made)
    return made


@pytest.fixture(scope="module")
def population(folder: Path) -> Population:
    return opened({path.stem: path for path in sorted(folder.glob("*.parquet"))})


@pytest.fixture(scope="module")
def result(packs: tuple[Pack, ...], population: Population) -> Result:
    return run(Job(packs, DAY, ("county",), missing=True), population, workers=1)


@pytest.fixture(scope="module")
def assessed(packs: tuple[Pack, ...], folder: Path) -> dict[tuple[str, str], list[Assessment]]:
    """Every person, one by one."""
    found = {}
    for pack in packs:
        rows = subjects_of(folder, "person")
        found[pack.city, "person"] = [
            engine_for(pack).assess(admit(raw, pack.vocabulary), DAY) for _, raw in rows
        ]
    return found


def of_person(result: Result, city: str) -> Tally:
    return result.tallies[city]["person"]


@pytest.mark.parametrize("city", ["hengyang", "xiangtan"])
def test_counts_and_sums(result: Result, assessed: dict, city: str) -> None:
    people = assessed[city, "person"]
    tally = of_person(result, city)
    assert tally.subjects == len(people) == PEOPLE
    for name in ("sure", "up_to", "loan"):
        mine = sum(rule.measure(name) for rule in tally.rules.values())
        assert mine == sum(getattr(one.totals, name) for one in people)
    assert sum(rule.measure("sure") for rule in tally.rules.values()) > 0


@pytest.mark.parametrize("city", ["hengyang", "xiangtan"])
def test_statuses_reasons_and_gaps(result: Result, assessed: dict, city: str) -> None:
    for name, rule in of_person(result, city).rules.items():
        outcomes = [one.outcome(name) for one in assessed[city, "person"]]
        statuses = Counter(one.status for one in outcomes)
        order = ("ineligible", "eligible", "unknown", "pending_interpretation")
        assert rule.statuses.tolist() == [statuses[status] for status in order]
        reasons = Counter(reason(one, DAY) for one in outcomes)
        del reasons[NOT_REFUSED]
        assert dict(rule.reasons) == dict(reasons)
        missing = Counter(gap for one in outcomes for gap in one.missing)
        assert {gap: count for gap, (count, _) in rule.gaps.items()} == dict(missing)


@pytest.mark.parametrize("city", ["hengyang", "xiangtan"])
def test_money_by_month(result: Result, assessed: dict, city: str) -> None:
    """Dated sure money is that of the schedules; what is undated makes up the rest."""
    dated: Counter[tuple[str, int]] = Counter()
    for one in assessed[city, "person"]:
        for outcome in counted(one.pack, one.outcomes):
            for part in outcome.schedule if outcome.rule.nature != "loan" else ():
                if part.start is not None and part.fen:
                    month = (part.start.year - FIRST_YEAR) * 12 + part.start.month - 1
                    dated[outcome.rule.id, month] += part.fen
    for name, rule in of_person(result, city).rules.items():
        if rule.flow is None:
            continue
        months = rule.flow.earliest[SURE]
        mine = {(name, int(month)): int(months[month]) for month in np.flatnonzero(months)}
        assert mine == {key: fen for key, fen in dated.items() if key[0] == name}
        for kind, measure in ((SURE, "sure"), (UP_TO, "up_to")):
            whole = int(rule.flow.earliest[kind].sum()) + int(rule.flow.undated[kind])
            assert whole == rule.measure(measure)
            assert whole == int(rule.flow.latest[kind].sum()) + int(rule.flow.undated[kind])


def test_groups_add_up(result: Result) -> None:
    tally = of_person(result, "hengyang")
    assert sum(tally.people["county"].values()) == PEOPLE
    for rule in tally.rules.values():
        groups = sum(rule.groups["county"].values(), np.zeros_like(rule.measures))
        assert np.array_equal(groups, rule.measures)
    flows = [rule.flow for rule in tally.rules.values() if rule.flow is not None]
    by_county = sum(months for months in tally.flows["county"].values())
    assert by_county.any()
    assert np.array_equal(by_county, sum(flow.earliest for flow in flows))


def test_groups_by_tier(result: Result) -> None:
    tally = of_person(result, "xiangtan")
    assert sum(tally.people["tier"].values()) == PEOPLE
    for rule in tally.rules.values():
        groups = sum(rule.groups["tier"].values(), np.zeros_like(rule.measures))
        assert np.array_equal(groups, rule.measures)


def test_two_processes_say_the_same(
    packs: tuple[Pack, ...], population: Population, result: Result
) -> None:
    job = replace(result.job, outcomes=True)
    tables: list[Piece] = []
    again = run(job, population, keep=tables.append, workers=2)
    for city, kinds in result.tallies.items():
        for kind, tally in kinds.items():
            other = again.tallies[city][kind]
            assert other.subjects == tally.subjects
            for name, rule in tally.rules.items():
                assert np.array_equal(other.rules[name].measures, rule.measures)
                assert other.rules[name].gaps == rule.gaps
    assert sum(piece.rows for piece in tables) == population.size()


def test_outcomes_in_long_form(
    packs: tuple[Pack, ...], population: Population, assessed: dict
) -> None:
    pieces: list[Piece] = []
    job = Job(packs, DAY, missing=True, outcomes=True, ineligible=True)
    run(job, population, keep=pieces.append, workers=1)
    person = next(piece for piece in pieces if piece.kind == "person")
    table = person.outcomes["xiangtan"].to_pylist()
    people = assessed["xiangtan", "person"]
    assert len(table) == sum(len(one.outcomes) for one in people)
    number = {f"person-{n:09d}": n - 1 for n in range(1, PEOPLE + 1)}
    for row in table:
        outcome = people[number[row["id"]]].outcome(row["rule"])
        assert row["status"] == outcome.status
        assert row["total_fen"] == outcome.sums.total
        assert row["high_fen"] == outcome.sums.high
        assert (row["reason"] is None) == (outcome.status != "ineligible")
    missing = person.missing["xiangtan"]
    assert missing.schema == MISSING
    assert missing.num_rows == sum(len(o.missing) for one in people for o in one.outcomes)


def test_unknown_dimension_is_refused(packs: tuple[Pack, ...], population: Population) -> None:
    with pytest.raises(PolicyError, match=r"by\.countty") as refused:
        run(Job(packs, DAY, ("countty",)), population, workers=1)
    assert refused.value.problems[0].suggestion == "county"
