"""Keeping scenarios: whose they are, what is taken in, what a run leaves behind."""

from pathlib import Path

import pytest

from yanzhen.apps.policies.actions import publish_pack
from yanzhen.apps.scenarios import running, service
from yanzhen.apps.scenarios.models import Scenario
from yanzhen.apps.scenarios.running import Worker
from yanzhen.policy import PolicyError, Problem, packs_on_disk, sources_on_disk

RENT = "xiangtan.rule.art-19-rent"
ME, OTHER = "my key", "another key"


@pytest.fixture
def city(db: None) -> str:
    sources = sources_on_disk(packs_on_disk(), "xiangtan")
    publish_pack(acting_user="clerk", sources=sources)
    return "xiangtan"


@pytest.fixture
def mine(city: str) -> str:
    return service.draft(ME, city, "art-19-rent", "提高租房补贴").id


def test_another_browser_may_look_but_not_change(mine: str) -> None:
    assert service.kept(mine, OTHER).name == "提高租房补贴"
    assert not service.kept(mine, OTHER).mine
    assert service.kept(mine, ME).mine

    for attempt in (
        lambda: service.rename(OTHER, mine, "改名"),
        lambda: service.change(OTHER, mine, {f"{RENT}.amount.D": "2000"}),
        lambda: service.run(OTHER, mine),
        lambda: service.cancel("", mine),
        lambda: service.delete(OTHER, mine),
    ):
        with pytest.raises(service.NoSuchScenario):
            attempt()
    assert service.kept(mine, ME).changes == {}


def test_only_ones_own_are_listed_and_the_key_itself_is_not_kept(mine: str) -> None:
    assert [one.id for one in service.kept_by(ME)] == [mine]
    assert service.kept_by(OTHER) == service.kept_by("") == ()
    assert ME not in Scenario.objects.get(public_id=mine).owner


def test_ids_cannot_be_guessed(city: str) -> None:
    ids = {service.draft(ME, city, "art-19-rent", "一").id for _ in range(5)}

    assert len(ids) == 5
    assert all(len(one) >= 22 for one in ids)


def test_what_the_document_says_is_no_change(mine: str) -> None:
    kept = service.change(
        ME, mine,
        {f"{RENT}.amount.A": "10000.00", f"{RENT}.amount.D": "2,500", f"{RENT}.enabled": "true"},
    )  # fmt: skip

    assert kept.changes == {f"{RENT}.amount.D": "2500元"}


def test_all_slips_are_told_at_once_at_their_fields(mine: str) -> None:
    with pytest.raises(service.ScenarioRefused) as refused:
        service.change(
            ME, mine,
            {f"{RENT}.amount.A": "很多", f"{RENT}.amount.D": "-5", f"{RENT}.enabled": "maybe",
             f"{RENT}.periods": "0"},
        )  # fmt: skip

    fields = {one.field for one in refused.value.refusals}
    assert fields == {f"{RENT}.{name}" for name in ("amount.A", "amount.D", "enabled", "periods")}
    assert all(one.reason.zh and one.reason.en for one in refused.value.refusals)
    assert service.kept(mine, ME).changes == {}


@pytest.mark.parametrize("text", ["1e999999", "NaN", "Infinity", "9" * 60, "0x10", "1;2", "\x00"])
def test_numbers_that_are_none_are_refused(mine: str, text: str) -> None:
    with pytest.raises(service.ScenarioRefused):
        service.change(ME, mine, {f"{RENT}.amount.A": text})


def test_a_run_finds_what_the_change_costs(mine: str, tmp_path: Path) -> None:
    service.change(ME, mine, {f"{RENT}.amount.D": "2000"})
    service.run(ME, mine)

    assert Worker(tmp_path, people=2000).step()

    kept = service.kept(mine, ME)
    assert (kept.state, kept.failure) == ("done", None)
    assert kept.result is not None
    before, after = kept.result["sums"]["sure"]
    assert 0 < before < after
    assert kept.result["invented"] is True
    assert kept.result["people"]["all"] == 2000
    assert [one["rule"] for one in kept.result["touched"]].count("art-19-rent") == 1


def test_no_change_makes_no_difference(mine: str, tmp_path: Path) -> None:
    service.run(ME, mine)
    Worker(tmp_path, people=500).step()

    result = service.kept(mine, ME).result
    assert result is not None
    assert not result["differs"]
    assert result["people"]["same"] == 500


def test_changing_a_scenario_drops_the_result_that_no_longer_belongs_to_it(
    mine: str, tmp_path: Path
) -> None:
    service.run(ME, mine)
    Worker(tmp_path, people=500).step()

    assert service.change(ME, mine, {f"{RENT}.amount.D": "2000"}).state == "draft"
    assert service.kept(mine, ME).result is None


def test_a_refusal_and_a_fault_are_kept_as_reasons(
    mine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for raised, said in (
        (PolicyError(Problem("x", None, "人口文件坏了", "the file is broken")), "人口文件坏了"),
        (RuntimeError("secret detail"), running.FAULT.zh),
    ):

        def broken(*_: object, fault: Exception = raised) -> None:
            raise fault

        monkeypatch.setattr(running, "demo_people", broken)
        service.run(ME, mine)
        Worker(tmp_path).step()

        kept = service.kept(mine, ME)
        assert kept.state == "failed"
        assert kept.failure is not None
        assert kept.failure.zh == said


def test_the_demo_people_are_made_once(city: str, tmp_path: Path) -> None:
    worker = Worker(tmp_path, people=300)

    assert worker.prepare()
    assert not worker.prepare()
    made = [path.name for path in tmp_path.iterdir()]
    assert len(made) == 1
    assert made[0].startswith("xiangtan-300-")


def test_a_copy_is_ones_own(mine: str) -> None:
    service.change(ME, mine, {f"{RENT}.amount.D": "2000"})

    copied = service.copy(OTHER, mine, "我的")

    assert copied.mine
    assert copied.changes == service.kept(mine, ME).changes
    assert copied.id != mine
